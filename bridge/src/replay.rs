//! Replay workers: histories in, activations out, no server.

use crate::{
    event::{Kind, Outcome},
    ffi::{Handle, Status, TcbBuf, TcbSlice, borrow, give, guard, guard_or, reclaim},
    replay_options,
    runtime::{Runtime, TcbRuntime},
    worker::TcbWorker,
};
use prost::Message;
use std::sync::Arc;
use temporalio_common::protos::temporal::api::{
    enums::v1::EventType,
    history::v1::{History, HistoryEvent, history_event::Attributes},
};
use temporalio_sdk_core::{
    init_replay_worker,
    replay::{HistoryFeeder, HistoryForReplay, HistoryInfo, ReplayWorkerInput},
};

pub struct TcbFeeder {
    pid: u32,
    runtime: Arc<Runtime>,
    feeder: Arc<HistoryFeeder>,
}

impl Handle for TcbFeeder {
    const NAME: &'static str = "tcb_feeder";
    fn pid(&self) -> u32 {
        self.pid
    }
}

/// Core unwraps what it reads of a history, inside the task that polls: what it would panic about is refused before, and so is
/// what it would take without ever saying a word.
fn check(history: &History) -> Result<(), String> {
    let first = history.events.first().ok_or("the history has no events")?;
    let Some(Attributes::WorkflowExecutionStartedEventAttributes(started)) = &first.attributes else {
        return Err(format!("event 1 is {:?}; expected WORKFLOW_EXECUTION_STARTED", first.event_type()));
    };
    if started.workflow_type.is_none() {
        return Err("event 1 has no workflow type".into());
    }
    if started.task_queue.is_none() {
        return Err("event 1 has no task queue".into());
    }
    if started.original_execution_run_id.is_empty() {
        return Err("event 1 has no original_execution_run_id".into());
    }
    let mut last_id = 0;
    for event in &history.events {
        if event.event_id <= last_id {
            return Err(format!("event id {} follows {last_id}; expected ids that ascend", event.event_id));
        }
        last_id = event.event_id;
        if event.event_type() == EventType::Unspecified {
            return Err(format!(
                "event {last_id} has type {}, unspecified or unknown to this core; old JSON histories need their \
                 enum names converted",
                event.event_type
            ));
        }
        if event.event_type() == EventType::WorkflowTaskStarted && event.event_time.is_none() {
            return Err(format!(
                "event {last_id} (WorkflowTaskStarted) has no event_time; it is the workflow's clock"
            ));
        }
        if event.attributes.is_none() {
            return Err(format!("event {last_id} ({:?}) has no attributes", event.event_type()));
        }
    }
    let ends = |e: &HistoryEvent| {
        e.event_type() == EventType::WorkflowTaskStarted || e.is_final_wf_execution_event()
    };
    if !history.events.iter().any(ends) {
        return Err(
            "no workflow task was started in it and it has no end, so there is nothing to replay".into()
        );
    }
    let info = HistoryInfo::new_from_history(history, None).map_err(|e| e.to_string())?;
    // What the replay worker does next; should it panic about something not foreseen above, then here and not in its task.
    drop(info.as_poll_wft_response());
    Ok(())
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_replay_new(
    runtime: *mut TcbRuntime,
    options_json: TcbSlice,
    worker: *mut *mut TcbWorker,
    feeder: *mut *mut TcbFeeder,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (runtime, options) = unsafe { (Arc::clone(&borrow(runtime)?.runtime), options_json.bytes()) };
        if worker.is_null() || feeder.is_null() {
            return Err("the place for the new tcb_worker or tcb_feeder is NULL".into());
        }
        let _entered = runtime.enter()?;
        let config = replay_options::parse(options)?;
        let (histories, stream) = HistoryFeeder::new(1);
        let made = init_replay_worker(ReplayWorkerInput::new(config, stream))
            .map_err(|e| format!("core refused the replay worker: {e:#}"))?;
        // SAFETY: neither is NULL, so both are writable.
        unsafe {
            give(worker, TcbWorker::new(Arc::clone(&runtime), made))?;
            let runtime = Arc::clone(&runtime);
            give(feeder, TcbFeeder { pid: std::process::id(), runtime, feeder: Arc::new(histories) })
        }
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_replay_new", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_replay_push(
    feeder: *mut TcbFeeder,
    workflow_id: TcbSlice,
    history: TcbSlice,
    tag: u64,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; slices for this call.
        let (handle, id, bytes) =
            unsafe { (borrow(feeder)?, workflow_id.text("workflow_id")?.to_owned(), history.bytes()) };
        let history = History::decode(bytes).map_err(|e| format!("the bytes are not a History: {e}"))?;
        check(&history).map_err(|e| format!("history of workflow {id}: {e}"))?;
        let feeder = Arc::clone(&handle.feeder);
        handle.runtime.spawn_cancellable("tcb_replay_push", tag, Kind::ReplayPushed, async move {
            match feeder.feed(HistoryForReplay::new(history, id)).await {
                Ok(()) => Outcome::ok(Vec::new()),
                Err(_) => Outcome::error("the replay worker is gone and takes no more histories"),
            }
        })
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_replay_push", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_replay_close(feeder: *mut TcbFeeder) {
    // SAFETY: NULL or a live handle that the caller gives up.
    guard_or("tcb_replay_close", (), || drop(unsafe { reclaim(feeder) }));
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use temporalio_common::protos::temporal::api::{
        common::v1::WorkflowType,
        history::v1::{
            HistoryEvent, WorkflowExecutionStartedEventAttributes,
            WorkflowExecutionTerminatedEventAttributes, WorkflowTaskScheduledEventAttributes,
            WorkflowTaskStartedEventAttributes,
        },
        taskqueue::v1::TaskQueue,
    };

    fn event(event_id: i64, event_type: EventType, attributes: Attributes) -> HistoryEvent {
        HistoryEvent {
            event_id,
            event_type: event_type as i32,
            attributes: Some(attributes),
            event_time: Some(Default::default()),
            ..Default::default()
        }
    }

    fn history() -> History {
        let started = WorkflowExecutionStartedEventAttributes {
            workflow_type: Some(WorkflowType { name: "w".into() }),
            task_queue: Some(TaskQueue::default()),
            original_execution_run_id: "run".into(),
            ..Default::default()
        };
        let scheduled = WorkflowTaskScheduledEventAttributes::default();
        let task_started = WorkflowTaskStartedEventAttributes::default();
        History {
            events: vec![
                event(
                    1,
                    EventType::WorkflowExecutionStarted,
                    Attributes::WorkflowExecutionStartedEventAttributes(started),
                ),
                event(
                    2,
                    EventType::WorkflowTaskScheduled,
                    Attributes::WorkflowTaskScheduledEventAttributes(scheduled),
                ),
                event(
                    3,
                    EventType::WorkflowTaskStarted,
                    Attributes::WorkflowTaskStartedEventAttributes(task_started),
                ),
            ],
        }
    }

    pub fn encoded_history() -> Vec<u8> {
        history().encode_to_vec()
    }

    #[test]
    fn a_well_formed_history_is_taken() {
        assert_eq!(check(&history()), Ok(()));
    }

    #[test]
    fn a_run_that_ended_before_its_first_task_is_taken() {
        let mut history = history();
        let ended = WorkflowExecutionTerminatedEventAttributes::default();
        history.events[2] = event(
            3,
            EventType::WorkflowExecutionTerminated,
            Attributes::WorkflowExecutionTerminatedEventAttributes(ended),
        );
        assert_eq!(check(&history), Ok(()));
    }

    #[test]
    fn histories_that_core_would_panic_about_are_refused() {
        type Spoil = fn(&mut History);
        fn started(h: &mut History) -> &mut WorkflowExecutionStartedEventAttributes {
            match &mut h.events[0].attributes {
                Some(Attributes::WorkflowExecutionStartedEventAttributes(a)) => a,
                other => panic!("event 1 is {other:?}"),
            }
        }
        let cases: [(&str, Spoil); 11] = [
            ("no workflow task was started", |h| h.events.truncate(2)),
            ("event 3 (WorkflowTaskStarted) has no event_time", |h| h.events[2].event_time = None),
            ("has no events", |h| h.events.clear()),
            ("expected WORKFLOW_EXECUTION_STARTED", |h| drop(h.events.remove(0))),
            ("no workflow type", |h| started(h).workflow_type = None),
            ("no task queue", |h| started(h).task_queue = None),
            ("no original_execution_run_id", |h| started(h).original_execution_run_id.clear()),
            ("event id 1 follows 2", |h| h.events[2].event_id = 1),
            ("event 3 has type 0", |h| h.events[2].event_type = 0),
            ("event 3 (WorkflowTaskStarted) has no attributes", |h| h.events[2].attributes = None),
            ("should be WFT completed", |h| {
                let mut again = h.events[1].clone();
                again.event_id = 4;
                h.events.push(again);
            }),
        ];
        for (expected, spoil) in cases {
            let mut history = history();
            spoil(&mut history);
            let error = check(&history).unwrap_err();
            assert!(error.contains(expected), "{expected}: {error}");
        }
    }
}
