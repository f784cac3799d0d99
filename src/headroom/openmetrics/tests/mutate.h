#pragma once

#include <string>
#include <string_view>

#include "headroom/base/rng.h"

namespace headroom::openmetrics {

// The body with one to four small changes: a byte changed, left out, put in or doubled, a line doubled, left out or
// moved, a token of the format put in.
inline std::string mutated(std::string_view body, rng& random) {
  using namespace std::string_view_literals;
  static constexpr std::string_view tokens[] = {"\n"sv,
                                                " "sv,
                                                "\""sv,
                                                "\\"sv,
                                                ","sv,
                                                "{"sv,
                                                "}"sv,
                                                "#"sv,
                                                "="sv,
                                                "1"sv,
                                                "0"sv,
                                                "."sv,
                                                "-"sv,
                                                "e"sv,
                                                "_total"sv,
                                                "_bucket"sv,
                                                "_count"sv,
                                                "_sum"sv,
                                                "_created"sv,
                                                "_info"sv,
                                                "le=\"1\""sv,
                                                "le=\"+Inf\""sv,
                                                "quantile=\"0.5\""sv,
                                                "NaN"sv,
                                                "+Inf"sv,
                                                " 1"sv,
                                                " # {} 1"sv,
                                                "# TYPE a counter\n"sv,
                                                "# EOF\n"sv,
                                                "é"sv,
                                                "\xff"sv,
                                                "\0"sv,
                                                "\r"sv,
                                                "\t"sv,
                                                "a"sv,
                                                "_"sv,
                                                ":"sv};
  std::string out(body);
  const auto line_at = [&](std::size_t at) {
    const auto begin = at == 0 ? 0 : out.rfind('\n', at - 1) + 1;
    return std::pair(begin, std::min(out.find('\n', at), out.size() - 1) + 1 - begin);
  };
  for (auto n = 1 + random.below(4); n > 0 && !out.empty(); --n) {
    const auto at = random.below(out.size());
    switch (random.below(8)) {
      case 0:
        out[at] = static_cast<char>(random.below(256));
        break;
      case 1:
        out.erase(at, 1);
        break;
      case 2:
        out.insert(at, 1, out[at]);
        break;
      case 3: {
        const auto [begin, length] = line_at(at);
        out.insert(begin, out.substr(begin, length));
        break;
      }
      case 4: {
        const auto [begin, length] = line_at(at);
        out.erase(begin, length);
        break;
      }
      case 5: {
        const auto [begin, length] = line_at(at);
        const auto line = out.substr(begin, length);
        out.erase(begin, length);
        const auto to = out.empty() ? 0 : line_at(random.below(out.size())).first;
        out.insert(to, line);
        break;
      }
      default:
        out.insert(at, tokens[random.below(std::size(tokens))]);
        break;
    }
  }
  return out;
}

}  // namespace headroom::openmetrics
