# fault: whoever reads the output closes the pipe: | head -n 1
# promise: the program ends quietly with 0 and leaves the ledger as it is
many 2 >reports.jsonl
reports 1 20 >first.jsonl
demarche ingest first.jsonl --ledger l.db --quiet
for command in "code reports.jsonl --quiet" "events --ledger l.db --format jsonl --limit 100000" \
  "export --ledger l.db --quiet" "codebook --crosswalk" "incidents --ledger l.db --format jsonl --limit 100000"; do
  # The first status is that of the program.
  # shellcheck disable=SC2086
  status=$(demarche $command 2>errors | head -n 1 >/dev/null; echo "${PIPESTATUS[0]}")
  [[ $status == 0 ]] || broken "$command ended with $status: $(cat errors)"
  ! grep -qi "fatal\|crash\|broken pipe" errors || broken "$command says: $(cat errors)"
done
sound l.db
