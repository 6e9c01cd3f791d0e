# fault: the disk fills up while a person's correction is written to the journal
# promise: the answer says so; with room again the same correction is kept, once
# needs: disk
reports 1 5 >reports.jsonl
small_disk 4m
demarche ingest reports.jsonl --ledger "$disk/l.db" --quiet
serve "$disk/l.db"
page=$(for queue in assisted blind missed; do ask GET "/correct/$queue"; done)
item=$(grep -o 'name="item" value="[^"]*"' <<<"$page" | head -n 1 | sed 's/.*value="//; s/"$//; s/&quot;/"/g; s/&#39;/'"'"'/g; s/&lt;/</g; s/&gt;/>/g; s/&amp;/\&/g' || true)
[[ -n $item ]] || broken "no card is shown: $(head -c 300 <<<"$page")"
# Every byte in the form that any text may have in a form.
encoded=$(od -An -v -tx1 <<<"$item" | tr -d '\n' | sed 's/ /%/g; s/%0a$//')
form="decision=accept&coder=AB&token=$token&item=$encoded"
decide() { ask POST /correct/decide application/x-www-form-urlencoded "$form"; }
fill_but 0
answer=$(decide)
[[ $answer == *" 507 "* ]] || broken "the answer is: $(head -c 600 <<<"$answer")"
rm "$disk/filling"
answer=$(decide)
[[ $answer == *" 303 "* || $answer == *" 200 "* ]] || broken "the correction is not taken: $(head -c 600 <<<"$answer")"
stop_within 10
sound "$disk/l.db"
[[ $(demarche corrections --ledger "$disk/l.db" --format jsonl | wc -l) == 1 ]] || broken "it stands not once"
