#include "headroom/http/curl_library.h"

#include <string>

#include "headroom/base/shared_library.h"

namespace headroom::http {
namespace {

constexpr const char* library_name = "libcurl.so.4";

result<curl_functions> open() {
  curl_functions out{};
  shared_library in(library_name);
  in.find(out.global_init, "curl_global_init");
  in.find(out.free, "curl_free");
  in.find(out.easy_init, "curl_easy_init");
  in.find(out.easy_cleanup, "curl_easy_cleanup");
  in.find(out.easy_reset, "curl_easy_reset");
  in.find(out.easy_setopt, "curl_easy_setopt");
  in.find(out.easy_getinfo, "curl_easy_getinfo");
  in.find(out.easy_strerror, "curl_easy_strerror");
  in.find(out.multi_init, "curl_multi_init");
  in.find(out.multi_cleanup, "curl_multi_cleanup");
  in.find(out.multi_add_handle, "curl_multi_add_handle");
  in.find(out.multi_remove_handle, "curl_multi_remove_handle");
  in.find(out.multi_perform, "curl_multi_perform");
  in.find(out.multi_poll, "curl_multi_poll");
  in.find(out.multi_wakeup, "curl_multi_wakeup");
  in.find(out.multi_info_read, "curl_multi_info_read");
  in.find(out.multi_strerror, "curl_multi_strerror");
  in.find(out.slist_append, "curl_slist_append");
  in.find(out.slist_free_all, "curl_slist_free_all");
  in.find(out.url, "curl_url");
  in.find(out.url_cleanup, "curl_url_cleanup");
  in.find(out.url_get, "curl_url_get");
  in.find(out.url_set, "curl_url_set");
  if (in.problem().empty()) return out;
  return fail(error_code::unavailable, std::string(library_name) +
                                           " cannot be used, and without it there is no HTTP: " + in.problem() +
                                           "; install libcurl 7.87 or newer (Debian: apt install libcurl4)");
}

}  // namespace

const result<curl_functions>& open_curl() {
  static const result<curl_functions> opened = open();
  return opened;
}

}  // namespace headroom::http
