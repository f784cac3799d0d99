#include "headroom/temporal/common/options_proto.h"

namespace temporal::detail {

void write_proto(const retry_policy& from, api::common::v1::RetryPolicy& to) {
  const auto& v = from.get();
  write_proto(v.initial_interval, *to.mutable_initial_interval());
  to.set_backoff_coefficient(v.backoff_coefficient);
  if (v.maximum_interval) write_proto(*v.maximum_interval, *to.mutable_maximum_interval());
  to.set_maximum_attempts(v.maximum_attempts);
  for (const auto& type : v.non_retryable_types) to.add_non_retryable_error_types(type);
}

retry_policy read_proto(const api::common::v1::RetryPolicy& from) {
  retry_policy out;
  if (from.has_initial_interval()) out.initial_interval(read_proto(from.initial_interval()));
  out.backoff_coefficient(from.backoff_coefficient());
  if (from.has_maximum_interval()) out.maximum_interval(read_proto(from.maximum_interval()));
  out.max_attempts(from.maximum_attempts());
  out.non_retryable({from.non_retryable_error_types().begin(), from.non_retryable_error_types().end()});
  return out;
}

void write_proto(const priority& from, api::common::v1::Priority& to) {
  if (from.key) to.set_priority_key(*from.key);
  to.set_fairness_key(from.fairness_key);
  if (from.fairness_weight) to.set_fairness_weight(*from.fairness_weight);
}

priority read_proto(const api::common::v1::Priority& from) {
  priority out;
  if (from.priority_key() != 0) out.key = from.priority_key();
  out.fairness_key = from.fairness_key();
  if (from.fairness_weight() != 0) out.fairness_weight = from.fairness_weight();
  return out;
}

}  // namespace temporal::detail
