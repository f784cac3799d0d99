//! One loop that asks core for tasks of one kind until core says that there will be no more.

use crate::{
    event::{Kind, Outcome},
    inject::Charge,
    panics,
    runtime::Runtime,
};
use futures_util::FutureExt;
use prost::Message;
use std::{panic::AssertUnwindSafe, sync::Arc, time::Duration};
use temporalio_sdk_core::{PollError, Worker};

/// After a failure the worker is shutting down and core soon says so. If it only fails instead, the loop gives up after this
/// many turns, rather than keep the host waiting for ever.
const FAILED_POLLS_MAX: u32 = 100;
pub const FAILED_POLL_PAUSE: Duration = Duration::from_millis(50);

pub struct PollLoop {
    pub runtime: Arc<Runtime>,
    pub worker: Arc<Worker>,
    pub tag: u64,
    pub kind: Kind,
    pub charge: Charge,
}

impl PollLoop {
    /// Runs to the loop's last event. The loop, and with it its hold on the worker, is gone before that is published.
    pub async fn run(self) -> Outcome {
        let closing = self.runtime.closing.clone();
        tokio::select! {
            biased;
            () = closing.cancelled() => Outcome::cancelled("the runtime was freed while the worker was polling"),
            outcome = self.poll_until_shutdown() => outcome,
        }
    }

    async fn poll_until_shutdown(&self) -> Outcome {
        let mut failures = 0;
        while failures < FAILED_POLLS_MAX {
            let failure = match AssertUnwindSafe(self.poll()).catch_unwind().await {
                Ok(Ok(task)) => {
                    failures = 0;
                    self.runtime.push(self.tag, self.kind, Outcome::ok(task));
                    continue;
                }
                Ok(Err(PollError::ShutDown)) => return Outcome::shutdown(),
                Ok(Err(PollError::TonicError(status))) => Outcome::grpc(&status),
                Err(payload) => {
                    Outcome::panic(format!("poll of {:?}: {}", self.kind, panics::describe(&*payload)))
                }
            };
            // Core has retried what can be retried, so this is the end of the worker. The host hears of it once.
            if failures == 0 {
                self.runtime.push(self.tag, self.kind, failure);
                self.worker.initiate_shutdown();
            }
            failures += 1;
            tokio::time::sleep(FAILED_POLL_PAUSE).await;
        }
        let mut outcome = Outcome::shutdown();
        outcome.error = "core kept failing to poll after shutdown; the loop gave up".to_owned();
        outcome
    }

    async fn poll(&self) -> Result<Vec<u8>, PollError> {
        self.charge.fire();
        match self.kind {
            Kind::WorkflowActivation => Ok(self.worker.poll_workflow_activation().await?.encode_to_vec()),
            _ => Ok(self.worker.poll_activity_task().await?.encode_to_vec()),
        }
    }
}
