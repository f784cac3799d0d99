//! The server of a replay worker, in the same process: it gives out one workflow task and the pages of its history, and takes
//! every answer.

use crate::{replay_outline::Outline, replay_pages};
use parking_lot::Mutex;
use prost::Message;
use std::sync::Arc;
use temporalio_client::{
    Connection, ConnectionOptions,
    callback_based::{CallbackBasedGrpcService, GrpcRequest, GrpcSuccessResponse},
};
use temporalio_common::protos::temporal::api::{
    common::v1::{WorkflowExecution, WorkflowType},
    enums::v1::TaskQueueKind,
    taskqueue::v1::TaskQueue,
    workflowservice::v1::{
        GetSystemInfoResponse, GetWorkflowExecutionHistoryRequest, GetWorkflowExecutionHistoryResponse,
        PollWorkflowTaskQueueRequest, PollWorkflowTaskQueueResponse, get_system_info_response::Capabilities,
    },
};
use tokio::sync::Notify;
use tonic::Status;
use url::Url;

/// Core counts no workflow tasks up to the previous one, and loads pages until it has counted two: any event tells it that this
/// is a replay, and the first one lets it count.
const FIRST_EVENT: i64 = 1;

const POLL_HISTORY_FIELD: u32 = 8;
const PAGE_HISTORY_FIELD: u32 = 1;

#[derive(Default)]
pub struct ReplayServer {
    task: Mutex<Option<Vec<u8>>>,
    task_came: Notify,
    /// Responses to calls for the second page and those after it, by their number.
    pages: Mutex<Vec<Vec<u8>>>,
}

/// A history that core can take, in pages or in one piece.
pub struct Script {
    pub run_id: String,
    pub page_count: usize,
    task: Vec<u8>,
    pages: Vec<Vec<u8>>,
}

/// How a page is asked for: its number.
fn token(page: usize) -> Vec<u8> {
    page.to_string().into_bytes()
}

fn number(token: &[u8]) -> Option<usize> {
    str::from_utf8(token).ok()?.parse().ok()
}

impl Script {
    pub fn new(workflow_id: &str, encoded: &[u8], in_pages: bool) -> Result<Script, String> {
        let outline =
            Outline::read(encoded).map_err(|e| format!("history of workflow {workflow_id}: {e}"))?;
        let pieces = if in_pages { replay_pages::cut(encoded, &outline) } else { vec![encoded] };
        let next = |page: usize| if page < pieces.len() { token(page) } else { Vec::new() };
        let poll = PollWorkflowTaskQueueResponse {
            task_token: outline.run_id.clone().into_bytes(),
            workflow_execution: Some(WorkflowExecution {
                workflow_id: workflow_id.to_owned(),
                run_id: outline.run_id.clone(),
            }),
            workflow_type: Some(WorkflowType { name: outline.workflow_type }),
            workflow_execution_task_queue: Some(TaskQueue { name: outline.task_queue, ..Default::default() }),
            previous_started_event_id: match pieces.len() {
                1 => outline.previous_started_event_id,
                _ => FIRST_EVENT,
            },
            started_event_id: outline.started_event_id,
            next_page_token: next(1),
            ..Default::default()
        };
        let mut task = poll.encode_to_vec();
        replay_pages::append_field(POLL_HISTORY_FIELD, &pieces[..1], &mut task);
        let page = |at: usize| {
            let mut bytes =
                GetWorkflowExecutionHistoryResponse { next_page_token: next(at + 1), ..Default::default() }
                    .encode_to_vec();
            replay_pages::append_field(PAGE_HISTORY_FIELD, &pieces[at..=at], &mut bytes);
            bytes
        };
        Ok(Script {
            run_id: outline.run_id,
            page_count: pieces.len(),
            task,
            pages: (1..pieces.len()).map(page).collect(),
        })
    }
}

impl ReplayServer {
    pub async fn connect(self: &Arc<Self>) -> Result<Connection, String> {
        let server = Arc::clone(self);
        let service = CallbackBasedGrpcService {
            callback: Arc::new(move |request| {
                let server = Arc::clone(&server);
                Box::pin(async move {
                    let proto = server.answer(request).await?;
                    Ok(GrpcSuccessResponse { headers: Default::default(), proto })
                })
            }),
        };
        let nowhere = Url::parse("http://replay.invalid").expect("a constant that is a URL");
        let options = ConnectionOptions::new(nowhere)
            .identity("replay")
            .service_override(service)
            .dns_load_balancing(None)
            .build();
        Connection::connect(options).await.map_err(|e| format!("connecting to the replay's own server: {e}"))
    }

    /// Gives the worker the task of this history, once.
    pub fn offer(&self, script: Script) {
        *self.pages.lock() = script.pages;
        *self.task.lock() = Some(script.task);
        self.task_came.notify_one();
    }

    async fn answer(&self, request: GrpcRequest) -> Result<Vec<u8>, Status> {
        match request.rpc.as_str() {
            "GetSystemInfo" => Ok(system_info().encode_to_vec()),
            "PollWorkflowTaskQueue" => self.poll(&request.proto).await,
            "GetWorkflowExecutionHistory" => self.page(&request.proto),
            // Everything else is the worker's report of what it did, and an empty response is its acknowledgement.
            _ => Ok(Vec::new()),
        }
    }

    async fn poll(&self, request: &[u8]) -> Result<Vec<u8>, Status> {
        let request = PollWorkflowTaskQueueRequest::decode(request)
            .map_err(|e| Status::invalid_argument(e.to_string()))?;
        if request.task_queue.is_some_and(|queue| queue.kind() == TaskQueueKind::Sticky) {
            return std::future::pending().await;
        }
        loop {
            if let Some(task) = self.task.lock().take() {
                return Ok(task);
            }
            self.task_came.notified().await;
        }
    }

    fn page(&self, request: &[u8]) -> Result<Vec<u8>, Status> {
        let request = GetWorkflowExecutionHistoryRequest::decode(request)
            .map_err(|e| Status::invalid_argument(e.to_string()))?;
        let mut pages = self.pages.lock();
        let page = number(&request.next_page_token).and_then(|number| pages.get_mut(number.checked_sub(1)?));
        page.map(std::mem::take).ok_or_else(|| Status::not_found("there is no such page"))
    }
}

/// What core's own replay worker takes its server to be capable of; some of it decides what is replayed.
fn system_info() -> GetSystemInfoResponse {
    let capabilities = Capabilities {
        signal_and_query_header: true,
        internal_error_differentiation: true,
        activity_failure_include_heartbeat: true,
        supports_schedules: true,
        encoded_failure_attributes: true,
        build_id_based_versioning: true,
        upsert_memo: true,
        eager_workflow_start: true,
        sdk_metadata: true,
        ..Default::default()
    };
    GetSystemInfoResponse { capabilities: Some(capabilities), ..Default::default() }
}
