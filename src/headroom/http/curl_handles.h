#pragma once

#include <memory>

#include "headroom/http/curl_library.h"

namespace headroom::http {

struct easy_deleter {
  void operator()(CURL* handle) const { curl().easy_cleanup(handle); }
};
struct multi_deleter {
  void operator()(CURLM* handle) const { curl().multi_cleanup(handle); }
};
struct list_deleter {
  void operator()(curl_slist* list) const { curl().slist_free_all(list); }
};

using easy_handle = std::unique_ptr<CURL, easy_deleter>;
using multi_handle = std::unique_ptr<CURLM, multi_deleter>;
using header_list = std::unique_ptr<curl_slist, list_deleter>;

}  // namespace headroom::http
