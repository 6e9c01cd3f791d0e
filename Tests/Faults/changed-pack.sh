# fault: a byte of the file of knowledge and models has changed
# promise: doctor finds it; no command crashes (opening does not look: that would read all of it at each start)
reports 1 1 >reports.jsonl
pack=${DEMARCHE_PACK:-$(dirname "$program")/demarche.pack}
cp "$pack" demarche.pack
size=$(stat -c %s demarche.pack)
printf '\377' | dd of=demarche.pack bs=1 seek=$((size / 3)) conv=notrunc status=none
cmp -s "$pack" demarche.pack && printf '\376' | dd of=demarche.pack bs=1 seek=$((size / 3)) conv=notrunc status=none
no_crash env DEMARCHE_PACK=demarche.pack "$program" code reports.jsonl
expect 1 "not what its hash says" env DEMARCHE_PACK=demarche.pack "$program" doctor
