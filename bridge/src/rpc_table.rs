//! From an RPC's proto name to core's typed method. Core's generic caller is private, so each name is a line here.

use crate::connection_options::HeadersDocument;
use futures_util::{FutureExt, future::BoxFuture};
use prost::Message;
use std::time::Duration;
use temporalio_client::{
    Connection, RetryOptions,
    grpc::{HealthService, OperatorService, TestService, WorkflowService},
    request_extensions::RetryConfigForCall,
};
use tonic::{
    Request, Response, Status,
    metadata::{AsciiMetadataKey, AsciiMetadataValue, BinaryMetadataKey, BinaryMetadataValue},
};

/// Everything of a call but its request.
pub struct Call {
    pub connection: Connection,
    pub headers: HeadersDocument,
    pub retry: bool,
    pub timeout: Option<Duration>,
}

type Reply = BoxFuture<'static, Result<Vec<u8>, Status>>;

/// Services by their number in the header; each arm of a service is one RPC by its method's name.
macro_rules! services {
    ($( $number:literal $service:ident { $($method:ident)* } )*) => {
        fn find(call: Call, service: u32, method: &str, request: &[u8]) -> Result<Reply, String> {
            match (service, method) {
                $( $( ($number, stringify!($method)) => typed(call, request, |c, r| $service::$method(c, r)), )* )*
                $( ($number, _) => Err(concat!("the bridge knows no such RPC of ", stringify!($service),
                                               "; rpc_table.rs lists those it knows").into()), )*
                _ => Err(format!("service {service} is not one of tcb_service")),
            }
        }

        #[cfg(test)]
        const ALL: &[(u32, &str)] = &[ $( $( ($number, stringify!($method)), )* )* ];
    };
}

services! {
    1 WorkflowService {
        count_workflow_executions
        create_schedule
        delete_schedule
        delete_worker_deployment
        delete_worker_deployment_version
        delete_workflow_execution
        deprecate_namespace
        describe_batch_operation
        describe_namespace
        describe_schedule
        describe_task_queue
        describe_worker
        describe_worker_deployment
        describe_worker_deployment_version
        describe_workflow_execution
        execute_multi_operation
        get_cluster_info
        get_search_attributes
        get_system_info
        get_worker_build_id_compatibility
        get_worker_task_reachability
        get_worker_versioning_rules
        get_workflow_execution_history
        get_workflow_execution_history_reverse
        list_archived_workflow_executions
        list_batch_operations
        list_namespaces
        list_schedule_matching_times
        list_schedules
        list_task_queue_partitions
        list_worker_deployments
        list_workers
        list_workflow_executions
        patch_schedule
        pause_activity
        pause_workflow_execution
        poll_workflow_execution_update
        query_workflow
        record_activity_task_heartbeat
        record_activity_task_heartbeat_by_id
        register_namespace
        request_cancel_workflow_execution
        reset_activity
        reset_sticky_task_queue
        reset_workflow_execution
        respond_activity_task_canceled
        respond_activity_task_canceled_by_id
        respond_activity_task_completed
        respond_activity_task_completed_by_id
        respond_activity_task_failed
        respond_activity_task_failed_by_id
        scan_workflow_executions
        set_worker_deployment_current_version
        set_worker_deployment_ramping_version
        signal_with_start_workflow_execution
        signal_workflow_execution
        start_batch_operation
        start_workflow_execution
        stop_batch_operation
        terminate_workflow_execution
        unpause_activity
        unpause_workflow_execution
        update_activity_options
        update_namespace
        update_schedule
        update_task_queue_config
        update_worker_build_id_compatibility
        update_worker_deployment_version_metadata
        update_worker_versioning_rules
        update_workflow_execution
        update_workflow_execution_options
    }
    2 OperatorService {
        add_search_attributes
        create_nexus_endpoint
        delete_namespace
        delete_nexus_endpoint
        get_nexus_endpoint
        list_clusters
        list_nexus_endpoints
        list_search_attributes
        remove_search_attributes
        update_nexus_endpoint
    }
    3 TestService {
        get_current_time
        lock_time_skipping
        sleep
        sleep_until
        unlock_time_skipping
        unlock_time_skipping_with_sleep
    }
    4 HealthService {
        check
    }
}

/// Decodes the request now, so that a bad one is refused at once; the future makes the call.
pub fn prepare(call: Call, service: u32, rpc_name: &str, request: &[u8]) -> Result<Reply, String> {
    find(call, service, &snake_case(rpc_name), request).map_err(|e| format!("RPC \"{rpc_name}\": {e}"))
}

/// StartWorkflowExecution -> start_workflow_execution, as prost names methods. Anything else than words of letters in Pascal
/// case comes out as a name that is in no table.
fn snake_case(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 8);
    for (i, c) in name.chars().enumerate() {
        if c.is_ascii_uppercase() {
            if i > 0 {
                out.push('_');
            }
            out.push(c.to_ascii_lowercase());
        } else if i == 0 || !c.is_ascii_lowercase() {
            return String::new();
        } else {
            out.push(c);
        }
    }
    out
}

fn typed<Req, Resp, F>(call: Call, request: &[u8], method: F) -> Result<Reply, String>
where
    Req: Message + Default + 'static,
    Resp: Message + 'static,
    F: for<'a> FnOnce(&'a mut Connection, Request<Req>) -> BoxFuture<'a, Result<Response<Resp>, Status>>
        + Send
        + 'static,
{
    let message =
        Req::decode(request).map_err(|e| format!("the request is not a {}: {e}", short_name::<Req>()))?;
    let request = with_metadata(Request::new(message), &call)?;
    let mut connection = call.connection;
    Ok(async move { method(&mut connection, request).await.map(|r| r.into_inner().encode_to_vec()) }.boxed())
}

fn short_name<T>() -> &'static str {
    std::any::type_name::<T>().rsplit("::").next().unwrap_or("message")
}

fn with_metadata<T>(mut request: Request<T>, call: &Call) -> Result<Request<T>, String> {
    let metadata = request.metadata_mut();
    for (name, value) in call.headers.headers.iter().flatten() {
        let key: AsciiMetadataKey =
            name.parse().map_err(|_| format!("header name \"{name}\" is not valid"))?;
        let value: AsciiMetadataValue =
            value.parse().map_err(|_| format!("the value of header \"{name}\" is not printable ASCII"))?;
        metadata.insert(key, value);
    }
    for (name, value) in call.headers.binary_headers.iter().flatten() {
        let key: BinaryMetadataKey = name
            .parse()
            .map_err(|_| format!("binary header name \"{name}\" must be valid and end in -bin"))?;
        metadata.insert_bin(key, BinaryMetadataValue::from_bytes(&value.0));
    }
    if let Some(timeout) = call.timeout {
        request.set_timeout(timeout);
    }
    if !call.retry {
        request.extensions_mut().insert(RetryConfigForCall(RetryOptions::no_retries()));
    }
    Ok(request)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_proto_names_and_nothing_else() {
        for (name, expected) in [
            ("StartWorkflowExecution", "start_workflow_execution"),
            ("RespondActivityTaskFailedById", "respond_activity_task_failed_by_id"),
            ("Check", "check"),
            ("start_workflow_execution", ""),
            ("Start Workflow", ""),
            ("", ""),
        ] {
            assert_eq!(snake_case(name), expected, "{name}");
        }
    }

    #[test]
    fn the_table_has_every_rpc_once_in_order() {
        assert!(ALL.is_sorted());
        assert!(ALL.windows(2).all(|pair| pair[0] != pair[1]));
    }
}
