#include "sim/scrape.h"

#include <algorithm>

#include "headroom/base/text.h"

namespace headroom::sim {
namespace {

bool wanted_namespace(const scrape_request& request, const live_namespace& n) {
  if (request.namespaces.empty()) return true;
  return std::any_of(request.namespaces.begin(), request.namespaces.end(), [&](const std::string& glob) {
    return glob_matches(glob, n.id.value()) || glob_matches(glob, n.plan.name);
  });
}

std::vector<const metric_family*> wanted_families(const scrape_request& request) {
  std::vector<const metric_family*> out;
  for (const metric_family& family : metric_catalogue()) {
    if (request.metrics.empty() ||
        std::find(request.metrics.begin(), request.metrics.end(), family.name) != request.metrics.end()) {
      out.push_back(&family);
    }
  }
  return out;
}

struct row {
  live_namespace* name_space = nullptr;
  minute_figures figures;
  namespace_labels own_labels;  // where they are not the namespace's usual ones
  bool own = false;
};

void take_own_labels(row& r, utc_minute minute, bool docs_style) {
  const live_namespace& n = *r.name_space;
  const bool elsewhere = n.active_region_at(start_ms(minute)) != n.plan.region;
  r.own = docs_style || elsewhere;
  if (!r.own) return;
  r.own_labels = elsewhere ? failed_over(n.labels) : n.labels;
  if (docs_style) r.own_labels.name = "temporal_namespace=\"" + n.plan.name + "\"";
}

// The page of the API reference shows another style than the service has: bare namespaces, blank lines, milliseconds.
std::string in_docs_style(const std::string& body) {
  std::string out;
  std::size_t at = 0;
  while (at < body.size()) {
    const auto end = body.find('\n', at) + 1;
    std::string line = body.substr(at, end - at);
    at = end;
    if (line.starts_with("# TYPE")) {
      line.insert(line.size() - 1, " ");
      if (!out.empty()) out += '\n';
    } else if (const auto region = line.find(",region="); region != std::string::npos && !line.starts_with('#')) {
      line.replace(region, 1, ", ");
    }
    out += line;
  }
  return out;
}

// An idle minute has no total_action_count family at all; other families without samples keep their headers.
bool goes_without_samples(const metric_family& family) { return family.source == sample_source::total_action; }

void write_family(exposition_writer& out, sample_maker& maker, const metric_family& family, std::vector<row>& rows,
                  const std::vector<fault>& faults) {
  const auto mark = out.mark();
  out.begin_family(family.name, family.help);
  const std::int64_t before = out.points();
  for (row& r : rows) {
    const sample_damage hurt =
        faults.empty() ? sample_damage{} : damage_of(faults, r.name_space->id.value(), family.name);
    maker.make(family, r.name_space->plan, r.own ? r.own_labels : r.name_space->labels, r.figures, hurt);
    if (out.full()) return;
  }
  if (out.points() == before && goes_without_samples(family)) out.rewind(mark);
}

}  // namespace

scrape_result scrape(account& of, const scrape_request& wanted, const std::vector<fault>& faults, std::int64_t now_ms) {
  const scrape_damage hurt = damage_of(faults);
  const utc_minute minute = minute_at(now_ms) - of.description().lag_minutes - hurt.stale_minutes;
  std::vector<row> rows;
  for (live_namespace& n : of.namespaces()) {
    if (!wanted_namespace(wanted, n)) continue;
    rows.push_back({.name_space = &n, .figures = of.figures(n, minute)});
    take_own_labels(rows.back(), minute, hurt.docs_style);
  }
  const std::int64_t seconds = minute.index * 60 + hurt.shift_s;
  const std::int64_t points_max = of.description().limits.points_max;
  exposition_writer out(std::to_string(hurt.milliseconds ? seconds * 1000 : seconds), points_max);
  sample_maker maker(out, wanted.labels);
  const bool samples_hurt = std::any_of(faults.begin(), faults.end(), [](const fault& f) {
    return f.kind == fault_kind::nan || f.kind == fault_kind::negative || f.kind == fault_kind::absent ||
           f.kind == fault_kind::duplicate;
  });
  if (hurt.half) rows.resize(rows.size() / 2);
  for (const metric_family* family : wanted_families(wanted)) {
    if (out.full()) break;
    write_family(out, maker, *family, rows, samples_hurt ? faults : std::vector<fault>{});
  }
  if (!hurt.no_eof) out.end();
  scrape_result result{.body = {}, .completeness = out.full() ? "limited" : "complete", .points = out.points()};
  if (!hurt.completeness.empty()) result.completeness = hurt.completeness;
  result.body = out.take();
  if (hurt.docs_style) result.body = in_docs_style(result.body);
  return result;
}

}  // namespace headroom::sim
