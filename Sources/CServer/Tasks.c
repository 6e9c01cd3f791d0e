// The queue between the network and those who answer.
#include "parts.h"

#include <time.h>

/// Ends that nobody need hear of are kept up to so many tasks: a flood of refused requests fills no memory.
static const size_t most_told = 10000;

bool tasks_start(struct tasks *tasks, size_t most_waiting) {
  tasks->most_waiting = most_waiting;
  pthread_condattr_t forward;
  pthread_condattr_init(&forward);
  pthread_condattr_setclock(&forward, CLOCK_MONOTONIC);
  bool is_made = pthread_mutex_init(&tasks->lock, NULL) == 0 && pthread_cond_init(&tasks->is_there, NULL) == 0
    && pthread_cond_init(&tasks->is_idle, &forward) == 0;
  pthread_condattr_destroy(&forward);
  return is_made;
}

void tasks_end(struct tasks *tasks) {
  pthread_cond_destroy(&tasks->is_idle);
  pthread_cond_destroy(&tasks->is_there);
  pthread_mutex_destroy(&tasks->lock);
}

// Under the lock.
static void add(struct tasks *tasks, struct server_exchange *exchange, enum server_task task) {
  exchange->task = task;
  exchange->next = NULL;
  if (tasks->last) tasks->last->next = exchange;
  else tasks->first = exchange;
  tasks->last = exchange;
  tasks->length++;
  pthread_cond_signal(&tasks->is_there);
}

bool tasks_add_request(struct tasks *tasks, struct server_exchange *exchange) {
  pthread_mutex_lock(&tasks->lock);
  bool is_taken = !tasks->is_closing && tasks->waiting < tasks->most_waiting;
  if (is_taken) {
    tasks->waiting++;
    tasks->under_way++;
    exchange->was_handed_over = true;
    add(tasks, exchange, server_task_answer);
  }
  pthread_mutex_unlock(&tasks->lock);
  return is_taken;
}

bool tasks_add_stream(struct tasks *tasks, struct server_exchange *exchange) {
  pthread_mutex_lock(&tasks->lock);
  bool is_taken = !tasks->has_ended;
  if (is_taken) add(tasks, exchange, server_task_continue);
  pthread_mutex_unlock(&tasks->lock);
  return is_taken;
}

bool tasks_add_over(struct tasks *tasks, struct server_exchange *exchange) {
  pthread_mutex_lock(&tasks->lock);
  if (exchange->was_handed_over && --tasks->under_way == 0) pthread_cond_broadcast(&tasks->is_idle);
  bool is_told = exchange->context || tasks->length < most_told;
  if (is_told) add(tasks, exchange, server_task_forget);
  pthread_mutex_unlock(&tasks->lock);
  return is_told;
}

enum server_task server_take(struct server *server, struct server_exchange **exchange) {
  struct tasks *tasks = &server->tasks;
  *exchange = NULL;
  pthread_mutex_lock(&tasks->lock);
  while (!tasks->first && !tasks->has_ended) pthread_cond_wait(&tasks->is_there, &tasks->lock);
  enum server_task task = server_task_end;
  if (tasks->first && (!tasks->has_ended || tasks->is_finished)) {
    struct server_exchange *next = tasks->first;
    tasks->first = next->next;
    if (!tasks->first) tasks->last = NULL;
    tasks->length--;
    task = next->task;
    if (task == server_task_answer) tasks->waiting--;
    *exchange = next;
  }
  pthread_mutex_unlock(&tasks->lock);
  return task;
}

void tasks_close(struct tasks *tasks, uint32_t grace) {
  int64_t end = server_now() + grace * INT64_C(1000000);
  struct timespec until = {end / 1000000000, end % 1000000000};
  pthread_mutex_lock(&tasks->lock);
  tasks->is_closing = true;
  while (tasks->under_way > 0 && pthread_cond_timedwait(&tasks->is_idle, &tasks->lock, &until) == 0);
  tasks->has_ended = true;
  pthread_cond_broadcast(&tasks->is_there);
  pthread_mutex_unlock(&tasks->lock);
}

struct server_exchange *tasks_finish(struct tasks *tasks) {
  pthread_mutex_lock(&tasks->lock);
  struct server_exchange *all = tasks->first, *untaken = NULL;
  tasks->first = tasks->last = NULL;
  tasks->length = 0;
  while (all) {
    struct server_exchange *exchange = all;
    all = all->next;
    if (exchange->task == server_task_forget) {
      add(tasks, exchange, server_task_forget);
    } else {
      exchange->next = untaken;
      untaken = exchange;
    }
  }
  tasks->is_finished = true;
  pthread_mutex_unlock(&tasks->lock);
  return untaken;
}
