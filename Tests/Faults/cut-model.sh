# fault: a model in a folder of its own is cut off
# promise: it is told as no model, with the file; nothing is coded with half of it
reports 1 1 >reports.jsonl
mkdir models
name=english-ewt.model
size=$(stat -c %s "$root/Models/$name")
for length in 0 16 1000 $((size / 2)) $((size - 1)); do
  head -c "$length" "$root/Models/$name" >"models/$name"
  expect 1 "$name" demarche code reports.jsonl --models models
done
