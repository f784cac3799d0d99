//! Workers: polled by loops in Rust, answered by the host.

use crate::{
    client::TcbConn,
    event::{Kind, Outcome},
    ffi::{Handle, Status, TcbBuf, TcbSlice, borrow, give, guard, guard_or, reclaim},
    finalize::{Stage, end_unpolled, finalize},
    inject,
    poll_loop::PollLoop,
    runtime::Runtime,
    worker_options,
};
use parking_lot::Mutex;
use prost::Message;
use std::sync::{
    Arc,
    atomic::{AtomicBool, Ordering},
};
use temporalio_common::{
    protos::coresdk::{
        ActivityHeartbeat, ActivityTaskCompletion, workflow_completion::WorkflowActivationCompletion,
    },
    worker::WorkerTaskTypes,
};
use temporalio_sdk_core::{CompleteActivityError, Worker, WorkerValidationError, init_worker};

struct Shared {
    runtime: Arc<Runtime>,
    stage: Arc<Mutex<Stage>>,
    running: AtomicBool,
    task_types: WorkerTaskTypes,
}

pub struct TcbWorker {
    pid: u32,
    shared: Arc<Shared>,
}

impl Handle for TcbWorker {
    const NAME: &'static str = "tcb_worker";
    fn pid(&self) -> u32 {
        self.pid
    }
}

impl TcbWorker {
    pub fn new(runtime: Arc<Runtime>, worker: Worker) -> TcbWorker {
        let task_types = worker.get_config().task_types;
        let stage = Arc::new(Mutex::new(Stage::Live(Arc::new(worker))));
        let shared = Arc::new(Shared { runtime, stage, running: AtomicBool::new(false), task_types });
        TcbWorker { pid: std::process::id(), shared }
    }

    /// Core's worker, for the length of a call or a task.
    fn live(&self) -> Result<Arc<Worker>, String> {
        match &*self.shared.stage.lock() {
            Stage::Live(worker) => Ok(Arc::clone(worker)),
            Stage::Finalizing => Err("the worker is being finalized and takes no more calls".into()),
            Stage::Finalized => {
                Err("the worker is finalized and takes no more calls but tcb_worker_free".into())
            }
        }
    }

    /// Spawns a task that uses the worker and lets go of it before its event is published.
    fn spawn<F>(
        &self,
        function: &'static str,
        tag: u64,
        kind: Kind,
        task: impl FnOnce(Arc<Worker>) -> F,
    ) -> Result<(), String>
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        self.shared.runtime.spawn(function, tag, kind, task(self.live()?))
    }

    fn run(&self, tag: u64) -> Result<(), String> {
        let worker = self.live()?;
        if self.shared.running.swap(true, Ordering::SeqCst) {
            return Err("the worker runs already; tcb_worker_run is called once per worker".into());
        }
        let types = self.shared.task_types;
        let activities = types.enable_local_activities || types.enable_remote_activities;
        let kinds = [(Kind::WorkflowActivation, types.enable_workflows), (Kind::ActivityTask, activities)];
        for (kind, _) in kinds.into_iter().filter(|(_, enabled)| *enabled) {
            let runtime = Arc::clone(&self.shared.runtime);
            let charge = inject::in_task("tcb_worker_run");
            let polling = PollLoop { runtime, worker: Arc::clone(&worker), tag, kind, charge };
            self.shared.runtime.spawn("tcb_worker_run loop", tag, kind, polling.run())?;
        }
        Ok(())
    }

    fn finalize(&self, tag: u64) -> Result<(), String> {
        let mut stage = self.shared.stage.lock();
        let worker = match std::mem::replace(&mut *stage, Stage::Finalizing) {
            Stage::Live(worker) => worker,
            other => {
                *stage = other;
                return Err("the worker is finalized already".into());
            }
        };
        drop(stage);
        let shared = Arc::clone(&self.shared);
        let task = finalize(Arc::clone(&shared.stage), Arc::clone(&worker));
        let spawned = shared.runtime.spawn("tcb_worker_finalize", tag, Kind::WorkerFinalized, task);
        if spawned.is_err() {
            *shared.stage.lock() = Stage::Live(worker);
        }
        spawned
    }
}

fn activity_error(error: CompleteActivityError) -> Outcome {
    match error {
        // The completion may hold payloads; they stay out of error texts.
        CompleteActivityError::MalformedActivityCompletion { reason, .. } => {
            Outcome::error(format!("malformed activity completion: {reason}"))
        }
        other => Outcome::error(other.to_string()),
    }
}

fn decode<T: Message + Default>(what: &str, bytes: &[u8]) -> Result<T, String> {
    T::decode(bytes).map_err(|e| format!("the bytes are not a {what}: {e}"))
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_new(
    conn: *mut TcbConn,
    options_json: TcbSlice,
    worker: *mut *mut TcbWorker,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (conn, options) = unsafe { (borrow(conn)?, options_json.bytes()) };
        let _entered = conn.runtime.enter()?;
        let config = worker_options::parse(options)?;
        let made = init_worker(&conn.runtime.core, config, conn.connection.clone())
            .map_err(|e| format!("core refused the worker: {e:#}"))?;
        // SAFETY: NULL or writable.
        unsafe { give(worker, TcbWorker::new(Arc::clone(&conn.runtime), made)) }
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_worker_new", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_validate(worker: *mut TcbWorker, tag: u64, error: *mut TcbBuf) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle.
        let handle = unsafe { borrow(worker) }?;
        handle.spawn("tcb_worker_validate", tag, Kind::WorkerValidate, |worker| async move {
            match worker.validate().await {
                Ok(info) => Outcome::ok(info.encode_to_vec()),
                Err(WorkerValidationError::NamespaceDescribeError { source, namespace }) => {
                    let mut outcome = Outcome::grpc(&source);
                    outcome.error = format!("namespace {namespace} cannot be described: {}", outcome.error);
                    outcome
                }
            }
        })
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_worker_validate", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_run(worker: *mut TcbWorker, tag: u64, error: *mut TcbBuf) -> Status {
    // SAFETY: NULL or a live handle; error is NULL or writable.
    unsafe { guard("tcb_worker_run", error, || borrow(worker)?.run(tag)) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_complete_wf(
    worker: *mut TcbWorker,
    completion: TcbSlice,
    tag: u64,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (handle, bytes) = unsafe { (borrow(worker)?, completion.bytes()) };
        let completion: WorkflowActivationCompletion = decode("WorkflowActivationCompletion", bytes)?;
        handle.spawn("tcb_worker_complete_wf", tag, Kind::WorkflowCompleted, |worker| async move {
            match worker.complete_workflow_activation(completion).await {
                Ok(()) => Outcome::ok(Vec::new()),
                Err(error) => Outcome::error(error.to_string()),
            }
        })
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_worker_complete_wf", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_complete_act(
    worker: *mut TcbWorker,
    completion: TcbSlice,
    tag: u64,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (handle, bytes) = unsafe { (borrow(worker)?, completion.bytes()) };
        let completion: ActivityTaskCompletion = decode("ActivityTaskCompletion", bytes)?;
        handle.spawn("tcb_worker_complete_act", tag, Kind::ActivityCompleted, |worker| async move {
            match worker.complete_activity_task(completion).await {
                Ok(()) => Outcome::ok(Vec::new()),
                Err(error) => activity_error(error),
            }
        })
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_worker_complete_act", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_heartbeat(
    worker: *mut TcbWorker,
    heartbeat: TcbSlice,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (handle, bytes) = unsafe { (borrow(worker)?, heartbeat.bytes()) };
        let _entered = handle.shared.runtime.enter()?;
        let heartbeat: ActivityHeartbeat = decode("ActivityHeartbeat", bytes)?;
        handle.live()?.record_activity_heartbeat(heartbeat);
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_worker_heartbeat", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_evict(
    worker: *mut TcbWorker,
    run_id: TcbSlice,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (handle, run_id) = unsafe { (borrow(worker)?, run_id.text("run_id")?) };
        let _entered = handle.shared.runtime.enter()?;
        handle.live()?.request_workflow_eviction(run_id);
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_worker_evict", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_replace_conn(
    worker: *mut TcbWorker,
    conn: *mut TcbConn,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or live handles.
        let (handle, conn) = unsafe { (borrow(worker)?, borrow(conn)?) };
        if !Arc::ptr_eq(&handle.shared.runtime, &conn.runtime) {
            return Err(
                "the connection belongs to another runtime than the worker; connect on the worker's".into()
            );
        }
        let _entered = conn.runtime.enter()?;
        handle
            .live()?
            .replace_client(conn.connection.clone())
            .map_err(|e| format!("core refused the new connection: {e:#}"))
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_worker_replace_conn", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_initiate_shutdown(worker: *mut TcbWorker, error: *mut TcbBuf) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle.
        let handle = unsafe { borrow(worker) }?;
        let _entered = handle.shared.runtime.enter()?;
        // One that is being finalized has been shut down before: nothing to do.
        if let Ok(worker) = handle.live() {
            worker.initiate_shutdown();
        }
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_worker_initiate_shutdown", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_finalize(worker: *mut TcbWorker, tag: u64, error: *mut TcbBuf) -> Status {
    // SAFETY: NULL or a live handle; error is NULL or writable.
    unsafe { guard("tcb_worker_finalize", error, || borrow(worker)?.finalize(tag)) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_worker_free(worker: *mut TcbWorker) {
    guard_or("tcb_worker_free", (), || {
        // SAFETY: NULL or a live handle that the caller gives up.
        let Some(handle) = (unsafe { reclaim(worker) }) else { return };
        let stage = std::mem::replace(&mut *handle.shared.stage.lock(), Stage::Finalized);
        if let Stage::Live(worker) = stage {
            let runtime = Arc::clone(&handle.shared.runtime);
            let _entered = runtime.enter_to_free();
            worker.initiate_shutdown();
            if !handle.shared.running.load(Ordering::SeqCst) {
                let types = handle.shared.task_types;
                let end = end_unpolled(Arc::clone(&handle.shared.stage), worker, types);
                runtime.spawn_unheard(Kind::WorkerFinalized, end);
            }
        }
    });
}
