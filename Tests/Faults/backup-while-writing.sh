# fault: a ledger is copied while it is served and an ingest runs
# promise: the copy is one state of the ledger and passes the doctor; what is in it goes on being told as it was
many 3 >reports.jsonl
reports 1 10 >first.jsonl
demarche ingest first.jsonl --ledger l.db --quiet
serve l.db
started demarche ingest reports.jsonl --ledger l.db --quiet
for ((i = 0; i < 3; i++)); do
  sleep 0.3
  expect 0 "checked" demarche backup "copy$i.db" --ledger l.db
  sound "copy$i.db"
done
wait "$child" || broken "the ingest ended with $?: $(cat child.err)"
stop_within 10
sound l.db
expect 0 "" demarche ingest first.jsonl reports.jsonl --ledger copy0.db --quiet
same_ledgers l.db copy0.db
