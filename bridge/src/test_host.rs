//! The host's side of the ABI, for tests: one queue, one runtime and one handle of each kind, used as C uses them.

use crate::{
    client::*, event::Kind, ffi::*, metrics::*, queue::*, replay::*, replay_options, runtime::*, worker::*,
};
use std::{net::TcpListener, ptr, slice, sync::Arc};
use temporalio_sdk_core::{
    init_replay_worker,
    replay::{HistoryFeeder, ReplayWorkerInput},
};

/// Whatever is waited for in these tests comes within a second or never.
const PATIENCE_MS: i64 = 30_000;

pub fn lend(bytes: &[u8]) -> TcbSlice {
    TcbSlice { p: bytes.as_ptr(), n: bytes.len() }
}

/// Copies a buffer's bytes and frees it.
pub fn take_bytes(buf: &mut TcbBuf) -> Vec<u8> {
    let bytes = match buf.n {
        0 => Vec::new(),
        // SAFETY: a buffer of the library's, not freed yet.
        n => unsafe { slice::from_raw_parts(buf.p, n) }.to_vec(),
    };
    // SAFETY: the same.
    unsafe { tcb_buf_free(buf) };
    bytes
}

fn take(buf: &mut TcbBuf) -> String {
    String::from_utf8(take_bytes(buf)).expect("texts are UTF-8")
}

#[derive(Debug)]
pub struct Heard {
    pub tag: u64,
    pub kind: u32,
    pub status: Status,
    pub error: String,
}

pub struct Host {
    pub queue: *mut TcbQueue,
    pub runtime: *mut TcbRuntime,
    pub conn: *mut TcbConn,
    pub worker: *mut TcbWorker,
    pub replay: *mut TcbReplay,
    /// While it lives, the worker waits for tasks; there will be none.
    feeder: Option<HistoryFeeder>,
    pub metric: *mut TcbMetric,
    pub error: TcbBuf,
    /// Accepts connections and never answers them.
    listener: TcpListener,
}

impl Host {
    pub fn new() -> Host {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free loopback port");
        let mut host = Host {
            queue: tcb_queue_new(),
            runtime: ptr::null_mut(),
            conn: ptr::null_mut(),
            worker: ptr::null_mut(),
            replay: ptr::null_mut(),
            feeder: None,
            metric: ptr::null_mut(),
            error: TcbBuf::EMPTY,
            listener,
        };
        let connection = format!(r#"{{"target_url": "{}", "skip_get_system_info": true}}"#, host.url());
        // SAFETY: places of the host's own, handles just made, slices that live as long as the calls.
        unsafe {
            let threads = lend(br#"{"worker_threads": 1}"#);
            let made = tcb_runtime_new(host.queue, threads, &mut host.runtime, &mut host.error);
            assert_eq!(made, OK, "{}", host.take_error());
            let called = tcb_connect(host.runtime, lend(connection.as_bytes()), 77, &mut host.error);
            assert_eq!(called, OK, "{}", host.take_error());
            let mut event: [TcbEvent; 1] = std::mem::zeroed();
            assert_eq!(tcb_queue_pop(host.queue, event.as_mut_ptr(), 1, PATIENCE_MS), 1);
            assert_eq!(event[0].status, OK, "{}", take(&mut event[0].error));
            host.conn = std::mem::replace(&mut event[0].handle, ptr::null_mut());
            tcb_event_free(event.as_mut_ptr(), 1);
            host.worker = host.idle_worker();
            let made = tcb_replay_new(host.runtime, lend(b""), &mut host.replay, &mut host.error);
            assert_eq!(made, OK, "{}", host.take_error());
            let gauge = lend(br#"{"kind": "gauge", "name": "g"}"#);
            assert_eq!(tcb_metric_new(host.runtime, gauge, &mut host.metric, &mut host.error), OK);
        }
        host
    }

    pub fn url(&self) -> String {
        format!("http://{}", self.listener.local_addr().expect("a bound socket has an address"))
    }

    pub fn take_error(&mut self) -> String {
        take(&mut self.error)
    }

    pub fn pop(&mut self) -> Heard {
        self.pop_within(PATIENCE_MS).expect("an event within half a minute")
    }

    pub fn pop_within(&mut self, timeout_ms: i64) -> Option<Heard> {
        // SAFETY: an event of zeros is an empty one; room for one; freed after use.
        unsafe {
            let mut event: [TcbEvent; 1] = std::mem::zeroed();
            if tcb_queue_pop(self.queue, event.as_mut_ptr(), 1, timeout_ms) == 0 {
                return None;
            }
            let [first] = &mut event;
            let heard = Heard {
                tag: first.tag,
                kind: first.kind,
                status: first.status,
                error: take(&mut first.error),
            };
            tcb_event_free(event.as_mut_ptr(), 1);
            Some(heard)
        }
    }

    /// A worker of core's own for replays that gets no history: it polls, ends and is finalized as all do, without a server.
    fn idle_worker(&mut self) -> *mut TcbWorker {
        // SAFETY: a live handle.
        let runtime = unsafe { Arc::clone(&(*self.runtime).runtime) };
        let (feeder, histories) = HistoryFeeder::new(1);
        self.feeder = Some(feeder);
        let made = {
            let _entered = runtime.enter().expect("a live runtime");
            let config = replay_options::parse(b"").expect("options are optional");
            init_replay_worker(ReplayWorkerInput::new(config, histories)).expect("core makes such workers")
        };
        Box::into_raw(Box::new(TcbWorker::new(runtime, made)))
    }

    pub fn give_up_worker(&mut self) {
        self.feeder = None;
        // SAFETY: a live handle, given up here.
        unsafe { tcb_worker_free(std::mem::replace(&mut self.worker, ptr::null_mut())) }
    }

    /// Runs the worker, which will get no task, to the end of its loop; then finalizes it.
    fn end_worker(&mut self) {
        if self.worker.is_null() {
            return;
        }
        self.feeder = None;
        // SAFETY: live handles, each given up once.
        unsafe {
            if tcb_worker_run(self.worker, 90, ptr::null_mut()) == OK {
                while self.pop().status != SHUTDOWN {}
            }
            assert_eq!(tcb_worker_finalize(self.worker, 91, &mut self.error), OK, "{}", self.take_error());
            while self.pop().kind != Kind::WorkerFinalized as u32 {}
            tcb_worker_free(self.worker);
        }
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        if std::thread::panicking() {
            return; // The test has failed already; its handles go with the process.
        }
        self.end_worker();
        // SAFETY: live handles, each given up once.
        unsafe {
            tcb_replay_free(self.replay);
            tcb_metric_free(self.metric);
            tcb_conn_free(self.conn);
            assert_eq!(tcb_runtime_free(self.runtime, 10_000, &mut self.error), OK, "{}", self.take_error());
            tcb_queue_free(self.queue);
            tcb_buf_free(&mut self.error);
        }
    }
}
