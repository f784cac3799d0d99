//! Tokio's threads, and core with its telemetry on them.

use crate::{queue::Queue, runtime_options::RuntimeDocument};
use std::{net::SocketAddr, sync::Arc};
use temporalio_common::telemetry::{
    remove_trace_subscriber_for_current_thread, set_trace_subscriber_for_current_thread,
    start_prometheus_metric_exporter, telemetry_init,
};
use temporalio_sdk_core::CoreRuntime;

type Subscriber = Arc<dyn tracing::Subscriber + Send + Sync>;

/// The threads, core, and where the metrics are served, if they are.
pub fn start(
    queue: &Arc<Queue>,
    document: &RuntimeDocument,
) -> Result<(tokio::runtime::Runtime, CoreRuntime, Option<SocketAddr>), String> {
    let telemetry =
        telemetry_init(document.telemetry(queue)?).map_err(|e| format!("runtime options: {e}"))?;
    let subscriber = telemetry.trace_subscriber();
    let tokio = start_threads(document.worker_threads(), subscriber.clone())?;
    let entered = tokio.enter();
    // Core makes its telemetry itself; handed the subscriber of ours, it makes no second one.
    let mut options = document.telemetry(queue)?;
    options.subscriber_override = subscriber;
    let mut core = CoreRuntime::new_assume_tokio(document.runtime(options)?)
        .map_err(|e| format!("runtime options: {e}"))?;
    // Core left its subscriber on this thread, which is the host's; `Runtime::enter` sets it for the length of a call.
    remove_trace_subscriber_for_current_thread();
    let prometheus = serve_metrics(document, &mut core)?;
    drop(entered);
    Ok((tokio, core, prometheus))
}

fn start_threads(
    count: Option<usize>,
    subscriber: Option<Subscriber>,
) -> Result<tokio::runtime::Runtime, String> {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    if let Some(count) = count {
        builder.worker_threads(count);
    }
    builder
        .enable_all()
        .thread_name("temporal-core")
        .on_thread_start(move || {
            if let Some(subscriber) = &subscriber {
                set_trace_subscriber_for_current_thread(Arc::clone(subscriber));
            }
        })
        .build()
        .map_err(|e| format!("cannot start the runtime's threads: {e}"))
}

fn serve_metrics(document: &RuntimeDocument, core: &mut CoreRuntime) -> Result<Option<SocketAddr>, String> {
    let Some(options) = document.prometheus()? else { return Ok(None) };
    let address = options.socket_addr;
    let server = start_prometheus_metric_exporter(options)
        .map_err(|e| format!("cannot serve metrics on {address}: {e}; choose another address or port 0"))?;
    core.telemetry_mut().attach_late_init_metrics(server.meter);
    Ok(Some(server.bound_addr))
}
