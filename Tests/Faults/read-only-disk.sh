# fault: the ledger lies on a disk that is mounted read-only
# promise: every question is answered as before; what would change it says that the file may only be read
# needs: disk
reports 1 10 >reports.jsonl
small_disk 8m
demarche ingest reports.jsonl --ledger "$disk/l.db" --quiet
told "$disk/l.db" >before.told
rm -f "$disk"/l.db-*
mount -o remount,ro "$disk"
told "$disk/l.db" >after.told
same_files before.told after.told
expect 0 "may not be written" demarche doctor --ledger "$disk/l.db"
expect 0 "checked" demarche backup copy.db --ledger "$disk/l.db"
reports 11 12 >more.jsonl
for command in "ingest more.jsonl" "forget x" "recode" "serve --port 0"; do
  # shellcheck disable=SC2086
  expect 1 "may only be read" demarche $command --ledger "$disk/l.db"
  [[ $said == *help:* ]] || broken "no way out: $said"
done
serve "$disk/l.db" --read-only
[[ $(ask GET /api/v1/summary) == *" 200 "* ]] || broken "readers are not served"
stop_within 10
