// Options of one transfer: libcurl's own functions for this take any number of arguments, which Swift cannot call.
#pragma once

#include <curl/curl.h>

/// Sets an option that takes a number.
CURLcode transfer_set_number(CURL *_Nonnull handle, CURLoption option, long value);
/// Sets an option that takes a text, which libcurl copies.
CURLcode transfer_set_text(CURL *_Nonnull handle, CURLoption option, const char *_Nullable value);
/// Sets an option that takes a pointer, which must live as long as the handle uses it.
CURLcode transfer_set_pointer(CURL *_Nonnull handle, CURLoption option, void *_Nullable value);
