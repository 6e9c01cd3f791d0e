# fault: the program is started without standard output, standard error or input
# promise: what it writes elsewhere is right, and no message goes into a file of the user
reports 1 3 >reports.jsonl
demarche code reports.jsonl --output whole.jsonl --quiet
demarche code reports.jsonl --output e.jsonl <&- >&- 2>&- || broken "ended with $?"
same_files whole.jsonl e.jsonl
demarche ingest reports.jsonl --ledger l.db <&- >&- 2>&- || broken "ended with $?"
demarche ingest reports.jsonl --ledger whole.db --quiet
same_ledgers whole.db l.db
expect 1 "cannot write to standard output" bash -c '"$0" codebook >&-' "$program"
