# fault: the program is killed while it takes in events of another project
# promise: whole transactions stay; the same command again takes in the rest and nothing twice
reports 1 20 >reports.jsonl
demarche code reports.jsonl --format icews --output small.tab --quiet
{
  head -n 1 small.tab
  for ((turn = 1; turn <= 40; turn++)); do tail -n +2 small.tab | awk -v t="$turn" 'BEGIN { FS = OFS = "\t" } { $1 = t $1; print }'; done
} >events.tab
expect 0 "" demarche import events.tab --ledger whole.db --quiet
for moment in 0.2 0.4 ${long:+0.3 0.5 0.6}; do
  started demarche import events.tab --ledger l.db --quiet
  kill_after "$moment"
done
expect 0 "" demarche import events.tab --ledger l.db --quiet
same_ledgers whole.db l.db
