//! An event on its way to C: what one finished task, or one turn of a poll loop, has to say.

use crate::{
    client::TcbConn,
    ffi::{self, Status, TcbBuf, TcbEvent},
};
use std::ptr;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[repr(u32)]
pub enum Kind {
    Connect = 1,
    Rpc = 2,
    WorkerValidate = 3,
    WorkflowActivation = 4,
    ActivityTask = 5,
    WorkflowCompleted = 6,
    ActivityCompleted = 7,
    WorkerFinalized = 8,
    Log = 10,
}

/// How a task ended. Dropping one frees everything in it.
#[derive(Default)]
pub struct Outcome {
    pub status: Status,
    pub grpc_code: i32,
    pub handle: Option<Box<TcbConn>>,
    pub data: Vec<u8>,
    pub error: String,
    pub details: Vec<u8>,
}

impl Outcome {
    pub fn ok(data: Vec<u8>) -> Outcome {
        Outcome { data, ..Outcome::default() }
    }

    pub fn error(text: impl Into<String>) -> Outcome {
        Outcome { status: ffi::ERROR, error: text.into(), ..Outcome::default() }
    }

    pub fn panic(text: String) -> Outcome {
        Outcome { status: ffi::PANIC, error: text, ..Outcome::default() }
    }

    pub fn cancelled(text: &str) -> Outcome {
        Outcome { status: ffi::CANCELLED, error: text.to_owned(), ..Outcome::default() }
    }

    pub fn shutdown() -> Outcome {
        Outcome { status: ffi::SHUTDOWN, ..Outcome::default() }
    }

    pub fn grpc(status: &tonic::Status) -> Outcome {
        Outcome {
            status: ffi::GRPC,
            grpc_code: status.code() as i32,
            error: status.message().to_owned(),
            details: status.details().to_vec(),
            ..Outcome::default()
        }
    }
}

pub struct Event {
    pub tag: u64,
    pub kind: Kind,
    pub outcome: Outcome,
}

impl Event {
    /// Gives everything inside to C.
    pub fn into_c(self) -> TcbEvent {
        let outcome = self.outcome;
        TcbEvent {
            tag: self.tag,
            kind: self.kind as u32,
            status: outcome.status,
            grpc_code: outcome.grpc_code,
            reserved: 0,
            handle: outcome.handle.map_or(ptr::null_mut(), Box::into_raw),
            data: TcbBuf::from_vec(outcome.data),
            error: TcbBuf::from_vec(outcome.error.into_bytes()),
            details: TcbBuf::from_vec(outcome.details),
        }
    }
}
