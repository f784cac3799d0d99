#include "headroom/report/plan_picture.h"

#include <array>
#include <chrono>
#include <fmt/format.h>

#include "headroom/report/sparkline.h"

namespace headroom::report {
namespace {

constexpr std::int64_t day_hours = 24;
constexpr std::size_t day_label_columns = 12;

std::string day_label(std::int64_t day) {
  static constexpr std::array<std::string_view, 7> weekdays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  const std::chrono::sys_days date{std::chrono::days{day}};
  const std::chrono::year_month_day ymd{date};
  return fmt::format("{} {:02}-{:02}   ", weekdays[std::chrono::weekday{date}.c_encoding()],
                     static_cast<unsigned>(ymd.month()), static_cast<unsigned>(ymd.day()));
}

look look_of(const planned_hour& hour) {
  if (hour.peak_p50_aps > hour.limit_aps) return look::red;
  return hour.tightest_use > 1 ? look::yellow : look::green;
}

std::string two_columns(std::string_view text) { return fmt::format("{}{}", text, text); }

// "OD", " 4", "12": what an hour has, two columns wide.
std::string rung_mark(const capacity& held) {
  return held.mode() == capacity_mode::on_demand ? "OD" : fmt::format("{:>2}", held.rung());
}

// One day's two lines: loads above capacities.
struct day_lines {
  std::string load, held;
};

day_lines blank_day(std::int64_t day) { return {day_label(day), std::string(day_label_columns, ' ')}; }

void add_hour(day_lines& to, const planned_hour& hour, bool capacity_begins, colour_use colours) {
  const auto column = two_columns(block(hour.peak_p90_aps, hour.limit_aps));
  to.load += styled(column, look_of(hour), colours);
  to.held += capacity_begins ? styled(rung_mark(hour.held), look::bold, colours) : styled("··", look::dim, colours);
}

std::string ruler() {
  std::string out(day_label_columns, ' ');
  for (int h = 0; h < day_hours; h += 3) out += fmt::format("{:02}    ", h);
  out.erase(out.find_last_not_of(' ') + 1);
  return out + "\n";
}

}  // namespace

std::string plan_picture(const week_plan& plan, colour_use colours) {
  std::string out = ruler();
  day_lines lines;
  for (std::size_t h = 0; h < plan.hours.size(); ++h) {
    const planned_hour& hour = plan.hours[h];
    const std::int64_t day = floor_div(hour.hour.index, day_hours);
    const std::int64_t of_day = hour.hour.index - day * day_hours;
    if (h == 0 || of_day == 0) {
      lines = blank_day(day);
      lines.load += std::string(static_cast<std::size_t>(2 * of_day), ' ');
      lines.held += std::string(static_cast<std::size_t>(2 * of_day), ' ');
    }
    const bool begins = h == 0 || of_day == 0 || !(plan.hours[h - 1].held == hour.held);
    add_hour(lines, hour, begins, colours);
    if (of_day == day_hours - 1 || h + 1 == plan.hours.size()) out += lines.load + "\n" + lines.held + "\n";
  }
  return out;
}

}  // namespace headroom::report
