#include "headroom/cli/settings/setting_table.h"

#include <algorithm>

namespace headroom::cli {
namespace {

constexpr std::array<setting_row, 21> rows{{
    {"metrics.api_key",
     setting_kind::secret,
     {"TEMPORAL_CLOUD_METRICS_API_KEY"},
     "",
     "Key of a service account with the account role Metrics Read-Only."},
    {"metrics.base_url",
     setting_kind::url,
     {"CLOUD_METRICS_API_BASE_URL"},
     "https://metrics.temporal.io",
     "Where Temporal Cloud serves OpenMetrics."},
    {"metrics.extra",
     setting_kind::list,
     {"HEADROOM_EXTRA_METRICS"},
     "",
     "Further metric families to read and show, by name."},
    {"ops.api_key",
     setting_kind::secret,
     {"TEMPORAL_CLOUD_OPS_API_KEY", "TEMPORAL_CLOUD_API_KEY"},
     "",
     "Key for the Cloud Ops API; reading needs any account role. Without it mode and TRUs come from the metrics."},
    {"ops.base_url",
     setting_kind::url,
     {"CLOUD_OPS_API_BASE_URL"},
     "https://saas-api.tmprl.cloud",
     "Where the Cloud Ops API is."},
    {"ops.allowed_account_id",
     setting_kind::text,
     {"TEMPORAL_CLOUD_ALLOWED_ACCOUNT_ID"},
     "",
     "If set, namespaces of any other account are refused."},
    {"namespaces.allow",
     setting_kind::list,
     {"NAMESPACE_ALLOWLIST"},
     "",
     "Only these namespaces (globs; comma-separated or a JSON list)."},
    {"namespaces.deny",
     setting_kind::list,
     {"NAMESPACE_DENYLIST"},
     "",
     "Never these namespaces (globs; comma-separated or a JSON list)."},
    {"policy.name",
     setting_kind::text,
     {"HEADROOM_POLICY"},
     "headroom",
     "What advises: headroom, or original (the old project's rule, exactly)."},
    {"policy.throttle_cost",
     setting_kind::number,
     {"HEADROOM_THROTTLE_COST"},
     "10",
     "What one throttled action is worth, in billed actions."},
    {"policy.min_trus", setting_kind::integer, {"HEADROOM_MIN_TRUS"}, "0", "Never advise fewer TRUs (0: no bound)."},
    {"policy.max_trus", setting_kind::integer, {"HEADROOM_MAX_TRUS"}, "0", "Never advise more TRUs (0: no bound)."},
    {"cost.price_book",
     setting_kind::path,
     {"HEADROOM_PRICE_BOOK"},
     "",
     "A price book file in place of the list prices that are built in."},
    {"cost.monthly_actions",
     setting_kind::number,
     {"HEADROOM_MONTHLY_ACTIONS"},
     "0",
     "The account's actions a month, for its price tier (0: estimated from the load seen)."},
    {"history.path",
     setting_kind::path,
     {"HEADROOM_HISTORY"},
     "",
     "Where the history is: a file, or for reading the URL of a Prometheus API; empty: "
     "$XDG_DATA_HOME/headroom/history.db."},
    {"history.keep_days",
     setting_kind::integer,
     {"HEADROOM_HISTORY_KEEP_DAYS"},
     "0",
     "`headroom collect` drops days older than this (0: keeps all)."},
    {"worker.task_queue",
     setting_kind::text,
     {"TASK_QUEUE"},
     "capacity-management-task-queue",
     "The Temporal task queue of headroom's worker."},
    {"worker.default_tru_count",
     setting_kind::integer,
     {"DEFAULT_TRU_COUNT"},
     "5",
     "Kept from the original for its capacity workflows."},
    {"worker.min_actions_threshold",
     setting_kind::integer,
     {"MIN_ACTIONS_THRESHOLD"},
     "100",
     "Kept from the original for its capacity workflows: actions an hour."},
    {"worker.dry_run",
     setting_kind::flag,
     {"DRY_RUN_MODE"},
     "false",
     "Never change anything, only say what would be done."},
    {"notify.slack_webhook_url",
     setting_kind::secret,
     {"SLACK_WEBHOOK_URL"},
     "",
     "Where notices go; the URL is a secret."},
}};

}  // namespace

std::string_view to_string(setting_kind kind) {
  switch (kind) {
    case setting_kind::text:
      return "text";
    case setting_kind::secret:
      return "secret text";
    case setting_kind::flag:
      return "true or false";
    case setting_kind::list:
      return "list";
    case setting_kind::integer:
      return "whole number";
    case setting_kind::number:
      return "number";
    case setting_kind::url:
      return "http(s) URL";
    case setting_kind::path:
      return "path";
  }
  return "text";
}

std::span<const setting_row> setting_table() { return rows; }

const setting_row* find_setting(std::string_view key) {
  const auto found = std::ranges::find(rows, key, &setting_row::key);
  return found == rows.end() ? nullptr : &*found;
}

}  // namespace headroom::cli
