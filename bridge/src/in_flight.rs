//! Tasks in flight, and the promise that each yields exactly one event.

use crate::{
    event::{Event, Kind, Outcome},
    queue::Queue,
};
use parking_lot::{Condvar, Mutex};
use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

/// Counts the tasks of a runtime that have not published their event yet.
#[derive(Default)]
pub struct InFlight {
    counts: Mutex<BTreeMap<Kind, usize>>,
    one_less: Condvar,
}

impl InFlight {
    /// Blocks until there is none. What is left at the timeout is named: "2 Rpc".
    pub fn wait_until_none(&self, timeout: Duration) -> Vec<String> {
        // A timeout beyond what the clock can count is none.
        let deadline = Instant::now().checked_add(timeout);
        let mut counts = self.counts.lock();
        while !counts.is_empty() {
            match deadline {
                None => self.one_less.wait(&mut counts),
                Some(at) => {
                    if self.one_less.wait_until(&mut counts, at).timed_out() {
                        break;
                    }
                }
            }
        }
        counts.iter().map(|(kind, n)| format!("{n} {kind:?}")).collect()
    }

    /// Counts one task until the guard goes.
    pub fn enter(self: &Arc<Self>, kind: Kind) -> Guard {
        *self.counts.lock().entry(kind).or_default() += 1;
        Guard { among: Arc::clone(self), kind }
    }

    fn remove(&self, kind: Kind) {
        let mut counts = self.counts.lock();
        if let Some(count) = counts.get_mut(&kind) {
            *count -= 1;
            if *count == 0 {
                counts.remove(&kind);
            }
        }
        self.one_less.notify_all();
    }
}

pub struct Guard {
    among: Arc<InFlight>,
    kind: Kind,
}

impl Drop for Guard {
    fn drop(&mut self) {
        self.among.remove(self.kind);
    }
}

/// One task in flight. Pushes the task's event when it finishes, and a cancelled one when it is dropped unfinished.
pub struct Ticket {
    queue: Arc<Queue>,
    tag: u64,
    outcome: Option<Outcome>,
    /// Goes last: what is counted no more has published its event.
    guard: Guard,
}

impl Ticket {
    pub fn new(in_flight: &Arc<InFlight>, queue: &Arc<Queue>, tag: u64, kind: Kind) -> Ticket {
        Ticket { queue: Arc::clone(queue), tag, outcome: None, guard: in_flight.enter(kind) }
    }

    pub fn finish(mut self, outcome: Outcome) {
        self.outcome = Some(outcome);
    }
}

impl Drop for Ticket {
    fn drop(&mut self) {
        let outcome = self.outcome.take();
        let outcome =
            outcome.unwrap_or_else(|| Outcome::cancelled("the runtime was freed before this was done"));
        self.queue.push(Event { tag: self.tag, kind: self.guard.kind, outcome });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ffi;

    #[test]
    fn a_ticket_yields_its_event_finished_or_dropped_and_is_counted_until_then() {
        let (in_flight, queue) = (Arc::new(InFlight::default()), Arc::new(Queue::default()));
        let ticket = |tag| Ticket::new(&in_flight, &queue, tag, Kind::Rpc);
        let (first, second) = (ticket(1), ticket(2));
        assert_eq!(in_flight.wait_until_none(Duration::ZERO), ["2 Rpc"]);
        first.finish(Outcome::ok(vec![7]));
        drop(second);
        assert!(in_flight.wait_until_none(Duration::MAX).is_empty());
        let seen: Vec<_> = queue.pop(9, None).iter().map(|e| (e.tag, e.outcome.status)).collect();
        assert_eq!(seen, [(1, ffi::OK), (2, ffi::CANCELLED)]);
    }
}
