#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "sim/load.h"
#include "sim/world_file.h"

#include "headroom/base/result.h"
#include "headroom/base/toml.h"

namespace headroom::sim {

// Reads the [[namespace.load]] tables; traces are read once, however many namespaces replay them.
class load_reader {
 public:
  load_reader(std::string_view source, utc_minute begin, const file_reader& read_file)
      : source_(source), begin_(begin), read_file_(read_file) {}

  [[nodiscard]] result<void> read(const toml::table& table, load& into);

 private:
  [[nodiscard]] result<std::shared_ptr<const trace>> trace_of(const std::string& file);

  std::string source_;
  utc_minute begin_;
  const file_reader& read_file_;
  std::map<std::string, std::shared_ptr<const trace>> traces_;
};

// A moment: hours after the beginning of the world, or an ISO-8601 UTC minute.
[[nodiscard]] result<utc_minute> read_moment(const toml::node& node, utc_minute begin, std::string_view source,
                                             std::string_view key);

}  // namespace headroom::sim
