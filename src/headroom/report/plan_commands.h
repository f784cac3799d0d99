#pragma once

#include <cstdint>
#include <string>

#include "headroom/report/plan_report.h"

namespace headroom::report {

// How a change of capacity is made by hand.
enum class command_style : std::uint8_t {
  temporal_cloud,  // `temporal cloud namespace capacity update`
  tcld,            // `tcld namespace capacity update`
  terraform,       // blocks of the temporalcloud provider
};

// The changes of every plan as what a user would paste, in order of time, each under a comment with the minute at which
// to run it: `actuation_minutes` before the hour's turn, so that it is in effect at the turn and neither the hour
// before nor a minute of the next is paid for twice. Terraform holds one capacity at a time: its block has the first
// hour's, and the later ones as comments. Names are quoted for the shell and for HCL.
[[nodiscard]] std::string plan_commands(const plan_report& report, command_style style, int actuation_minutes = 2);

}  // namespace headroom::report
