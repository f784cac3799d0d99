//! Panics on demand, for tests of the promise that a panic becomes a status or an event.

use crate::ffi::{Status, TcbBuf, TcbSlice, guard};
use parking_lot::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

#[derive(Clone, Copy, PartialEq)]
pub enum Where {
    Call,
    Task,
}

static ARMED: AtomicBool = AtomicBool::new(false);
static TARGET: Mutex<Option<(String, Where)>> = Mutex::new(None);

/// Panics, once, if tcb_test_inject_panic named this function and place.
#[inline]
pub fn panic_if_armed(function: &str, place: Where) {
    if ARMED.load(Ordering::Relaxed) {
        panic_if_target(function, place);
    }
}

#[cold]
fn panic_if_target(function: &str, place: Where) {
    let mut target = TARGET.lock();
    if target.as_ref().is_some_and(|(name, at)| name == function && *at == place) {
        *target = None;
        ARMED.store(false, Ordering::Relaxed);
        drop(target);
        panic!("injected panic in {function}");
    }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_test_inject_panic(
    function_name: TcbSlice,
    place: u32,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: a slice of the caller's, for this call.
        let name = unsafe { function_name.text("function_name") }?;
        let place = match place {
            0 => Where::Call,
            1 => Where::Task,
            other => return Err(format!("where is {other}; expected 0 (the call) or 1 (its task)")),
        };
        *TARGET.lock() = Some((name.to_owned(), place));
        ARMED.store(true, Ordering::Relaxed);
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_test_inject_panic", error, body) }
}
