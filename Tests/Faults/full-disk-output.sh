# fault: the disk is full where standard output goes
# promise: every command says so and ends with 1, also those that print little
# needs: disk
reports 1 5 >reports.jsonl
small_disk 1m
fill_but 0
for command in "dump --stage tokens reports.jsonl" codebook schema "code reports.jsonl"; do
  # The words of a command are separate.
  # shellcheck disable=SC2086
  expect 1 "cannot write to standard output" bash -c '"$0" "${@:2}" >"$1"' "$program" "$disk/out" $command
done
