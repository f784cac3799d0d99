"""What the contract compares of a history: which events with which attributes, without what the SDK or the server makes."""
import base64
import json
import re

from google.protobuf.json_format import MessageToDict
from temporalio.api.enums.v1 import EventType

# event -> the attributes that are compared
KEEP = {
    "WORKFLOW_EXECUTION_STARTED": "workflowType input workflowExecutionTimeout workflowRunTimeout workflowTaskTimeout retryPolicy attempt cronSchedule memo searchAttributes continuedFailure lastCompletionResult priority",
    "WORKFLOW_EXECUTION_COMPLETED": "result", "WORKFLOW_EXECUTION_FAILED": "failure retryState", "WORKFLOW_EXECUTION_TIMED_OUT": "retryState", "WORKFLOW_EXECUTION_CANCELED": "details",
    "WORKFLOW_EXECUTION_CONTINUED_AS_NEW": "workflowType taskQueue input workflowRunTimeout workflowTaskTimeout initiator failure lastCompletionResult memo searchAttributes",
    "WORKFLOW_EXECUTION_SIGNALED": "signalName input", "WORKFLOW_EXECUTION_UPDATE_ACCEPTED": "acceptedRequest", "WORKFLOW_EXECUTION_UPDATE_COMPLETED": "outcome",
    "ACTIVITY_TASK_SCHEDULED": "activityId activityType taskQueue input scheduleToCloseTimeout scheduleToStartTimeout startToCloseTimeout heartbeatTimeout retryPolicy priority",
    "ACTIVITY_TASK_STARTED": "attempt lastFailure", "ACTIVITY_TASK_COMPLETED": "result", "ACTIVITY_TASK_FAILED": "failure retryState", "ACTIVITY_TASK_TIMED_OUT": "failure retryState", "ACTIVITY_TASK_CANCELED": "details",
    "TIMER_STARTED": "startToFireTimeout",
    "START_CHILD_WORKFLOW_EXECUTION_INITIATED": "workflowId workflowType taskQueue input workflowExecutionTimeout workflowRunTimeout workflowTaskTimeout parentClosePolicy workflowIdReusePolicy retryPolicy memo searchAttributes priority",
    "START_CHILD_WORKFLOW_EXECUTION_FAILED": "workflowId cause", "CHILD_WORKFLOW_EXECUTION_COMPLETED": "result", "CHILD_WORKFLOW_EXECUTION_FAILED": "failure retryState", "CHILD_WORKFLOW_EXECUTION_TIMED_OUT": "retryState",
    "CHILD_WORKFLOW_EXECUTION_CANCELED": "details", "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED": "signalName input childWorkflowOnly", "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_FAILED": "cause",
    "REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED": "childWorkflowOnly", "REQUEST_CANCEL_EXTERNAL_WORKFLOW_EXECUTION_FAILED": "cause",
    "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES": "searchAttributes", "WORKFLOW_PROPERTIES_MODIFIED": "upsertedMemo", "MARKER_RECORDED": "markerName"}

# Types that SDKs make up for what is no failure of a program's own.
FOREIGN = {"RuntimeError", "TypeError", "ValueError", "std::runtime_error", "std::logic_error", "temporal::payload_error", "NotFoundError", "KeyError"}


def plain_failure(f):
    """A failure without its texts and traces, which are the SDK's own unless a program gave them."""
    if not f:
        return f
    kept = {k: v for k, v in f.items() if k.endswith("FailureInfo")}
    info = kept.get("applicationFailureInfo", {})
    kept = {k: {n: x for n, x in v.items() if not n.endswith(("EventId", "identity"))} for k, v in kept.items()}
    if info.get("type") in FOREIGN:
        kept["applicationFailureInfo"].pop("type")
    elif info:
        kept["message"] = f.get("message", "")
    if "cause" in f:
        kept["cause"] = plain_failure(f["cause"])
    return kept


def readable(data):
    text = base64.b64decode(data)
    try:
        return json.dumps(json.loads(text), sort_keys=True)
    except ValueError:
        return data


def plain(value):
    if isinstance(value, list):
        return [plain(v) for v in value]
    if not isinstance(value, dict):
        return value
    out = {}
    for key, v in value.items():
        if key in ("failure", "continuedFailure", "lastFailure"):
            v = plain_failure(v)
        out[key] = readable(v) if key == "data" else plain(v)
    out.pop("header", None)
    out.pop("updateId", None)
    return {k: v for k, v in out.items() if v not in ({}, None)} or ({} if not value else out and None)


def described(event):
    kind = EventType.Name(event.event_type).removeprefix("EVENT_TYPE_")
    whole = MessageToDict(event)
    attributes = next((v for k, v in whole.items() if k.endswith("EventAttributes")), {})
    kept = plain({k: attributes[k] for k in KEEP.get(kind, "").split() if k in attributes}) or {}
    if kind == "WORKFLOW_EXECUTION_UPDATE_ACCEPTED":
        kept = {"input": plain(attributes.get("acceptedRequest", {}).get("input"))}
    if kind == "MARKER_RECORDED" and kept["markerName"] == "core_patch":
        kept["patch"] = plain(attributes["details"])
    metadata = plain(whole.get("userMetadata"))
    return [kind, kept, metadata] if metadata else [kind, kept]


def normalised(history, ordered=True):
    """The events as lists, those that one workflow task has commanded in an order of their own."""
    out, together, task, last = [], [], None, 0

    def flush():
        out.extend(sorted(together, key=lambda e: json.dumps(e, sort_keys=True)))
        together.clear()
    for event in history.events:
        attributes = getattr(event, event.WhichOneof("attributes"))
        made_by = getattr(attributes, "workflow_task_completed_event_id", 0)
        kind = EventType.Name(event.event_type)
        if kind.startswith("EVENT_TYPE_WORKFLOW_TASK"):
            last = event.event_id if kind.endswith("COMPLETED") else last
            continue
        if kind.startswith("EVENT_TYPE_WORKFLOW_EXECUTION_UPDATE"):  # an answer among the commands, though it does not say so
            made_by = last
        if made_by != task or not made_by:
            flush()
        task = made_by
        together.append(described(event))
    flush()
    return out if ordered else sorted(out, key=lambda e: json.dumps(e, sort_keys=True))


def without_ids(value, names):
    """The same with what is the run's own replaced: ids, queue, folder, UUIDs."""
    text = json.dumps(value, default=lambda b: f"bytes {b.hex()}")
    for name, given in names.items():
        text = text.replace(given, name)
    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}", "UUID", text)
    return json.loads(text)
