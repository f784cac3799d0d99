#include "headroom/temporal/common/function_names.h"

#include <map>
#include <mutex>
#include <stdexcept>
#include <typeindex>
#include <utility>

namespace temporal::detail {
namespace {

struct name_table {
  std::mutex mutex;
  std::map<std::pair<std::type_index, std::string>, std::string> names;
};

name_table& table() {
  static name_table t;
  return t;
}

}  // namespace

void note_function_name(const std::type_info& type, std::string_view address, std::string name) {
  auto& t = table();
  const std::lock_guard lock(t.mutex);
  t.names.insert_or_assign({type, std::string(address)}, std::move(name));
}

std::string find_function_name(const std::type_info& type, std::string_view address) {
  auto& t = table();
  const std::lock_guard lock(t.mutex);
  const auto it = t.names.find({type, std::string(address)});
  if (it != t.names.end()) return it->second;
  throw std::logic_error(
      "this function is not known as an activity: register it with a worker of this process, or start it by name and "
      "result type, as in start_activity<std::string>(\"withdraw\", options, input)");
}

std::string find_or_make_function_name(const std::type_info& type, std::string_view address) {
  auto& t = table();
  const std::lock_guard lock(t.mutex);
  const auto [it, made] = t.names.try_emplace({type, std::string(address)});
  if (made) it->second = "unregistered activity " + std::to_string(t.names.size());
  return it->second;
}

}  // namespace temporal::detail
