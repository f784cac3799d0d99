//! Core's worker on the server of replay_server.rs, driven on the thread that wants the replay: what core itself does not move to
//! a thread of its own happens there.

use crate::replay_server::{ReplayServer, Script};
use std::{sync::Arc, time::Duration};
use temporalio_common::{
    protos::coresdk::{
        workflow_activation::{
            RemoveFromCache, WorkflowActivation, remove_from_cache::EvictionReason,
            workflow_activation_job::Variant,
        },
        workflow_completion::WorkflowActivationCompletion,
    },
    telemetry::{TelemetryOptions, telemetry_init},
};
use temporalio_sdk_core::{CoreRuntime, PollError, Worker, WorkerConfig, init_worker};

/// Core answers within milliseconds; this bounds the wait for one that never does.
const PATIENCE: Duration = Duration::from_secs(120);
/// How long core may take to end a worker that has nothing left to do.
const END_TIMEOUT: Duration = Duration::from_secs(5);
/// Core's words for a page that ended where the workflow had nothing to do.
const PAGE_TOO_SHORT: &str = "Need to fetch history events";

pub struct Session {
    tokio: tokio::runtime::Runtime,
    worker: Worker,
    server: Arc<ReplayServer>,
    /// Holds what `worker` needs of telemetry.
    _core: CoreRuntime,
}

/// One history on its way.
pub struct Replay {
    workflow_id: String,
    history: Vec<u8>,
    run_id: String,
    in_pages: bool,
    /// Core has been asked to forget the run when there is nothing left to do.
    leaving: bool,
    /// The eviction has been given out; its answer ends the replay.
    evicted: bool,
}

/// What becomes of a replay with an answer.
pub enum Next {
    Activation(Replay, Box<WorkflowActivation>),
    End,
}

impl Replay {
    /// Refuses a history that core cannot replay.
    pub fn new(workflow_id: String, history: Vec<u8>) -> Result<(Replay, Script), String> {
        let script = Script::new(&workflow_id, &history, true)?;
        let run_id = script.run_id.clone();
        let in_pages = script.page_count > 1;
        let replay = Replay { workflow_id, history, run_id, in_pages, leaving: false, evicted: false };
        Ok((replay, script))
    }
}

impl Session {
    pub fn new(config: WorkerConfig) -> Result<Session, String> {
        let tokio = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .map_err(|e| format!("cannot start a replay: {e}"))?;
        let core = {
            let _entered = tokio.enter();
            let telemetry = telemetry_init(TelemetryOptions::builder().build()).map_err(|e| e.to_string())?;
            CoreRuntime::new_assume_tokio_initialized_telem(telemetry, None)
        };
        let server = Arc::<ReplayServer>::default();
        let worker = tokio.block_on(async {
            let connection = server.connect().await?;
            init_worker(&core, config, connection)
                .map_err(|e| format!("core refused the replay worker: {e:#}"))
        })?;
        Ok(Session { tokio, worker, server, _core: core })
    }

    pub fn begin(&self, replay: Replay, script: Script) -> Result<Next, String> {
        self.tokio.block_on(async {
            self.server.offer(script);
            self.next(replay).await
        })
    }

    pub fn step(&self, mut replay: Replay, completion: WorkflowActivationCompletion) -> Result<Next, String> {
        self.tokio.block_on(async {
            self.worker.complete_workflow_activation(completion).await.map_err(|e| e.to_string())?;
            if replay.evicted {
                return Ok(Next::End);
            }
            // Core gives out all that is left to do before the eviction, and a failure that it has found counts first.
            if !std::mem::replace(&mut replay.leaving, true) {
                self.worker.request_workflow_eviction(&replay.run_id);
            }
            self.next(replay).await
        })
    }

    async fn next(&self, mut replay: Replay) -> Result<Next, String> {
        loop {
            let activation = self.poll().await?;
            let Some(eviction) = eviction_in(&activation) else {
                return Ok(Next::Activation(replay, Box::new(activation)));
            };
            if !(replay.in_pages && is_of_pages(eviction)) {
                replay.evicted = true;
                return Ok(Next::Activation(replay, Box::new(activation)));
            }
            // Nobody can know where a workflow has nothing to do without running it. In one piece, then.
            let forgotten = WorkflowActivationCompletion::empty(&replay.run_id);
            self.worker.complete_workflow_activation(forgotten).await.map_err(|e| e.to_string())?;
            self.server.offer(Script::new(&replay.workflow_id, &replay.history, false)?);
            (replay.in_pages, replay.leaving) = (false, false);
        }
    }

    async fn poll(&self) -> Result<WorkflowActivation, String> {
        match tokio::time::timeout(PATIENCE, self.worker.poll_workflow_activation()).await {
            Ok(Ok(activation)) => Ok(activation),
            Ok(Err(PollError::ShutDown)) => Err("core ended its worker before the replay ended".into()),
            Ok(Err(PollError::TonicError(status))) => Err(format!("core failed the replay: {status}")),
            Err(_) => Err(format!("the replay did not go on within {PATIENCE:?}")),
        }
    }

    /// Ends a worker between two replays. One that is given up within a replay is dropped instead.
    pub fn end(self) {
        let Session { tokio, worker, .. } = self;
        tokio.block_on(async {
            worker.initiate_shutdown();
            let polled = async {
                while !matches!(worker.poll_workflow_activation().await, Err(PollError::ShutDown)) {}
            };
            if tokio::time::timeout(END_TIMEOUT, polled).await.is_ok() {
                let _ = tokio::time::timeout(END_TIMEOUT, worker.finalize_shutdown()).await;
            }
        });
    }
}

fn eviction_in(activation: &WorkflowActivation) -> Option<&RemoveFromCache> {
    activation.jobs.iter().find_map(|job| match &job.variant {
        Some(Variant::RemoveFromCache(eviction)) => Some(eviction),
        _ => None,
    })
}

fn is_of_pages(eviction: &RemoveFromCache) -> bool {
    eviction.reason() == EvictionReason::Fatal && eviction.message.contains(PAGE_TOO_SHORT)
}
