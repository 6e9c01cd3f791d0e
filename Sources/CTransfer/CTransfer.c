#include "CTransfer.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stddef.h>
#include <sys/socket.h>

// The functions of libcurl; set once, before anything can call them.
static struct {
  CURLcode (*global_init)(long);
  CURL *(*init)(void);
  void (*cleanup)(CURL *);
  CURLcode (*setopt)(CURL *, CURLoption, ...);
  CURLcode (*perform)(CURL *);
  CURLcode (*getinfo)(CURL *, CURLINFO, ...);
  const char *(*error)(CURLcode);
  struct curl_slist *(*add)(struct curl_slist *, const char *);
  void (*free_all)(struct curl_slist *);
  time_t (*date)(const char *, const time_t *);
} library;

static const char *fault;
static pthread_once_t once = PTHREAD_ONCE_INIT;

static void load(void) {
  void *found = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!found) found = dlopen("libcurl.so", RTLD_NOW | RTLD_LOCAL);
  if (!found) {
    fault = "libcurl is not there";
    return;
  }
  struct {
    const char *name;
    void **place;
  } functions[] = {
    {"curl_global_init", (void **)&library.global_init},
    {"curl_easy_init", (void **)&library.init},
    {"curl_easy_cleanup", (void **)&library.cleanup},
    {"curl_easy_setopt", (void **)&library.setopt},
    {"curl_easy_perform", (void **)&library.perform},
    {"curl_easy_getinfo", (void **)&library.getinfo},
    {"curl_easy_strerror", (void **)&library.error},
    {"curl_slist_append", (void **)&library.add},
    {"curl_slist_free_all", (void **)&library.free_all},
    {"curl_getdate", (void **)&library.date},
  };
  for (size_t i = 0; i < sizeof functions / sizeof *functions; i++) {
    *functions[i].place = dlsym(found, functions[i].name);
    if (!*functions[i].place) {
      fault = "libcurl is too old";
      return;
    }
  }
  if (library.global_init(CURL_GLOBAL_DEFAULT) != CURLE_OK) fault = "libcurl cannot start";
}

const char *transfer_load(void) {
  pthread_once(&once, load);
  return fault;
}

CURL *transfer_open(void) { return library.init(); }

void transfer_close(CURL *handle) { library.cleanup(handle); }

// The names of libcurl's functions are macros that check types; the pointers are called as they are.
CURLcode transfer_set_number(CURL *handle, CURLoption option, long value) {
  return library.setopt(handle, option, value);
}

CURLcode transfer_set_text(CURL *handle, CURLoption option, const char *value) {
  return library.setopt(handle, option, value);
}

CURLcode transfer_set_pointer(CURL *handle, CURLoption option, void *value) {
  return library.setopt(handle, option, value);
}

static curl_socket_t open_socket(void *context, curlsocktype purpose, struct curl_sockaddr *address) {
  struct transfer_gate *gate = context;
  if (purpose != CURLSOCKTYPE_IPCXN || !gate->may_connect(&address->addr, gate->context)) return CURL_SOCKET_BAD;
  return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

void transfer_set_callbacks(
  CURL *handle, transfer_take body, transfer_take head, void *context, struct transfer_gate *gate) {
  library.setopt(handle, CURLOPT_WRITEFUNCTION, body);
  library.setopt(handle, CURLOPT_WRITEDATA, context);
  library.setopt(handle, CURLOPT_HEADERFUNCTION, head);
  library.setopt(handle, CURLOPT_HEADERDATA, context);
  library.setopt(handle, CURLOPT_OPENSOCKETFUNCTION, open_socket);
  library.setopt(handle, CURLOPT_OPENSOCKETDATA, gate);
}

struct curl_slist *transfer_add(struct curl_slist *list, const char *line) { return library.add(list, line); }

void transfer_free(struct curl_slist *list) { library.free_all(list); }

CURLcode transfer_perform(CURL *handle) { return library.perform(handle); }

long transfer_number(CURL *handle, CURLINFO info) {
  long value = 0;
  return library.getinfo(handle, info, &value) == CURLE_OK ? value : 0;
}

const char *transfer_text(CURL *handle, CURLINFO info) {
  char *value = NULL;
  return library.getinfo(handle, info, &value) == CURLE_OK ? value : NULL;
}

const char *transfer_error(CURLcode code) { return library.error(code); }

long transfer_date(const char *date) { return (long)library.date(date, NULL); }
