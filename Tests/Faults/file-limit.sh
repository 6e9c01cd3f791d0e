# fault: a file may not grow beyond a limit that the system sets (ulimit -f)
# promise: told as a full disk is; what was stored stays, and without the limit the same command goes on
many 2 >reports.jsonl
expect 1 "no space left" bash -c 'ulimit -f 600; exec "$0" ingest reports.jsonl --ledger l.db --quiet' "$program"
expect 1 "File too large" bash -c 'ulimit -f 10; exec "$0" code reports.jsonl --output e.jsonl --quiet' "$program"
[[ ! -e e.jsonl ]] || broken "half a file has the name"
expect 0 "" demarche ingest reports.jsonl --ledger l.db --quiet
demarche ingest reports.jsonl --ledger whole.db --quiet
same_ledgers whole.db l.db
