//! Connections and calls on them.

use crate::{
    connection_options::{self, HeadersDocument, decoded},
    event::{Kind, Outcome},
    ffi::{Handle, Status, TcbBuf, TcbSlice, borrow, guard, guard_or, reclaim},
    json::millis,
    rpc_table::{self, Call},
    runtime::{Runtime, TcbRuntime},
};
use prost::Message;
use std::sync::Arc;
use temporalio_client::{Connection, errors::ClientConnectError};

pub struct TcbConn {
    pid: u32,
    pub runtime: Arc<Runtime>,
    pub connection: Connection,
}

impl Handle for TcbConn {
    const NAME: &'static str = "tcb_conn";
    fn pid(&self) -> u32 {
        self.pid
    }
}

fn connected(runtime: Arc<Runtime>, connection: Connection) -> Outcome {
    let capabilities = connection.capabilities().map(Message::encode_to_vec).unwrap_or_default();
    let handle = TcbConn { pid: std::process::id(), runtime, connection };
    Outcome { handle: Some(Box::new(handle)), ..Outcome::ok(capabilities) }
}

fn not_connected(target: &str, error: &ClientConnectError) -> Outcome {
    match error {
        ClientConnectError::SystemInfoCallError(status) => {
            let mut outcome = Outcome::grpc(status);
            outcome.error = format!("{target} refused GetSystemInfo: {}", outcome.error);
            outcome
        }
        other => Outcome::error(format!("cannot connect to {target}: {}", with_causes(other))),
    }
}

/// The error and its causes in one line; tonic's outermost says only "transport error".
fn with_causes(error: &dyn std::error::Error) -> String {
    let mut parts: Vec<String> = Vec::new();
    let mut next = Some(error);
    while let Some(error) = next {
        let text = error.to_string();
        if !parts.iter().any(|part| part.contains(&text)) {
            parts.push(text);
        }
        next = error.source();
    }
    parts.join(": ")
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_connect(
    runtime: *mut TcbRuntime,
    options_json: TcbSlice,
    tag: u64,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (runtime, options) = unsafe { (Arc::clone(&borrow(runtime)?.runtime), options_json.bytes()) };
        let meter = runtime.core.telemetry().get_temporal_metric_meter();
        let options = connection_options::parse(options, meter)?;
        let target = options.target.to_string();
        let for_handle = Arc::clone(&runtime);
        runtime.spawn_cancellable("tcb_connect", tag, Kind::Connect, async move {
            match Connection::connect(options).await {
                Ok(connection) => connected(for_handle, connection),
                Err(error) => not_connected(&target, &error),
            }
        })
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_connect", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_conn_free(conn: *mut TcbConn) {
    // SAFETY: NULL or a live handle that the caller gives up.
    guard_or("tcb_conn_free", (), || drop(unsafe { reclaim(conn) }));
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_conn_set_api_key(
    conn: *mut TcbConn,
    api_key: TcbSlice,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (conn, key) = unsafe { (borrow(conn)?, api_key.text("api_key")?) };
        let _entered = conn.runtime.enter()?;
        if !key.bytes().all(|b| (b' '..=b'~').contains(&b)) {
            return Err("api_key has characters that a header cannot carry; expected printable ASCII".into());
        }
        conn.connection.set_api_key((!key.is_empty()).then(|| key.to_owned()));
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_conn_set_api_key", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_conn_set_headers(
    conn: *mut TcbConn,
    headers_json: TcbSlice,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (conn, document) = unsafe { (borrow(conn)?, HeadersDocument::parse(headers_json.bytes())?) };
        let _entered = conn.runtime.enter()?;
        if let Some(headers) = document.headers {
            conn.connection.set_headers(headers).map_err(|e| format!("headers: {e}"))?;
        }
        if let Some(headers) = document.binary_headers {
            conn.connection
                .set_binary_headers(decoded(headers))
                .map_err(|e| format!("binary_headers: {e}"))?;
        }
        Ok(())
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_conn_set_headers", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_rpc(
    conn: *mut TcbConn,
    service: u32,
    rpc_name: TcbSlice,
    request: TcbSlice,
    headers_json: TcbSlice,
    retry: u32,
    timeout_ms: u64,
    tag: u64,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; slices for this call.
        let (conn, name, request, headers) =
            unsafe { (borrow(conn)?, rpc_name.text("rpc_name")?, request.bytes(), headers_json.bytes()) };
        let retry = match retry {
            0 => false,
            1 => true,
            other => {
                return Err(format!("retry is {other}; expected TCB_RETRY_NONE or TCB_RETRY_CONNECTION"));
            }
        };
        let call = Call {
            connection: conn.connection.clone(),
            headers: HeadersDocument::parse(headers)?,
            retry,
            timeout: millis((timeout_ms > 0).then_some(timeout_ms)),
        };
        let response = rpc_table::prepare(call, service, name, request)?;
        conn.runtime.spawn_cancellable("tcb_rpc", tag, Kind::Rpc, async move {
            match response.await {
                Ok(bytes) => Outcome::ok(bytes),
                Err(status) => Outcome::grpc(&status),
            }
        })
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_rpc", error, body) }
}
