//! The "worker" and "replay" documents of README.md.

use crate::json::{self, millis};
use serde::Deserialize;
use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
    time::Duration,
};
use temporalio_common::worker::{
    VersioningBehavior, WorkerDeploymentOptions, WorkerDeploymentVersion, WorkerTaskTypes,
    build_id_from_current_exe,
};
use temporalio_sdk_core::{
    PollerBehavior, ResourceBasedSlotsOptions, ResourceBasedTunerConfig, ResourceSlotOptions, SlotKind,
    SlotSupplierOptions, TunerHolder, TunerHolderOptions, WorkerConfig, WorkerVersioningStrategy,
    WorkflowErrorType,
};

const MAX_CACHED_WORKFLOWS_DEFAULT: usize = 1000;
const SLOTS_DEFAULT: usize = 100;

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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TaskTypesDocument {
    workflows: Option<bool>,
    local_activities: Option<bool>,
    remote_activities: Option<bool>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum VersioningDocument {
    None(BuildIdDocument),
    Deployment(DeploymentDocument),
    LegacyBuildId(BuildIdDocument),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BuildIdDocument {
    build_id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeploymentDocument {
    deployment_name: String,
    build_id: String,
    use_worker_versioning: bool,
    default_behavior: Option<BehaviorDocument>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum BehaviorDocument {
    Pinned,
    AutoUpgrade,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct SlotsDocument {
    workflow: Option<SlotDocument>,
    activity: Option<SlotDocument>,
    local_activity: Option<SlotDocument>,
    resource_targets: Option<ResourceTargetsDocument>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum SlotDocument {
    Fixed(usize),
    ResourceBased(ResourceSlotDocument),
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct ResourceSlotDocument {
    min: usize,
    max: usize,
    ramp_throttle_ms: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ResourceTargetsDocument {
    memory: f64,
    cpu: f64,
    memory_p_gain: Option<f64>,
    memory_i_gain: Option<f64>,
    memory_d_gain: Option<f64>,
    memory_output_threshold: Option<f64>,
    cpu_p_gain: Option<f64>,
    cpu_i_gain: Option<f64>,
    cpu_d_gain: Option<f64>,
    cpu_output_threshold: Option<f64>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum PollersDocument {
    SimpleMaximum(usize),
    Autoscaling(AutoscalingDocument),
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
struct AutoscalingDocument {
    minimum: usize,
    maximum: usize,
    initial: usize,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplayDocument {
    namespace: Option<String>,
    task_queue: Option<String>,
    build_id: Option<String>,
    nondeterminism_fails_workflow: Option<bool>,
    nondeterminism_fails_workflow_types: Option<Vec<String>>,
}

pub fn parse_worker(bytes: &[u8]) -> Result<WorkerConfig, String> {
    let document: WorkerDocument = json::parse("worker options", bytes)?;
    document.build().map_err(|e| format!("worker options: {e}"))
}

pub fn parse_replay(bytes: &[u8]) -> Result<WorkerConfig, String> {
    let document: ReplayDocument = json::parse("replay options", bytes)?;
    document.build().map_err(|e| format!("replay options: {e}"))
}

impl WorkerDocument {
    fn build(self) -> Result<WorkerConfig, String> {
        for (field, value) in [("namespace", &self.namespace), ("task_queue", &self.task_queue)] {
            if value.is_empty() {
                return Err(format!("{field} is empty"));
            }
        }
        let cached = self.max_cached_workflows.unwrap_or(MAX_CACHED_WORKFLOWS_DEFAULT);
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

impl ReplayDocument {
    fn build(self) -> Result<WorkerConfig, String> {
        WorkerConfig::builder()
            .namespace(self.namespace.unwrap_or_else(|| "replay".to_owned()))
            .task_queue(self.task_queue.unwrap_or_else(|| "replay".to_owned()))
            .task_types(WorkerTaskTypes::workflow_only())
            .versioning_strategy(match self.build_id {
                Some(build_id) => WorkerVersioningStrategy::None { build_id },
                None => unversioned(),
            })
            .max_outstanding_workflow_tasks(SLOTS_DEFAULT)
            .workflow_failure_errors(failure_errors(self.nondeterminism_fails_workflow))
            .workflow_types_to_failure_errors(type_failure_errors(self.nondeterminism_fails_workflow_types))
            .build()
    }
}

fn unversioned() -> WorkerVersioningStrategy {
    WorkerVersioningStrategy::None { build_id: build_id_from_current_exe().to_owned() }
}

fn failure_errors(on: Option<bool>) -> HashSet<WorkflowErrorType> {
    on.unwrap_or(false).then_some(WorkflowErrorType::Nondeterminism).into_iter().collect()
}

fn type_failure_errors(types: Option<Vec<String>>) -> HashMap<String, HashSet<WorkflowErrorType>> {
    types.into_iter().flatten().map(|name| (name, failure_errors(Some(true)))).collect()
}

impl TaskTypesDocument {
    const ALL: WorkerTaskTypes = WorkerTaskTypes {
        enable_workflows: true,
        enable_local_activities: true,
        enable_remote_activities: true,
        enable_nexus: false,
    };

    fn build(self) -> WorkerTaskTypes {
        WorkerTaskTypes {
            enable_workflows: self.workflows.unwrap_or(true),
            enable_local_activities: self.local_activities.unwrap_or(true),
            enable_remote_activities: self.remote_activities.unwrap_or(true),
            enable_nexus: false,
        }
    }
}

impl VersioningDocument {
    fn build(self) -> WorkerVersioningStrategy {
        match self {
            VersioningDocument::None(d) => WorkerVersioningStrategy::None { build_id: d.build_id },
            VersioningDocument::LegacyBuildId(d) => {
                WorkerVersioningStrategy::LegacyBuildIdBased { build_id: d.build_id }
            }
            VersioningDocument::Deployment(d) => {
                let version = WorkerDeploymentVersion::builder()
                    .deployment_name(d.deployment_name)
                    .build_id(d.build_id)
                    .build();
                let behavior = d.default_behavior.map(|b| match b {
                    BehaviorDocument::Pinned => VersioningBehavior::Pinned,
                    BehaviorDocument::AutoUpgrade => VersioningBehavior::AutoUpgrade,
                });
                WorkerVersioningStrategy::WorkerDeploymentBased(
                    WorkerDeploymentOptions::new(version)
                        .use_worker_versioning(d.use_worker_versioning)
                        .maybe_default_versioning_behavior(behavior)
                        .build(),
                )
            }
        }
    }
}

impl PollersDocument {
    fn build(self) -> PollerBehavior {
        match self {
            PollersDocument::SimpleMaximum(n) => PollerBehavior::SimpleMaximum(n),
            PollersDocument::Autoscaling(a) => {
                PollerBehavior::Autoscaling { minimum: a.minimum, maximum: a.maximum, initial: a.initial }
            }
        }
    }
}

impl SlotsDocument {
    fn build(self, max_cached_workflows: usize) -> Result<TunerHolder, String> {
        // With a cache, sticky and normal tasks each need a slot, else they starve each other.
        let workflow_min = if max_cached_workflows > 0 { 2 } else { 1 };
        TunerHolderOptions::builder()
            .workflow_slot_options(supplier("workflow", self.workflow, workflow_min)?)
            .activity_slot_options(supplier("activity", self.activity, 1)?)
            .local_activity_slot_options(supplier("local_activity", self.local_activity, 1)?)
            .maybe_resource_based_config(
                self.resource_targets
                    .map(ResourceTargetsDocument::build)
                    .transpose()?
                    .map(ResourceBasedTunerConfig::Options),
            )
            .build_tuner_holder()
            .map_err(|e| format!("slots: {e} (field resource_targets)"))
    }
}

fn supplier<K: SlotKind>(
    field: &str,
    slot: Option<SlotDocument>,
    at_least: usize,
) -> Result<SlotSupplierOptions<K>, String> {
    let (max, options) = match slot.unwrap_or(SlotDocument::Fixed(SLOTS_DEFAULT)) {
        SlotDocument::Fixed(slots) => (slots, SlotSupplierOptions::FixedSize { slots }),
        SlotDocument::ResourceBased(r) if r.min > r.max => {
            return Err(format!("slots.{field}: min {} is above max {}", r.min, r.max));
        }
        SlotDocument::ResourceBased(r) => {
            let ramp = Duration::from_millis(r.ramp_throttle_ms);
            (r.max, SlotSupplierOptions::ResourceBased(ResourceSlotOptions::new(r.min, r.max, ramp)))
        }
    };
    if max < at_least {
        return Err(format!("slots.{field} has room for {max}; expected at least {at_least}"));
    }
    Ok(options)
}

impl ResourceTargetsDocument {
    fn build(self) -> Result<ResourceBasedSlotsOptions, String> {
        for (field, share) in [("memory", self.memory), ("cpu", self.cpu)] {
            if !(0.0..=1.0).contains(&share) {
                return Err(format!(
                    "slots.resource_targets.{field} is {share}; expected a share between 0 and 1"
                ));
            }
        }
        Ok(ResourceBasedSlotsOptions::builder()
            .target_mem_usage(self.memory)
            .target_cpu_usage(self.cpu)
            .maybe_mem_p_gain(self.memory_p_gain)
            .maybe_mem_i_gain(self.memory_i_gain)
            .maybe_mem_d_gain(self.memory_d_gain)
            .maybe_mem_output_threshold(self.memory_output_threshold)
            .maybe_cpu_p_gain(self.cpu_p_gain)
            .maybe_cpu_i_gain(self.cpu_i_gain)
            .maybe_cpu_d_gain(self.cpu_d_gain)
            .maybe_cpu_output_threshold(self.cpu_output_threshold)
            .build())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(rest: &str) -> Result<WorkerConfig, String> {
        let comma = if rest.is_empty() { "" } else { "," };
        parse_worker(format!(r#"{{"namespace": "n", "task_queue": "q"{comma} {rest}}}"#).as_bytes())
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
                r#""slots": {"activity": {"resource_based": {"min": 1, "max": 9, "ramp_throttle_ms": 0}}}"#,
                "field resource_targets",
            ),
            (
                r#""slots": {"resource_targets": {"memory": 80, "cpu": 0.9}}"#,
                "memory is 80; expected a share",
            ),
            (r#""workflow_pollers": {"simple_maximum": 1}"#, "at least 2"),
            (r#""activity_pollers": {"autoscaling": {"minimum": 0, "maximum": 1, "initial": 1}}"#, "minimum"),
            (r#""max_worker_activities_per_second": 0"#, "must be positive"),
        ] {
            let error = with(rest).err().unwrap_or_default();
            assert!(error.starts_with("worker options: ") && error.contains(expected), "{rest}: {error}");
        }
        assert!(
            parse_worker(br#"{"namespace": "", "task_queue": "q"}"#)
                .err()
                .unwrap()
                .contains("namespace is empty")
        );
        assert!(parse_replay(br#"{"task_types": {}}"#).err().unwrap().contains("unknown field `task_types`"));
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
