// libmicrohttpd, which speaks HTTP: its functions take any number of arguments, which Swift cannot call, and it calls
// back from threads of its own. Here nothing calls back: whoever answers takes one task after the other.
//
// One thread speaks to the network and never waits for an answer; a connection sleeps while its request is answered.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct server;

/// One request with its answer, from its first line until all is sent or the client has gone.
struct server_exchange;

struct server_field {
  const char *_Nonnull name;
  const char *_Nonnull value;
};

/// An answer. All that it points to is copied.
struct server_message {
  int status;
  const struct server_field *_Nullable fields;
  size_t field_count;
  const uint8_t *_Nullable body;
  size_t length;
};

/// The answers that are given without asking whoever answers; the connection is closed behind them.
struct server_refusals {
  /// Too many requests wait.
  struct server_message busy;
  /// The body is longer than the limit.
  struct server_message too_long;
  /// What the fields say of the length or of the host is said twice.
  struct server_message malformed;
};

struct server_limits {
  /// Bytes of the body of a request.
  size_t body;
  /// Bytes of the line and the fields of a request.
  size_t head;
  /// Connections at a time; further ones wait to be accepted.
  unsigned connections;
  /// Requests that have come in and wait to be taken.
  size_t waiting;
  /// Milliseconds until a connection sends the line of its next request, or takes more of an answer.
  uint32_t idle;
  /// Milliseconds from the line of a request until the request is whole.
  uint32_t request;
};

/// Opens a port and accepts connections.
///
/// Port 0 takes any that is free. NULL when it cannot be opened; `fault` says why.
struct server *_Nullable server_open(
  const char *_Nonnull host, uint16_t port, struct server_limits limits,
  const struct server_refusals *_Nonnull refusals, const char *_Nullable *_Nonnull fault);
uint16_t server_port(const struct server *_Nonnull server);

/// Accepts no more, lets what is under way end for so many milliseconds, then tells all who take tasks to end.
void server_close(struct server *_Nonnull server, uint32_t grace);
/// Ends all connections. Only after `server_close`, when nobody takes tasks any more; what is over can be taken then.
void server_finish(struct server *_Nonnull server);
/// Only after `server_finish`, when all that is over has been taken.
void server_free(struct server *_Nonnull server);

// MARK: Tasks

enum server_task {
  /// There will be no more tasks.
  server_task_end,
  /// A request has come in whole: `server_answer`.
  server_task_answer,
  /// The client has taken all there was of a stream: `server_continue`, `server_again` or `server_break`.
  server_task_continue,
  /// The exchange has ended: let go of its context, then `server_forget`.
  server_task_forget,
};

/// How much of a body a message holds.
enum server_extent {
  server_extent_whole,
  /// The first piece of a stream.
  server_extent_first,
  /// The only piece of a stream.
  server_extent_only,
};

/// Waits for the next task. The exchange belongs to the caller until it calls what the task asks for.
enum server_task server_take(
  struct server *_Nonnull server, struct server_exchange *_Nullable *_Nonnull exchange);

/// Sends an answer, whole or as the head of a stream with its first piece.
///
/// The context is kept with the exchange. False, and nothing is sent or kept, when a field cannot be sent or there is no
/// memory.
bool server_answer(
  struct server_exchange *_Nonnull exchange, const struct server_message *_Nonnull message,
  enum server_extent extent, void *_Nullable context);
/// Sends the next piece of a stream.
void server_continue(
  struct server_exchange *_Nonnull exchange, const uint8_t *_Nullable bytes, size_t length, bool is_last);
/// Asks for the next piece anew, behind all that waits now.
void server_again(struct server_exchange *_Nonnull exchange);
/// Cuts a stream off, so that the client sees that its end is missing; also a request that cannot be answered.
void server_break(struct server_exchange *_Nonnull exchange);
void server_forget(struct server_exchange *_Nonnull exchange);

// MARK: What an exchange says; texts live as long as it

const char *_Nonnull server_method(const struct server_exchange *_Nonnull exchange);
/// As it was sent: nothing is decoded.
const char *_Nonnull server_target(const struct server_exchange *_Nonnull exchange);
const uint8_t *_Nullable server_body(const struct server_exchange *_Nonnull exchange, size_t *_Nonnull length);
/// How many fields there are; so many as there is room for are written. Their texts live until the answer is given.
size_t server_fields(
  struct server_exchange *_Nonnull exchange, struct server_field *_Nullable into, size_t room);
/// Writes the address of the client as digits; empty when it is unknown.
void server_remote(struct server_exchange *_Nonnull exchange, char *_Nonnull into, size_t room);
void *_Nullable server_context(const struct server_exchange *_Nonnull exchange);
/// 0 when there was no answer.
int server_status(const struct server_exchange *_Nonnull exchange);
/// Bytes of the body that were sent, as far as is known.
uint64_t server_sent(const struct server_exchange *_Nonnull exchange);
/// Milliseconds from the line of the request until it was over.
double server_duration(const struct server_exchange *_Nonnull exchange);

/// Fills bytes from the system's source of randomness; false when there is none.
bool server_random(void *_Nonnull into, size_t count);
