# fault: a program is killed while it copies, exports or merges
# promise: a file has its name only when it is whole; the same command again writes it
many 2 >reports.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
demarche export --ledger l.db --output whole.csv --quiet
for i in 0 1; do demarche code reports.jsonl --shard $i/2 --output $i.jsonl --quiet; done
demarche merge 0.jsonl 1.jsonl --output whole.jsonl --quiet
for ((turn = 1; turn <= ${long:+20} + 3; turn++)); do
  started demarche backup copy.db --ledger l.db
  kill_after "0.0$turn"
  if [[ -e copy.db ]]; then sound copy.db && rm -f copy.db*; fi
  started demarche export --ledger l.db --output out.csv --quiet
  kill_after "0.0$turn"
  if [[ -e out.csv ]]; then same_files whole.csv out.csv && rm out.csv; fi
  started demarche merge 0.jsonl 1.jsonl --output out.jsonl --quiet
  kill_after "0.00$turn"
  if [[ -e out.jsonl ]]; then same_files whole.jsonl out.jsonl && rm out.jsonl; fi
done
expect 0 "checked" demarche backup copy.db --ledger l.db
sound copy.db
expect 0 "" demarche export --ledger l.db --output out.csv --quiet
same_files whole.csv out.csv
expect 0 "" demarche merge 0.jsonl 1.jsonl --output out.jsonl --quiet
same_files whole.jsonl out.jsonl
[[ -z $(find . -name '*.part*') ]] || broken "left over: $(find . -name '*.part*')"
