# fault: bytes of a ledger's pages have changed
# promise: no command crashes; those that fail name the file and the way out; doctor finds what is damaged
reports 1 20 >reports.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
size=$(stat -c %s l.db)
found=0
# The same noise from the same seed.
noise() { LC_ALL=C awk -v seed="$seed" -v count="$1" 'BEGIN { srand(seed); for (i = 0; i < count; i++) printf "%c", 1 + int(rand() * 126) }'; }
for ((seed = 1; seed <= ${long:+40} + 3; seed++)); do
  cp l.db d.db
  RANDOM=$seed
  at=$((RANDOM * 32768 + RANDOM))
  # A few bytes somewhere, or a whole page; beyond the first, which says that it is a ledger at all.
  if ((seed % 2 == 0)); then
    noise 300 | dd of=d.db bs=1 seek=$((4096 + at % (size - 8192))) conv=notrunc status=none
  else
    noise 4096 | dd of=d.db bs=4096 seek=$((1 + at % (size / 4096 - 1))) conv=notrunc status=none
  fi
  for command in events incidents "relation EGY ISR" "export --output out.csv" corrections "backup copy.db" "forget x"; do
    # shellcheck disable=SC2086
    no_crash demarche $command --ledger d.db
    rm -f copy.db
  done
  status=0
  demarche doctor --ledger d.db >doctor.out || status=$?
  if ((status == 1)); then
    found=$((found + 1))
    grep -q "help: " doctor.out || broken "doctor says no way out: $(cat doctor.out)"
  elif ((status != 0)); then
    broken "doctor ended with $status"
  fi
done
((found > 0)) || broken "doctor found nothing in any of them"
