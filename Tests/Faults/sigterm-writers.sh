# fault: ingest and code are told to end (SIGTERM, SIGINT)
# promise: they end at once; what was stored is whole, and the same command takes in the rest and nothing twice
many 3 >reports.jsonl
demarche ingest reports.jsonl --ledger whole.db --quiet
demarche code reports.jsonl --output whole.jsonl --quiet
for signal in TERM INT; do
  # A background job of a script ignores SIGINT, which env sets right.
  started env --default-signal=INT "$program" ingest reports.jsonl --ledger l.db --quiet
  kill_after 0.8 "$signal"
  if [[ -e l.db ]]; then sound l.db; fi
  started env --default-signal=INT "$program" code reports.jsonl --output e.jsonl --resume --quiet
  kill_after 0.8 "$signal"
done
expect 0 "" demarche ingest reports.jsonl --ledger l.db --quiet
same_ledgers whole.db l.db
expect 0 "" demarche code reports.jsonl --output e.jsonl --resume --quiet
same_files whole.jsonl e.jsonl
