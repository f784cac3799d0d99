//! What must be known of a history before core sees it. Events are large when they are decoded, so each is read on its own and no
//! more of it kept than is needed.

use prost::{
    DecodeError, Message,
    encoding::{DecodeContext, WireType, check_wire_type, decode_key, decode_varint, skip_field},
};
use temporalio_common::protos::temporal::api::{
    enums::v1::EventType,
    history::v1::{
        HistoryEvent, WorkflowExecutionStartedEventAttributes, WorkflowTaskCompletedEventAttributes,
        history_event::Attributes,
    },
};

const HISTORY_EVENTS_FIELD: u32 = 1;

pub struct Outline {
    pub events: Vec<Event>,
    pub run_id: String,
    pub workflow_type: String,
    pub task_queue: String,
    /// As a server would tell them of the last workflow task; the same twice when the run has ended.
    pub previous_started_event_id: i64,
    pub started_event_id: i64,
    /// Whether the bytes are the fields of events and nothing else, one after the other.
    pub is_plain: bool,
}

pub struct Event {
    pub id: i64,
    pub kind: EventType,
    pub is_command: bool,
    is_final: bool,
    /// Where its field ends in the bytes of the history.
    pub end: usize,
    pub completed: Option<Box<WorkflowTaskCompletedEventAttributes>>,
}

impl Outline {
    /// Core unwraps what it reads of a history, on its own thread: what it would panic about is refused here, and so is what it
    /// would take without ever saying a word.
    pub fn read(encoded: &[u8]) -> Result<Outline, String> {
        let mut events = Vec::new();
        let mut started = None;
        let mut is_plain = true;
        let mut rest = encoded;
        while !rest.is_empty() {
            let Some(event) = next_event(&mut rest)? else {
                is_plain = false;
                continue;
            };
            check(&event, events.last())?;
            let (id, kind) = (event.event_id, event.event_type());
            let (is_command, is_final) = (event.is_command_event(), event.is_final_wf_execution_event());
            let completed = match event.attributes {
                Some(Attributes::WorkflowTaskCompletedEventAttributes(attributes)) => {
                    Some(Box::new(attributes))
                }
                Some(Attributes::WorkflowExecutionStartedEventAttributes(attributes)) => {
                    started.get_or_insert(attributes);
                    None
                }
                _ => None,
            };
            let end = encoded.len() - rest.len();
            events.push(Event { id, kind, is_command, is_final, end, completed });
        }
        let started = started.ok_or("the history has no events")?;
        let (previous_started_event_id, started_event_id) = last_task(&events)?;
        Ok(Outline {
            events,
            run_id: started.original_execution_run_id,
            workflow_type: started.workflow_type.unwrap_or_default().name,
            task_queue: started.task_queue.unwrap_or_default().name,
            previous_started_event_id,
            started_event_id,
            is_plain,
        })
    }
}

#[cfg(test)]
impl Outline {
    /// Of events of these kinds with nothing in them, each a byte long, in a run that has ended.
    pub fn of_kinds(kinds: &[EventType], last_started_event_id: i64) -> Outline {
        let event = |(at, kind): (usize, &EventType)| {
            let bare = HistoryEvent { event_type: *kind as i32, ..Default::default() };
            Event {
                id: at as i64 + 1,
                kind: *kind,
                is_command: bare.is_command_event(),
                is_final: bare.is_final_wf_execution_event(),
                end: at + 1,
                completed: (*kind == EventType::WorkflowTaskCompleted).then(Box::default),
            }
        };
        Outline {
            events: kinds.iter().enumerate().map(event).collect(),
            run_id: "run".into(),
            workflow_type: "w".into(),
            task_queue: "q".into(),
            previous_started_event_id: last_started_event_id,
            started_event_id: last_started_event_id,
            is_plain: true,
        }
    }
}

/// Takes the next field off the bytes; None when it is not an event. It refuses what core would not be able to read later.
fn next_event(rest: &mut &[u8]) -> Result<Option<HistoryEvent>, String> {
    let readable = |e: DecodeError| format!("the bytes are not a History: {e}");
    let (field, wire_type) = decode_key(rest).map_err(readable)?;
    if field != HISTORY_EVENTS_FIELD {
        skip_field(wire_type, field, rest, DecodeContext::default()).map_err(readable)?;
        return Ok(None);
    }
    check_wire_type(WireType::LengthDelimited, wire_type).map_err(readable)?;
    let size = decode_varint(rest).map_err(readable)?;
    let (event, after) =
        usize::try_from(size).ok().and_then(|size| rest.split_at_checked(size)).ok_or_else(|| {
            format!("the bytes are not a History: an event of {size} bytes where {} are left", rest.len())
        })?;
    *rest = after;
    HistoryEvent::decode(event).map(Some).map_err(readable)
}

fn check(event: &HistoryEvent, before: Option<&Event>) -> Result<(), String> {
    match &event.attributes {
        Some(Attributes::WorkflowExecutionStartedEventAttributes(started)) if before.is_none() => {
            check_start(started)?;
        }
        _ if before.is_none() => {
            return Err(format!("event 1 is {:?}; expected WORKFLOW_EXECUTION_STARTED", event.event_type()));
        }
        _ => {}
    }
    let (id, last_id) = (event.event_id, before.map_or(0, |last| last.id));
    if id <= last_id {
        return Err(format!("event id {id} follows {last_id}; expected ids that ascend"));
    }
    if event.event_type() == EventType::Unspecified {
        return Err(format!(
            "event {id} has type {}, unspecified or unknown to this core; old JSON histories need their \
             enum names converted",
            event.event_type
        ));
    }
    if event.event_type() == EventType::WorkflowTaskStarted && event.event_time.is_none() {
        return Err(format!(
            "event {id} (WorkflowTaskStarted) has no event_time; it is the workflow's clock"
        ));
    }
    if event.attributes.is_none() {
        return Err(format!("event {id} ({:?}) has no attributes", event.event_type()));
    }
    Ok(())
}

fn check_start(started: &WorkflowExecutionStartedEventAttributes) -> Result<(), String> {
    if started.workflow_type.is_none() {
        return Err("event 1 has no workflow type".into());
    }
    if started.task_queue.is_none() {
        return Err("event 1 has no task queue".into());
    }
    if started.original_execution_run_id.is_empty() {
        return Err("event 1 has no original_execution_run_id".into());
    }
    Ok(())
}

/// The starts of the last workflow task but one and of the last one, as core's own replays have them (its `HistoryInfo`).
fn last_task(events: &[Event]) -> Result<(i64, i64), String> {
    if !events.iter().any(|event| event.kind == EventType::WorkflowTaskStarted || event.is_final) {
        return Err(
            "no workflow task was started in it and it has no end, so there is nothing to replay".into()
        );
    }
    let (mut previous, mut last) = (0, 0);
    for (at, event) in events.iter().enumerate().filter(|(_, e)| e.kind == EventType::WorkflowTaskStarted) {
        let next = events.get(at + 1);
        match next.map(|next| next.kind) {
            None | Some(EventType::WorkflowTaskCompleted) => (previous, last) = (last, event.id),
            Some(
                EventType::WorkflowTaskFailed
                | EventType::WorkflowTaskTimedOut
                | EventType::WorkflowExecutionTerminated
                | EventType::WorkflowExecutionTimedOut,
            ) => {}
            Some(kind) => {
                return Err(format!(
                    "event {} ({kind:?}) follows the start of a workflow task; it should be WFT completed, failed, or \
                     timed out, or the execution's end",
                    events[at + 1].id
                ));
            }
        }
    }
    let ends_in_task = events.last().is_some_and(|event| event.kind == EventType::WorkflowTaskStarted);
    Ok(if ends_in_task { (previous, last) } else { (last, last) })
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use temporalio_common::protos::temporal::api::{
        common::v1::WorkflowType,
        history::v1::{
            History, WorkflowExecutionStartedEventAttributes, WorkflowExecutionTerminatedEventAttributes,
            WorkflowTaskScheduledEventAttributes, WorkflowTaskStartedEventAttributes,
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
        assert!(Outline::read(&history().encode_to_vec()).is_ok());
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
        assert!(Outline::read(&history.encode_to_vec()).is_ok());
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
            let error = Outline::read(&history.encode_to_vec()).err().unwrap();
            assert!(error.contains(expected), "{expected}: {error}");
        }
    }

    #[test]
    fn the_last_tasks_are_those_of_core_s_own_replays() {
        for end in 2..=4 {
            let mut history = history();
            let completed = WorkflowTaskCompletedEventAttributes::default();
            history.events.push(event(
                4,
                EventType::WorkflowTaskCompleted,
                Attributes::WorkflowTaskCompletedEventAttributes(completed),
            ));
            let again: Vec<HistoryEvent> = (1..end)
                .map(|at| HistoryEvent { event_id: 4 + at as i64, ..history.events[at].clone() })
                .collect();
            history.events.extend(again);
            let outline = Outline::read(&history.encode_to_vec()).map_err(|e| format!("{end}: {e}")).unwrap();
            let info = temporalio_sdk_core::replay::HistoryInfo::new_from_history(&history, None).unwrap();
            assert_eq!(
                (outline.previous_started_event_id, outline.started_event_id),
                (info.previous_started_event_id(), info.workflow_task_started_event_id()),
                "{end}"
            );
        }
    }
}
