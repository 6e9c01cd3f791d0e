# fault: the server is told to end (SIGTERM, SIGINT) while it answers
# promise: what it has begun to answer is answered whole, and it ends with 0 within 10 s
reports 1 20 >reports.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
read -r a b < <(ids l.db 2 | xargs)
serve l.db
ask GET /api/v1/events.csv >whole.csv
join_events "$a" "$b" >decision &
asked=$!
ask GET /api/v1/events.csv >last.csv &
other=$!
sleep 0.2
stop_within 10
wait "$asked" "$other"
if [[ $(cat decision) == *" 201 "* ]]; then
  [[ $(demarche join --list --ledger l.db | wc -l) == 1 ]] || broken "the decision that was taken is not there"
fi
if [[ -s last.csv ]]; then
  [[ $(wc -l <last.csv) == $(wc -l <whole.csv) ]] || broken "an answer was cut off"
fi
sound l.db
