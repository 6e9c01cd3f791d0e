# fault: an ingest that watches a folder is told to end (SIGTERM, SIGINT), on one thread and on several
# promise: it ends with 0; what it has taken in is stored, the run is finished, and the next run takes in the rest once
many 30 >all.jsonl
demarche ingest all.jsonl --ledger whole.db --quiet
for jobs in 1 3; do
  for signal in TERM INT; do
    name=$jobs-$signal
    mkdir "in-$name"
    split -l 20 --additional-suffix=.jsonl all.jsonl "in-$name/"
    started env --default-signal=INT "$program" ingest --watch "in-$name" --ledger "$name.db" --quiet --jobs "$jobs"
    sleep 0.7
    kill -"$signal" "$child"
    wait "$child" || broken "with $jobs threads it ended with $? at SIG$signal: $(cat child.err)"
    sound "$name.db"
    [[ $(demarche doctor --ledger "$name.db" 2>&1) != *"broken off"* ]] || broken "the run was broken off at SIG$signal"
    expect 0 "" demarche ingest "in-$name" --ledger "$name.db" --quiet
    same_ledgers whole.db "$name.db"
  done
done
