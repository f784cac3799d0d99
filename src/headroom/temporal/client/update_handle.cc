#include "headroom/temporal/client/update_handle.h"

#include "headroom/temporal/client/calls.h"
#include "headroom/temporal/client/errors.h"

namespace temporal {

payload update_handle::result_payload(const wait_options& wait) {
  if (!outcome_) outcome_ = detail::poll_update(*core_, target_, id_, wait);
  if (outcome_->failure) throw update_failed_error("update " + id_ + " failed", outcome_->failure);
  return outcome_->result;
}

}  // namespace temporal
