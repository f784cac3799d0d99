//! Documents and bytes of all kinds, seeded, through the functions that read them: what comes back is OK or an error with a
//! text, never a panic, and each call that was taken yields its one event.
//!
//! BRIDGE_FUZZ_INPUTS sets how many inputs each test takes, BRIDGE_FUZZ_SEED replays one.

use crate::{
    client::*,
    envconfig::*,
    event::Kind,
    ffi::*,
    fuzz_documents::*,
    metrics::*,
    mutate::{Rng, damage, variant},
    queue::*,
    replay::*,
    replay_outline::tests::encoded_history,
    runtime::*,
    test_host::{Host, lend, take_bytes},
    worker::*,
};
use prost::Message;
use serde_json::json;
use std::ptr;
use temporalio_common::protos::{
    coresdk::{
        ActivityHeartbeat, ActivityTaskCompletion,
        workflow_activation::{WorkflowActivation, workflow_activation_job::Variant},
        workflow_completion::WorkflowActivationCompletion,
    },
    temporal::api::failure::v1::Failure,
};

const INPUTS_DEFAULT: u64 = 1000;

fn number_from_environment(name: &str) -> Option<u64> {
    std::env::var(name).ok().map(|text| text.parse().unwrap_or_else(|e| panic!("{name}={text}: {e}")))
}

/// Runs `test` on a host with one generator per input, whose seed is printed when it fails.
fn each_input(mut test: impl FnMut(&mut Host, &mut Rng)) {
    struct Seed(u64);
    impl Drop for Seed {
        fn drop(&mut self) {
            if std::thread::panicking() {
                eprintln!("BRIDGE_FUZZ_SEED={} replays this", self.0);
            }
        }
    }
    let mut host = Host::new();
    let mut run = |seed| {
        let shown = Seed(seed);
        test(&mut host, &mut Rng::new(seed));
        drop(shown);
    };
    match number_from_environment("BRIDGE_FUZZ_SEED") {
        Some(seed) => run(seed),
        None => (1..=number_from_environment("BRIDGE_FUZZ_INPUTS").unwrap_or(INPUTS_DEFAULT)).for_each(run),
    }
}

/// Says whether the call was taken; a refusal must have a text.
fn taken(host: &mut Host, status: Status, input: &[u8]) -> bool {
    let error = host.take_error();
    let shown = || String::from_utf8_lossy(&input[..input.len().min(2000)]).into_owned();
    assert!(status == OK || status == ERROR, "status {status}, {error}: {}", shown());
    assert_eq!(status == OK, error.is_empty(), "status {status}, {error}: {}", shown());
    status == OK
}

/// The one event of a call that was taken, which is given up at once: what is fuzzed is the way to it.
fn one_event(host: &mut Host, tag: u64, kind: Kind, input: &[u8]) {
    // SAFETY: a live handle.
    assert_eq!(unsafe { tcb_rpc_cancel(host.runtime, tag, ptr::null_mut()) }, OK);
    let event = host.pop();
    let shown = String::from_utf8_lossy(&input[..input.len().min(2000)]);
    assert_eq!((event.tag, event.kind), (tag, kind as u32), "{event:?}: {shown}");
    assert_ne!(event.status, PANIC, "{event:?}: {shown}");
    assert!(host.pop_within(0).is_none(), "a second event: {shown}");
}

#[test]
fn runtime_options_of_all_kinds_make_a_runtime_or_an_error() {
    each_input(|host, rng| {
        let document = variant(rng, &runtime_document());
        let queue = tcb_queue_new();
        let mut runtime = ptr::null_mut();
        // SAFETY: live handles of our own, places of our own, a slice that lives as long as the call.
        unsafe {
            let status = tcb_runtime_new(queue, lend(&document), &mut runtime, &mut host.error);
            assert_eq!(taken(host, status, &document), !runtime.is_null());
            let status = tcb_runtime_free(runtime, 10_000, &mut host.error);
            assert!(taken(host, status, &document));
            tcb_queue_free(queue);
        }
    });
}

#[test]
fn connection_options_of_all_kinds_make_one_event_or_an_error() {
    each_input(|host, rng| {
        let mut document = connection_document(&host.url());
        if rng.below(2) == 0 {
            document.as_object_mut().expect("an object").remove("tls");
        }
        let document = variant(rng, &document);
        // SAFETY: a live handle; a slice that lives as long as the call.
        let status = unsafe { tcb_connect(host.runtime, lend(&document), 5, &mut host.error) };
        if taken(host, status, &document) {
            one_event(host, 5, Kind::Connect, &document);
        }
    });
}

#[test]
fn headers_and_keys_of_all_kinds_are_taken_or_refused() {
    each_input(|host, rng| {
        let document = variant(rng, &headers_document());
        let mut key = b"an-api-key".to_vec();
        damage(rng, &mut key);
        // SAFETY: a live handle; slices that live as long as the calls.
        unsafe {
            let status = tcb_conn_set_headers(host.conn, lend(&document), &mut host.error);
            taken(host, status, &document);
            let status = tcb_conn_set_api_key(host.conn, lend(&key), &mut host.error);
            taken(host, status, &key);
        }
    });
}

#[test]
fn calls_of_all_kinds_make_one_event_or_an_error() {
    const NAMES: [&str; 6] = [
        "GetSystemInfo",
        "StartWorkflowExecution",
        "AddSearchAttributes",
        "UnlockTimeSkippingWithSleep",
        "Check",
        "",
    ];
    each_input(|host, rng| {
        let mut name = rng.pick(&NAMES).as_bytes().to_vec();
        if rng.below(4) == 0 {
            damage(rng, &mut name);
        }
        let mut request = Failure { message: "m".into(), ..Default::default() }.encode_to_vec();
        damage(rng, &mut request);
        let headers = variant(rng, &headers_document());
        let (service, retry) = (rng.below(6) as u32, rng.below(3) as u32);
        let timeout_ms = rng.number();
        // SAFETY: a live handle; slices that live as long as the call.
        let status = unsafe {
            let (name, request, headers) = (lend(&name), lend(&request), lend(&headers));
            tcb_rpc(host.conn, service, name, request, headers, retry, timeout_ms, 6, &mut host.error)
        };
        if taken(host, status, &headers) {
            one_event(host, 6, Kind::Rpc, &headers);
        }
    });
}

#[test]
fn worker_options_of_all_kinds_make_a_worker_or_an_error() {
    each_input(|host, rng| {
        let document = variant(rng, &worker_document());
        let mut worker = ptr::null_mut();
        // SAFETY: a live handle, places of our own, a slice that lives as long as the call.
        unsafe {
            let status = tcb_worker_new(host.conn, lend(&document), &mut worker, &mut host.error);
            assert_eq!(taken(host, status, &document), !worker.is_null());
            tcb_worker_free(worker);
        }
    });
}

#[test]
fn other_options_of_all_kinds_are_taken_or_refused() {
    let replay = json!({"namespace": "n", "task_queue": "q", "build_id": "b", "nondeterminism_fails_workflow": true,
                        "nondeterminism_fails_workflow_types": ["A"]});
    let metric = json!({"kind": "histogram", "name": "m", "description": "d", "unit": "u"});
    let tags = json!({"a": "x", "b": 1, "c": 1.5, "d": true});
    let toml = "[profile.default]\naddress = \"h:1\"\n[profile.default.tls]\nclient_cert_data = \"C\"\n";
    each_input(|host, rng| {
        // SAFETY: live handles, places of our own, slices that live as long as the calls.
        unsafe {
            let document = variant(rng, &metric);
            let mut made = ptr::null_mut();
            let status = tcb_metric_new(host.runtime, lend(&document), &mut made, &mut host.error);
            assert_eq!(taken(host, status, &document), !made.is_null());
            let document = variant(rng, &tags);
            let mut labels = ptr::null_mut();
            let status = tcb_metric_tags_new(host.runtime, lend(&document), &mut labels, &mut host.error);
            assert_eq!(taken(host, status, &document), !labels.is_null());
            if !made.is_null() {
                let value = f64::from_bits(rng.number());
                let status = tcb_metric_record(made, labels, value, &mut host.error);
                taken(host, status, &document);
            }
            tcb_metric_free(made);
            tcb_metric_tags_free(labels);

            let mut text = toml.as_bytes().to_vec();
            damage(rng, &mut text);
            let profile = json!({"config_data": String::from_utf8_lossy(&text), "profile": "default",
                                 "strict": rng.below(2) == 0, "disable_env": true});
            let document = variant(rng, &profile);
            let status = tcb_envconfig_load(lend(&document), ptr::null_mut(), &mut host.error);
            taken(host, status, &document);

            let document = variant(rng, &replay);
            let mut made = ptr::null_mut();
            let status = tcb_replay_new(host.runtime, lend(&document), &mut made, &mut host.error);
            taken(host, status, &document);
            tcb_replay_free(made);
        }
    });
}

fn sound_completion(run_id: &str, eviction: bool) -> WorkflowActivationCompletion {
    if eviction {
        return WorkflowActivationCompletion::empty(run_id);
    }
    let failure = Failure { message: "no".into(), ..Default::default() };
    WorkflowActivationCompletion::fail(run_id, failure, None)
}

/// The answer with which a run goes on to its eviction.
fn answer(activation: &[u8]) -> Vec<u8> {
    let activation = WorkflowActivation::decode(activation).expect("an activation");
    let eviction = activation.jobs.iter().any(|job| matches!(job.variant, Some(Variant::RemoveFromCache(_))));
    sound_completion(&activation.run_id, eviction).encode_to_vec()
}

#[test]
fn histories_of_all_kinds_are_replayed_to_their_end_or_refused() {
    let sound = encoded_history();
    each_input(|host, rng| {
        let mut history = sound.clone();
        damage(rng, &mut history);
        let mut activation = TcbBuf::EMPTY;
        // SAFETY: a live handle; a place of our own; slices that live as long as the call.
        let mut status = unsafe {
            tcb_replay_begin(host.replay, lend(b"w"), lend(&history), &mut activation, &mut host.error)
        };
        if !taken(host, status, &history) {
            return;
        }
        loop {
            let bytes = take_bytes(&mut activation);
            if bytes.is_empty() {
                return;
            }
            let answer = answer(&bytes);
            // SAFETY: as above.
            status = unsafe { tcb_replay_step(host.replay, lend(&answer), &mut activation, &mut host.error) };
            assert_eq!(status, OK, "{}: {history:?}", host.take_error());
        }
    });
}

#[test]
fn answers_of_all_kinds_are_taken_or_refused() {
    let activity = ActivityTaskCompletion { task_token: vec![1, 2, 3], ..Default::default() }.encode_to_vec();
    let heartbeat = ActivityHeartbeat { task_token: vec![1], ..Default::default() }.encode_to_vec();
    let mut running = false;
    each_input(|host, rng| {
        let workflow = sound_completion("no-such-run", rng.below(2) == 0).encode_to_vec();
        // SAFETY: live handles; slices that live as long as the calls.
        unsafe {
            if !running {
                assert_eq!(tcb_worker_run(host.worker, 8, &mut host.error), OK, "{}", host.take_error());
                running = true;
            }
            let functions =
                [tcb_worker_complete_wf as unsafe extern "C" fn(_, _, _, _) -> _, tcb_worker_complete_act];
            for (function, sound) in functions.into_iter().zip([&workflow, &activity]) {
                let mut bytes = sound.clone();
                damage(rng, &mut bytes);
                let status = function(host.worker, lend(&bytes), 7, &mut host.error);
                if taken(host, status, &bytes) {
                    let event = host.pop();
                    assert_eq!(event.tag, 7);
                    assert_ne!(event.status, PANIC, "{event:?}: {bytes:?}");
                }
            }
            let mut bytes = heartbeat.clone();
            damage(rng, &mut bytes);
            let status = tcb_worker_heartbeat(host.worker, lend(&bytes), &mut host.error);
            taken(host, status, &bytes);
            let status = tcb_worker_evict(host.worker, lend(&bytes), &mut host.error);
            taken(host, status, &bytes);
        }
    });
}
