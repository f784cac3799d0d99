//! How core's worker ends.

use crate::{event::Outcome, poll_loop::FAILED_POLL_PAUSE};
use parking_lot::Mutex;
use std::{sync::Arc, time::Duration};
use temporalio_common::worker::WorkerTaskTypes;
use temporalio_sdk_core::{PollError, Worker};

/// How long finalize waits for calls on other threads that are just about to let go of the worker.
const SOLE_OWNER_TIMEOUT: Duration = Duration::from_secs(1);

/// How long core may take to end a worker that was freed before it polled: it tells the server, which may be gone.
const UNPOLLED_END_TIMEOUT: Duration = Duration::from_secs(5);

/// What core's worker is at the moment.
pub enum Stage {
    Live(Arc<Worker>),
    /// A finalize has taken it; it comes back only if that fails.
    Finalizing,
    Finalized,
}

/// Core's finalize takes the worker by value, so all others must have let go of it.
pub async fn finalize(stage: Arc<Mutex<Stage>>, mut worker: Arc<Worker>) -> Outcome {
    let deadline = tokio::time::Instant::now() + SOLE_OWNER_TIMEOUT;
    loop {
        match Arc::try_unwrap(worker) {
            Ok(worker) => {
                worker.finalize_shutdown().await;
                *stage.lock() = Stage::Finalized;
                return Outcome::ok(Vec::new());
            }
            Err(again) if tokio::time::Instant::now() < deadline => worker = again,
            Err(held) => {
                let others = Arc::strong_count(&held) - 1;
                *stage.lock() = Stage::Live(held);
                return Outcome::error(format!(
                    "{others} poll loops or completions still use the worker; wait for each loop's SHUTDOWN and \
                     each completion's event, then finalize again"
                ));
            }
        }
        tokio::time::sleep(Duration::from_millis(1)).await;
    }
}

/// Ends a worker that never polled and that nobody will hear of: core would keep what it holds for it if it were dropped.
/// Core logs what goes wrong.
pub async fn end_unpolled(stage: Arc<Mutex<Stage>>, worker: Arc<Worker>, types: WorkerTaskTypes) {
    let _ = tokio::time::timeout(UNPOLLED_END_TIMEOUT, async {
        poll_to_the_end(&worker, types).await;
        finalize(stage, worker).await
    })
    .await;
}

/// Core's shutdown waits for polls that have seen it. It has begun, so there will be no tasks.
async fn poll_to_the_end(worker: &Worker, types: WorkerTaskTypes) {
    let workflows = async {
        while types.enable_workflows
            && !matches!(worker.poll_workflow_activation().await, Err(PollError::ShutDown))
        {
            tokio::time::sleep(FAILED_POLL_PAUSE).await;
        }
    };
    let activities = async {
        while (types.enable_local_activities || types.enable_remote_activities)
            && !matches!(worker.poll_activity_task().await, Err(PollError::ShutDown))
        {
            tokio::time::sleep(FAILED_POLL_PAUSE).await;
        }
    };
    tokio::join!(workflows, activities);
}
