/* The C ABI over Temporal's Rust core. Hand-written; bridge/src/lib.rs implements it and both sides assert the layouts.
 *
 * Shape: protobuf bytes and JSON documents go in, events come out of a queue. No C or C++ code ever runs on a Rust
 * thread. The option documents are specified field by field in bridge/README.md; an unknown field is an error that
 * names it.
 *
 * Rules that hold for every function
 *  - A tcb_slice is borrowed for the duration of the call; the caller may free its bytes as soon as the call returns.
 *  - A tcb_buf is owned by Rust and given back with tcb_buf_free, never with free(). An event is given back with
 *    tcb_event_free, which frees its buffers and its handle; set `handle` to NULL first to keep the handle.
 *  - Functions return a tcb_status: TCB_OK, else TCB_ERROR or TCB_PANIC with the reason in *error (UTF-8; `error` may
 * be NULL to drop it; it is overwritten without being freed, and is set to an empty buffer on TCB_OK).
 *  - Functions with a `tag` are asynchronous. TCB_OK promises exactly one event with that tag (tcb_worker_run: a
 * stream, see there); any other return value promises none. Tags are the caller's: unique among calls in flight, never
 * 0.
 *  - Handles may be used from any thread, concurrently; only the *_free calls must come last and once. NULL frees are
 * no-ops.
 *  - A panic in Rust never crosses the boundary: TCB_PANIC from the call, or an event of status TCB_PANIC from the
 * task.
 *  - After fork() the child must not use inherited handles: every call on them returns TCB_ERROR and frees leak on
 * purpose.
 */
#ifndef HEADROOM_TEMPORAL_BRIDGE_H
#define HEADROOM_TEMPORAL_BRIDGE_H

#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define TCB_ABI_VERSION 1u

typedef struct tcb_slice {
  const uint8_t* p; /* may be NULL when n is 0 */
  size_t n;
} tcb_slice;

typedef struct tcb_buf {
  uint8_t* p; /* NULL when cap is 0 */
  size_t n;
  size_t cap;
} tcb_buf;

typedef uint32_t tcb_status;
enum {
  TCB_OK = 0,
  TCB_SHUTDOWN = 1,  /* only in events: the poll loop of this kind has ended, nothing more follows from it */
  TCB_GRPC = 2,      /* only in events: the server answered with an error: grpc_code, error = message, details */
  TCB_ERROR = 3,     /* anything else: bad arguments, no connection, refused by core; the text says what to do */
  TCB_PANIC = 4,     /* a bug in the bridge or in core; error = the panic's message and place */
  TCB_CANCELLED = 5, /* only in events: tcb_rpc_cancel, or the runtime was freed while the call was in flight */
};

typedef uint32_t tcb_kind;
enum {
  TCB_KIND_CONNECT = 1, /* tcb_connect; OK: handle = tcb_conn*, data = GetSystemInfoResponse.Capabilities */
  TCB_KIND_RPC = 2,     /* tcb_rpc; OK: data = response message; GRPC; CANCELLED */
  TCB_KIND_WORKER_VALIDATE =
      3, /* tcb_worker_validate; OK: data = temporal.api.namespace.v1.NamespaceInfo (may be empty) */
  TCB_KIND_WORKFLOW_ACTIVATION =
      4, /* tcb_worker_run; OK: data = coresdk.workflow_activation.WorkflowActivation; SHUTDOWN; GRPC; PANIC */
  TCB_KIND_ACTIVITY_TASK = 5, /* tcb_worker_run; OK: data = coresdk.activity_task.ActivityTask; SHUTDOWN; GRPC; PANIC */
  TCB_KIND_WORKFLOW_COMPLETED = 6, /* tcb_worker_complete_wf; OK; ERROR = malformed completion, a bug of the caller */
  TCB_KIND_ACTIVITY_COMPLETED = 7, /* tcb_worker_complete_act; OK; ERROR = malformed completion, a bug of the caller */
  TCB_KIND_WORKER_FINALIZED = 8,   /* tcb_worker_finalize; OK; ERROR = calls on the worker are still in flight */
  TCB_KIND_LOG = 10,               /* tag 0; one record of core's log as JSON in data, see README.md */
};

typedef struct tcb_event {
  uint64_t tag;
  tcb_kind kind;
  tcb_status status;
  int32_t grpc_code; /* google.rpc.Code when status is TCB_GRPC, else 0 */
  uint32_t reserved; /* 0 */
  void* handle;      /* tcb_conn* in a TCB_KIND_CONNECT event of status TCB_OK, else NULL */
  tcb_buf data;      /* see tcb_kind */
  tcb_buf error;     /* UTF-8 text unless status is OK or SHUTDOWN */
  tcb_buf details;   /* serialised google.rpc.Status when status is TCB_GRPC and the server sent one */
} tcb_event;

typedef struct tcb_queue tcb_queue;
typedef struct tcb_runtime tcb_runtime;
typedef struct tcb_conn tcb_conn;
typedef struct tcb_worker tcb_worker;
typedef struct tcb_replay tcb_replay;
typedef struct tcb_metric tcb_metric;
typedef struct tcb_metric_tags tcb_metric_tags;

/* -- Library
 * ------------------------------------------------------------------------------------------------------------ */

/* TCB_ABI_VERSION of the library; compare before anything else. */
uint32_t tcb_abi_version(void);
/* "temporal_bridge 0.1.0, temporalio-sdk-core 0.10.1, temporalio-client 1.1.1"; static storage. */
const char* tcb_version(void);
/* Frees a buffer and sets it to empty; an empty buffer or NULL is a no-op. */
void tcb_buf_free(tcb_buf* buf);
/* Frees the buffers and the handle of `count` events and sets them to empty; NULL is a no-op. */
void tcb_event_free(tcb_event* events, size_t count);

/* -- Queue
 * -------------------------------------------------------------------------------------------------------------- */

/* A multi-producer queue, usually one per runtime with one reactor thread. NULL only when memory or file handles ran
 * out. */
tcb_queue* tcb_queue_new(void);
/* No thread may be inside tcb_queue_pop. Events still inside, or pushed later by a runtime not yet freed, are freed. */
void tcb_queue_free(tcb_queue* queue);
/* Moves up to `max` events to `out` in order of arrival and returns their number. Blocks until there is one,
 * `timeout_ms` has passed (0 = do not wait, negative = for ever) or tcb_queue_wake was called; then it may return 0. */
size_t tcb_queue_pop(tcb_queue* queue, tcb_event* out, size_t max, int64_t timeout_ms);
/* Makes one blocked, or else the next blocking, tcb_queue_pop return at once. */
void tcb_queue_wake(tcb_queue* queue);
/* An eventfd that is readable while the queue holds events or a wake is pending; for hosts with their own poll loop.
 * Owned by the queue: do not read, write or close it; call tcb_queue_pop(.., 0) until it returns 0. -1 if unusable. */
int tcb_queue_fd(tcb_queue* queue);

/* -- Runtime
 * ------------------------------------------------------------------------------------------------------------ */

/* Starts a tokio runtime with core's telemetry; events of everything made from it go to `queue`. options: README.md
 * "runtime". Costs some 100 us and its threads. */
tcb_status tcb_runtime_new(tcb_queue* queue, tcb_slice options_json, tcb_runtime** runtime, tcb_buf* error);
/* JSON {"prometheus_address": "127.0.0.1:45123" or null}: what the runtime bound, for a bind address with port 0. */
tcb_status tcb_runtime_info(tcb_runtime* runtime, tcb_buf* info_json, tcb_buf* error);
/* Cancels calls in flight and waits up to `timeout_ms` for tasks to end, then stops the threads. The handle is gone in
 * every case; TCB_ERROR names the kinds of tasks that had to be dropped (each still yields its one event, CANCELLED).
 * Connections and workers may be freed before (advised) or after; after it all calls on them return TCB_ERROR. Not from
 * a fork. */
tcb_status tcb_runtime_free(tcb_runtime* runtime, uint64_t timeout_ms, tcb_buf* error);

/* -- Client
 * ------------------------------------------------------------------------------------------------------------- */

/* Connects and calls GetSystemInfo. options: README.md "connection". -> TCB_KIND_CONNECT: OK with the handle, owned by
 * whoever took the event; GRPC when GetSystemInfo was refused; ERROR when the server cannot be reached; CANCELLED. */
tcb_status tcb_connect(tcb_runtime* runtime, tcb_slice options_json, uint64_t tag, tcb_buf* error);
/* Calls in flight keep what they need and finish. */
void tcb_conn_free(tcb_conn* conn);
/* Replaces the bearer token for calls made from now on, on this connection and on workers made from it; an empty slice
 * removes it. */
tcb_status tcb_conn_set_api_key(tcb_conn* conn, tcb_slice api_key, tcb_buf* error);
/* Replaces all user headers. JSON {"headers": {"name": "value"}, "binary_headers": {"name-bin": "base64"}}; both
 * optional, one that is absent keeps its present value. */
tcb_status tcb_conn_set_headers(tcb_conn* conn, tcb_slice headers_json, tcb_buf* error);

typedef uint32_t tcb_service;
enum {
  TCB_SERVICE_WORKFLOW = 1, /* temporal.api.workflowservice.v1.WorkflowService */
  TCB_SERVICE_OPERATOR = 2, /* temporal.api.operatorservice.v1.OperatorService */
  TCB_SERVICE_TEST = 3,     /* temporal.api.testservice.v1.TestService */
  TCB_SERVICE_HEALTH = 4,   /* grpc.health.v1.Health */
};

typedef uint32_t tcb_retry;
enum {
  TCB_RETRY_NONE = 0,      /* one attempt */
  TCB_RETRY_CONNECTION = 1 /* the connection's retry options */
};

/* Calls an RPC by its proto name ("StartWorkflowExecution"). An unknown name or a request that does not decode returns
 * TCB_ERROR. headers_json: as in tcb_conn_set_headers, for this call only, or empty. timeout_ms: deadline of the whole
 * call sent to the server; 0 = core's default (30 s, 70 s for long polls). -> TCB_KIND_RPC. */
tcb_status tcb_rpc(tcb_conn* conn, tcb_service service, tcb_slice rpc_name, tcb_slice request, tcb_slice headers_json,
                   tcb_retry retry, uint64_t timeout_ms, uint64_t tag, tcb_buf* error);
/* Cancels a tcb_rpc or tcb_connect in flight: its one event comes soon, CANCELLED unless it had finished already. An
 * unknown tag is not an error (the event may be on its way). */
tcb_status tcb_rpc_cancel(tcb_runtime* runtime, uint64_t tag, tcb_buf* error);

/* -- Worker
 * ------------------------------------------------------------------------------------------------------------- */

/* Makes a worker; it polls nothing yet. options: README.md "worker". The connection may be freed afterwards. */
tcb_status tcb_worker_new(tcb_conn* conn, tcb_slice options_json, tcb_worker** worker, tcb_buf* error);
/* Checks the namespace and loads its limits. Call once, wait for the event, then run. -> TCB_KIND_WORKER_VALIDATE. */
tcb_status tcb_worker_validate(tcb_worker* worker, uint64_t tag, tcb_buf* error);
/* Starts the poll loops; once per worker. Every task is one event with this tag. Workflows enabled -> kind
 * WORKFLOW_ACTIVATION, ended by exactly one SHUTDOWN of that kind; local or remote activities enabled -> the same with
 * ACTIVITY_TASK. A loop of a kind that is not enabled does not exist and reports nothing. A GRPC or ERROR event in a
 * loop is a fatal poll failure: the bridge has already initiated the worker's shutdown, and SHUTDOWN still follows. */
tcb_status tcb_worker_run(tcb_worker* worker, uint64_t tag, tcb_buf* error);
/* Answers an activation: coresdk.workflow_completion.WorkflowActivationCompletion. Every activation must be answered
 * exactly once, evictions too. Call concurrently, do not wait for one before the next: it may fetch a history page.
 * -> TCB_KIND_WORKFLOW_COMPLETED. */
tcb_status tcb_worker_complete_wf(tcb_worker* worker, tcb_slice completion, uint64_t tag, tcb_buf* error);
/* Answers an activity task: coresdk.ActivityTaskCompletion. -> TCB_KIND_ACTIVITY_COMPLETED. */
tcb_status tcb_worker_complete_act(tcb_worker* worker, tcb_slice completion, uint64_t tag, tcb_buf* error);
/* Records a heartbeat: coresdk.ActivityHeartbeat. Throttled inside core; a failure to deliver is only logged. Does not
 * block. */
tcb_status tcb_worker_heartbeat(tcb_worker* worker, tcb_slice heartbeat, tcb_buf* error);
/* Asks core to evict a run; the eviction comes as an activation. An unknown run is a no-op. */
tcb_status tcb_worker_evict(tcb_worker* worker, tcb_slice run_id, tcb_buf* error);
/* Later polls and completions use `conn`, which must be of the same runtime. */
tcb_status tcb_worker_replace_conn(tcb_worker* worker, tcb_conn* conn, tcb_buf* error);
/* Stops polling for new tasks. Running ones go on; activities are cancelled after graceful_shutdown_ms. Idempotent. */
tcb_status tcb_worker_initiate_shutdown(tcb_worker* worker, tcb_buf* error);
/* Call when every loop has reported SHUTDOWN and the event of every completion has arrived. After its event the handle
 * only takes tcb_worker_free. -> TCB_KIND_WORKER_FINALIZED; ERROR leaves the worker as it was, finalize may be called
 * again. */
tcb_status tcb_worker_finalize(tcb_worker* worker, uint64_t tag, tcb_buf* error);
/* Without a prior finalize it initiates shutdown and drops; unanswered tasks then time out at the server. A worker that
 * never ran needs no finalize: it is ended behind the scenes, for which tcb_runtime_free waits. */
void tcb_worker_free(tcb_worker* worker);

/* -- Replay
 * ------------------------------------------------------------------------------------------------------------- */

/* Makes what replays histories, one after the other, without any server. Nothing of it is an event: the calls below
 * block, and the thread that makes them does the work. One handle is for one thread at a time. options: README.md
 * "replay". */
tcb_status tcb_replay_new(tcb_runtime* runtime, tcb_slice options_json, tcb_replay** replay, tcb_buf* error);
/* Starts the replay of a temporal.api.history.v1.History. activation receives the first
 * coresdk.workflow_activation.WorkflowActivation. ERROR: the history is one that core would panic about, or nothing to
 * replay, or core failed. */
tcb_status tcb_replay_begin(tcb_replay* replay, tcb_slice workflow_id, tcb_slice history, tcb_buf* activation,
                            tcb_buf* error);
/* Answers the last activation with a coresdk.workflow_completion.WorkflowActivationCompletion. activation receives the
 * next one. The last one of each history is an eviction whose reason is the verdict; the answer to it yields no bytes.
 * A run may start anew in between, as with a worker. After an ERROR the replay is over, and tcb_replay_begin starts the
 * next. */
tcb_status tcb_replay_step(tcb_replay* replay, tcb_slice completion, tcb_buf* activation, tcb_buf* error);
/* Before tcb_runtime_free. */
void tcb_replay_free(tcb_replay* replay);

/* -- Metrics of the user's own
 * ------------------------------------------------------------------------------------------ */

/* Makes an instrument in the runtime's exporter (a no-op one when it has none). options: README.md "metric". */
tcb_status tcb_metric_new(tcb_runtime* runtime, tcb_slice options_json, tcb_metric** metric, tcb_buf* error);
void tcb_metric_free(tcb_metric* metric);
/* A reusable set of labels: a flat JSON object of strings, integers, floats and booleans. */
tcb_status tcb_metric_tags_new(tcb_runtime* runtime, tcb_slice tags_json, tcb_metric_tags** tags, tcb_buf* error);
void tcb_metric_tags_free(tcb_metric_tags* tags);
/* Counter: adds; gauge: sets; histogram: records (duration histograms: milliseconds). `tags` may be NULL. Integer kinds
 * refuse a value that is negative (except up_down_counter), not finite or not whole. */
tcb_status tcb_metric_record(tcb_metric* metric, const tcb_metric_tags* tags, double value, tcb_buf* error);

/* -- Environment configuration
 * ------------------------------------------------------------------------------------------ */

/* Loads a client profile from TEMPORAL_* variables and the TOML file, files resolved. options and result: README.md
 * "envconfig". Reads files: do not call it from a reactor. */
tcb_status tcb_envconfig_load(tcb_slice options_json, tcb_buf* profile_json, tcb_buf* error);

#ifdef __cplusplus
} /* extern "C" */

static_assert(sizeof(tcb_slice) == 16 && offsetof(tcb_slice, n) == 8);
static_assert(sizeof(tcb_buf) == 24 && offsetof(tcb_buf, n) == 8 && offsetof(tcb_buf, cap) == 16);
static_assert(sizeof(tcb_event) == 104 && alignof(tcb_event) == 8);
static_assert(offsetof(tcb_event, kind) == 8 && offsetof(tcb_event, status) == 12 &&
              offsetof(tcb_event, grpc_code) == 16);
static_assert(offsetof(tcb_event, handle) == 24 && offsetof(tcb_event, data) == 32 && offsetof(tcb_event, error) == 56);
static_assert(offsetof(tcb_event, details) == 80);
#endif

#endif
