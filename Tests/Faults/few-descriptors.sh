# fault: the program may open only few files (ulimit -n)
# promise: a folder is read all the same, a server that has none left answers again when clients go, and nothing crashes
mkdir folder
for ((i = 1; i <= 30; i++)); do reports 1 1 | sed "s/{\"id\": \"/&$i-/; s/\"text\": \"/&Turn $i. /" >"folder/$i.jsonl"; done
expect 0 "" bash -c 'ulimit -n 16; exec "$0" ingest folder --ledger l.db --quiet' "$program"
for few in 3 4 5 6 8; do no_crash bash -c "ulimit -n $few; exec \"\$0\" ingest folder --ledger m.db --quiet" "$program"; done
# The shell that sets the limit becomes the server.
before=(bash -c 'ulimit -n 40; exec "$@"' limited)
serve l.db
for ((i = 0; i < 60; i++)); do
  sleep 30 <>"/dev/tcp/127.0.0.1/$port" 2>/dev/null &
  clients+=($!)
done
sleep 1
kill -0 "$server" || broken "the server ended: $(cat served)"
kill "${clients[@]}" 2>/dev/null || true
sleep 0.5
[[ $(ask GET /api/v1/summary) == *" 200 "* ]] || broken "it answers no more: $(cat served)"
stop_within 10
sound l.db
