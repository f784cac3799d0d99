//! Which workflows fail, rather than their task alone, when their code no longer fits their history.

use std::collections::{HashMap, HashSet};
use temporalio_sdk_core::WorkflowErrorType;

pub fn failure_errors(on: Option<bool>) -> HashSet<WorkflowErrorType> {
    on.unwrap_or(false).then_some(WorkflowErrorType::Nondeterminism).into_iter().collect()
}

pub fn type_failure_errors(types: Option<Vec<String>>) -> HashMap<String, HashSet<WorkflowErrorType>> {
    types.into_iter().flatten().map(|name| (name, failure_errors(Some(true)))).collect()
}
