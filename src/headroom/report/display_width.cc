#include "headroom/report/display_width.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <utility>
#include <vector>

#include "headroom/base/text.h"

namespace headroom::report {
namespace {

using range = std::pair<std::uint32_t, std::uint32_t>;

// Coarse blocks of Unicode 15 (EastAsianWidth.txt W and F, and the emoji planes): fine for names, not for typesetting.
constexpr std::array<range, 12> wide{{{0x1100, 0x115f},
                                      {0x2e80, 0x303e},
                                      {0x3041, 0x33ff},
                                      {0x3400, 0x4dbf},
                                      {0x4e00, 0x9fff},
                                      {0xa000, 0xa4cf},
                                      {0xac00, 0xd7a3},
                                      {0xf900, 0xfaff},
                                      {0xfe30, 0xfe4f},
                                      {0xff00, 0xff60},
                                      {0x1f300, 0x1faff},
                                      {0x20000, 0x3fffd}}};
constexpr std::array<range, 8> none{{{0x0300, 0x036f},
                                     {0x0483, 0x0489},
                                     {0x0591, 0x05bd},
                                     {0x1ab0, 0x1aff},
                                     {0x1dc0, 0x1dff},
                                     {0x200b, 0x200d},
                                     {0x20d0, 0x20ff},
                                     {0xfe00, 0xfe2f}}};

template <std::size_t Size>
bool within(const std::array<range, Size>& ranges, std::uint32_t c) {
  return std::ranges::any_of(ranges, [&](const range& r) { return c >= r.first && c <= r.second; });
}

std::size_t columns_of(std::uint32_t c) { return within(none, c) ? 0 : within(wide, c) ? 2 : 1; }

struct glyph {
  std::string_view bytes;
  std::size_t columns;
};

// One code point from the front; a stray byte counts as one column.
glyph front(std::string_view text) {
  const auto first = static_cast<unsigned char>(text[0]);
  const std::size_t length = first < 0xc0 ? 1 : first < 0xe0 ? 2 : first < 0xf0 ? 3 : 4;
  if (length == 1 || length > text.size()) return {text.substr(0, 1), 1};
  std::uint32_t c = first & (0x7fU >> length);
  for (std::size_t i = 1; i < length; ++i) c = c << 6 | (static_cast<unsigned char>(text[i]) & 0x3fU);
  return {text.substr(0, length), columns_of(c)};
}

std::vector<glyph> glyphs(std::string_view text) {
  std::vector<glyph> out;
  while (!text.empty()) {
    out.push_back(front(text));
    text.remove_prefix(out.back().bytes.size());
  }
  return out;
}

constexpr std::string_view ellipsis = "…";

// As many glyphs as fit into the columns.
template <class Glyphs>
std::vector<glyph> fitting(const Glyphs& all, std::size_t columns) {
  std::vector<glyph> out;
  std::size_t used = 0;
  for (const glyph& g : all) {
    if (used + g.columns > columns) break;
    used += g.columns;
    out.push_back(g);
  }
  return out;
}

template <class Glyphs>
void append(std::string& out, const Glyphs& all) {
  for (const glyph& g : all) out += g.bytes;
}

}  // namespace

std::size_t display_width(std::string_view text) {
  std::size_t width = 0;
  for (const glyph& g : glyphs(text)) width += g.columns;
  return width;
}

std::string cut_end(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  std::string out;
  append(out, fitting(glyphs(text), columns - 1));
  while (out.ends_with(' ')) out.pop_back();
  return out += ellipsis;
}

std::string cut_middle(std::string_view text, std::size_t columns) {
  if (display_width(text) <= columns) return std::string(text);
  if (columns == 0) return "";
  auto all = glyphs(text);
  std::string out;
  append(out, fitting(all, (columns - 1) - (columns - 1) / 2));
  out += ellipsis;
  std::ranges::reverse(all);
  auto tail = fitting(all, (columns - 1) / 2);
  std::ranges::reverse(tail);
  append(out, tail);
  return out;
}

std::vector<std::string> wrap(std::string_view text, std::size_t columns) {
  std::vector<std::string> lines(1);
  for (const std::string& word : split_list(text, ' ')) {
    std::string& line = lines.back();
    const std::string piece = columns > 0 ? cut_end(word, columns) : word;
    if (line.empty()) {
      line = piece;
    } else if (columns > 0 && display_width(line) + 1 + display_width(piece) > columns) {
      lines.push_back(piece);
    } else {
      line += ' ' + piece;
    }
  }
  return lines;
}

std::string pad_right(std::string text, std::size_t columns) {
  const std::size_t width = display_width(text);
  return width < columns ? text.append(columns - width, ' ') : text;
}

std::string pad_left(std::string text, std::size_t columns) {
  const std::size_t width = display_width(text);
  return width < columns ? text.insert(0, columns - width, ' ') : text;
}

}  // namespace headroom::report
