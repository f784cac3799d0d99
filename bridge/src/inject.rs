//! Panics on demand, for the tests of the promise that none crosses the boundary (abi_tests.rs). The library that is linked
//! has nothing of it: outside tests these are empty functions.

#[cfg(not(test))]
mod nothing {
    #[derive(Clone, Copy)]
    pub struct Charge;

    impl Charge {
        #[inline]
        pub fn fire(&self) {}
    }

    #[inline]
    pub fn in_call(_function: &str) {}

    #[inline]
    pub fn in_task(_function: &str) -> Charge {
        Charge
    }
}
#[cfg(not(test))]
pub use nothing::*;
#[cfg(test)]
pub use on_demand::*;

#[cfg(test)]
mod on_demand {
    use std::{
        cell::Cell,
        sync::atomic::{AtomicBool, Ordering},
    };

    #[derive(Clone, Copy, Debug, PartialEq)]
    pub enum Where {
        Call,
        Task,
    }

    thread_local! {
        /// Of the thread that calls, so that tests side by side do not meet.
        static ARMED: Cell<Option<(&'static str, Where)>> = const { Cell::new(None) };
    }

    /// Makes this thread's next call of the exported function panic, or the task that it spawns, once.
    pub fn arm(function: &'static str, place: Where) {
        ARMED.set(Some((function, place)));
    }

    /// Whether what was armed has not gone off.
    pub fn disarm() -> bool {
        ARMED.take().is_some()
    }

    fn take(function: &str, place: Where) -> bool {
        let hit = ARMED.get().is_some_and(|armed| armed == (function, place));
        if hit {
            ARMED.set(None);
        }
        hit
    }

    pub fn in_call(function: &'static str) {
        if take(function, Where::Call) {
            panic!("injected panic in {function}");
        }
    }

    /// What the task takes along from the thread that spawns it.
    pub struct Charge(AtomicBool, &'static str);

    impl Charge {
        pub fn fire(&self) {
            if self.0.swap(false, Ordering::Relaxed) {
                panic!("injected panic in {}", self.1);
            }
        }
    }

    pub fn in_task(function: &'static str) -> Charge {
        Charge(AtomicBool::new(take(function, Where::Task)), function)
    }
}
