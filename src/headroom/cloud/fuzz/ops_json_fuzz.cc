#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "headroom/cloud/ops_codec.h"
#include "headroom/json/json.h"

// Every decoder of the Ops API on the same bytes: none may crash, read outside, or give a capacity that cannot be.

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace headroom;
  const std::string body(reinterpret_cast<const char*>(data), size);
  std::string page_body = body;
  if (const auto page = cloud::decode_namespace_page(page_body)) {
    for (const cloud::ops_namespace& one : page->namespaces) {
      if (one.id.value().empty()) std::abort();
      if (one.current && one.current->trus() && one.current->trus()->value() < 1) std::abort();
    }
  }
  static_cast<void>(cloud::decode_namespace(body));
  static_cast<void>(cloud::decode_capacity_info(body));
  static_cast<void>(cloud::decode_operation(body));
  static_cast<void>(cloud::decode_identity(body));
  return 0;
}
