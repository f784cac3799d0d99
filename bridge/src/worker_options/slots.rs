//! How many tasks of each kind a worker holds at once.

use serde::Deserialize;
use std::time::Duration;
use temporalio_sdk_core::{
    ResourceBasedSlotsOptions, ResourceBasedTunerConfig, ResourceSlotOptions, SlotKind, SlotSupplierOptions,
    TunerHolder, TunerHolderOptions,
};

pub const SLOTS_DEFAULT: usize = 100;
/// More than any worker has memory for; beyond what tokio's semaphores count core panics.
const SLOTS_MAX: usize = 10_000_000;

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
pub struct SlotsDocument {
    workflow: Option<SlotDocument>,
    activity: Option<SlotDocument>,
    local_activity: Option<SlotDocument>,
    resource_targets: Option<ResourceTargetsDocument>,
}

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub enum SlotDocument {
    Fixed(usize),
    ResourceBased(ResourceSlotDocument),
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub struct ResourceSlotDocument {
    min: usize,
    max: usize,
    ramp_throttle_ms: u64,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResourceTargetsDocument {
    memory: f64,
    cpu: f64,
    memory_p_gain: Option<f64>,
    memory_i_gain: Option<f64>,
    memory_d_gain: Option<f64>,
    memory_output_threshold: Option<f64>,
    cpu_p_gain: Option<f64>,
    cpu_i_gain: Option<f64>,
    cpu_d_gain: Option<f64>,
    cpu_output_threshold: Option<f64>,
}

impl SlotsDocument {
    pub fn build(self, max_cached_workflows: usize) -> Result<TunerHolder, String> {
        // With a cache, sticky and normal tasks each need a slot, else they starve each other.
        let workflow_min = if max_cached_workflows > 0 { 2 } else { 1 };
        TunerHolderOptions::builder()
            .workflow_slot_options(supplier("workflow", self.workflow, workflow_min)?)
            .activity_slot_options(supplier("activity", self.activity, 1)?)
            .local_activity_slot_options(supplier("local_activity", self.local_activity, 1)?)
            .maybe_resource_based_config(
                self.resource_targets
                    .map(ResourceTargetsDocument::build)
                    .transpose()?
                    .map(ResourceBasedTunerConfig::Options),
            )
            .build_tuner_holder()
            .map_err(|e| format!("slots: {e} (field resource_targets)"))
    }
}

fn supplier<K: SlotKind>(
    field: &str,
    slot: Option<SlotDocument>,
    at_least: usize,
) -> Result<SlotSupplierOptions<K>, String> {
    let (max, options) = match slot.unwrap_or(SlotDocument::Fixed(SLOTS_DEFAULT)) {
        SlotDocument::Fixed(slots) => (slots, SlotSupplierOptions::FixedSize { slots }),
        SlotDocument::ResourceBased(r) if r.min > r.max => {
            return Err(format!("slots.{field}: min {} is above max {}", r.min, r.max));
        }
        SlotDocument::ResourceBased(r) => {
            let ramp = Duration::from_millis(r.ramp_throttle_ms);
            (r.max, SlotSupplierOptions::ResourceBased(ResourceSlotOptions::new(r.min, r.max, ramp)))
        }
    };
    if !(at_least..=SLOTS_MAX).contains(&max) {
        return Err(format!(
            "slots.{field} has room for {max}; expected at least {at_least} and at most {SLOTS_MAX}"
        ));
    }
    Ok(options)
}

impl ResourceTargetsDocument {
    fn build(self) -> Result<ResourceBasedSlotsOptions, String> {
        for (field, share) in [("memory", self.memory), ("cpu", self.cpu)] {
            if !(0.0..=1.0).contains(&share) {
                return Err(format!(
                    "slots.resource_targets.{field} is {share}; expected a share between 0 and 1"
                ));
            }
        }
        Ok(ResourceBasedSlotsOptions::builder()
            .target_mem_usage(self.memory)
            .target_cpu_usage(self.cpu)
            .maybe_mem_p_gain(self.memory_p_gain)
            .maybe_mem_i_gain(self.memory_i_gain)
            .maybe_mem_d_gain(self.memory_d_gain)
            .maybe_mem_output_threshold(self.memory_output_threshold)
            .maybe_cpu_p_gain(self.cpu_p_gain)
            .maybe_cpu_i_gain(self.cpu_i_gain)
            .maybe_cpu_d_gain(self.cpu_d_gain)
            .maybe_cpu_output_threshold(self.cpu_output_threshold)
            .build())
    }
}
