# fault: the disk fills up under a server that people correct in
# promise: the answer is 507 with what helps, readers are served on, and with room again the same decision is taken
# needs: disk
reports 1 10 >reports.jsonl
small_disk 4m
demarche ingest reports.jsonl --ledger "$disk/l.db" --quiet
read -r a b < <(ids "$disk/l.db" 2 | xargs)
serve "$disk/l.db"
fill_but 0
answer=$(join_events "$a" "$b")
[[ $answer == *" 507 "* && $answer == *"no space left"* ]] || broken "the answer is: $answer"
[[ $(ask GET /api/v1/summary) == *" 200 "* ]] || broken "readers are not served"
rm "$disk/filling"
answer=$(join_events "$a" "$b")
[[ $answer == *" 201 "* ]] || broken "the decision is not taken: $answer"
stop_within 10
sound "$disk/l.db"
[[ $(demarche join --list --ledger "$disk/l.db" | wc -l) == 1 ]] || broken "the decision stands not once"
