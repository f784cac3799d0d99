//! Core's log records as events. The consumer runs on whatever thread logs, so it only renders and queues.

use crate::queue::Queue;
use std::sync::Arc;
use temporalio_common::telemetry::{CoreLog, CoreLogConsumer};

pub struct QueueConsumer {
    pub queue: Arc<Queue>,
    pub backlog_max: usize,
}

impl std::fmt::Debug for QueueConsumer {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("QueueConsumer").field("backlog_max", &self.backlog_max).finish_non_exhaustive()
    }
}

impl CoreLogConsumer for QueueConsumer {
    fn on_log(&self, log: CoreLog) {
        self.queue.push_log(self.backlog_max, |dropped| {
            serde_json::json!({
                "time_ms": u64::try_from(log.millis_since_epoch()).unwrap_or(u64::MAX),
                "level": log.level.as_str(),
                "target": log.target,
                "message": log.message,
                "fields": log.fields,
                "spans": log.span_contexts,
                "dropped": dropped,
            })
            .to_string()
            .into_bytes()
        });
    }
}
