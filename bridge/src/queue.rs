//! The completion queue: any Rust thread pushes, one host thread blocks in pop.

use crate::{
    event::{Event, Kind, Outcome},
    ffi::{Handle, TcbEvent, borrow, guard_or, reclaim},
    panics,
};
use parking_lot::{Condvar, Mutex};
use std::{
    collections::VecDeque,
    io,
    os::fd::{AsRawFd, FromRawFd, OwnedFd, RawFd},
    sync::Arc,
    time::{Duration, Instant},
};

#[derive(Default)]
pub struct Queue {
    state: Mutex<State>,
    ready: Condvar,
}

#[derive(Default)]
struct State {
    events: VecDeque<Event>,
    logs_queued: usize,
    logs_dropped: u64,
    wake: bool,
    closed: bool,
    /// Made at the first tcb_queue_fd, so that a host with a reactor thread pays no system call per event.
    eventfd: Option<OwnedFd>,
    eventfd_set: bool,
}

impl Queue {
    pub fn push(&self, event: Event) {
        let mut state = self.state.lock();
        if state.closed {
            return; // dropped after the lock, with all it holds
        }
        state.events.push_back(event);
        state.sync_eventfd();
        drop(state);
        self.ready.notify_one();
    }

    /// Pushes a log record unless `backlog_max` records wait already. `render` gets the number lost since the last one.
    pub fn push_log(&self, backlog_max: usize, render: impl FnOnce(u64) -> Vec<u8>) {
        let mut state = self.state.lock();
        if state.closed {
            return;
        }
        if state.logs_queued >= backlog_max {
            state.logs_dropped += 1;
            return;
        }
        let lost = std::mem::take(&mut state.logs_dropped);
        state.logs_queued += 1;
        state.events.push_back(Event { tag: 0, kind: Kind::Log, outcome: Outcome::ok(render(lost)) });
        state.sync_eventfd();
        drop(state);
        self.ready.notify_one();
    }

    /// Up to `max` events, in order; empty on timeout or wake. None waits for ever.
    pub fn pop(&self, max: usize, timeout: Option<Duration>) -> Vec<Event> {
        let deadline = timeout.map(|t| Instant::now() + t);
        let mut state = self.state.lock();
        while state.events.is_empty() && !state.wake && max > 0 {
            match deadline {
                None => self.ready.wait(&mut state),
                Some(at) => {
                    if self.ready.wait_until(&mut state, at).timed_out() {
                        break;
                    }
                }
            }
        }
        state.wake = false;
        let count = max.min(state.events.len());
        let events: Vec<Event> = state.events.drain(..count).collect();
        state.logs_queued -= events.iter().filter(|e| e.kind == Kind::Log).count();
        state.sync_eventfd();
        events
    }

    pub fn wake(&self) {
        let mut state = self.state.lock();
        state.wake = true;
        state.sync_eventfd();
        drop(state);
        self.ready.notify_one();
    }

    fn fd(&self) -> io::Result<RawFd> {
        let mut state = self.state.lock();
        if state.eventfd.is_none() {
            // SAFETY: no memory is involved.
            let fd = unsafe { libc::eventfd(0, libc::EFD_CLOEXEC | libc::EFD_NONBLOCK) };
            if fd < 0 {
                return Err(io::Error::last_os_error());
            }
            // SAFETY: fd was just opened and belongs to nobody else.
            state.eventfd = Some(unsafe { OwnedFd::from_raw_fd(fd) });
            state.sync_eventfd();
        }
        Ok(state.eventfd.as_ref().expect("made above").as_raw_fd())
    }

    /// Frees what is inside and whatever runtimes may still push.
    fn close(&self) {
        let mut state = self.state.lock();
        state.closed = true;
        let events = std::mem::take(&mut state.events);
        drop(state);
        drop(events); // outside the lock: a handle inside may log when it goes
    }
}

impl State {
    /// Readable exactly while pop would not block.
    fn sync_eventfd(&mut self) {
        let Some(fd) = &self.eventfd else { return };
        let want = !self.events.is_empty() || self.wake;
        if want == self.eventfd_set {
            return;
        }
        let mut count = 1u64;
        // SAFETY: eight bytes of our own; the descriptor never blocks.
        unsafe {
            let bytes = (&raw mut count).cast();
            if want {
                libc::write(fd.as_raw_fd(), bytes, 8)
            } else {
                libc::read(fd.as_raw_fd(), bytes, 8)
            };
        }
        self.eventfd_set = want;
    }
}

pub struct TcbQueue {
    pid: u32,
    pub queue: Arc<Queue>,
}

impl Handle for TcbQueue {
    const NAME: &'static str = "tcb_queue";
    fn pid(&self) -> u32 {
        self.pid
    }
}

#[unsafe(no_mangle)]
pub extern "C" fn tcb_queue_new() -> *mut TcbQueue {
    guard_or("tcb_queue_new", std::ptr::null_mut(), || {
        panics::install_hook();
        Box::into_raw(Box::new(TcbQueue { pid: std::process::id(), queue: Arc::default() }))
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_queue_free(queue: *mut TcbQueue) {
    guard_or("tcb_queue_free", (), || {
        // SAFETY: NULL or a live handle that the caller gives up.
        if let Some(queue) = unsafe { reclaim(queue) } {
            queue.queue.close();
        }
    });
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_queue_pop(
    queue: *mut TcbQueue,
    out: *mut TcbEvent,
    max: usize,
    timeout_ms: i64,
) -> usize {
    guard_or("tcb_queue_pop", 0, || {
        // SAFETY: NULL or a live handle.
        let Ok(queue) = (unsafe { borrow(queue) }) else { return 0 };
        let max = if out.is_null() { 0 } else { max };
        let timeout = u64::try_from(timeout_ms).ok().map(Duration::from_millis);
        let events = queue.queue.pop(max, timeout);
        let count = events.len();
        for (i, event) in events.into_iter().enumerate() {
            // SAFETY: the caller gave room for `max` events.
            unsafe { out.add(i).write(event.into_c()) };
        }
        count
    })
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_queue_wake(queue: *mut TcbQueue) {
    guard_or("tcb_queue_wake", (), || {
        // SAFETY: NULL or a live handle.
        if let Ok(queue) = unsafe { borrow(queue) } {
            queue.queue.wake();
        }
    });
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_queue_fd(queue: *mut TcbQueue) -> i32 {
    guard_or("tcb_queue_fd", -1, || {
        // SAFETY: NULL or a live handle.
        match unsafe { borrow(queue) } {
            Ok(queue) => queue.queue.fd().unwrap_or(-1),
            Err(_) => -1,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(tag: u64) -> Event {
        Event { tag, kind: Kind::Rpc, outcome: Outcome::default() }
    }

    fn readable(fd: RawFd) -> bool {
        let mut poll = libc::pollfd { fd, events: libc::POLLIN, revents: 0 };
        // SAFETY: one pollfd of our own.
        unsafe { libc::poll(&raw mut poll, 1, 0) == 1 }
    }

    #[test]
    fn events_come_in_order_and_at_most_max_at_a_time() {
        let queue = Queue::default();
        (1..=3).for_each(|tag| queue.push(event(tag)));
        let tags = |events: Vec<Event>| events.iter().map(|e| e.tag).collect::<Vec<_>>();
        assert_eq!(tags(queue.pop(2, None)), [1, 2]);
        assert_eq!(tags(queue.pop(2, None)), [3]);
        assert!(queue.pop(2, Some(Duration::ZERO)).is_empty());
    }

    #[test]
    fn a_wake_ends_one_wait_even_when_it_comes_first() {
        let queue = Queue::default();
        queue.wake();
        assert!(queue.pop(1, None).is_empty());
        assert!(queue.pop(1, Some(Duration::from_millis(1))).is_empty());
    }

    #[test]
    fn a_push_from_another_thread_ends_a_wait() {
        let queue = Arc::new(Queue::default());
        let pusher = Arc::clone(&queue);
        let thread = std::thread::spawn(move || pusher.push(event(9)));
        assert_eq!(queue.pop(1, None)[0].tag, 9);
        thread.join().unwrap();
    }

    #[test]
    fn a_full_backlog_drops_logs_counts_them_and_never_drops_events() {
        let queue = Queue::default();
        let log = |queue: &Queue| queue.push_log(2, |lost| lost.to_string().into_bytes());
        (0..5).for_each(|_| log(&queue));
        queue.push(event(1));
        let events = queue.pop(10, None);
        assert_eq!(events.len(), 3);
        assert_eq!(events[1].outcome.data, b"0");
        log(&queue);
        assert_eq!(queue.pop(1, None)[0].outcome.data, b"3");
    }

    #[test]
    fn the_eventfd_is_readable_while_pop_would_not_block() {
        let queue = Queue::default();
        queue.push(event(1));
        let fd = queue.fd().unwrap();
        assert!(readable(fd));
        queue.pop(1, None);
        assert!(!readable(fd));
        queue.wake();
        assert!(readable(fd));
        queue.pop(1, None);
        assert!(!readable(fd));
    }

    #[test]
    fn a_closed_queue_swallows_what_comes_late() {
        let queue = Queue::default();
        queue.push(event(1));
        queue.close();
        queue.push(event(2));
        assert!(queue.pop(10, Some(Duration::ZERO)).is_empty());
    }
}
