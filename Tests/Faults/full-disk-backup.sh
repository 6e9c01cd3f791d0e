# fault: the disk fills up while a ledger is copied
# promise: no file has the name and nothing is left over; the ledger is as it was
# needs: disk
reports 1 5 >reports.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
small_disk 2m
fill_but 100000
expect 1 "no space left" demarche backup "$disk/copy.db" --ledger l.db
[[ $(ls "$disk") == filling ]] || broken "left over: $(ls "$disk")"
rm "$disk/filling"
expect 0 "checked" demarche backup "$disk/copy.db" --ledger l.db
[[ $(ls "$disk") == copy.db ]] || broken "left over: $(ls "$disk")"
same_ledgers l.db "$disk/copy.db"
