# fault: the clock is set back by a year between two runs, and while a server runs
# promise: runs keep their order, nothing is lost or doubled, no age is negative, a later decision supersedes the earlier one
preload '
#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <sys/time.h>
#include <time.h>
static long back(void) { const char *s = getenv("CLOCK_BACK"); return s ? atol(s) : 0; }
time_t time(time_t *t) { struct timespec n; clock_gettime(CLOCK_REALTIME, &n); if (t) *t = n.tv_sec; return n.tv_sec; }
int gettimeofday(struct timeval *v, void *z) { struct timespec n; clock_gettime(CLOCK_REALTIME, &n);
  v->tv_sec = n.tv_sec; v->tv_usec = n.tv_nsec / 1000; return 0; }
int clock_gettime(clockid_t c, struct timespec *n) {
  static int (*real)(clockid_t, struct timespec *); if (!real) real = dlsym(RTLD_NEXT, "clock_gettime");
  int r = real(c, n); if (c == CLOCK_REALTIME) n->tv_sec -= back(); return r; }'
reports 1 10 >reports.jsonl
reports 1 15 >more.jsonl
demarche ingest reports.jsonl --ledger l.db --quiet
before=(env "LD_PRELOAD=$shim" CLOCK_BACK=31536000)
"${before[@]}" "$program" ingest more.jsonl --ledger l.db --quiet
demarche ingest more.jsonl --ledger whole.db --quiet
same_ledgers whole.db l.db
year=$(date +%Y)
serve l.db
runs=$(ask GET /api/v1/runs)
[[ $runs == *"\"started\": \"$((year - 1))-"* ]] || broken "the clock was not set back: $runs"
health=$(ask GET /healthz)
[[ $health == *" 200 "* && $health != *"ended -"* && $health != *'"age_seconds": -'* ]] || broken "an age is negative: $health"
page=$(ask GET /)
[[ $page == *" 200 "* ]] || broken "the start page fails"
stop_within 10
before=()
serve l.db
[[ $(ask GET /healthz) == *" 200 "* ]] || broken "with the clock right again it fails"
stop_within 10
sound l.db
