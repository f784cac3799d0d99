#include "headroom/cli/history/openmetrics_rows.h"

#include <cmath>
#include <fmt/format.h>
#include <map>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/cloud/metric_names.h"

namespace headroom::cli::history {
namespace {

using store::history_column;

bool says(const openmetrics::scraped_sample& sample, std::string_view label, std::string_view value) {
  return sample.label(label) == value;
}

bool of_standby(const openmetrics::scraped_sample& sample) {
  return says(sample, cloud::label::namespace_mode, "standby") || says(sample, cloud::label::namespace_mode, "passive");
}

// Sums of three-decimal rates have the noise of adding doubles in them: brought back to the nearest millionth.
double without_noise(double sum) { return std::abs(sum) < 9e9 ? std::round(sum * 1e6) / 1e6 : sum; }

class family_rows {
 public:
  family_rows(utc_minute now, const std::function<void(std::string_view)>& complain) : now_(now), complain_(complain) {}

  void add(const openmetrics::scraped_sample& sample) {
    const auto meaning = meaning_of(sample);
    if (!meaning || std::isnan(sample.value)) return;  // NaN: unknown, also Prometheus' mark of staleness
    const auto id = sample.label(cloud::label::temporal_namespace);
    if (!id || !sample.timestamp_s) {
      complain_(fmt::format("saw a sample of {} without {}, expected both namespace and time",
                            escape_for_terminal(sample.name), id ? "a timestamp" : "temporal_namespace"));
      return;
    }
    const utc_minute minute = minute_of_unix_seconds(static_cast<std::int64_t>(std::floor(*sample.timestamp_s)));
    auto why = why_absurd(meaning->column, sample.value);
    if (!why) why = why_absurd(minute, now_);
    if (why) {
      complain_(fmt::format("{} at {}: {}", escape_for_terminal(*id), to_string(minute), *why));
      return;
    }
    figure& place = figures_[{meaning->column, std::string(*id), minute.index}];
    const bool is_sum = meaning->adds_up && place.series > 0;
    place.value = is_sum ? place.value + sample.value : sample.value;
    place.series += 1;
    place.is_sum = place.is_sum || is_sum;
  }

  void append_to(std::vector<history_row>& rows) const {
    for (const auto& [key, value] : figures_) {
      const auto& [column, id, minute] = key;
      history_row row{.minute = {minute}, .id = namespace_id(id), .data = {}, .arrived_unix_ms = {}};
      // The only series of a figure is taken to the last bit: an export comes back as it was.
      row[column] = value.is_sum ? without_noise(value.value) : value.value;
      rows.push_back(std::move(row));
    }
  }

 private:
  struct figure {
    double value = 0;
    int series = 0;
    bool is_sum = false;
  };

  utc_minute now_;
  const std::function<void(std::string_view)>& complain_;
  std::map<std::tuple<history_column, std::string, std::int64_t>, figure> figures_;
};

}  // namespace

std::vector<metric_form> metric_forms() {
  std::vector<metric_form> out;
  constexpr std::string_view active = R"(,is_background="false",namespace_mode="active")";
  for (const auto& row : cloud::limit_metrics_table) {
    out.push_back({column_of(row.kind, store::row_figure::count), row.count,
                   row.kind == limit_kind::requests ? R"(,namespace_mode="active")" : active});
    if (row.kind == limit_kind::actions) {
      out.push_back(
          {history_column::background_actions, row.count, R"(,is_background="true",namespace_mode="active")"});
      out.push_back({history_column::standby_actions, row.count, R"(,is_background="false",namespace_mode="standby")"});
    }
    out.push_back({column_of(row.kind, store::row_figure::limit), row.limit, ""});
    out.push_back({column_of(row.kind, store::row_figure::throttled), row.throttled, ""});
    out.push_back({column_of(row.kind, store::row_figure::envelope), row.envelope, ""});
  }
  out.push_back({history_column::trus, cloud::tru_count_metric, ""});
  return out;
}

std::optional<sample_meaning> meaning_of(const openmetrics::scraped_sample& sample) {
  if (sample.name == cloud::tru_count_metric) return sample_meaning{history_column::trus, false};
  for (const auto& row : cloud::limit_metrics_table) {
    const auto column = [&](store::row_figure figure) { return column_of(row.kind, figure); };
    if (sample.name == row.limit) return sample_meaning{column(store::row_figure::limit), false};
    if (sample.name == row.envelope) return sample_meaning{column(store::row_figure::envelope), false};
    const bool count = sample.name == row.count;
    if (!count && sample.name != row.throttled) continue;
    const bool background = says(sample, cloud::label::is_background, "true");
    if (count && row.kind == limit_kind::actions) {
      if (of_standby(sample)) return sample_meaning{history_column::standby_actions, true};
      if (background) return sample_meaning{history_column::background_actions, true};
    }
    if (background || of_standby(sample)) return std::nullopt;
    return sample_meaning{column(count ? store::row_figure::count : store::row_figure::throttled), true};
  }
  return std::nullopt;
}

result<std::vector<history_row>> read_openmetrics(std::string_view body, utc_minute now,
                                                  const std::function<void(std::string_view what)>& complain) {
  const auto samples = openmetrics::parse_temporal(body);
  if (!samples) return fail(samples.error());
  if (samples->possibly_cut()) complain("saw no '# EOF' at the end, so the file may have been cut");
  std::vector<history_row> rows;
  for (const auto& family : samples->families()) {
    family_rows one(now, complain);
    for (const auto& sample : family.samples) one.add(sample);
    one.append_to(rows);
  }
  return rows;
}

}  // namespace headroom::cli::history
