// One request and its answer, as libmicrohttpd tells it.
#include "parts.h"

#include <errno.h>
#include <netdb.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

/// How much of a body that is too long is read, as a multiple of the limit, so that the client hears of it: it does not
/// look for an answer before it has sent all.
static const size_t patience = 16;

// MARK: The request comes in

void *exchange_begin(void *context, const char *target, struct MHD_Connection *connection) {
  struct server *server = context;
  size_t length = strlen(target) + 1;
  struct server_exchange *exchange = calloc(1, sizeof *exchange + length);
  if (!exchange) return NULL;
  memcpy(exchange->target, target, length);
  exchange->server = server;
  exchange->connection = connection;
  exchange->began = server_now();
  exchange->watch = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT)->socket_context;
  deadlines_watch(&server->deadlines, exchange->watch, &server->deadlines.rest);
  return exchange;
}

struct framing {
  int hosts, lengths, encodings;
  bool is_chunked;
  unsigned long long length;
};

static enum MHD_Result look_at_field(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
  (void)kind;
  struct framing *framing = context;
  if (strcasecmp(name, "Host") == 0) {
    framing->hosts++;
  } else if (strcasecmp(name, "Content-Length") == 0) {
    framing->lengths++;
    framing->length = value ? strtoull(value, NULL, 10) : 0;
  } else if (strcasecmp(name, "Transfer-Encoding") == 0) {
    framing->encodings++;
    framing->is_chunked = value && strcasecmp(value, "chunked") == 0;
  }
  return MHD_YES;
}

static enum MHD_Result refuse(struct server_exchange *exchange, enum refusal refusal) {
  exchange->status = exchange->server->refusals[refusal].status;
  exchange->sent = exchange->server->refusals[refusal].length;
  deadlines_watch(&exchange->server->deadlines, exchange->watch, NULL);
  return MHD_queue_response(
    exchange->connection, (unsigned)exchange->status, exchange->server->refusals[refusal].response);
}

// Looks at the fields before the body comes. What is said twice is refused, because a server in front of this one may
// have heeded the other.
static enum MHD_Result begin_body(struct server_exchange *exchange, const char *method) {
  exchange->has_begun = true;
  exchange->method = strdup(method);
  if (!exchange->method) return MHD_NO;
  struct framing framing = {0};
  MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, look_at_field, &framing);
  if (framing.hosts > 1 || framing.lengths + framing.encodings > 1 || (framing.encodings && !framing.is_chunked))
    return refuse(exchange, refusal_malformed);
  size_t limit = exchange->server->limits.body;
  if (framing.length > limit) {
    // A client that asks before it sends can be told at once.
    bool asks = MHD_lookup_connection_value(exchange->connection, MHD_HEADER_KIND, "Expect") != NULL;
    if (asks || framing.length / patience > limit) return refuse(exchange, refusal_too_long);
    exchange->is_too_long = true;
  }
  return MHD_YES;
}

static enum MHD_Result take_body(struct server_exchange *exchange, const char *bytes, size_t count) {
  size_t limit = exchange->server->limits.body;
  if (exchange->is_too_long || count > limit - exchange->length) {
    exchange->is_too_long = true;
    exchange->dropped += count;
    return exchange->dropped / patience > limit ? MHD_NO : MHD_YES;
  }
  size_t needed = exchange->length + count;
  if (needed > exchange->room) {
    size_t room = exchange->room * 2 > needed ? exchange->room * 2 : needed;
    uint8_t *body = realloc(exchange->body, room);
    if (!body) return MHD_NO;
    exchange->body = body;
    exchange->room = room;
  }
  memcpy(exchange->body + exchange->length, bytes, count);
  exchange->length = needed;
  return MHD_YES;
}

static enum MHD_Result hand_over(struct server_exchange *exchange) {
  deadlines_watch(&exchange->server->deadlines, exchange->watch, NULL);
  // Asleep before it is handed over, or it could be woken before it sleeps.
  MHD_suspend_connection(exchange->connection);
  if (!tasks_add_request(&exchange->server->tasks, exchange)) {
    exchange->refusal = refusal_busy;
    MHD_resume_connection(exchange->connection);
  }
  return MHD_YES;
}

static enum MHD_Result send_answer(struct server_exchange *exchange) {
  enum MHD_Result result =
    MHD_queue_response(exchange->connection, (unsigned)exchange->status, exchange->answer);
  MHD_destroy_response(exchange->answer);
  exchange->answer = NULL;
  return result;
}

enum MHD_Result exchange_go_on(
  void *server, struct MHD_Connection *connection, const char *url, const char *method, const char *version,
  const char *bytes, size_t *count, void **context) {
  (void)server, (void)connection, (void)url, (void)version;
  struct server_exchange *exchange = *context;
  if (!exchange) return MHD_NO;
  if (!exchange->has_begun) return begin_body(exchange, method);
  if (*count > 0) {
    enum MHD_Result result = take_body(exchange, bytes, *count);
    *count = 0;
    return result;
  }
  if (exchange->is_broken) return MHD_NO;
  if (exchange->answer) return send_answer(exchange);
  if (exchange->refusal != refusal_none) return refuse(exchange, exchange->refusal);
  if (exchange->is_too_long) return refuse(exchange, refusal_too_long);
  return hand_over(exchange);
}

void exchange_end(
  void *context, struct MHD_Connection *connection, void **place, enum MHD_RequestTerminationCode reason) {
  (void)connection;
  struct server *server = context;
  struct server_exchange *exchange = *place;
  *place = NULL;
  if (!exchange) return;
  exchange->ended = server_now();
  if (reason != MHD_REQUEST_TERMINATED_COMPLETED_OK && !exchange->is_stream) exchange->sent = 0;
  deadlines_watch(&server->deadlines, exchange->watch, &server->deadlines.line);
  free(exchange->body);
  free(exchange->piece);
  exchange->body = exchange->piece = NULL;
  if (exchange->answer) MHD_destroy_response(exchange->answer);
  exchange->answer = NULL;
  if (!tasks_add_over(&server->tasks, exchange)) server_forget(exchange);
}

// MARK: The answer goes out

static struct MHD_Response *with_fields(
  struct MHD_Response *response, const struct server_message *message, bool closes) {
  if (!response) return NULL;
  bool is_right = !closes || MHD_add_response_header(response, "Connection", "close") == MHD_YES;
  for (size_t i = 0; is_right && i < message->field_count; i++) {
    struct server_field field = message->fields[i];
    is_right = MHD_add_response_header(response, field.name, field.value) == MHD_YES;
  }
  if (is_right) return response;
  MHD_destroy_response(response);
  return NULL;
}

struct MHD_Response *response_make(const struct server_message *message, bool closes) {
  return with_fields(
    MHD_create_response_from_buffer(message->length, (void *)message->body, MHD_RESPMEM_MUST_COPY), message, closes);
}

// Keeps a copy of the bytes; false when there is no memory.
static bool set_piece(struct server_exchange *exchange, const uint8_t *bytes, size_t length, bool is_last) {
  free(exchange->piece);
  exchange->piece = NULL;
  exchange->piece_length = exchange->piece_sent = 0;
  exchange->is_last = is_last;
  if (length == 0) return true;
  exchange->piece = malloc(length);
  if (!exchange->piece) return false;
  memcpy(exchange->piece, bytes, length);
  exchange->piece_length = length;
  return true;
}

// What is asked when the client can take more of a stream.
static ssize_t read_stream(void *context, uint64_t position, char *into, size_t room) {
  (void)position;
  struct server_exchange *exchange = context;
  size_t left = exchange->piece_length - exchange->piece_sent;
  if (left > 0) {
    size_t count = left < room ? left : room;
    memcpy(into, exchange->piece + exchange->piece_sent, count);
    exchange->piece_sent += count;
    exchange->sent += count;
    return (ssize_t)count;
  }
  if (exchange->is_broken) return MHD_CONTENT_READER_END_WITH_ERROR;
  if (exchange->is_last) return MHD_CONTENT_READER_END_OF_STREAM;
  MHD_suspend_connection(exchange->connection);
  if (!tasks_add_stream(&exchange->server->tasks, exchange)) server_break(exchange);
  return 0;
}

bool server_answer(
  struct server_exchange *exchange, const struct server_message *message, enum server_extent extent, void *context) {
  bool closes = atomic_load(&exchange->server->is_closing);
  struct MHD_Response *response;
  if (extent == server_extent_whole) {
    response = response_make(message, closes);
  } else {
    if (!set_piece(exchange, message->body, message->length, extent == server_extent_only)) return false;
    response = with_fields(
      MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 32 << 10, read_stream, exchange, NULL), message, closes);
  }
  if (!response) return false;
  exchange->is_stream = extent != server_extent_whole;
  bool is_head = strcmp(exchange->method, "HEAD") == 0;
  // libmicrohttpd sends the last chunk of a body also where there is none; the end of the connection says it as well.
  if (exchange->is_stream && is_head) MHD_set_response_options(response, MHD_RF_HTTP_VERSION_1_0_ONLY, MHD_RO_END);
  if (!exchange->is_stream && !is_head) exchange->sent = message->length;
  exchange->status = message->status;
  exchange->context = context;
  exchange->answer = response;
  MHD_resume_connection(exchange->connection);
  return true;
}

void server_continue(struct server_exchange *exchange, const uint8_t *bytes, size_t length, bool is_last) {
  if (!set_piece(exchange, bytes, length, is_last)) exchange->is_broken = true;
  MHD_resume_connection(exchange->connection);
}

void server_again(struct server_exchange *exchange) {
  if (!tasks_add_stream(&exchange->server->tasks, exchange)) server_break(exchange);
}

void server_break(struct server_exchange *exchange) {
  exchange->is_broken = true;
  MHD_resume_connection(exchange->connection);
}

void server_forget(struct server_exchange *exchange) {
  free(exchange->method);
  free(exchange);
}

// MARK: What it says

const char *server_method(const struct server_exchange *exchange) { return exchange->method ? exchange->method : ""; }
const char *server_target(const struct server_exchange *exchange) { return exchange->target; }
void *server_context(const struct server_exchange *exchange) { return exchange->context; }
int server_status(const struct server_exchange *exchange) { return exchange->status; }
uint64_t server_sent(const struct server_exchange *exchange) { return exchange->sent; }

double server_duration(const struct server_exchange *exchange) {
  return (double)(exchange->ended - exchange->began) / 1e6;
}

const uint8_t *server_body(const struct server_exchange *exchange, size_t *length) {
  *length = exchange->length;
  return exchange->body;
}

struct cursor {
  struct server_field *into;
  size_t room, count;
};

static enum MHD_Result write_field(void *context, enum MHD_ValueKind kind, const char *name, const char *value) {
  (void)kind;
  struct cursor *cursor = context;
  if (cursor->count < cursor->room) cursor->into[cursor->count] = (struct server_field){name, value ? value : ""};
  cursor->count++;
  return MHD_YES;
}

size_t server_fields(struct server_exchange *exchange, struct server_field *into, size_t room) {
  struct cursor cursor = {into, room, 0};
  MHD_get_connection_values(exchange->connection, MHD_HEADER_KIND, write_field, &cursor);
  return cursor.count;
}

void server_remote(struct server_exchange *exchange, char *into, size_t room) {
  if (room > 0) into[0] = 0;
  const union MHD_ConnectionInfo *info =
    MHD_get_connection_info(exchange->connection, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
  if (!info || !info->client_addr) return;
  const struct sockaddr *address = info->client_addr;
  socklen_t size = address->sa_family == AF_INET6 ? 28 : 16;
  if (getnameinfo(address, size, into, (socklen_t)room, NULL, 0, NI_NUMERICHOST) != 0 && room > 0) into[0] = 0;
}
