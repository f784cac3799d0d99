//! Replays: histories in, activations out, no server and no events. The caller's thread does the work.

use crate::{
    ffi::{Handle, Status, TcbBuf, TcbSlice, borrow, give, guard, guard_or, put, reclaim},
    replay_options,
    replay_session::{Next, Replay, Session},
    runtime::{Runtime, TcbRuntime},
};
use parking_lot::Mutex;
use prost::Message;
use std::sync::Arc;
use temporalio_common::protos::coresdk::workflow_completion::WorkflowActivationCompletion;
use temporalio_sdk_core::WorkerConfig;

pub struct TcbReplay {
    pid: u32,
    runtime: Arc<Runtime>,
    config: WorkerConfig,
    state: Mutex<State>,
}

enum State {
    Idle(Session),
    Under(Session, Replay),
    /// A replay failed in a way that leaves nothing to be known about core's worker; the next one makes another.
    Broken,
}

impl Handle for TcbReplay {
    const NAME: &'static str = "tcb_replay";
    fn pid(&self) -> u32 {
        self.pid
    }
}

impl TcbReplay {
    /// What is in the state during a call is lost when the call fails or panics.
    fn take(&self) -> State {
        std::mem::replace(&mut *self.state.lock(), State::Broken)
    }

    fn begin(&self, workflow_id: String, history: Vec<u8>) -> Result<Vec<u8>, String> {
        let session = match self.take() {
            State::Idle(session) => session,
            State::Under(..) | State::Broken => Session::new(self.config.clone())?,
        };
        match Replay::new(workflow_id, history) {
            Ok((replay, script)) => {
                let next = session.begin(replay, script)?;
                Ok(self.keep(session, next))
            }
            Err(refused) => {
                *self.state.lock() = State::Idle(session);
                Err(refused)
            }
        }
    }

    fn step(&self, completion: &[u8]) -> Result<Vec<u8>, String> {
        let completion = WorkflowActivationCompletion::decode(completion)
            .map_err(|e| format!("the bytes are not a WorkflowActivationCompletion: {e}"))?;
        match self.take() {
            State::Under(session, replay) => {
                let next = session.step(replay, completion)?;
                Ok(self.keep(session, next))
            }
            other => {
                *self.state.lock() = other;
                Err("there is no replay under way; tcb_replay_begin starts one".into())
            }
        }
    }

    fn keep(&self, session: Session, next: Next) -> Vec<u8> {
        let (state, bytes) = match next {
            Next::Activation(replay, activation) => {
                (State::Under(session, replay), activation.encode_to_vec())
            }
            Next::End => (State::Idle(session), Vec::new()),
        };
        *self.state.lock() = state;
        bytes
    }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_replay_new(
    runtime: *mut TcbRuntime,
    options_json: TcbSlice,
    replay: *mut *mut TcbReplay,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (runtime, options) = unsafe { (Arc::clone(&borrow(runtime)?.runtime), options_json.bytes()) };
        let config = replay_options::parse(options)?;
        let session = {
            let _entered = runtime.enter()?;
            Session::new(config.clone())?
        };
        let state = Mutex::new(State::Idle(session));
        // SAFETY: NULL or writable.
        unsafe { give(replay, TcbReplay { pid: std::process::id(), runtime, config, state }) }
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_replay_new", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_replay_begin(
    replay: *mut TcbReplay,
    workflow_id: TcbSlice,
    history: TcbSlice,
    activation: *mut TcbBuf,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; slices for this call.
        let (handle, id, history) =
            unsafe { (borrow(replay)?, workflow_id.text("workflow_id")?, history.bytes()) };
        let _entered = handle.runtime.enter()?;
        let bytes = handle.begin(id.to_owned(), history.to_owned())?;
        // SAFETY: NULL or writable.
        unsafe { put(activation, bytes) };
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_replay_begin", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_replay_step(
    replay: *mut TcbReplay,
    completion: TcbSlice,
    activation: *mut TcbBuf,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (handle, completion) = unsafe { (borrow(replay)?, completion.bytes()) };
        let _entered = handle.runtime.enter()?;
        let bytes = handle.step(completion)?;
        // SAFETY: NULL or writable.
        unsafe { put(activation, bytes) };
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_replay_step", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_replay_free(replay: *mut TcbReplay) {
    guard_or("tcb_replay_free", (), || {
        // SAFETY: NULL or a live handle that the caller gives up.
        let Some(handle) = (unsafe { reclaim(replay) }) else { return };
        let _entered = handle.runtime.enter_to_free();
        if let State::Idle(session) = handle.take() {
            session.end();
        }
    });
}
