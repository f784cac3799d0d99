#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "headroom/cloud/figure.h"
#include "headroom/cloud/metric_names.h"
#include "headroom/cloud/ops_values.h"
#include "headroom/cloud/point_table.h"
#include "headroom/model/namespace_snapshot.h"

namespace headroom::cloud {

// Fills one namespace's snapshot from its points: the meaning of the table in snapshot_builder.h.
class namespace_figures {
 public:
  namespace_figures(const point_table& table, std::size_t owner, std::uint32_t active_region, const time_window& window,
                    namespace_snapshot& out);

  void read_row(const limit_metrics& names, limit_row& row);
  void read_background_and_standby();
  // The Ops API's word first; `ops` is null when it does not list the namespace.
  void read_capacity(const ops_namespace* ops);
  void read_extra(std::string_view metric);

 private:
  std::optional<double> count(std::string_view metric, side whose);
  std::optional<double> level(std::string_view metric);
  std::optional<double> accept(std::string_view metric, const figure& read);
  void note(std::string_view metric, std::string_view fault);

  const point_table& table_;
  const std::size_t owner_;
  const std::uint32_t active_region_;
  const time_window& window_;
  namespace_snapshot& out_;
};

}  // namespace headroom::cloud
