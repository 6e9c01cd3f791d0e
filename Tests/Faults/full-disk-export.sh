# fault: the disk fills up while a ledger is exported
# promise: no file has the name; with room again the same command writes what it writes elsewhere
# needs: disk
reports 1 20 >reports.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
small_disk 1m
for format in parquet csv; do
  demarche export --ledger l.db --format "$format" --output "whole.$format" --quiet
  fill_but 4096
  expect 1 "No space left on device" demarche export --ledger l.db --format "$format" --output "$disk/e.$format"
  [[ ! -e $disk/e.$format ]] || broken "half a file has the name"
  rm "$disk/filling"
  expect 0 "" demarche export --ledger l.db --format "$format" --output "$disk/e.$format" --quiet
  same_files "whole.$format" "$disk/e.$format"
done
