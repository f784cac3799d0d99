#include "headroom/forecast/series_csv.h"

#include <charconv>
#include <cmath>
#include <fmt/format.h>
#include <limits>
#include <unordered_set>
#include <utility>

#include "headroom/base/csv_lines.h"

namespace headroom::forecast {
namespace {

constexpr std::string_view header = "series,step,value";
// A slip in a step must not fill the memory with unknown values.
constexpr std::int64_t longest_gap = 10'000'000;
constexpr std::size_t most_unknown = 100'000'000;
// Squares and sums of values must stay finite.
constexpr double largest_value = 1e100;

class reader {
 public:
  reader(std::string_view csv, std::string_view file) : lines_(csv, file) {}

  result<std::vector<named_series>> read() {
    if (auto begun = lines_.read_header(header); !begun) return fail(std::move(begun).error());
    while (const auto row = lines_.next_row()) {
      if (auto added = add_row(*row); !added) return fail(std::move(added).error());
    }
    if (out_.empty()) return bad("no rows", "at least one row after the header");
    return std::move(out_);
  }

 private:
  result<void> add_row(std::string_view line) {
    auto name = read_name(line);
    if (!name) return fail(std::move(name).error());
    const auto comma = line.find(',');
    if (comma == std::string_view::npos || line.find(',', comma + 1) != std::string_view::npos) {
      return bad(quoted(line), "three columns, 'SERIES,STEP,VALUE'");
    }
    const auto step = read_step(line.substr(0, comma));
    if (!step) return fail(step.error());
    const auto value = read_value(line.substr(comma + 1));
    if (!value) return fail(value.error());
    if (out_.empty() || out_.back().name != *name) {
      if (auto begun = begin_series(*std::move(name), *step); !begun) return begun;
    } else if (auto rising = fill_to(*step); !rising) {
      return rising;
    }
    out_.back().values.push_back(*value);
    return {};
  }

  // Takes the name and its comma off the line. A name in double quotes may hold commas; "" in it is a quote.
  result<std::string> read_name(std::string_view& line) const {
    const std::string_view whole = line;
    if (!line.starts_with('"')) {
      const auto comma = line.find(',');
      if (comma == std::string_view::npos) return bad(quoted(whole), "three columns, 'SERIES,STEP,VALUE'");
      std::string name(line.substr(0, comma));
      line.remove_prefix(comma + 1);
      return name;
    }
    std::string name;
    for (std::size_t i = 1; i < line.size(); ++i) {
      if (line[i] != '"') {
        name += line[i];
      } else if (i + 1 < line.size() && line[i + 1] == '"') {
        name += line[i++];
      } else if (i + 1 < line.size() && line[i + 1] == ',') {
        line.remove_prefix(i + 2);
        return name;
      } else {
        break;
      }
    }
    return bad(quoted(whole), "a name whose double quotes end before a comma");
  }

  [[nodiscard]] result<std::int64_t> read_step(std::string_view text) const {
    // Steps go on from the last one, so they must leave room.
    constexpr std::int64_t most = std::int64_t{1} << 53;
    std::int64_t step = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), step);
    if (failure != std::errc() || end != text.data() + text.size() || step > most || step < -most) {
      return bad(quoted(text), "a step, an integer of at most 2^53");
    }
    return step;
  }

  [[nodiscard]] result<double> read_value(std::string_view text) const {
    if (text.empty()) return std::numeric_limits<double>::quiet_NaN();
    double value = 0;
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool number = failure == std::errc() && end == text.data() + text.size();
    if (!number || !(std::abs(value) <= largest_value)) {
      return bad(quoted(text), "a finite number of at most 1e100, or nothing for unknown");
    }
    return value == 0 ? 0.0 : value;  // -0 is 0
  }

  result<void> begin_series(std::string name, std::int64_t step) {
    if (!names_.insert(name).second) {
      return bad(fmt::format("the series {} again after another", quoted(name)), "the rows of a series together");
    }
    out_.push_back({.name = std::move(name), .first_step = step, .values = {}});
    return {};
  }

  result<void> fill_to(std::int64_t step) {
    auto& series = out_.back();
    const std::int64_t last = series.last_step();
    if (step == last) return bad(fmt::format("the step {} twice", step), "one row a step");
    if (step < last) return bad(fmt::format("the step {} after {}", step, last), "steps that rise");
    const std::int64_t missing = step - last - 1;
    unknown_ += static_cast<std::size_t>(missing);
    if (missing > longest_gap || unknown_ > most_unknown) {
      return bad(fmt::format("{} missing steps before step {}", missing, step), "at most ten million in a row");
    }
    series.values.resize(series.values.size() + static_cast<std::size_t>(missing),
                         std::numeric_limits<double>::quiet_NaN());
    return {};
  }

  static std::string quoted(std::string_view text) { return csv_lines::quoted(text); }
  [[nodiscard]] std::unexpected<error> bad(std::string_view seen, std::string_view expected) const {
    return lines_.bad(seen, expected);
  }

  csv_lines lines_;
  std::unordered_set<std::string> names_;
  std::size_t unknown_ = 0;
  std::vector<named_series> out_;
};

}  // namespace

result<std::vector<named_series>> parse_series_csv(std::string_view csv, std::string_view file) {
  return reader(csv, file).read();
}

}  // namespace headroom::forecast
