# fault: pages that hold reports are overwritten
# promise: doctor says how many reports can be read and saves them; a new ledger made of them tells what the old one told of them
reports 1 30 >reports.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
words=$(sed -n 15p reports.jsonl | sed 's/.*"text": "//' | cut -c 20-50)
at=$(grep -aboF -- "$words" l.db | head -n 1 | cut -d: -f1)
head -c 4096 /dev/urandom | dd of=l.db bs=4096 seek=$((at / 4096)) conv=notrunc status=none
expect 1 "--save" demarche doctor --ledger l.db
expect 1 "saved" demarche doctor --ledger l.db --save saved.jsonl
count=$(wc -l <saved.jsonl)
((count >= 20 && count < 30)) || broken "$count of 30 reports are saved"
[[ $said == *"reports   $count can be read"* ]] || broken "another number is said: $said"
expect 0 "" demarche ingest saved.jsonl --ledger new.db --quiet
# The same reports as they came in first.
sed -n 's/^{"id": "\([^"]*\)".*/"id": "\1"/p' saved.jsonl >names
grep -F -f names reports.jsonl >chosen.jsonl
demarche ingest chosen.jsonl --ledger whole.db --quiet
same_ledgers whole.db new.db
