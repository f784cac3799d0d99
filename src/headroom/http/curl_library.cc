#include "headroom/http/curl_library.h"

#include <dlfcn.h>
#include <string>

namespace headroom::http {
namespace {

constexpr const char* library_name = "libcurl.so.4";

std::string last_problem() {
  const char* why = dlerror();
  return why != nullptr ? why : "no reason was given";
}

// Fills the table's functions by their names and remembers the first that is missing.
class finder {
 public:
  explicit finder(void* library) : library_(library) {}

  template <typename Function>
  void find(Function& function, const char* name) {
    void* const found = dlsym(library_, name);
    if (found == nullptr && problem_.empty()) problem_ = last_problem();
    function = reinterpret_cast<Function>(found);
  }
  [[nodiscard]] const std::string& problem() const { return problem_; }

 private:
  void* library_;
  std::string problem_;
};

std::string find_all(void* library, curl_functions& out) {
  finder in(library);
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
  return in.problem();
}

result<curl_functions> open() {
  curl_functions out{};
  // Never closed: TLS libraries below it leave handlers behind that run when the process ends.
  void* const library = dlopen(library_name, RTLD_NOW | RTLD_LOCAL);
  const std::string problem = library == nullptr ? last_problem() : find_all(library, out);
  if (problem.empty()) return out;
  return fail(error_code::unavailable, std::string(library_name) +
                                           " cannot be used, and without it there is no HTTP: " + problem +
                                           "; install libcurl 7.87 or newer (Debian: apt install libcurl4)");
}

}  // namespace

const result<curl_functions>& open_curl() {
  static const result<curl_functions> opened = open();
  return opened;
}

}  // namespace headroom::http
