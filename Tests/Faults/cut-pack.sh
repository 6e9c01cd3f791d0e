# fault: the file of knowledge and models is cut off
# promise: nothing is coded with half of it: every command that needs it says so and what helps
reports 1 1 >reports.jsonl
pack=${DEMARCHE_PACK:-$(dirname "$program")/demarche.pack}
size=$(stat -c %s "$pack")
for length in 0 7 79 80 500 4000 $((size / 2)) $((size - 1000)); do
  head -c "$length" "$pack" >demarche.pack
  expect 1 "demarche.pack" env DEMARCHE_PACK=demarche.pack "$program" code reports.jsonl
  [[ $said == *help:* ]] || broken "no way out: $said"
done
