# fault: the program is killed while it writes events to a file
# promise: no file has the name; --resume goes on, and the file is that of an undisturbed run
many 6 >reports.jsonl
demarche code reports.jsonl --output whole.jsonl --quiet
for moment in 0.3 0.9 1.6 ${long:+0.5 0.7 1.1 1.3 2.0 2.4}; do
  started demarche code reports.jsonl --output e.jsonl --resume --quiet
  kill_after "$moment"
done
expect 0 "" demarche code reports.jsonl --output e.jsonl --resume --quiet
same_files whole.jsonl e.jsonl
[[ ! -e e.jsonl.part && ! -e e.jsonl.part.json ]] || broken "left over: $(ls)"
