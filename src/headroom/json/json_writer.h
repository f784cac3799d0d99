#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace headroom {

// Writes JSON text piece by piece, in the same bytes as to_pretty_text and to_compact_text write a value, without
// building one: for answers of thousands of rows, where a tree takes longer than all the rest.
// Members and elements come in the order of the calls; the caller keeps begin, end and key in order.
class json_writer {
 public:
  enum class layout : std::uint8_t { compact, pretty };
  explicit json_writer(layout how) : pretty_(how == layout::pretty) {}

  void begin_object() { begin('{'); }
  void end_object() { end('}'); }
  void begin_array() { begin('['); }
  void end_array() { end(']'); }
  void key(std::string_view name);

  void value(std::string_view text);  // invalid UTF-8 is replaced
  void value(const char* text) { value(std::string_view(text)); }
  void value(double number);  // finite; with a point or an exponent, also where it is whole
  void value(std::int64_t number);
  void value(int number) { value(std::int64_t{number}); }
  void value(bool flag) { scalar(flag ? "true" : "false"); }
  void null() { scalar("null"); }

  template <class Value>
  void member(std::string_view name, const Value& what) {
    key(name);
    value(what);
  }

  // A line feed between texts that stand on their own, as in JSON Lines.
  void end_line();

  [[nodiscard]] std::string take() &&;

 private:
  void begin(char bracket);
  void end(char bracket);
  void scalar(std::string_view text);
  void quoted(std::string_view text);

  // Every piece is written in one go: room for the most it may take, pointers through it, written_to where it ended.
  char* room(std::size_t bytes);
  char* separate(char* at);  // from the value before, if there is one
  char* break_line(char* at) const;
  [[nodiscard]] std::size_t separator_max() const { return 2 + 2 * depth_; }
  void written_to(const char* end) { used_ = static_cast<std::size_t>(end - text_.data()); }

  std::string text_;  // longer than what is written, so that growing is rare
  std::size_t used_ = 0;
  bool pretty_;
  bool first_ = true;  // nothing yet in this object or array
  bool after_key_ = false;
  std::size_t depth_ = 0;
};

}  // namespace headroom
