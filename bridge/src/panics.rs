//! What a panic said and where, for statuses, events and the log.

use std::{any::Any, backtrace::Backtrace, cell::RefCell, panic, sync::Once};

thread_local! {
    /// Where this thread panicked last; a payload alone does not know.
    static LAST_PLACE: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Installs the hook that logs each panic with its backtrace. Core's log subscriber gets it if the thread has one, else the
/// hook that was there before (by default: stderr), so that no panic goes unseen.
pub fn install_hook() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let previous = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            let place = info.location().map(|l| format!("{}:{}", l.file(), l.line()));
            let message = text(info.payload());
            if harmless(message) {
                let place = place.as_deref().unwrap_or("?");
                if tracing::enabled!(tracing::Level::WARN) {
                    tracing::warn!(place, "core gave up a task whose receiver had ended: {message}");
                } else {
                    eprintln!("core gave up a task whose receiver had ended: {message} ({place})");
                }
            } else if tracing::enabled!(tracing::Level::ERROR) {
                let backtrace = Backtrace::force_capture();
                tracing::error!(place = place.as_deref().unwrap_or("?"), %backtrace, "panic: {message}");
            } else {
                previous(info);
            }
            LAST_PLACE.set(place);
        }));
    });
}

/// Core expects the receiver of a channel to outlive all senders. While a worker ends it sometimes does not; the sender is a
/// timeout or a retry of something that is over, so its loss is worth a line and no backtrace.
fn harmless(text: &str) -> bool {
    let text = text.to_ascii_lowercase();
    text.starts_with("receive half")
        && (text.contains("not dropped")
            || text.contains("cannot be dropped")
            || text.contains("not blocked"))
}

fn text(payload: &dyn Any) -> &str {
    payload
        .downcast_ref::<&str>()
        .copied()
        .or_else(|| payload.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("a payload that is not text")
}

/// "message (file:line)" of the panic just caught on this thread.
pub fn describe(payload: &(dyn Any + Send)) -> String {
    match LAST_PLACE.take() {
        Some(place) => format!("{} ({place})", text(payload)),
        None => text(payload).to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::harmless;

    #[test]
    fn only_a_receiver_that_has_ended_is_harmless() {
        assert!(harmless("receive half not dropped: SendError { .. }"));
        assert!(harmless("Receive half of LA request channel cannot be dropped: SendError { .. }"));
        assert!(harmless("Receive half of heartbeat cancels not blocked: SendError { .. }"));
        assert!(!harmless("called `Option::unwrap()` on a `None` value"));
        assert!(!harmless("the receive half not dropped"));
    }
}
