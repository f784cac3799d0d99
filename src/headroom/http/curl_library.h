#pragma once

#define CURL_DISABLE_TYPECHECK  // curl's checking macros call the functions by their names
#include <curl/curl.h>

#include "headroom/base/result.h"

namespace headroom::http {

// The functions of libcurl that headroom calls. Linked in the usual way, libcurl and the 30 libraries that it brings
// along would cost every start of the program, `headroom --version` too, three milliseconds; so it is opened when it is
// first needed (docs/decisions/start-up.md).
struct curl_functions {
  decltype(&::curl_global_init) global_init;
  decltype(&::curl_free) free;
  decltype(&::curl_easy_init) easy_init;
  decltype(&::curl_easy_cleanup) easy_cleanup;
  decltype(&::curl_easy_reset) easy_reset;
  decltype(&::curl_easy_setopt) easy_setopt;
  decltype(&::curl_easy_getinfo) easy_getinfo;
  decltype(&::curl_easy_strerror) easy_strerror;
  decltype(&::curl_multi_init) multi_init;
  decltype(&::curl_multi_cleanup) multi_cleanup;
  decltype(&::curl_multi_add_handle) multi_add_handle;
  decltype(&::curl_multi_remove_handle) multi_remove_handle;
  decltype(&::curl_multi_perform) multi_perform;
  decltype(&::curl_multi_poll) multi_poll;
  decltype(&::curl_multi_wakeup) multi_wakeup;
  decltype(&::curl_multi_info_read) multi_info_read;
  decltype(&::curl_multi_strerror) multi_strerror;
  decltype(&::curl_slist_append) slist_append;
  decltype(&::curl_slist_free_all) slist_free_all;
  decltype(&::curl_url) url;
  decltype(&::curl_url_cleanup) url_cleanup;
  decltype(&::curl_url_get) url_get;
  decltype(&::curl_url_set) url_set;
};

// Opens the library at the first call. `unavailable` says what is missing and how to get it.
const result<curl_functions>& open_curl();

// After an open_curl() that was good.
inline const curl_functions& curl() { return *open_curl(); }

}  // namespace headroom::http
