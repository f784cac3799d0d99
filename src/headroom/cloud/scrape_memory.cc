#include "headroom/cloud/scrape_memory.h"

namespace headroom::cloud {
namespace {

// Neither metrics nor wildcards have line feeds.
std::string key_of(const scrape_request& what) {
  std::string out;
  for (const std::string& name : what.metrics) out.append(name) += '\n';
  for (const std::string& name : what.namespaces) out.append("\n").append(name);
  return out;
}

}  // namespace

openmetrics::scrape_reader& scrape_memory::reader_of(const scrape_request& what) {
  remembered& found = readers_[key_of(what)];
  found.is_used = true;
  return found.reader;
}

void scrape_memory::end_reading() {
  std::erase_if(readers_, [](const auto& one) { return !one.second.is_used; });
  for (auto& [unused, one] : readers_) one.is_used = false;
}

}  // namespace headroom::cloud
