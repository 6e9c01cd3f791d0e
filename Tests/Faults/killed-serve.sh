# fault: the server is killed while decisions come in
# promise: every decision that was answered with 201 is in the ledger, once
reports 1 20 >reports.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
mapfile -t events < <(ids l.db 60)
serve l.db
(
  sleep 0.4
  kill -KILL "$server"
) &
: >kept
for ((i = 0; i + 1 < ${#events[@]}; i += 2)); do
  answer=$(join_events "${events[i]}" "${events[i + 1]}" || true)
  if [[ $answer == *" 201 "* ]]; then echo "${events[i]}" >>kept; fi
done
wait
[[ -s kept ]] || skip "no decision was taken before the kill"
sound l.db
demarche join --list --ledger l.db >list
while read -r event; do
  [[ $(grep -c "$event" list) == 1 ]] || broken "the decision on $event stands $(grep -c "$event" list) times"
done <kept
