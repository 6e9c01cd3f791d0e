# fault: clients of the server go away in the middle of an answer
# promise: the others are served, and the server ends in order
reports 1 20 >reports.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
serve l.db
for ((i = 0; i < 30; i++)); do
  {
    exec 8<>"/dev/tcp/127.0.0.1/$port"
    printf 'GET /api/v1/events.csv HTTP/1.1\r\nHost: localhost\r\n\r\n' >&8
    exec 8>&-
  } 2>/dev/null
done
[[ $(ask GET /api/v1/summary) == *" 200 "* ]] || broken "others are not served: $(cat served)"
! grep -qi "fatal" served || broken "$(cat served)"
stop_within 10
sound l.db
