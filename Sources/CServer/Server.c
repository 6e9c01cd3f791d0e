// A port that is listened at, from its opening until all its connections are closed.
#define _GNU_SOURCE  // the descriptions of errors that no thread changes
#include "parts.h"

#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <unistd.h>

static int listen_at(const struct addrinfo *place) {
  int descriptor =
    socket(place->ai_family, place->ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, place->ai_protocol);
  if (descriptor < 0) return -1;
  int yes = 1, no = 0;
  // A server that was stopped a moment ago does not keep its port from the next.
  setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof yes);
  if (place->ai_family == AF_INET6) setsockopt(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, &no, sizeof no);
  if (bind(descriptor, place->ai_addr, place->ai_addrlen) == 0 && listen(descriptor, 512) == 0) return descriptor;
  int fault = errno;
  close(descriptor);
  errno = fault;
  return -1;
}

static int open_port(const char *host, uint16_t port, const char **fault) {
  char digits[6] = {0};
  for (int i = 0, place = 10000; i < 5; i++, place /= 10) digits[i] = (char)('0' + port / place % 10);
  struct addrinfo wanted = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE | AI_NUMERICSERV}, *places = NULL;
  int code = getaddrinfo(host, digits, &wanted, &places);
  if (code != 0) {
    *fault = gai_strerror(code);
    return -1;
  }
  int descriptor = -1;
  for (struct addrinfo *place = places; place && descriptor < 0; place = place->ai_next) descriptor = listen_at(place);
  if (descriptor < 0) *fault = strerrordesc_np(errno);
  freeaddrinfo(places);
  return descriptor;
}

static uint16_t port_of(int descriptor) {
  struct sockaddr_storage own = {0};
  socklen_t size = sizeof own;
  getsockname(descriptor, (struct sockaddr *)&own, &size);
  return ntohs(own.ss_family == AF_INET6 ? ((struct sockaddr_in6 *)&own)->sin6_port : ((struct sockaddr_in *)&own)->sin_port);
}

static void note_connection(
  void *context, struct MHD_Connection *connection, void **place, enum MHD_ConnectionNotificationCode code) {
  struct server *server = context;
  if (code == MHD_CONNECTION_NOTIFY_STARTED) {
    struct watch *watch = calloc(1, sizeof *watch);
    if (!watch) return;
    watch->socket = MHD_get_connection_info(connection, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd;
    *place = watch;
    deadlines_watch(&server->deadlines, watch, &server->deadlines.line);
  } else if (*place) {
    // The socket is still open here, so that no deadline shuts another one of the same number.
    deadlines_watch(&server->deadlines, *place, NULL);
    free(*place);
    *place = NULL;
  }
}

static bool set_refusal(struct server *server, enum refusal refusal, const struct server_message *message) {
  server->refusals[refusal].response = response_make(message, true);
  server->refusals[refusal].status = message->status;
  server->refusals[refusal].length = message->length;
  return server->refusals[refusal].response != NULL;
}

struct server *server_open(
  const char *host, uint16_t port, struct server_limits limits, const struct server_refusals *refusals,
  const char **fault) {
  *fault = "there is no memory";
  struct server *server = calloc(1, sizeof *server);
  if (!server) return NULL;
  server->limits = limits;
  if (!set_refusal(server, refusal_busy, &refusals->busy) || !set_refusal(server, refusal_too_long, &refusals->too_long)
      || !set_refusal(server, refusal_malformed, &refusals->malformed) || !tasks_start(&server->tasks, limits.waiting)) {
    free(server);
    return NULL;
  }
  int descriptor = open_port(host, port, fault);
  if (descriptor < 0) {
    server_free(server);
    return NULL;
  }
  server->descriptor = descriptor;
  server->port = port_of(descriptor);
  *fault = "no thread can be started";
  if (!deadlines_start(&server->deadlines, limits.idle, limits.request)) {
    close(descriptor);
    server_free(server);
    return NULL;
  }
  server->daemon = MHD_start_daemon(
    MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_TURBO, 0, NULL, NULL, exchange_go_on, server,
    MHD_OPTION_LISTEN_SOCKET, descriptor, MHD_OPTION_CONNECTION_LIMIT, limits.connections,
    MHD_OPTION_CONNECTION_MEMORY_LIMIT, limits.head, MHD_OPTION_CONNECTION_TIMEOUT, (limits.idle + 999) / 1000,
    MHD_OPTION_STRICT_FOR_CLIENT, 1, MHD_OPTION_URI_LOG_CALLBACK, exchange_begin, server,
    MHD_OPTION_NOTIFY_COMPLETED, exchange_end, server, MHD_OPTION_NOTIFY_CONNECTION, note_connection, server,
    MHD_OPTION_END);
  if (server->daemon) return server;
  *fault = "libmicrohttpd cannot start";
  close(descriptor);
  deadlines_end(&server->deadlines);
  server_free(server);
  return NULL;
}

uint16_t server_port(const struct server *server) { return server->port; }

void server_close(struct server *server, uint32_t grace) {
  atomic_store(&server->is_closing, true);
  MHD_quiesce_daemon(server->daemon);
  // Closed later, when no thread can take a new descriptor of that number for this one.
  shutdown(server->descriptor, SHUT_RDWR);
  tasks_close(&server->tasks, grace);
}

void server_finish(struct server *server) {
  struct server_exchange *untaken = tasks_finish(&server->tasks);
  while (untaken) {
    struct server_exchange *exchange = untaken;
    untaken = untaken->next;
    // Nothing may be asleep when libmicrohttpd stops.
    server_break(exchange);
  }
  MHD_stop_daemon(server->daemon);
  close(server->descriptor);
  deadlines_end(&server->deadlines);
}

void server_free(struct server *server) {
  for (int i = 0; i < refusals; i++)
    if (server->refusals[i].response) MHD_destroy_response(server->refusals[i].response);
  tasks_end(&server->tasks);
  free(server);
}

bool server_random(void *into, size_t count) {
  for (uint8_t *at = into; count > 0;) {
    ssize_t got = getrandom(at, count, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return false;
    at += got;
    count -= (size_t)got;
  }
  return true;
}
