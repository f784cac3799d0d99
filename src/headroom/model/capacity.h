#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "headroom/base/strong.h"

namespace headroom {

enum class capacity_mode : std::uint8_t { on_demand, provisioned };

std::string_view to_string(capacity_mode mode);  // "on-demand", "provisioned"

// What a namespace has or should have: On-Demand, or Provisioned with a count of TRUs.
class capacity {
 public:
  constexpr capacity() = default;  // On-Demand
  constexpr explicit capacity(tru_count trus) : trus_(trus) {}

  [[nodiscard]] constexpr capacity_mode mode() const {
    return trus_ ? capacity_mode::provisioned : capacity_mode::on_demand;
  }
  [[nodiscard]] constexpr std::optional<tru_count> trus() const { return trus_; }
  // 0 for On-Demand: the order of the ladder of choices.
  [[nodiscard]] constexpr int rung() const { return trus_ ? trus_->value() : 0; }

  friend constexpr bool operator==(const capacity&, const capacity&) = default;

 private:
  std::optional<tru_count> trus_;
};

constexpr capacity on_demand{};
constexpr capacity provisioned(int trus) { return capacity(tru_count(trus)); }

std::string to_string(const capacity& c);  // "on-demand", "4 TRUs"

// What the Ops API says can be had now (capacity-info). Empty: not asked or not answered.
struct capacity_offer {
  std::vector<tru_count> valid_trus;            // validTruValues, ascending
  std::optional<tru_count> max_available_trus;  // maxAvailableTruValue: regional stock
  std::optional<double> on_demand_limit_aps;    // onDemand.apsLimit

  friend bool operator==(const capacity_offer&, const capacity_offer&) = default;
};

}  // namespace headroom
