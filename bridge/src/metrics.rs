//! The host's own metrics, in the exporter that core's go to.

use crate::{
    ffi::{Handle, Status, TcbBuf, TcbSlice, borrow, give, guard, guard_or, reclaim},
    json,
    runtime::TcbRuntime,
};
use serde::Deserialize;
use std::{collections::BTreeMap, time::Duration};
use temporalio_common::telemetry::metrics::{
    Counter, Gauge, GaugeF64, Histogram, HistogramDuration, HistogramF64, MetricAttributes, MetricKeyValue,
    MetricParameters, MetricValue, NewAttributes, TemporalMeter, UpDownCounter,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct MetricDocument {
    kind: MetricKind,
    name: String,
    description: Option<String>,
    unit: Option<String>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
enum MetricKind {
    Counter,
    UpDownCounter,
    Gauge,
    GaugeF64,
    Histogram,
    HistogramF64,
    HistogramDuration,
}

enum Instrument {
    Counter(Counter),
    UpDownCounter(UpDownCounter),
    Gauge(Gauge),
    GaugeF64(GaugeF64),
    Histogram(Histogram),
    HistogramF64(HistogramF64),
    HistogramDuration(HistogramDuration),
}

pub struct TcbMetric {
    pid: u32,
    instrument: Instrument,
    default_tags: MetricAttributes,
}

pub struct TcbMetricTags {
    pid: u32,
    attributes: MetricAttributes,
}

impl Handle for TcbMetric {
    const NAME: &'static str = "tcb_metric";
    fn pid(&self) -> u32 {
        self.pid
    }
}

impl Handle for TcbMetricTags {
    const NAME: &'static str = "tcb_metric_tags";
    fn pid(&self) -> u32 {
        self.pid
    }
}

/// The runtime's meter without core's prefix; one that records nothing when the runtime exports nothing.
fn meter(runtime: &TcbRuntime) -> TemporalMeter {
    runtime.runtime.core.telemetry().get_metric_meter().unwrap_or_else(TemporalMeter::no_op)
}

impl MetricDocument {
    fn build(self, meter: &TemporalMeter) -> Result<Instrument, String> {
        if self.name.is_empty() {
            return Err("metric options: name is empty".into());
        }
        let parameters = MetricParameters::builder()
            .name(self.name)
            .description(self.description.unwrap_or_default())
            .unit(self.unit.unwrap_or_default())
            .build();
        Ok(match self.kind {
            MetricKind::Counter => Instrument::Counter(meter.counter(parameters)),
            MetricKind::UpDownCounter => Instrument::UpDownCounter(meter.up_down_counter(parameters)),
            MetricKind::Gauge => Instrument::Gauge(meter.gauge(parameters)),
            MetricKind::GaugeF64 => Instrument::GaugeF64(meter.gauge_f64(parameters)),
            MetricKind::Histogram => Instrument::Histogram(meter.histogram(parameters)),
            MetricKind::HistogramF64 => Instrument::HistogramF64(meter.histogram_f64(parameters)),
            MetricKind::HistogramDuration => {
                Instrument::HistogramDuration(meter.histogram_duration(parameters))
            }
        })
    }
}

fn parse_tags(bytes: &[u8]) -> Result<NewAttributes, String> {
    let tags: BTreeMap<String, serde_json::Value> = json::parse("metric tags", bytes)?;
    let pairs =
        tags.into_iter().map(|(name, value)| Ok(MetricKeyValue::new(&name, tag_value(&name, value)?)));
    Ok(NewAttributes::new(pairs.collect::<Result<Vec<_>, String>>()?))
}

fn tag_value(name: &str, value: serde_json::Value) -> Result<MetricValue, String> {
    match value {
        serde_json::Value::String(s) => Ok(s.into()),
        serde_json::Value::Bool(b) => Ok(b.into()),
        serde_json::Value::Number(n) => match (n.as_i64(), n.as_f64()) {
            (Some(i), _) => Ok(i.into()),
            (None, Some(f)) => Ok(f.into()),
            (None, None) => Err(format!("metric tags: {name} is {n}, which no number type here holds")),
        },
        other => Err(format!("metric tags: {name} is {other}; expected a string, number or boolean")),
    }
}

/// A double that is a whole number from 0 (or from the smallest, if signed) to 2^53, where doubles stop counting by one.
fn whole(value: f64, signed: bool) -> Result<i64, String> {
    const LARGEST: f64 = (1u64 << 53) as f64;
    let least = if signed { -LARGEST } else { 0.0 };
    if value.fract() != 0.0 || !(least..=LARGEST).contains(&value) {
        return Err(format!(
            "{value} is not a whole number from {least} to {LARGEST}, as this kind of metric demands"
        ));
    }
    Ok(value as i64)
}

impl Instrument {
    fn record(&self, value: f64, tags: &MetricAttributes) -> Result<(), String> {
        let unsigned = || whole(value, false).map(|v| v as u64);
        match self {
            Instrument::Counter(counter) => counter.add(unsigned()?, tags),
            Instrument::UpDownCounter(counter) => counter.add(whole(value, true)?, tags),
            Instrument::Gauge(gauge) => gauge.record(unsigned()?, tags),
            Instrument::Histogram(histogram) => histogram.record(unsigned()?, tags),
            Instrument::GaugeF64(gauge) => gauge.record(value, tags),
            Instrument::HistogramF64(histogram) => histogram.record(value, tags),
            Instrument::HistogramDuration(histogram) => {
                let duration = Duration::try_from_secs_f64(value / 1000.0)
                    .map_err(|e| format!("{value} ms is not a duration: {e}"))?;
                histogram.record(duration, tags);
            }
        }
        Ok(())
    }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_metric_new(
    runtime: *mut TcbRuntime,
    options_json: TcbSlice,
    metric: *mut *mut TcbMetric,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (runtime, options) = unsafe { (borrow(runtime)?, options_json.bytes()) };
        let meter = meter(runtime);
        let document: MetricDocument = json::parse("metric options", options)?;
        let default_tags = meter.get_default_attributes().clone();
        let made = TcbMetric { pid: std::process::id(), instrument: document.build(&meter)?, default_tags };
        // SAFETY: NULL or writable.
        unsafe { give(metric, made) }
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_metric_new", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_metric_free(metric: *mut TcbMetric) {
    // SAFETY: NULL or a live handle that the caller gives up.
    guard_or("tcb_metric_free", (), || drop(unsafe { reclaim(metric) }));
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_metric_tags_new(
    runtime: *mut TcbRuntime,
    tags_json: TcbSlice,
    tags: *mut *mut TcbMetricTags,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle; a slice for this call.
        let (runtime, json) = unsafe { (borrow(runtime)?, tags_json.bytes()) };
        let meter = meter(runtime);
        let attributes = meter.extend_attributes(meter.get_default_attributes().clone(), parse_tags(json)?);
        // SAFETY: NULL or writable.
        unsafe { give(tags, TcbMetricTags { pid: std::process::id(), attributes }) }
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_metric_tags_new", error, body) }
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_metric_tags_free(tags: *mut TcbMetricTags) {
    // SAFETY: NULL or a live handle that the caller gives up.
    guard_or("tcb_metric_tags_free", (), || drop(unsafe { reclaim(tags) }));
}

#[unsafe(no_mangle)]
pub unsafe extern "C" fn tcb_metric_record(
    metric: *mut TcbMetric,
    tags: *const TcbMetricTags,
    value: f64,
    error: *mut TcbBuf,
) -> Status {
    let body = || {
        // SAFETY: NULL or a live handle.
        let metric = unsafe { borrow(metric) }?;
        // SAFETY: the same, once it is known not to be NULL.
        let tags = if tags.is_null() { &metric.default_tags } else { &unsafe { borrow(tags) }?.attributes };
        if !value.is_finite() {
            return Err(format!("{value} is not a finite number"));
        }
        metric.instrument.record(value, tags)
    };
    // SAFETY: error is NULL or writable.
    unsafe { guard("tcb_metric_record", error, body) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_numbers_pass_and_others_are_refused() {
        for (value, signed, expected) in [
            (0.0, false, Some(0)),
            (9007199254740992.0, false, Some(1 << 53)),
            (-1.0, false, None),
            (-1.0, true, Some(-1)),
            (0.5, true, None),
            (1e300, true, None),
        ] {
            assert_eq!(whole(value, signed).ok(), expected, "{value}");
        }
    }

    #[test]
    fn tags_are_scalars() {
        let tags = parse_tags(br#"{"a": "x", "b": 1, "c": 1.5, "d": true}"#).unwrap().attributes;
        let values: Vec<String> = tags.iter().map(|kv| kv.value.to_string()).collect();
        assert_eq!(values, ["x", "1", "1.5", "true"]);
        let error = parse_tags(br#"{"a": [1]}"#).unwrap_err();
        assert!(error.contains("a is [1]; expected a string, number or boolean"), "{error}");
    }
}
