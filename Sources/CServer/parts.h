// What the parts of the server know of each other.
#pragma once

#include "CServer.h"

#include <microhttpd.h>
#include <pthread.h>
#include <stdatomic.h>

/// Nanoseconds of a clock that only goes forward.
int64_t server_now(void);

// MARK: Deadlines

/// A connection that shall send something within a time.
struct watch {
  int socket;
  int64_t deadline;
  struct watch_list *list;
  struct watch *before, *behind;
};

/// All that wait equally long, so that whoever came last is cut last and the list is in order by itself.
struct watch_list {
  struct watch *first, *last;
  int64_t patience;
};

struct deadlines {
  pthread_mutex_t lock;
  pthread_cond_t changed;
  pthread_t thread;
  bool has_ended;
  /// For the line of a request, and for the rest of it.
  struct watch_list line, rest;
};

bool deadlines_start(struct deadlines *deadlines, uint32_t line, uint32_t rest);
void deadlines_end(struct deadlines *deadlines);
/// Waits from now on in this list, and in no other; in none when it is NULL.
void deadlines_watch(struct deadlines *deadlines, struct watch *watch, struct watch_list *list);

// MARK: Tasks

struct tasks {
  pthread_mutex_t lock;
  pthread_cond_t is_there, is_idle;
  struct server_exchange *first, *last;
  size_t length;
  /// Requests that wait to be taken.
  size_t waiting;
  /// Requests that were handed over and are not over.
  size_t under_way;
  /// What a queue may hold of the one, and of all.
  size_t most_waiting;
  bool is_closing, has_ended, is_finished;
};

bool tasks_start(struct tasks *tasks, size_t most_waiting);
void tasks_end(struct tasks *tasks);
/// Hands a request over; false when too many wait, or none is taken any more.
bool tasks_add_request(struct tasks *tasks, struct server_exchange *exchange);
/// Asks for more of a stream; false when nobody will take it.
bool tasks_add_stream(struct tasks *tasks, struct server_exchange *exchange);
/// Says that an exchange is over; false when nobody need know, or could in time.
bool tasks_add_over(struct tasks *tasks, struct server_exchange *exchange);
void tasks_close(struct tasks *tasks, uint32_t grace);
/// What nobody took, as a list; that which is over stays.
struct server_exchange *tasks_finish(struct tasks *tasks);

// MARK: Exchanges

enum refusal { refusal_none, refusal_busy, refusal_too_long, refusal_malformed, refusals };

struct server {
  struct MHD_Daemon *daemon;
  int descriptor;
  uint16_t port;
  struct server_limits limits;
  struct tasks tasks;
  struct deadlines deadlines;
  atomic_bool is_closing;
  struct {
    struct MHD_Response *response;
    int status;
    size_t length;
  } refusals[refusals];
};

struct server_exchange {
  struct server *server;
  struct MHD_Connection *connection;
  struct watch *watch;
  char *method;
  int64_t began, ended;

  /// The body of the request, as far as it has come.
  uint8_t *body;
  size_t length, room;
  /// What came behind the limit.
  size_t dropped;
  bool has_begun, was_handed_over, is_too_long;

  /// The answer, until it is given to the network.
  struct MHD_Response *answer;
  enum refusal refusal;
  bool is_broken;
  int status;
  uint64_t sent;

  /// The piece of a stream that is being sent.
  uint8_t *piece;
  size_t piece_length, piece_sent;
  bool is_stream, is_last;
  void *context;

  enum server_task task;
  struct server_exchange *next;
  char target[];
};

/// Makes an answer out of a message; NULL when a field cannot be sent or there is no memory.
struct MHD_Response *response_make(const struct server_message *message, bool closes);

// What libmicrohttpd calls, on the thread of the network.
void *exchange_begin(void *server, const char *target, struct MHD_Connection *connection);
enum MHD_Result exchange_go_on(
  void *server, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
  const char *bytes, size_t *count, void **exchange);
void exchange_end(
  void *server, struct MHD_Connection *connection, void **exchange, enum MHD_RequestTerminationCode reason);
