//! The runtime: tokio threads, core's telemetry, and the tasks on them, each of which yields exactly one event.

use crate::{
    cancellable::Cancellable,
    core_runtime,
    event::{Event, Kind, Outcome},
    ffi::{Handle, Status, TcbBuf, TcbSlice, borrow, give, guard, put, reclaim},
    in_flight::{InFlight, Ticket},
    inject, panics,
    queue::{Queue, TcbQueue},
    runtime_options::RuntimeDocument,
};
use futures_util::FutureExt;
use parking_lot::Mutex;
use std::{net::SocketAddr, panic::AssertUnwindSafe, sync::Arc, time::Duration};
use temporalio_sdk_core::CoreRuntime;
use tokio_util::sync::CancellationToken;

/// How long threads that run nothing of ours get to end before they are left alone.
const THREADS_END_TIMEOUT: Duration = Duration::from_secs(1);

pub struct Runtime {
    pub core: CoreRuntime,
    queue: Arc<Queue>,
    /// Ours and not core's, so that its end is bounded and happens on the thread that frees, never on one of its own.
    tokio: Mutex<Option<tokio::runtime::Runtime>>,
    handle: tokio::runtime::Handle,
    /// Cancelled when the runtime is being freed: calls and poll loops end, nothing new starts.
    pub closing: CancellationToken,
    cancellable: Arc<Cancellable>,
    in_flight: Arc<InFlight>,
    prometheus: Option<SocketAddr>,
}

/// What must be held while core is called synchronously: tokio's context, because core spawns, and core's log subscriber.
pub struct Entered<'a> {
    _tokio: tokio::runtime::EnterGuard<'a>,
    _log: Option<tracing::subscriber::DefaultGuard>,
}

impl Runtime {
    fn new(queue: Arc<Queue>, document: &RuntimeDocument) -> Result<Runtime, String> {
        panics::install_hook();
        let (tokio, core, prometheus) = core_runtime::start(&queue, document)?;
        Ok(Runtime {
            core,
            queue,
            handle: tokio.handle().clone(),
            tokio: Mutex::new(Some(tokio)),
            closing: CancellationToken::new(),
            cancellable: Arc::default(),
            in_flight: Arc::default(),
            prometheus,
        })
    }

    pub fn enter(&self) -> Result<Entered<'_>, String> {
        if self.closing.is_cancelled() {
            return Err("the runtime of this handle has been freed".into());
        }
        Ok(self.enter_to_free())
    }

    /// As `enter`, but also when the runtime is at its end: what is spawned then is dropped at once.
    pub fn enter_to_free(&self) -> Entered<'_> {
        Entered {
            _tokio: self.handle.enter(),
            _log: self.core.telemetry().trace_subscriber().map(tracing::subscriber::set_default),
        }
    }

    pub fn push(&self, tag: u64, kind: Kind, outcome: Outcome) {
        self.queue.push(Event { tag, kind, outcome });
    }

    /// Runs `task` to its one event. Whatever the task holds is dropped before the event is published, so that who gets the
    /// event may count on it. `function` names the exported function, for the injection of panics.
    pub fn spawn<F>(
        self: &Arc<Self>,
        function: &'static str,
        tag: u64,
        kind: Kind,
        task: F,
    ) -> Result<(), String>
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let _entered = self.enter()?;
        let ticket = Ticket::new(&self.in_flight, &self.queue, tag, kind);
        let charge = inject::in_task(function);
        let task = AssertUnwindSafe(async move {
            charge.fire();
            task.await
        });
        self.handle.spawn(async move {
            let outcome = task.catch_unwind().await;
            ticket.finish(outcome.unwrap_or_else(|payload| {
                Outcome::panic(format!("task of {function}: {}", panics::describe(&*payload)))
            }));
        });
        Ok(())
    }

    /// As `spawn`, for a call that tcb_rpc_cancel and the runtime's end may cut short.
    pub fn spawn_cancellable<F>(
        self: &Arc<Self>,
        function: &'static str,
        tag: u64,
        kind: Kind,
        task: F,
    ) -> Result<(), String>
    where
        F: Future<Output = Outcome> + Send + 'static,
    {
        let cancelled = self.closing.child_token();
        let registration = self.cancellable.register(tag, cancelled.clone());
        self.spawn(function, tag, kind, async move {
            let _registration = registration;
            tokio::select! {
                biased;
                outcome = task => outcome,
                () = cancelled.cancelled() => Outcome::cancelled("the call was cancelled"),
            }
        })
    }

    /// Runs a task that yields no event; the runtime's end waits for it as for all others.
    pub fn spawn_unheard(&self, kind: Kind, task: impl Future<Output = ()> + Send + 'static) {
        let guard = self.in_flight.enter(kind);
        self.handle.spawn(async move {
            let _guard = guard;
            task.await;
        });
    }

    /// Ends everything; the error says which tasks had to be dropped.
    fn close(&self, timeout: Duration) -> Result<(), String> {
        self.closing.cancel();
        let left = self.in_flight.wait_until_none(timeout);
        let tokio = self.tokio.lock().take();
        if let Some(tokio) = tokio {
            tokio.shutdown_timeout(THREADS_END_TIMEOUT);
        }
        if left.is_empty() {
            return Ok(());
        }
        Err(format!(
            "after {timeout:?} these tasks were still running and were dropped: {}; \
             shut workers down and finalize them before tcb_runtime_free, or wait longer",
            left.join(", ")
        ))
    }
}

pub struct TcbRuntime {
    pid: u32,
    pub runtime: Arc<Runtime>,
}

impl Handle for TcbRuntime {
    const NAME: &'static str = "tcb_runtime";
    fn pid(&self) -> u32 {
        self.pid
    }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_runtime_new(
    queue: *mut TcbQueue,
    options_json: TcbSlice,
    runtime: *mut *mut TcbRuntime,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: pointers as the header demands.
        unsafe {
            let document = RuntimeDocument::parse(options_json.bytes())?;
            let made = Runtime::new(Arc::clone(&borrow(queue)?.queue), &document)?;
            give(runtime, TcbRuntime { pid: std::process::id(), runtime: Arc::new(made) })
        }
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_runtime_new", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_runtime_info(
    runtime: *mut TcbRuntime,
    info_json: *mut TcbBuf,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: pointers as the header demands.
        let runtime = unsafe { borrow(runtime) }?;
        let address = runtime.runtime.prometheus.map(|a| a.to_string());
        let info = serde_json::json!({ "prometheus_address": address }).to_string();
        // SAFETY: NULL or writable.
        unsafe { put(info_json, info.into_bytes()) };
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_runtime_info", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_runtime_free(
    runtime: *mut TcbRuntime,
    timeout_ms: u64,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        if runtime.is_null() {
            return Ok(());
        }
        // SAFETY: not NULL, so a live handle; checked first for the text of the error, then taken.
        unsafe { borrow(runtime) }?;
        // SAFETY: the caller gives the handle up.
        match unsafe { reclaim(runtime) } {
            Some(runtime) => runtime.runtime.close(Duration::from_millis(timeout_ms)),
            None => Ok(()),
        }
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_runtime_free", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_rpc_cancel(runtime: *mut TcbRuntime, tag: u64, error: *mut TcbBuf) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle.
        unsafe { borrow(runtime) }?.runtime.cancellable.cancel(tag);
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_rpc_cancel", error, body) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi;

    const LONG: Duration = Duration::from_secs(10);

    fn runtime() -> (Arc<Queue>, Arc<Runtime>) {
        let queue = Arc::new(Queue::default());
        let document = RuntimeDocument::parse(br#"{"worker_threads": 1}"#).unwrap();
        (Arc::clone(&queue), Arc::new(Runtime::new(queue, &document).unwrap()))
    }

    fn pop(queue: &Queue) -> Event {
        queue.pop(1, Some(LONG)).pop().expect("an event within ten seconds")
    }

    #[test]
    fn what_a_task_holds_is_gone_when_its_event_is_there() {
        let (queue, runtime) = runtime();
        let held = Arc::new(());
        for tag in 1..=200 {
            let in_task = Arc::clone(&held);
            runtime
                .spawn("t", tag, Kind::Rpc, async move {
                    tokio::task::yield_now().await;
                    drop(in_task);
                    Outcome::ok(vec![1])
                })
                .unwrap();
            assert_eq!(pop(&queue).tag, tag);
            assert_eq!(Arc::strong_count(&held), 1);
        }
        runtime.close(LONG).unwrap();
    }

    #[test]
    fn a_panicking_task_yields_an_event_that_says_where() {
        let (queue, runtime) = runtime();
        runtime.spawn("tcb_rpc", 5, Kind::Rpc, async { panic!("boom") }).unwrap();
        let event = pop(&queue);
        assert_eq!((event.tag, event.outcome.status), (5, ffi::PANIC));
        let error = event.outcome.error;
        assert!(error.starts_with("task of tcb_rpc: boom (src/runtime.rs:"), "{error}");
        runtime.close(LONG).unwrap();
    }

    #[test]
    fn a_cancelled_call_yields_its_one_event() {
        let (queue, runtime) = runtime();
        runtime.spawn_cancellable("t", 7, Kind::Rpc, std::future::pending()).unwrap();
        runtime.cancellable.cancel(8);
        runtime.cancellable.cancel(7);
        let event = pop(&queue);
        assert_eq!((event.tag, event.outcome.status), (7, ffi::CANCELLED));
        assert!(runtime.cancellable.is_empty());
        runtime.close(LONG).unwrap();
        assert!(queue.pop(1, Some(Duration::ZERO)).is_empty());
    }

    #[test]
    fn freeing_reports_what_it_had_to_drop_and_still_yields_its_event() {
        let (queue, runtime) = runtime();
        runtime.spawn("t", 1, Kind::WorkerFinalized, std::future::pending()).unwrap();
        let error = runtime.close(Duration::ZERO).unwrap_err();
        assert!(error.contains("1 WorkerFinalized"), "{error}");
        assert_eq!(pop(&queue).outcome.status, ffi::CANCELLED);
        let refused = runtime.spawn("t", 2, Kind::Rpc, async { Outcome::default() }).unwrap_err();
        assert!(refused.contains("has been freed"), "{refused}");
    }

    #[test]
    fn a_hundred_runtimes_start_and_end() {
        for _ in 0..100 {
            runtime().1.close(LONG).unwrap();
        }
    }
}
