//! Which version of the host's code a worker runs.

use serde::Deserialize;
use temporalio_common::worker::{
    VersioningBehavior, WorkerDeploymentOptions, WorkerDeploymentVersion, build_id_from_current_exe,
};
use temporalio_sdk_core::WorkerVersioningStrategy;

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum VersioningDocument {
    None(BuildIdDocument),
    Deployment(DeploymentDocument),
    LegacyBuildId(BuildIdDocument),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct BuildIdDocument {
    build_id: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DeploymentDocument {
    deployment_name: String,
    build_id: String,
    use_worker_versioning: bool,
    default_behavior: Option<BehaviorDocument>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub enum BehaviorDocument {
    Pinned,
    AutoUpgrade,
}

impl VersioningDocument {
    pub fn build(self) -> WorkerVersioningStrategy {
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

pub fn unversioned() -> WorkerVersioningStrategy {
    WorkerVersioningStrategy::None { build_id: build_id_from_current_exe().to_owned() }
}
