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
  void end_line() {
    text_ += '\n';
    first_ = true;
  }

  [[nodiscard]] std::string take() && { return std::move(text_); }

 private:
  void begin(char bracket);
  void end(char bracket);
  void scalar(std::string_view text);
  void separate();  // from the value before, if there is one
  void break_line();
  void append_quoted(std::string_view text);

  std::string text_;
  bool pretty_;
  bool first_ = true;  // nothing yet in this object or array
  bool after_key_ = false;
  std::size_t depth_ = 0;
};

}  // namespace headroom
