#pragma once

#include "headroom/base/result.h"
#include "headroom/cloud/caller.h"
#include "headroom/cloud/hooks.h"
#include "headroom/cloud/settings.h"
#include "headroom/model/namespace_snapshot.h"

namespace headroom::cloud {

// What the account is doing now: one scrape of the Metrics API (more only when the service truncates it) and, beside it
// in a second thread, the list of the Ops API. Ends within `what.total` in every case, or at once when stopped.
//
// An outage of the Ops API is survived when the scrape tells the modes; a refused key is not, since it will not mend
// itself. Fails as check_settings, build_account_snapshot, error_of_answer and http::client do. Everything else that is
// amiss is in the snapshot's warnings and faults.
[[nodiscard]] result<account_snapshot> read_account(services with, const settings& what, const hooks& tell);

// The two APIs ready to be called, for single questions. `deadline` is on services.time's monotonic clock.
[[nodiscard]] caller metrics_caller(services with, const settings& what, const hooks& tell,
                                    std::chrono::milliseconds deadline);
[[nodiscard]] caller ops_caller(services with, const settings& what, const hooks& tell,
                                std::chrono::milliseconds deadline);

}  // namespace headroom::cloud
