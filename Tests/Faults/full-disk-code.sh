# fault: the disk fills up while events are written to a file
# promise: no file has the name; with room again --resume goes on, and the file is that of an undisturbed run
# needs: disk
many 4 >reports.jsonl
demarche code reports.jsonl --output whole.jsonl --quiet
small_disk 4m
fill_but 70000
expect 1 "No space left on device" demarche code reports.jsonl --output "$disk/e.jsonl" --quiet
[[ $said == *"$disk/e.jsonl.part"* && $said == *help:* ]] || broken "the file and the way out are not named: $said"
[[ ! -e $disk/e.jsonl ]] || broken "half a file has the name"
rm "$disk/filling"
expect 0 "" demarche code reports.jsonl --output "$disk/e.jsonl" --resume --quiet
same_files whole.jsonl "$disk/e.jsonl"
