//! The "replay" document of README.md.

use crate::{
    json,
    worker_options::{
        nondeterminism::{failure_errors, type_failure_errors},
        slots::SLOTS_DEFAULT,
        versioning::unversioned,
    },
};
use serde::Deserialize;
use temporalio_common::worker::WorkerTaskTypes;
use temporalio_sdk_core::{PollerBehavior, WorkerConfig, WorkerVersioningStrategy};

/// One history at a time; with no cache at all core would forget the run between two of its tasks.
const CACHED_MAX: usize = 1;
/// One for the task queue, one for the sticky queue that a cache brings with it.
const POLLERS: usize = 2;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReplayDocument {
    namespace: Option<String>,
    task_queue: Option<String>,
    build_id: Option<String>,
    nondeterminism_fails_workflow: Option<bool>,
    nondeterminism_fails_workflow_types: Option<Vec<String>>,
}

pub fn parse(bytes: &[u8]) -> Result<WorkerConfig, String> {
    let document: ReplayDocument = json::parse("replay options", bytes)?;
    document.build().map_err(|e| format!("replay options: {e}"))
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
            .max_cached_workflows(CACHED_MAX)
            .workflow_task_poller_behavior(PollerBehavior::SimpleMaximum(POLLERS))
            .skip_client_worker_set_check(true)
            .workflow_failure_errors(failure_errors(self.nondeterminism_fails_workflow))
            .workflow_types_to_failure_errors(type_failure_errors(self.nondeterminism_fails_workflow_types))
            .build()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_is_optional_and_an_unknown_field_is_named() {
        let config = parse(b"").unwrap();
        assert_eq!((config.namespace.as_str(), config.task_queue.as_str()), ("replay", "replay"));
        assert!(!config.versioning_strategy.build_id().is_empty());
        let error = parse(br#"{"task_types": {}}"#).err().unwrap();
        assert!(error.starts_with("replay options: unknown field `task_types`"), "{error}");
    }
}
