# fault: every write and every sync to the disk takes a tenth of a second
# promise: readers are answered meanwhile, nothing is lost, and SIGTERM ends the server within 10 s
preload '
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/types.h>
#include <unistd.h>
#define REAL(r, n, a) static r (*real) a; if (!real) real = (r (*) a)dlsym(RTLD_NEXT, n); usleep(100000)
int fsync(int f) { REAL(int, "fsync", (int)); return real(f); }
int fdatasync(int f) { REAL(int, "fdatasync", (int)); return real(f); }
ssize_t pwrite64(int f, const void *b, size_t n, off64_t o) {
  REAL(ssize_t, "pwrite64", (int, const void *, size_t, off64_t)); return real(f, b, n, o); }'
reports 1 5 >reports.jsonl
reports 1 8 >more.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
read -r a b < <(ids l.db 2 | xargs)
before=(env "LD_PRELOAD=$shim")
serve l.db
# A writer is at work in the server; readers do not wait for it.
join_events "$a" "$b" >decision &
writer=$!
began=$(date +%s%N)
[[ $(ask GET /api/v1/summary) == *" 200 "* ]] || broken "readers are not served"
took=$((($(date +%s%N) - began) / 1000000))
((took < 5000)) || broken "a reader waits $took ms"
wait "$writer"
[[ $(cat decision) == *" 201 "* ]] || broken "the decision is not taken: $(cat decision)"
stop_within 10
sound l.db
[[ $(demarche join --list --ledger l.db | wc -l) == 1 ]] || broken "the decision is not there"
