# fault: people decide in the dashboard while an ingest runs
# promise: every decision that was answered with 201 is kept, and every report is there; whoever has to wait too long is told 503
reports 1 10 >reports.jsonl
many 3 >more.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
mapfile -t events < <(ids l.db 20)
serve l.db
started demarche ingest more.jsonl --ledger l.db --quiet
taken=0
for ((i = 0; i + 1 < ${#events[@]}; i += 2)); do
  answer=$(join_events "${events[i]}" "${events[i + 1]}")
  if [[ $answer == *" 201 "* ]]; then taken=$((taken + 1)); elif [[ $answer != *" 503 "* ]]; then broken "$answer"; fi
done
wait "$child" || broken "the ingest ended with $?: $(cat child.err)"
stop_within 10
((taken > 0)) || broken "no decision was taken"
[[ $(demarche join --list --ledger l.db | wc -l) == "$taken" ]] || broken "not all of $taken decisions are there"
sound l.db
expect 0 "0 reports added, 40 known" bash -c 'cat reports.jsonl more.jsonl | "$0" ingest - --ledger l.db' "$program"
