#pragma once

#include <string>
#include <string_view>

#include "sim/exposition.h"
#include "sim/figures.h"
#include "sim/metric_catalogue.h"
#include "sim/scrape_fault.h"
#include "sim/world.h"

namespace headroom::sim {

// The parts of a namespace's label sets that are the same in all its samples.
struct namespace_labels {
  std::string region;          // region="aws-us-east-1",
  std::string standby_region;  // the replica's, empty without one
  std::string account;         // temporal_account="a1b2c",
  std::string name;            // temporal_namespace="orders-prod.a1b2c"
  std::string workflow_type[2];
};

[[nodiscard]] namespace_labels labels_of(const world& w, const world_namespace& n);
// The same after the active and the standby region have changed places.
[[nodiscard]] namespace_labels failed_over(namespace_labels labels);

// Opt-in labels (docs/cloud/metrics/openmetrics/api-reference).
struct opt_in {
  bool activity_type = false, deployment_name = false, build_id = false;
};

// Writes the samples of one family for one namespace. Rates that are 0.000 are not reported, as the service leaves out
// what did not happen.
class sample_maker {
 public:
  sample_maker(exposition_writer& out, opt_in wanted) : out_(out), wanted_(wanted) {}

  void make(const metric_family& family, const world_namespace& n, const namespace_labels& labels,
            const minute_figures& figures, sample_damage damage);

 private:
  void actions(const minute_figures& f);
  void billable(const minute_figures& f);
  void per_request_operation(double total);
  void latency(const minute_figures& f);
  void pollers(const minute_figures& f);
  void operations(double active, double background, double standby);
  void workflows(double per_s, bool with_operation);
  void activities(double per_s, std::string_view timeout_type);
  void polls(double per_s);
  void backlog(const minute_figures& f);
  void replication();

  // `before` is what sorts before region, `after` what sorts after temporal_namespace; both with their commas.
  void rate(std::string_view before, std::string_view after, double value);
  void value(std::string_view before, std::string_view after, double value);
  void value_without_region(std::string_view before, double value);
  void put(std::string_view region, std::string_view before, std::string_view after, double value);

  exposition_writer& out_;
  opt_in wanted_;
  const metric_family* family_ = nullptr;
  const world_namespace* namespace_ = nullptr;
  const namespace_labels* labels_ = nullptr;
  sample_damage damage_;
  std::string scratch_;
  std::string_view after_region_, after_account_;  // labels that sort there, with their commas
};

}  // namespace headroom::sim
