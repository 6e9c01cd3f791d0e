# fault: a ledger is cut off
# promise: it is told as damaged, by every command that needs what is gone; doctor says how much is missing
reports 1 10 >reports.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
size=$(stat -c %s l.db)
for length in 0 50 100 4096 $((size / 2)) $((size - 4096)); do
  head -c "$length" l.db >d.db
  for command in events incidents "relation EGY ISR"; do
    # shellcheck disable=SC2086
    no_crash demarche $command --ledger d.db
  done
  expect 1 "help:" demarche doctor --ledger d.db
done
[[ $said == *"is cut off: $((size - 4096)) bytes of $size"* ]] || broken "it is not said how much: $said"
