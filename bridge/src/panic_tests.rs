//! The promise that no panic crosses the boundary, kept by every exported function: each is called with a panic inside, as C
//! calls it. A panic that left an `extern "C"` function would end the test program.

use crate::{
    client::*,
    envconfig::*,
    event::Kind,
    ffi::*,
    inject::{self, Where},
    metrics::*,
    queue::*,
    replay::*,
    runtime::*,
    test_host::{Host, lend},
    worker::*,
};
use std::{collections::BTreeSet, ptr};

const HEADER: &str = include_str!("../include/temporal_bridge.h");
/// They return a constant: nothing in them can panic.
const CONSTANTS: [&str; 2] = ["tcb_abi_version", "tcb_version"];

type Named<F> = (&'static str, F);
type WithStatus = Named<fn(&mut Host) -> Status>;
/// Says whether it returned what stands for "nothing".
type WithoutStatus = Named<fn(&mut Host) -> bool>;

/// All functions with a status.
fn with_status() -> Vec<WithStatus> {
    // SAFETY: all pointers are NULL, live handles of the host's or places of our own; slices live as long as the call.
    unsafe {
        vec![
            ("tcb_runtime_new", |h| tcb_runtime_new(h.queue, lend(b""), ptr::null_mut(), &mut h.error)),
            ("tcb_runtime_info", |h| tcb_runtime_info(h.runtime, ptr::null_mut(), &mut h.error)),
            ("tcb_runtime_free", |h| tcb_runtime_free(ptr::null_mut(), 0, &mut h.error)),
            ("tcb_connect", |h| {
                let options = format!(r#"{{"target_url": "{}"}}"#, h.url());
                tcb_connect(h.runtime, lend(options.as_bytes()), 3, &mut h.error)
            }),
            ("tcb_conn_set_api_key", |h| tcb_conn_set_api_key(h.conn, lend(b""), &mut h.error)),
            ("tcb_conn_set_headers", |h| tcb_conn_set_headers(h.conn, lend(b""), &mut h.error)),
            ("tcb_rpc", |h| tcb_rpc(h.conn, 4, lend(b"Check"), lend(b""), lend(b""), 0, 0, 3, &mut h.error)),
            ("tcb_rpc_cancel", |h| tcb_rpc_cancel(h.runtime, 3, &mut h.error)),
            ("tcb_worker_new", |h| tcb_worker_new(h.conn, lend(b""), ptr::null_mut(), &mut h.error)),
            ("tcb_worker_validate", |h| tcb_worker_validate(h.worker, 3, &mut h.error)),
            ("tcb_worker_run", |h| tcb_worker_run(h.worker, 3, &mut h.error)),
            ("tcb_worker_complete_wf", |h| tcb_worker_complete_wf(h.worker, lend(b""), 3, &mut h.error)),
            ("tcb_worker_complete_act", |h| tcb_worker_complete_act(h.worker, lend(b""), 3, &mut h.error)),
            ("tcb_worker_heartbeat", |h| tcb_worker_heartbeat(h.worker, lend(b""), &mut h.error)),
            ("tcb_worker_evict", |h| tcb_worker_evict(h.worker, lend(b""), &mut h.error)),
            ("tcb_worker_replace_conn", |h| tcb_worker_replace_conn(h.worker, h.conn, &mut h.error)),
            ("tcb_worker_initiate_shutdown", |h| tcb_worker_initiate_shutdown(h.worker, &mut h.error)),
            ("tcb_worker_finalize", |h| tcb_worker_finalize(h.worker, 3, &mut h.error)),
            ("tcb_replay_new", |h| tcb_replay_new(h.runtime, lend(b""), ptr::null_mut(), &mut h.error)),
            ("tcb_replay_begin", |h| {
                tcb_replay_begin(h.replay, lend(b"w"), lend(&history()), ptr::null_mut(), &mut h.error)
            }),
            ("tcb_replay_step", |h| tcb_replay_step(h.replay, lend(b""), ptr::null_mut(), &mut h.error)),
            ("tcb_metric_new", |h| tcb_metric_new(h.runtime, lend(b""), ptr::null_mut(), &mut h.error)),
            ("tcb_metric_tags_new", |h| {
                tcb_metric_tags_new(h.runtime, lend(b""), ptr::null_mut(), &mut h.error)
            }),
            ("tcb_metric_record", |h| tcb_metric_record(h.metric, ptr::null(), 1.0, &mut h.error)),
            ("tcb_envconfig_load", |h| tcb_envconfig_load(lend(b""), ptr::null_mut(), &mut h.error)),
        ]
    }
}

/// All functions without one.
fn without_status() -> Vec<WithoutStatus> {
    // SAFETY: as above.
    unsafe {
        vec![
            ("tcb_buf_free", |_| {
                tcb_buf_free(ptr::null_mut());
                true
            }),
            ("tcb_event_free", |_| {
                tcb_event_free(ptr::null_mut(), 0);
                true
            }),
            ("tcb_queue_new", |_| tcb_queue_new().is_null()),
            ("tcb_queue_free", |_| {
                tcb_queue_free(ptr::null_mut());
                true
            }),
            ("tcb_queue_pop", |h| tcb_queue_pop(h.queue, ptr::null_mut(), 0, 0) == 0),
            ("tcb_queue_wake", |_| {
                tcb_queue_wake(ptr::null_mut());
                true
            }),
            ("tcb_queue_fd", |h| tcb_queue_fd(h.queue) == -1),
            ("tcb_conn_free", |_| {
                tcb_conn_free(ptr::null_mut());
                true
            }),
            ("tcb_worker_free", |_| {
                tcb_worker_free(ptr::null_mut());
                true
            }),
            ("tcb_replay_free", |_| {
                tcb_replay_free(ptr::null_mut());
                true
            }),
            ("tcb_metric_free", |_| {
                tcb_metric_free(ptr::null_mut());
                true
            }),
            ("tcb_metric_tags_free", |_| {
                tcb_metric_tags_free(ptr::null_mut());
                true
            }),
        ]
    }
}

/// The functions that spawn a task, and the kind of its event.
const WITH_TASK: [Named<Kind>; 6] = [
    ("tcb_connect", Kind::Connect),
    ("tcb_rpc", Kind::Rpc),
    ("tcb_worker_validate", Kind::WorkerValidate),
    ("tcb_worker_complete_wf", Kind::WorkflowCompleted),
    ("tcb_worker_complete_act", Kind::ActivityCompleted),
    ("tcb_worker_finalize", Kind::WorkerFinalized),
];

fn history() -> Vec<u8> {
    crate::replay_outline::tests::encoded_history()
}

/// What stands before the bracket of a prototype: the header has no other use of a name with a bracket but in comments.
fn names_in(text: &str, before: &str) -> BTreeSet<String> {
    let uncommented: String = text
        .split("/*")
        .enumerate()
        .map(|(i, part)| if i == 0 { part } else { part.split_once("*/").map_or("", |(_, code)| code) })
        .collect();
    uncommented
        .split(before)
        .skip(1)
        .filter_map(|rest| {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
            (rest.as_bytes()[end] == b'(').then(|| format!("{before}{}", &rest[..end]))
        })
        .collect()
}

#[test]
fn the_list_has_every_function_of_the_header_and_the_header_every_function_of_the_library() {
    let listed: BTreeSet<String> = with_status()
        .iter()
        .map(|(name, _)| *name)
        .chain(without_status().iter().map(|(name, _)| *name))
        .chain(CONSTANTS)
        .map(str::to_owned)
        .collect();
    assert_eq!(names_in(HEADER, "tcb_"), listed);
    let mut exported = BTreeSet::new();
    for file in std::fs::read_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/src")).unwrap() {
        let path = file.unwrap().path();
        if path.extension().is_some_and(|e| e == "rs") {
            exported.extend(names_in(&std::fs::read_to_string(path).unwrap(), "extern \"C\" fn tcb_"));
        }
    }
    let exported: BTreeSet<String> =
        exported.iter().map(|name| name.replace("extern \"C\" fn ", "")).collect();
    assert_eq!(exported, listed);
    assert!(WITH_TASK.iter().all(|(name, _)| listed.contains(*name)));
}

#[test]
fn a_panic_in_a_call_is_its_status_and_yields_no_event() {
    let mut host = Host::new();
    for (function, call) in with_status() {
        inject::arm(function, Where::Call);
        assert_eq!(call(&mut host), PANIC, "{function}");
        let text = host.take_error();
        let expected = format!("{function}: injected panic in {function} (src/inject.rs:");
        assert!(text.starts_with(&expected), "{function}: {text}");
        assert!(!inject::disarm(), "{function} runs outside the guard");
    }
    assert!(host.pop_within(0).is_none());
}

#[test]
fn a_panic_in_a_call_without_a_status_is_nothing() {
    let mut host = Host::new();
    for (function, call) in without_status() {
        inject::arm(function, Where::Call);
        assert!(call(&mut host), "{function}");
        assert!(!inject::disarm(), "{function} runs outside the guard");
    }
}

#[test]
fn a_panic_in_a_task_is_its_one_event() {
    let mut host = Host::new();
    for (function, kind) in WITH_TASK {
        inject::arm(function, Where::Task);
        let (_, call) = with_status().into_iter().find(|(name, _)| *name == function).unwrap();
        assert_eq!(call(&mut host), OK, "{function}: {}", host.take_error());
        assert!(!inject::disarm(), "{function} spawns no task");
        let event = host.pop();
        assert_eq!((event.tag, event.kind, event.status), (3, kind as u32, PANIC), "{event:?}");
        let expected = format!("task of {function}: injected panic in {function} (src/inject.rs:");
        assert!(event.error.starts_with(&expected), "{}", event.error);
        assert!(host.pop_within(0).is_none(), "{function}");
        if kind == Kind::WorkerFinalized {
            // A worker whose finalize has panicked takes only its free.
            host.give_up_worker();
        }
    }
}

#[test]
fn a_panic_in_a_poll_loop_is_reported_and_the_loop_still_ends_in_shutdown() {
    let mut host = Host::new();
    inject::arm("tcb_worker_run", Where::Task);
    // SAFETY: a live handle.
    assert_eq!(unsafe { tcb_worker_run(host.worker, 4, &mut host.error) }, OK, "{}", host.take_error());
    for status in [PANIC, SHUTDOWN] {
        let event = host.pop();
        assert_eq!((event.tag, event.kind), (4, Kind::WorkflowActivation as u32));
        assert_eq!(event.status, status, "{}", event.error);
    }
}
