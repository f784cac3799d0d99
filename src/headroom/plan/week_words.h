#pragma once

#include <string>
#include <vector>

#include "headroom/model/week_plan.h"
#include "headroom/plan/week_case.h"

namespace headroom::plan {

// Why a block of hours has its capacity, in one sentence. `from` is the block's first hour in the case; `unguarded` is
// what the cheapest path without rails has there.
[[nodiscard]] std::string block_reason(const week_case& in, const plan_block& block, std::size_t from);

// The plan in one sentence: what to do, what it costs against today, what it spares.
[[nodiscard]] std::string plan_summary(const week_plan& plan);

// What the plan rests on: history, seasons, limits, prices, the worst case.
[[nodiscard]] std::vector<std::string> plan_facts(const week_case& in);

[[nodiscard]] confidence trust_in(const week_case& in);

// "Tue 24 Nov 08:00".
[[nodiscard]] std::string hour_text(utc_hour hour);

// "On-Demand", "4 TRUs".
[[nodiscard]] std::string capacity_text(const capacity& held);

}  // namespace headroom::plan
