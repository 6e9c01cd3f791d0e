# fault: a ledger whose writer was killed is copied to a read-only disk with its log but without the index of the log
# promise: no older state is shown as if it were the present one: it says where the rest lies and what helps
# needs: disk
many 3 >reports.jsonl
small_disk 20m
started demarche ingest reports.jsonl --ledger "$disk/l.db" --quiet
for ((i = 0; i < 400; i++)); do
  if [[ -s $disk/l.db-wal && $(stat -c %s "$disk/l.db-wal") -gt 300000 ]]; then break; fi
  sleep 0.02
done
kill_after 0
[[ -s $disk/l.db-wal ]] || skip "it had ended before it was killed"
rm -f "$disk/l.db-shm"
mount -o remount,ro "$disk"
expect 1 "l.db-wal" demarche events --ledger "$disk/l.db"
cp "$disk"/l.db* .
no_crash demarche events --ledger l.db --limit 1
sound l.db
