#include "headroom/cloud/spec_edit.h"

#include <fmt/format.h>
#include <optional>

#include "headroom/base/text.h"
#include "headroom/cloud/json_text.h"
#include "headroom/json/json.h"

namespace headroom::cloud {
namespace {

// A walk over the members of one JSON object that is known to be valid: it needs to know where values end, not what
// they are.
class member_walk {
 public:
  explicit member_walk(std::string_view text) : text_(text) { at_ = text.find('{') + 1; }

  struct member {
    std::string_view key;  // as written, without its quotes
    std::size_t value_begin = 0;
    std::size_t value_end = 0;
  };

  std::optional<member> next() {
    skip_blanks();
    if (text_[at_] == ',') ++at_;
    skip_blanks();
    if (text_[at_] == '}') return std::nullopt;
    member out;
    const std::size_t key_begin = at_ + 1;
    skip_string();
    out.key = text_.substr(key_begin, at_ - 1 - key_begin);
    skip_blanks();
    ++at_;  // the colon
    skip_blanks();
    out.value_begin = at_;
    skip_value();
    out.value_end = at_;
    ++count_;
    return out;
  }

  [[nodiscard]] std::size_t position() const { return at_; }
  [[nodiscard]] bool empty() const { return count_ == 0; }

 private:
  void skip_blanks() {
    while (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r') ++at_;
  }
  void skip_string() {
    for (++at_; text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\') ++at_;
    }
    ++at_;
  }
  void skip_value() {
    if (text_[at_] == '"') return skip_string();
    int depth = 0;
    for (;; ++at_) {
      const char c = text_[at_];
      if (c == '"') {
        skip_string();
        --at_;
      } else if (c == '{' || c == '[') {
        ++depth;
      } else if (c == '}' || c == ']') {
        if (depth == 0) return trim_back();  // a scalar at the end of the object
        if (--depth == 0) return void(++at_);
      } else if (c == ',' && depth == 0) {
        return trim_back();
      }
    }
  }
  void trim_back() {
    while (text_[at_ - 1] == ' ' || text_[at_ - 1] == '\t' || text_[at_ - 1] == '\n' || text_[at_ - 1] == '\r') --at_;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int count_ = 0;
};

bool is_capacity(std::string_view written_key) {
  if (written_key.find('\\') == written_key.npos) return names_field(written_key, "capacityspec");
  const json key = json::parse("\"" + std::string(written_key) + "\"");  // valid: the whole text was
  return names_field(key.get_ref<const std::string&>(), "capacityspec");
}

}  // namespace

std::string capacity_spec_json(const capacity& wanted) {
  if (!wanted.trus()) return R"({"onDemand":{}})";
  return fmt::format(R"({{"provisioned":{{"value":{}}}}})", wanted.trus()->value());
}

result<std::string> replace_capacity_spec(std::string_view spec_json, const capacity& wanted) {
  const auto valid = parse_json(spec_json, "the namespace's spec");
  if (!valid) return fail(valid.error());
  if (!valid->is_object()) {
    return fail(error_code::invalid_argument, "the namespace's spec is no JSON object, so its capacity cannot be set");
  }
  std::optional<member_walk::member> found;
  member_walk walk(spec_json);
  while (const auto member = walk.next()) {
    if (!is_capacity(member->key)) continue;
    if (found) {
      return fail(error_code::invalid_argument, "the namespace's spec holds its capacity twice; set it by hand once");
    }
    found = member;
  }
  std::string out(spec_json);
  if (found) {
    out.replace(found->value_begin, found->value_end - found->value_begin, capacity_spec_json(wanted));
  } else {
    out.insert(walk.position(),
               (walk.empty() ? "\"capacitySpec\":" : ",\"capacitySpec\":") + capacity_spec_json(wanted));
  }
  return out;
}

}  // namespace headroom::cloud
