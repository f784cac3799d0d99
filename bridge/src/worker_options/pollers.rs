//! How many polls of one kind are open at the server.

use serde::Deserialize;
use temporalio_sdk_core::PollerBehavior;

#[derive(Deserialize, Clone, Copy)]
#[serde(rename_all = "snake_case")]
pub enum PollersDocument {
    SimpleMaximum(usize),
    Autoscaling(AutoscalingDocument),
}

#[derive(Deserialize, Clone, Copy)]
#[serde(deny_unknown_fields)]
pub struct AutoscalingDocument {
    minimum: usize,
    maximum: usize,
    initial: usize,
}

impl PollersDocument {
    pub fn build(self) -> PollerBehavior {
        match self {
            PollersDocument::SimpleMaximum(n) => PollerBehavior::SimpleMaximum(n),
            PollersDocument::Autoscaling(a) => {
                PollerBehavior::Autoscaling { minimum: a.minimum, maximum: a.maximum, initial: a.initial }
            }
        }
    }
}
