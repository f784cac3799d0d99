//! Which tasks a worker polls for.

use serde::Deserialize;
use temporalio_common::worker::WorkerTaskTypes;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskTypesDocument {
    workflows: Option<bool>,
    local_activities: Option<bool>,
    remote_activities: Option<bool>,
}

impl TaskTypesDocument {
    pub const ALL: WorkerTaskTypes = WorkerTaskTypes {
        enable_workflows: true,
        enable_local_activities: true,
        enable_remote_activities: true,
        enable_nexus: false,
    };

    pub fn build(self) -> WorkerTaskTypes {
        WorkerTaskTypes {
            enable_workflows: self.workflows.unwrap_or(true),
            enable_local_activities: self.local_activities.unwrap_or(true),
            enable_remote_activities: self.remote_activities.unwrap_or(true),
            enable_nexus: false,
        }
    }
}
