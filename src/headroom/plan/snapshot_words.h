#pragma once

#include <string>
#include <string_view>

#include "headroom/plan/original_rule.h"
#include "headroom/plan/snapshot_case.h"
#include "headroom/plan/snapshot_rule.h"

namespace headroom::plan {

// A reason in one sentence and in a few words; the brief is at most 80 bytes.
struct reason_words {
  std::string sentence;
  std::string brief;
};

[[nodiscard]] reason_words words_of(const snapshot_case& seen, const snapshot_decision& decision);
[[nodiscard]] reason_words words_of_original(const original_rule_input& seen, const capacity& advised);
[[nodiscard]] reason_words words_of_unknown(std::string_view cause);

}  // namespace headroom::plan
