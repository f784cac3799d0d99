#include "headroom/cloud/snapshot_builder.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <unordered_map>
#include <utility>

#include "headroom/base/text.h"
#include "headroom/cloud/metric_names.h"
#include "headroom/cloud/namespace_figures.h"

namespace headroom::cloud {
namespace {

// The namespaces of both sources under their full ids.
class roster {
 public:
  struct entry {
    std::optional<std::size_t> owner;    // in the table
    const ops_namespace* ops = nullptr;  // in the list
  };

  roster(const point_table& table, const ops_view& ops) {
    if (ops.namespaces) {
      for (const ops_namespace& one : *ops.namespaces) {
        entries_[one.id.value()].ops = &one;
        add_bare_name(one.id.value());
      }
    }
    for (std::size_t owner = 0; owner < table.owners().size(); ++owner) {
      entries_[full_id(table.owners()[owner])].owner = owner;
    }
  }

  [[nodiscard]] const std::map<std::string, entry, std::less<>>& entries() const { return entries_; }
  [[nodiscard]] std::vector<std::string_view> ids() const {
    std::vector<std::string_view> out;
    out.reserve(entries_.size());
    for (const auto& [id, unused] : entries_) out.push_back(id);
    return out;
  }

 private:
  void add_bare_name(const std::string& id) {
    const auto [at, is_new] = ids_by_name_.emplace(id.substr(0, id.find('.')), id);
    if (!is_new && at->second != id) at->second.clear();  // two accounts have it: ambiguous
  }

  // Temporal's documentation shows bare names where the real endpoint sends full ids: one is completed when the Ops API
  // knows exactly one namespace of that name.
  [[nodiscard]] std::string full_id(const std::string& name) const {
    if (entries_.contains(name)) return name;
    const auto known = ids_by_name_.find(name);
    return known != ids_by_name_.end() && !known->second.empty() ? known->second : name;
  }

  std::map<std::string, entry, std::less<>> entries_;
  std::unordered_map<std::string, std::string> ids_by_name_;
};

bool tells_modes(const point_table& table) {
  const auto trus = table.metric_index(tru_count_metric);
  return trus && table.has_points(*trus);
}

bool is_extra(const std::string& metric, const build_options& options) {
  return std::ranges::find(options.extra_metrics, metric) != options.extra_metrics.end();
}

// Of the metrics that the rows and the mode are read from: one asked for beside them spoils nothing.
completeness completeness_of(const point_table& table, const build_options& options) {
  completeness all = completeness::complete;
  for (std::size_t i = 0; i < table.metrics().size(); ++i) {
    if (!is_extra(table.metrics()[i], options)) all = worse(all, table.completeness_of(i));
  }
  return all;
}

std::size_t count_of(const ops_view& ops) {
  if (!ops.namespaces) return 0;
  return static_cast<std::size_t>(std::ranges::count_if(
      *ops.namespaces, [](const ops_namespace& one) { return one.state != namespace_state::going_away; }));
}

result<void> check_sources(const point_table& table, const ops_view& ops) {
  if (const std::size_t listed = count_of(ops); table.owners().empty() && listed > 0) {
    return fail(
        error_code::unavailable,
        fmt::format("the scrape holds no sample of any namespace, but the Ops API lists {}; the Metrics API is in "
                    "trouble, or its key belongs to another account",
                    listed),
        retryable::yes);
  }
  if (ops.failure && !table.owners().empty() && !tells_modes(table)) {
    return fail(
        ops.failure->in("capacity modes are unknown, since the Ops API failed and the scrape has no metric of TRUs"));
  }
  return {};
}

void warn_about_metrics(const point_table& table, const build_options& options, std::vector<std::string>& warnings) {
  for (std::size_t i = 0; i < table.metrics().size(); ++i) {
    const std::string& name = table.metrics()[i];
    const bool is_level = name.ends_with("_limit") || name == tru_count_metric;
    if (!table.has_points(i) && (is_level || is_extra(name, options)) && !table.owners().empty()) {
      warnings.push_back(fmt::format("{}: the whole scrape has no series of it", name));
    }
  }
  if (table.samples_without_namespace() > 0) {
    warnings.push_back(fmt::format("{} samples have no label temporal_namespace and were not counted",
                                   table.samples_without_namespace()));
  }
}

std::uint32_t region_index(const point_table& table, const ops_namespace* ops) {
  if (ops == nullptr || ops->active_region.empty()) return 0;
  const auto at = std::ranges::find(table.regions(), ops->active_region);
  return at == table.regions().end() ? 0 : static_cast<std::uint32_t>(at - table.regions().begin());
}

namespace_snapshot read_namespace(const std::string& id, const roster::entry& entry, const point_table& table,
                                  completeness how, const build_options& options) {
  namespace_snapshot out{.id = namespace_id(id), .data = how};
  namespace_figures figures(table, *entry.owner, region_index(table, entry.ops), options.window, out);
  limit_row* const rows[] = {&out.actions, &out.requests, &out.operations};
  for (std::size_t i = 0; i < limit_metrics_table.size(); ++i) figures.read_row(limit_metrics_table[i], *rows[i]);
  figures.read_background_and_standby();
  figures.read_capacity(entry.ops);
  for (const std::string& name : options.extra_metrics) figures.read_extra(name);
  return out;
}

std::optional<std::string> reason_to_leave_out(const std::string& id, const roster::entry& entry, completeness how,
                                               const namespace_filter& filter) {
  if (auto reason = filter.reason_against(namespace_id(id))) return reason;
  if (entry.ops != nullptr && entry.ops->state == namespace_state::going_away) return "being deleted, or deleted";
  if (entry.owner) return std::nullopt;
  if (how == completeness::complete) {
    return "no sample of it in the scrape: nothing is known of its load";
  }
  return fmt::format("no sample of it in the scrape, which was {}", to_string(how));
}

}  // namespace

result<account_snapshot> build_account_snapshot(const point_table& table, const ops_view& ops,
                                                const build_options& options) {
  if (auto sound = check_sources(table, ops); !sound) return fail(std::move(sound).error());
  const roster all(table, ops);
  auto warnings = check_filter(options.filter, all.ids());
  if (!warnings) return fail(std::move(warnings).error());

  account_snapshot out{.warnings = *std::move(warnings), .data = completeness_of(table, options)};
  warn_about_metrics(table, options, out.warnings);
  if (ops.failure) {
    out.warnings.push_back("capacity modes come from the metric of TRUs, because the Ops API failed: " +
                           ops.failure->message);
  }
  for (const auto& [id, entry] : all.entries()) {
    if (auto reason = reason_to_leave_out(id, entry, out.data, options.filter)) {
      out.left_out.push_back({.id = namespace_id(id), .reason = *std::move(reason)});
      continue;
    }
    out.namespaces.push_back(read_namespace(id, entry, table, out.data, options));
    if (const auto minute = out.namespaces.back().minute) out.minute = std::max(out.minute.value_or(*minute), *minute);
  }
  return out;
}

}  // namespace headroom::cloud
