# fault: the disk fills up while reports are taken in
# promise: what was stored stays; once there is room, the same command takes in the rest and nothing twice
# needs: disk
many 6 >reports.jsonl
small_disk 600k
expect 1 "no space left" demarche ingest reports.jsonl --ledger "$disk/l.db" --quiet
[[ $said == *"$disk/l.db"* && $said == *help:* ]] || broken "the file and the way out are not named: $said"
if [[ -s $disk/l.db ]]; then sound "$disk/l.db"; fi
mount -o remount,size=20m "$disk"
expect 0 "" demarche ingest reports.jsonl --ledger "$disk/l.db" --quiet
demarche ingest reports.jsonl --ledger whole.db --quiet
same_ledgers whole.db "$disk/l.db"
