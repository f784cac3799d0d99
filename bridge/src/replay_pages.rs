//! A history in pages. Core moves all the events that it holds of a run with each workflow task, so that a replay grows with the
//! square of what it is given at once.
//!
//! Core looks from each workflow task into the next one: for patches, local activities, updates, flags and versions. At the end
//! of what it holds it sees nothing. So a page ends only where there is nothing to see.

use crate::replay_outline::{Event, Outline};
use prost::encoding::{WireType, encode_key, encode_varint};
use temporalio_common::protos::temporal::api::{
    enums::v1::EventType, history::v1::WorkflowTaskCompletedEventAttributes,
};

/// Small enough that moving a page is little beside replaying it, large enough that fetching one is.
const PAGE_EVENTS_MIN: usize = 96;

/// The encoded history in pieces, each a history of its own.
pub fn cut<'a>(encoded: &'a [u8], outline: &Outline) -> Vec<&'a [u8]> {
    let mut pages = Vec::new();
    let mut begin = 0;
    if outline.is_plain && ends_plainly(outline) {
        for last in last_events(&outline.events) {
            let end = outline.events[last].end;
            pages.push(&encoded[begin..end]);
            begin = end;
        }
    }
    pages.push(&encoded[begin..]);
    pages
}

/// A field of some message that holds these encoded messages one after the other.
pub fn append_field(number: u32, parts: &[&[u8]], to: &mut Vec<u8>) {
    encode_key(number, WireType::LengthDelimited, to);
    encode_varint(parts.iter().map(|part| part.len() as u64).sum(), to);
    parts.iter().for_each(|part| to.extend_from_slice(part));
}

/// The last events of all pages but the last one.
fn last_events(events: &[Event]) -> Vec<usize> {
    let tasks: Vec<usize> =
        (0..events.len()).filter(|at| events[*at].kind == EventType::WorkflowTaskStarted).collect();
    let mut found = Vec::new();
    let mut page_begin = 0;
    for three in tasks.windows(3) {
        let [before, here, next] = [three[0], three[1], three[2]];
        if here + 1 - page_begin < PAGE_EVENTS_MIN {
            continue;
        }
        let sound = [before, here, next].iter().all(|at| is_answered(events, *at));
        if sound && wakes(&events[before + 1..=here]) && has_nothing_to_see(events, before, here, next) {
            found.push(here);
            page_begin = here + 1;
        }
    }
    found
}

/// Whether what comes after the last but one workflow task belongs to the last one for certain.
fn ends_plainly(outline: &Outline) -> bool {
    let started = outline.events.binary_search_by_key(&outline.previous_started_event_id, |event| event.id);
    started.is_ok_and(|at| is_answered(&outline.events, at))
}

/// Whether the workflow task that starts there was completed with commands of the common kinds: with others, or without, core
/// may take it and the next one for one.
fn is_answered(events: &[Event], started: usize) -> bool {
    let [.., scheduled, _] = &events[..=started] else { return false };
    let [completed, command, ..] = &events[started + 1..] else { return false };
    scheduled.kind == EventType::WorkflowTaskScheduled
        && completed.kind == EventType::WorkflowTaskCompleted
        && command.is_command
        && !is_peeked(command)
}

/// Whether these events resume the workflow, as far as one can tell without running it.
fn wakes(events: &[Event]) -> bool {
    events.iter().any(|event| {
        matches!(
            event.kind,
            EventType::TimerFired
                | EventType::ActivityTaskCompleted
                | EventType::ActivityTaskFailed
                | EventType::ActivityTaskTimedOut
                | EventType::ChildWorkflowExecutionStarted
                | EventType::ChildWorkflowExecutionCompleted
                | EventType::ChildWorkflowExecutionFailed
                | EventType::WorkflowExecutionSignaled
        )
    })
}

fn is_peeked(event: &Event) -> bool {
    matches!(
        event.kind,
        EventType::MarkerRecorded
            | EventType::WorkflowExecutionUpdateAdmitted
            | EventType::WorkflowExecutionUpdateAccepted
    )
}

fn has_nothing_to_see(events: &[Event], before: usize, here: usize, next: usize) -> bool {
    let (Some(last), Some(following)) = (&events[before + 1].completed, &events[here + 1].completed) else {
        return false;
    };
    let plain = |event: &Event| {
        !is_peeked(event)
            && !matches!(event.kind, EventType::WorkflowTaskFailed | EventType::WorkflowTaskTimedOut)
    };
    says_nothing_new(following, last) && events[before + 1..=next].iter().all(plain)
}

/// Whether core learns nothing from the completion that it did not know from the one before.
#[allow(deprecated)] // Histories of all ages have these fields.
fn says_nothing_new(
    next: &WorkflowTaskCompletedEventAttributes,
    last: &WorkflowTaskCompletedEventAttributes,
) -> bool {
    let no_metadata = next.sdk_metadata.as_ref().is_none_or(|metadata| *metadata == Default::default());
    (no_metadata || next.sdk_metadata == last.sdk_metadata)
        && next.worker_version == last.worker_version
        && next.worker_deployment_name == last.worker_deployment_name
        && next.worker_deployment_version == last.worker_deployment_version
        && next.deployment_version == last.deployment_version
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A run of so many activities, one after the other, whose last workflow task completes it.
    fn activities(count: usize) -> Outline {
        use EventType::*;
        let task = [WorkflowTaskScheduled, WorkflowTaskStarted, WorkflowTaskCompleted];
        let activity = [ActivityTaskScheduled, ActivityTaskStarted, ActivityTaskCompleted];
        let mut kinds = vec![WorkflowExecutionStarted];
        kinds.extend(task);
        (0..count).for_each(|_| kinds.extend(activity.iter().chain(&task)));
        kinds.push(WorkflowExecutionCompleted);
        let last = kinds.len() as i64 - 2;
        Outline::of_kinds(&kinds, last)
    }

    fn pages(outline: &Outline) -> usize {
        let encoded = vec![0; outline.events.len()];
        let pages = cut(&encoded, outline);
        assert_eq!(pages.concat(), encoded);
        pages.len()
    }

    #[test]
    fn a_long_history_is_cut_after_starts_of_workflow_tasks() {
        let outline = activities(400);
        let ends = last_events(&outline.events);
        assert!(ends.len() > 20);
        assert!(ends.iter().all(|at| outline.events[*at].kind == EventType::WorkflowTaskStarted));
        assert_eq!(pages(&outline), ends.len() + 1);
    }

    #[test]
    fn a_short_history_stays_whole() {
        assert_eq!(pages(&activities(10)), 1);
    }

    #[test]
    fn a_page_does_not_end_before_something_that_core_looks_for() {
        type Spoil = fn(&mut Event);
        let cases: [(&str, Spoil); 4] = [
            ("a marker", |event| event.kind = EventType::MarkerRecorded),
            ("an update", |event| event.kind = EventType::WorkflowExecutionUpdateAccepted),
            ("a failed task", |event| event.kind = EventType::WorkflowTaskFailed),
            ("a task without commands", |event| event.is_command = false),
        ];
        for (what, spoil) in cases {
            let mut outline = activities(400);
            outline
                .events
                .iter_mut()
                .filter(|event| event.kind == EventType::ActivityTaskScheduled)
                .for_each(spoil);
            assert_eq!(pages(&outline), 1, "{what}");
        }
    }

    #[test]
    fn a_page_does_not_end_before_a_new_version() {
        let mut outline = activities(400);
        for (at, event) in outline.events.iter_mut().enumerate() {
            if let Some(completed) = &mut event.completed {
                completed.worker_deployment_name = at.to_string();
            }
        }
        assert_eq!(pages(&outline), 1);
    }

    #[test]
    fn a_page_does_not_end_where_nothing_may_have_happened() {
        let mut outline = activities(400);
        let ended = outline.events.iter_mut().filter(|event| event.kind == EventType::ActivityTaskCompleted);
        ended.for_each(|event| event.kind = EventType::ActivityTaskCanceled);
        assert_eq!(pages(&outline), 1);
    }

    #[test]
    fn a_history_whose_end_is_ambiguous_or_with_unknown_fields_stays_whole() {
        let mut outline = activities(400);
        outline.previous_started_event_id = 0;
        assert_eq!(pages(&outline), 1);
        let mut outline = activities(400);
        outline.is_plain = false;
        assert_eq!(pages(&outline), 1);
    }
}
