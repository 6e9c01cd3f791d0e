# fault: two programs take reports into one ledger at once
# promise: one waits for the other; nothing is lost or doubled, also of what both bring
many 2 >reports.jsonl
head -n 12 reports.jsonl >first.jsonl
tail -n 12 reports.jsonl >second.jsonl
demarche ingest reports.jsonl --ledger whole.db --quiet
demarche ingest first.jsonl --ledger l.db --quiet &
one=$!
demarche ingest second.jsonl --ledger l.db --quiet &
other=$!
wait "$one" || broken "the first ended with $?"
wait "$other" || broken "the second ended with $?"
same_ledgers whole.db l.db
