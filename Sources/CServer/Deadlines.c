// Cuts connections that let others wait: libmicrohttpd counts from the last byte, so one byte now and then would hold a
// connection for ever.
#include "parts.h"

#include <sys/socket.h>
#include <time.h>

int64_t server_now(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * INT64_C(1000000000) + now.tv_nsec;
}

static void take_out(struct watch *watch) {
  struct watch_list *list = watch->list;
  if (!list) return;
  if (watch->before) watch->before->behind = watch->behind;
  else list->first = watch->behind;
  if (watch->behind) watch->behind->before = watch->before;
  else list->last = watch->before;
  watch->before = watch->behind = NULL;
  watch->list = NULL;
}

void deadlines_watch(struct deadlines *deadlines, struct watch *watch, struct watch_list *list) {
  if (!watch) return;
  pthread_mutex_lock(&deadlines->lock);
  take_out(watch);
  if (list) {
    watch->list = list;
    watch->deadline = server_now() + list->patience;
    watch->before = list->last;
    if (list->last) list->last->behind = watch;
    else list->first = watch;
    list->last = watch;
    // Behind others it cannot be the next that is cut.
    if (list->first == watch) pthread_cond_signal(&deadlines->changed);
  }
  pthread_mutex_unlock(&deadlines->lock);
}

static void *cut(void *context) {
  struct deadlines *deadlines = context;
  pthread_mutex_lock(&deadlines->lock);
  while (!deadlines->has_ended) {
    struct watch *line = deadlines->line.first, *next = deadlines->rest.first;
    if (line && (!next || line->deadline < next->deadline)) next = line;
    if (!next) {
      pthread_cond_wait(&deadlines->changed, &deadlines->lock);
    } else if (next->deadline > server_now()) {
      struct timespec until = {next->deadline / 1000000000, next->deadline % 1000000000};
      pthread_cond_timedwait(&deadlines->changed, &deadlines->lock, &until);
    } else {
      take_out(next);
      // The thread of the network sees the end, and closes it there.
      shutdown(next->socket, SHUT_RDWR);
    }
  }
  pthread_mutex_unlock(&deadlines->lock);
  return NULL;
}

bool deadlines_start(struct deadlines *deadlines, uint32_t line, uint32_t rest) {
  deadlines->line.patience = line * INT64_C(1000000);
  deadlines->rest.patience = rest * INT64_C(1000000);
  pthread_condattr_t forward;
  pthread_condattr_init(&forward);
  pthread_condattr_setclock(&forward, CLOCK_MONOTONIC);
  pthread_mutex_init(&deadlines->lock, NULL);
  pthread_cond_init(&deadlines->changed, &forward);
  pthread_condattr_destroy(&forward);
  return pthread_create(&deadlines->thread, NULL, cut, deadlines) == 0;
}

void deadlines_end(struct deadlines *deadlines) {
  pthread_mutex_lock(&deadlines->lock);
  deadlines->has_ended = true;
  pthread_cond_signal(&deadlines->changed);
  pthread_mutex_unlock(&deadlines->lock);
  pthread_join(deadlines->thread, NULL);
  pthread_cond_destroy(&deadlines->changed);
  pthread_mutex_destroy(&deadlines->lock);
}
