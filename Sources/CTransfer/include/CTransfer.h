// libcurl, loaded when it is first asked for: with it come some thirty libraries more, for which a program that fetches
// nothing should not wait. Its functions for options take any number of arguments, which Swift cannot call.
#pragma once

#include <curl/curl.h>

/// Loads libcurl; NULL when it is there, else why it is not.
const char *_Nullable transfer_load(void);

/// A handle for transfers; NULL when there is no memory. Everything below needs libcurl to be loaded.
CURL *_Nullable transfer_open(void);
void transfer_close(CURL *_Nonnull handle);

/// Sets an option that takes a number.
CURLcode transfer_set_number(CURL *_Nonnull handle, CURLoption option, long value);
/// Sets an option that takes a text, which libcurl copies.
CURLcode transfer_set_text(CURL *_Nonnull handle, CURLoption option, const char *_Nullable value);
/// Sets an option that takes a pointer, which must live as long as the handle uses it.
CURLcode transfer_set_pointer(CURL *_Nonnull handle, CURLoption option, void *_Nullable value);

/// What is called with the bytes of the body, and with each line of the head; takes `size * count` bytes or ends all.
typedef size_t (*transfer_take)(char *_Nonnull bytes, size_t size, size_t count, void *_Nullable context);

/// Who decides whether an address may be connected to.
struct transfer_gate {
  /// Returns 0 to refuse.
  int (*_Nonnull may_connect)(const struct sockaddr *_Nonnull address, void *_Nullable context);
  void *_Nullable context;
};

/// Says who takes what comes, and who decides where to connect to; the gate must live as long as the handle.
void transfer_set_callbacks(
  CURL *_Nonnull handle, transfer_take _Nonnull body, transfer_take _Nonnull head, void *_Nullable context,
  struct transfer_gate *_Nonnull gate);

/// Adds a line to a list, which is made when it is NULL.
struct curl_slist *_Nullable transfer_add(struct curl_slist *_Nullable list, const char *_Nonnull line);
void transfer_free(struct curl_slist *_Nullable list);

CURLcode transfer_perform(CURL *_Nonnull handle);
/// A number that is known after a transfer; 0 when it is not.
long transfer_number(CURL *_Nonnull handle, CURLINFO info);
/// A text that is known after a transfer, as long as the handle lives; NULL when it is not.
const char *_Nullable transfer_text(CURL *_Nonnull handle, CURLINFO info);
/// What a code means, in words.
const char *_Nonnull transfer_error(CURLcode code);
/// Seconds since 1970 of a date as HTTP writes them; -1 when it is none.
long transfer_date(const char *_Nonnull date);
