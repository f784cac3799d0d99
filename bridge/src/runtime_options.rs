//! The "runtime" document of README.md, and what core wants instead of it.

use crate::{json, logs::QueueConsumer, queue::Queue};
use serde::Deserialize;
use std::{collections::HashMap, net::SocketAddr, sync::Arc, time::Duration};
use temporalio_common::{
    protos::temporal::api::worker::v1::environment_info::{Runtime, runtime::RuntimeType},
    telemetry::{
        HistogramBucketOverrides, Logger, PrometheusExporterOptions, TaskQueueLabelStrategy,
        TelemetryOptions, construct_filter_string,
    },
};
use temporalio_sdk_core::RuntimeOptions;
use tracing::Level;

const BACKLOG_MAX_DEFAULT: usize = 4096;
/// More than any machine has use for; beyond what can be started tokio panics.
const THREADS_MAX: usize = 1024;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct RuntimeDocument {
    worker_threads: Option<usize>,
    heartbeat_interval_ms: Option<u64>,
    environment_info: Option<bool>,
    runtime_version: Option<String>,
    log: Option<LogDocument>,
    metrics: Option<MetricsDocument>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct LogDocument {
    core_level: Option<String>,
    other_level: Option<String>,
    filter: Option<String>,
    backlog_max: Option<usize>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MetricsDocument {
    prometheus: PrometheusDocument,
    prefix: Option<String>,
    attach_service_name: Option<bool>,
    task_queue_label: Option<TaskQueueLabel>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum TaskQueueLabel {
    Normal,
    NormalAndSticky,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PrometheusDocument {
    bind_address: String,
    global_tags: Option<HashMap<String, String>>,
    counters_total_suffix: Option<bool>,
    unit_suffix: Option<bool>,
    use_seconds_for_durations: Option<bool>,
    histogram_bucket_overrides: Option<HashMap<String, Vec<f64>>>,
}

impl RuntimeDocument {
    pub fn parse(bytes: &[u8]) -> Result<RuntimeDocument, String> {
        let document: RuntimeDocument = json::parse("runtime options", bytes)?;
        if let Some(threads) = document.worker_threads
            && !(1..=THREADS_MAX).contains(&threads)
        {
            return Err(format!(
                "runtime options: worker_threads is {threads}; expected 1 to {THREADS_MAX}, or absent for one per core"
            ));
        }
        Ok(document)
    }

    pub fn worker_threads(&self) -> Option<usize> {
        self.worker_threads
    }

    pub fn telemetry(&self, queue: &Arc<Queue>) -> Result<TelemetryOptions, String> {
        let metrics = self.metrics.as_ref();
        let label = metrics.and_then(|m| m.task_queue_label).map(|label| match label {
            TaskQueueLabel::Normal => TaskQueueLabelStrategy::UseNormal,
            TaskQueueLabel::NormalAndSticky => TaskQueueLabelStrategy::UseNormalAndSticky,
        });
        Ok(TelemetryOptions::builder()
            .maybe_logging(self.log.as_ref().map(|log| log.logger(queue)).transpose()?)
            .maybe_attach_service_name(metrics.and_then(|m| m.attach_service_name))
            .maybe_metric_prefix(metrics.and_then(|m| m.prefix.clone()))
            .maybe_task_queue_label_strategy(label)
            .build())
    }

    /// Core's options around telemetry that is already made.
    pub fn runtime(&self, telemetry: TelemetryOptions) -> Result<RuntimeOptions, String> {
        let heartbeat = match self.heartbeat_interval_ms {
            None => Some(Duration::from_secs(60)),
            Some(0) => None,
            Some(ms) => Some(Duration::from_millis(ms)),
        };
        let runtime = Runtime {
            r#type: RuntimeType::Native as i32,
            version: self.runtime_version.clone().unwrap_or_default(),
        };
        Ok(RuntimeOptions::builder()
            .telemetry_options(telemetry)
            .heartbeat_interval(heartbeat)
            .disable_environment_info(self.environment_info == Some(false))
            .build()
            .map_err(|e| format!("runtime options: {e}"))?
            .with_runtimes(vec![runtime]))
    }

    pub fn prometheus(&self) -> Result<Option<PrometheusExporterOptions>, String> {
        let Some(prometheus) = self.metrics.as_ref().map(|m| &m.prometheus) else { return Ok(None) };
        let address: SocketAddr = prometheus.bind_address.parse().map_err(|_| {
            format!(
                "runtime options: metrics.prometheus.bind_address is \"{}\"; expected ip:port, e.g. 127.0.0.1:9090",
                prometheus.bind_address
            )
        })?;
        let overrides = prometheus
            .histogram_bucket_overrides
            .clone()
            .map(|overrides| HistogramBucketOverrides { overrides });
        Ok(Some(
            PrometheusExporterOptions::builder()
                .socket_addr(address)
                .maybe_global_tags(prometheus.global_tags.clone())
                .maybe_counters_total_suffix(prometheus.counters_total_suffix)
                .maybe_unit_suffix(prometheus.unit_suffix)
                .maybe_use_seconds_for_durations(prometheus.use_seconds_for_durations)
                .maybe_histogram_bucket_overrides(overrides)
                .build(),
        ))
    }
}

impl LogDocument {
    fn logger(&self, queue: &Arc<Queue>) -> Result<Logger, String> {
        let filter = match (&self.filter, &self.core_level, &self.other_level) {
            (Some(filter), None, None) => filter.clone(),
            (Some(_), _, _) => {
                return Err(
                    "runtime options: log has filter and levels; give the filter or the levels".into()
                );
            }
            (None, core, other) => construct_filter_string(
                level("core_level", core, "warn")?,
                level("other_level", other, "error")?,
            ),
        };
        let backlog_max = self.backlog_max.unwrap_or(BACKLOG_MAX_DEFAULT);
        Ok(Logger::Push {
            filter,
            consumer: Arc::new(QueueConsumer { queue: Arc::clone(queue), backlog_max }),
        })
    }
}

fn level(field: &str, given: &Option<String>, default: &str) -> Result<Level, String> {
    let text = given.as_deref().unwrap_or(default);
    match text {
        "error" => Ok(Level::ERROR),
        "warn" => Ok(Level::WARN),
        "info" => Ok(Level::INFO),
        "debug" => Ok(Level::DEBUG),
        "trace" => Ok(Level::TRACE),
        _ => Err(format!(
            "runtime options: log.{field} is \"{text}\"; expected error, warn, info, debug or trace"
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        let queue = Arc::new(Queue::default());
        RuntimeDocument::parse(text.as_bytes())
            .and_then(|d| {
                d.prometheus()?;
                d.runtime(d.telemetry(&queue)?)
            })
            .err()
            .unwrap_or_default()
    }

    #[test]
    fn bad_documents_are_refused_with_the_field_and_what_was_expected() {
        for (text, expected) in [
            (r#"{"worker_thread": 2}"#, "unknown field `worker_thread`, expected one of `worker_threads`"),
            (r#"{"worker_threads": 0}"#, "worker_threads is 0; expected 1 to 1024"),
            (r#"{"log": {"core_level": "loud"}}"#, "log.core_level is \"loud\"; expected error, warn"),
            (r#"{"log": {"filter": "info", "core_level": "info"}}"#, "filter and levels"),
            (r#"{"heartbeat_interval_ms": 10}"#, "between 1s and 60s"),
            (r#"{"metrics": {}}"#, "missing field `prometheus`"),
            (
                r#"{"metrics": {"prometheus": {"bind_address": "here"}}}"#,
                "bind_address is \"here\"; expected ip:port",
            ),
            (
                r#"{"metrics": {"prometheus": {"bind_address": ""}, "task_queue_label": "x"}}"#,
                "unknown variant `x`",
            ),
            ("[", "runtime options: EOF"),
        ] {
            let error = error(text);
            assert!(error.contains(expected), "{text}: {error}");
        }
    }

    #[test]
    fn an_empty_document_is_all_defaults() {
        assert_eq!(error(""), "");
        assert_eq!(error("{}"), "");
    }
}
