//! The types that cross the boundary, and the guard every exported function runs in.

use crate::{inject, panics};
use std::{
    mem::{offset_of, size_of},
    panic::{AssertUnwindSafe, catch_unwind},
    ptr, slice,
};

pub type Status = u32;
pub const OK: Status = 0;
pub const SHUTDOWN: Status = 1;
pub const GRPC: Status = 2;
pub const ERROR: Status = 3;
pub const PANIC: Status = 4;
pub const CANCELLED: Status = 5;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct TcbSlice {
    pub p: *const u8,
    pub n: usize,
}

#[repr(C)]
pub struct TcbBuf {
    pub p: *mut u8,
    pub n: usize,
    pub cap: usize,
}

#[repr(C)]
pub struct TcbEvent {
    pub tag: u64,
    pub kind: u32,
    pub status: Status,
    pub grpc_code: i32,
    pub reserved: u32,
    pub handle: *mut crate::client::TcbConn,
    pub data: TcbBuf,
    pub error: TcbBuf,
    pub details: TcbBuf,
}

// The header asserts the same of its structs.
const _: () = {
    assert!(size_of::<TcbSlice>() == 16 && offset_of!(TcbSlice, n) == 8);
    assert!(size_of::<TcbBuf>() == 24 && offset_of!(TcbBuf, n) == 8 && offset_of!(TcbBuf, cap) == 16);
    assert!(size_of::<TcbEvent>() == 104 && align_of::<TcbEvent>() == 8);
    assert!(offset_of!(TcbEvent, kind) == 8 && offset_of!(TcbEvent, status) == 12);
    assert!(offset_of!(TcbEvent, grpc_code) == 16 && offset_of!(TcbEvent, handle) == 24);
    assert!(offset_of!(TcbEvent, data) == 32 && offset_of!(TcbEvent, error) == 56);
    assert!(offset_of!(TcbEvent, details) == 80);
};

impl TcbSlice {
    /// The bytes, for the duration of the call.
    pub unsafe fn bytes<'a>(self) -> &'a [u8] {
        if self.p.is_null() || self.n == 0 {
            return &[];
        }
        // SAFETY: the caller promises n readable bytes at p until the call returns.
        unsafe { slice::from_raw_parts(self.p, self.n) }
    }

    /// The bytes as text; `what` names the argument in the error.
    pub unsafe fn text<'a>(self, what: &str) -> Result<&'a str, String> {
        // SAFETY: as for bytes.
        str::from_utf8(unsafe { self.bytes() }).map_err(|e| format!("{what} is not UTF-8: {e}"))
    }
}

impl TcbBuf {
    pub const EMPTY: TcbBuf = TcbBuf { p: ptr::null_mut(), n: 0, cap: 0 };

    /// Hands the vector's memory to C; only [`TcbBuf::free`] gives it back.
    pub fn from_vec(bytes: Vec<u8>) -> TcbBuf {
        if bytes.capacity() == 0 {
            return TcbBuf::EMPTY;
        }
        let mut bytes = std::mem::ManuallyDrop::new(bytes);
        TcbBuf { p: bytes.as_mut_ptr(), n: bytes.len(), cap: bytes.capacity() }
    }

    pub unsafe fn free(&mut self) {
        let buf = std::mem::replace(self, TcbBuf::EMPTY);
        if !buf.p.is_null() && buf.cap > 0 {
            // SAFETY: p, n and cap are those of a vector given away by from_vec, and the caller has not changed them.
            drop(unsafe { Vec::from_raw_parts(buf.p, buf.n, buf.cap) });
        }
    }
}

/// Gives bytes to C through an out pointer; for NULL they are dropped. What was there before is not freed.
pub unsafe fn put(out: *mut TcbBuf, bytes: Vec<u8>) {
    if !out.is_null() {
        // SAFETY: not NULL, so writable and suitably aligned.
        unsafe { out.write(TcbBuf::from_vec(bytes)) }
    }
}

/// Gives a new handle to C, or drops it when there is nowhere to put it.
pub unsafe fn give<T: Handle>(out: *mut *mut T, handle: T) -> Result<(), String> {
    if out.is_null() {
        return Err(format!("the place for the new {} is NULL", T::NAME));
    }
    // SAFETY: not NULL, so writable.
    unsafe { out.write(Box::into_raw(Box::new(handle))) };
    Ok(())
}

/// Runs the body of the exported function `name`: an error or a panic becomes a status with its text in `error`.
pub unsafe fn guard(
    name: &'static str,
    error: *mut TcbBuf,
    body: impl FnOnce() -> Result<(), String>,
) -> Status {
    let outcome = catch_unwind(AssertUnwindSafe(|| {
        inject::in_call(name);
        body()
    }));
    let (status, text) = match outcome {
        Ok(Ok(())) => (OK, String::new()),
        Ok(Err(text)) => (ERROR, text),
        Err(payload) => (PANIC, format!("{name}: {}", panics::describe(&*payload))),
    };
    // SAFETY: error is NULL or writable, says the header.
    unsafe { put(error, text.into_bytes()) };
    status
}

/// The guard of functions that have no way to report: a panic is logged by the panic hook and `fallback` returned.
pub fn guard_or<T>(name: &'static str, fallback: T, body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(|| {
        inject::in_call(name);
        body()
    }))
    .unwrap_or(fallback)
}

/// What every handle knows of itself: a forked child has none of the threads that a handle needs.
pub trait Handle {
    const NAME: &'static str;
    fn pid(&self) -> u32;
}

/// The handle behind a pointer from C, if this process may use it.
pub unsafe fn borrow<'a, T: Handle>(handle: *const T) -> Result<&'a T, String> {
    // SAFETY: the header demands NULL or a live handle of this type.
    let handle = unsafe { handle.as_ref() }.ok_or_else(|| format!("{} is NULL", T::NAME))?;
    let pid = std::process::id();
    if handle.pid() != pid {
        return Err(format!(
            "{} was made in process {} and does not survive a fork into process {pid}; make a runtime in the child",
            T::NAME,
            handle.pid()
        ));
    }
    Ok(handle)
}

/// Takes a handle back from C; None for NULL, and for an inherited handle, which is leaked because freeing it would wait for
/// threads that the child does not have.
pub unsafe fn reclaim<T: Handle>(handle: *mut T) -> Option<Box<T>> {
    if handle.is_null() {
        return None;
    }
    // SAFETY: not NULL, so a live handle that came from Box::into_raw and is given up by the caller.
    let handle = unsafe { Box::from_raw(handle) };
    if handle.pid() == std::process::id() {
        Some(handle)
    } else {
        Box::leak(handle);
        None
    }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_buf_free(buf: *mut TcbBuf) {
    guard_or("tcb_buf_free", (), || {
        // SAFETY: NULL or a buffer from this library.
        if let Some(buf) = unsafe { buf.as_mut() } {
            // SAFETY: the same.
            unsafe { buf.free() }
        }
    });
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_event_free(events: *mut TcbEvent, count: usize) {
    guard_or("tcb_event_free", (), || {
        if events.is_null() {
            return;
        }
        for i in 0..count {
            // SAFETY: the caller gives `count` events that came from tcb_queue_pop.
            unsafe {
                let event = &mut *events.add(i);
                event.data.free();
                event.error.free();
                event.details.free();
                drop(reclaim(std::mem::replace(&mut event.handle, ptr::null_mut())));
            }
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Inherited;
    impl Handle for Inherited {
        const NAME: &'static str = "tcb_conn";
        fn pid(&self) -> u32 {
            std::process::id().wrapping_add(1)
        }
    }

    #[test]
    fn a_handle_of_another_process_is_refused_and_says_why() {
        // SAFETY: a live reference.
        let error = unsafe { borrow(&Inherited as *const Inherited) }.err().unwrap();
        assert!(error.contains("does not survive a fork"), "{error}");
    }

    #[test]
    fn null_is_refused_by_name() {
        // SAFETY: NULL is allowed.
        let error = unsafe { borrow(ptr::null::<Inherited>()) }.err().unwrap();
        assert_eq!(error, "tcb_conn is NULL");
    }

    #[test]
    fn a_buffer_survives_the_trip_and_an_empty_one_has_no_memory() {
        let mut buf = TcbBuf::from_vec(b"abc".to_vec());
        // SAFETY: the buffer is ours.
        assert_eq!(unsafe { slice::from_raw_parts(buf.p, buf.n) }, b"abc");
        // SAFETY: freed once; the second free sees an empty buffer.
        unsafe {
            buf.free();
            buf.free();
        }
        assert!(buf.p.is_null() && TcbBuf::from_vec(Vec::new()).p.is_null());
    }

    #[test]
    fn an_error_and_a_panic_become_statuses_with_text() {
        let mut error = TcbBuf::EMPTY;
        // SAFETY: error is writable.
        let status = unsafe { guard("tcb_x", &mut error, || Err("no".into())) };
        // SAFETY: the buffer was just filled.
        assert_eq!((status, unsafe { slice::from_raw_parts(error.p, error.n) }), (ERROR, b"no".as_slice()));
        // SAFETY: as above.
        unsafe { error.free() };
        // SAFETY: error is writable.
        let status = unsafe { guard("tcb_x", &mut error, || panic!("boom {}", 7)) };
        // SAFETY: the buffer was just filled.
        let text = String::from_utf8(unsafe { slice::from_raw_parts(error.p, error.n) }.to_vec()).unwrap();
        assert_eq!(status, PANIC);
        assert!(text.starts_with("tcb_x: boom 7"), "{text}");
        // SAFETY: as above.
        unsafe { error.free() };
    }
}
