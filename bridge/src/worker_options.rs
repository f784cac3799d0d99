//! The "worker" document of README.md; each group of its fields has a file in worker_options/.

pub mod nondeterminism;
mod pollers;
pub mod slots;
mod task_types;
pub mod versioning;

use crate::json::{self, millis};
use nondeterminism::{failure_errors, type_failure_errors};
use pollers::PollersDocument;
use serde::Deserialize;
use slots::SlotsDocument;
use std::sync::Arc;
use task_types::TaskTypesDocument;
use temporalio_sdk_core::WorkerConfig;
use versioning::{VersioningDocument, unversioned};

const MAX_CACHED_WORKFLOWS_DEFAULT: usize = 1000;
/// Core makes room for all of them at once, and a process that asks for more than there is ends.
const MAX_CACHED_WORKFLOWS_MAX: usize = 10_000_000;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WorkerDocument {
    namespace: String,
    task_queue: String,
    task_types: Option<TaskTypesDocument>,
    versioning: Option<VersioningDocument>,
    identity: Option<String>,
    max_cached_workflows: Option<usize>,
    slots: Option<SlotsDocument>,
    workflow_pollers: Option<PollersDocument>,
    activity_pollers: Option<PollersDocument>,
    nonsticky_to_sticky_poll_ratio: Option<f32>,
    sticky_schedule_to_start_timeout_ms: Option<u64>,
    max_heartbeat_throttle_ms: Option<u64>,
    default_heartbeat_throttle_ms: Option<u64>,
    graceful_shutdown_ms: Option<u64>,
    local_timeout_buffer_ms: Option<u64>,
    max_worker_activities_per_second: Option<f64>,
    max_task_queue_activities_per_second: Option<f64>,
    max_eager_activity_reservations: Option<usize>,
    fetching_concurrency: Option<usize>,
    ignore_evicts_on_shutdown: Option<bool>,
    nondeterminism_fails_workflow: Option<bool>,
    nondeterminism_fails_workflow_types: Option<Vec<String>>,
    skip_client_worker_set_check: Option<bool>,
    disable_payload_error_limit: Option<bool>,
}

pub fn parse(bytes: &[u8]) -> Result<WorkerConfig, String> {
    let document: WorkerDocument = json::parse("worker options", bytes)?;
    document.build().map_err(|e| format!("worker options: {e}"))
}

impl WorkerDocument {
    fn build(self) -> Result<WorkerConfig, String> {
        for (field, value) in [("namespace", &self.namespace), ("task_queue", &self.task_queue)] {
            if value.is_empty() {
                return Err(format!("{field} is empty"));
            }
        }
        let cached = self.max_cached_workflows.unwrap_or(MAX_CACHED_WORKFLOWS_DEFAULT);
        if cached > MAX_CACHED_WORKFLOWS_MAX {
            return Err(format!(
                "max_cached_workflows is {cached}; expected at most {MAX_CACHED_WORKFLOWS_MAX}"
            ));
        }
        let tuner = self.slots.unwrap_or_default().build(cached)?;
        WorkerConfig::builder()
            .namespace(self.namespace)
            .task_queue(self.task_queue)
            .task_types(self.task_types.map_or(TaskTypesDocument::ALL, TaskTypesDocument::build))
            .versioning_strategy(self.versioning.map_or_else(unversioned, VersioningDocument::build))
            .maybe_client_identity_override(self.identity)
            .max_cached_workflows(cached)
            .tuner(Arc::new(tuner))
            .maybe_workflow_task_poller_behavior(self.workflow_pollers.map(PollersDocument::build))
            .maybe_activity_task_poller_behavior(self.activity_pollers.map(PollersDocument::build))
            .maybe_nonsticky_to_sticky_poll_ratio(self.nonsticky_to_sticky_poll_ratio)
            .maybe_sticky_queue_schedule_to_start_timeout(millis(self.sticky_schedule_to_start_timeout_ms))
            .maybe_max_heartbeat_throttle_interval(millis(self.max_heartbeat_throttle_ms))
            .maybe_default_heartbeat_throttle_interval(millis(self.default_heartbeat_throttle_ms))
            // Never left unset: core would then not cancel activities at shutdown at all.
            .graceful_shutdown_period(millis(self.graceful_shutdown_ms).unwrap_or_default())
            .maybe_local_timeout_buffer_for_activities(millis(self.local_timeout_buffer_ms))
            .maybe_max_worker_activities_per_second(self.max_worker_activities_per_second)
            .maybe_max_task_queue_activities_per_second(self.max_task_queue_activities_per_second)
            .maybe_max_eager_activity_reservations_per_workflow_task(self.max_eager_activity_reservations)
            .maybe_fetching_concurrency(self.fetching_concurrency)
            .maybe_ignore_evicts_on_shutdown(self.ignore_evicts_on_shutdown)
            .workflow_failure_errors(failure_errors(self.nondeterminism_fails_workflow))
            .workflow_types_to_failure_errors(type_failure_errors(self.nondeterminism_fails_workflow_types))
            .maybe_skip_client_worker_set_check(self.skip_client_worker_set_check)
            .maybe_disable_payload_error_limit(self.disable_payload_error_limit)
            .build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    fn with(rest: &str) -> Result<WorkerConfig, String> {
        let comma = if rest.is_empty() { "" } else { "," };
        parse(format!(r#"{{"namespace": "n", "task_queue": "q"{comma} {rest}}}"#).as_bytes())
    }

    #[test]
    fn bad_documents_are_refused_with_the_field_and_what_was_expected() {
        for (rest, expected) in [
            (r#""slot": {}"#, "unknown field `slot`, expected one of `namespace`"),
            (r#""task_types": {"nexus": true}"#, "unknown field `nexus`, expected one of `workflows`"),
            (r#""task_types": {"workflows": false}"#, "cannot enable local activities without workflows"),
            (
                r#""versioning": {"newest": {}}"#,
                "unknown variant `newest`, expected one of `none`, `deployment`",
            ),
            (r#""versioning": {"legacy_build_id": {"build_id": ""}}"#, "non-empty build_id"),
            (r#""slots": {"workflow": {"fixed": 1}}"#, "slots.workflow has room for 1; expected at least 2"),
            (r#""slots": {"activity": {"fixed": 0}}"#, "slots.activity has room for 0; expected at least 1"),
            (
                r#""slots": {"activity": {"fixed": 18446744073709551615}}"#,
                "expected at least 1 and at most 10000000",
            ),
            (
                r#""slots": {"activity": {"resource_based": {"min": 1, "max": 9, "ramp_throttle_ms": 0}}}"#,
                "field resource_targets",
            ),
            (
                r#""slots": {"resource_targets": {"memory": 80, "cpu": 0.9}}"#,
                "memory is 80; expected a share",
            ),
            (
                r#""max_cached_workflows": 4294967295"#,
                "max_cached_workflows is 4294967295; expected at most 10000000",
            ),
            (r#""workflow_pollers": {"simple_maximum": 1}"#, "at least 2"),
            (r#""activity_pollers": {"autoscaling": {"minimum": 0, "maximum": 1, "initial": 1}}"#, "minimum"),
            (r#""max_worker_activities_per_second": 0"#, "must be positive"),
        ] {
            let error = with(rest).err().unwrap_or_default();
            assert!(error.starts_with("worker options: ") && error.contains(expected), "{rest}: {error}");
        }
        assert!(
            parse(br#"{"namespace": "", "task_queue": "q"}"#).err().unwrap().contains("namespace is empty")
        );
    }

    #[test]
    fn defaults_are_the_documented_ones() {
        let config = with("").unwrap();
        assert_eq!(config.max_cached_workflows, 1000);
        assert_eq!(config.graceful_shutdown_period, Some(Duration::ZERO));
        assert!(config.workflow_task_poller_behavior.is_none() && config.tuner.is_some());
        assert!(!config.task_types.enable_nexus && config.task_types.enable_local_activities);
        assert!(!config.versioning_strategy.build_id().is_empty());
    }

    #[test]
    fn resource_based_slots_deployments_and_failure_types_are_taken() {
        let config = with(
            r#""slots": {"activity": {"resource_based": {"min": 1, "max": 9, "ramp_throttle_ms": 5}},
                         "resource_targets": {"memory": 0.8, "cpu": 0.9, "cpu_p_gain": 4}},
               "versioning": {"deployment": {"deployment_name": "d", "build_id": "b", "use_worker_versioning": true,
                                             "default_behavior": "pinned"}},
               "nondeterminism_fails_workflow_types": ["A"]"#,
        )
        .unwrap();
        assert_eq!(config.versioning_strategy.build_id(), "b");
        assert!(config.workflow_types_to_failure_errors.contains_key("A"));
        assert!(config.workflow_failure_errors.is_empty());
    }
}
