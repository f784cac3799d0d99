"""Plays one case of programs/ against a worker and tells all that can be seen of it."""
import asyncio
import datetime
import json
import pathlib
import re
import uuid

import temporalio.api.common.v1 as common
import temporalio.api.workflowservice.v1 as service
from temporalio.api.sdk.v1 import WorkflowMetadata
from temporalio.client import Client, WithStartWorkflowOperation, WorkflowExecutionStatus, WorkflowFailureError, WorkflowQueryFailedError, WorkflowUpdateFailedError
from temporalio.common import Priority, WorkflowIDConflictPolicy
from temporalio.exceptions import ApplicationError
from temporalio.service import RPCError

import harness
from kitchen_sink_history import FOREIGN, normalised, without_ids
from kitchen_sink_python import describe, failure_of, retry_of, seconds, typed_attributes

END_S = 100  # for a workflow's result; without a cache tasks that are cut off are done again after 10 s


def described_failure(cause):
    d = describe(cause)
    foreign = d["kind"] == "application" and (d["type"] in FOREIGN or d["type"] == "")
    return True if foreign and d["details"] == [] and d["message"] not in ("m", "x", "no") else d


async def outcome_of(call):
    try:
        return {"ok": await call}
    except WorkflowFailureError as e:
        return {"failed": describe(e.cause)}
    except WorkflowUpdateFailedError as e:
        return {"update failed": described_failure(e.cause)}
    except WorkflowQueryFailedError:
        return "query failed"
    except RPCError as e:
        return {"refused": str(e.status)}


class Play:
    def __init__(self, client: Client, folder: pathlib.Path, name, case, queue):
        self.client, self.queue, self.case = client, queue, case
        self.id = f"{re.sub('[^a-z0-9]+', '-', name)}-{uuid.uuid4()}"
        self.folder = folder / self.id
        self.folder.mkdir()
        self.names = {"RUN": self.id, "FOLDER": str(self.folder), "QUEUE": queue}
        self.update = self.handle = None

    def filled(self, value):
        text = json.dumps(value, default=str)
        for key, given in (("{id}", self.id), ("{queue}", self.queue), ("{folder}", str(self.folder))):
            text = text.replace(key, given)
        return json.loads(text)

    async def play(self):
        try:
            seen = [await self.start()]
            for what, *arguments in self.case.actions:
                seen.append([what, await self.act(what, arguments)])
            seen.append(await outcome_of(asyncio.wait_for(self.handle.result(), END_S)))
            seen.append(await self.histories())
        except (AssertionError, asyncio.TimeoutError, WorkflowQueryFailedError) as e:
            history = await self.client.get_workflow_handle(self.id).fetch_history()
            return [f"{type(e).__name__} {e}", normalised(history)]
        return without_ids(seen, self.names)

    async def act(self, what, arguments):
        """What came of one action; a refusal, as of a signal to a run that has ended, is seen too."""
        try:
            return await getattr(self, "do_" + what.replace(" ", "_"))(*arguments)
        except RPCError as e:
            return f"refused: {e.status.name} {e}"

    async def start(self):
        o = self.case.start
        argument = o.get("argument", self.filled(self.case.program))
        how = dict(args=[] if argument is None else [argument], id=self.id, task_queue=self.queue, memo=o.get("memo"), cron_schedule=o.get("cron", ""), retry_policy=retry_of(o.get("retry")),
                   start_delay=seconds(o.get("delay")), static_summary=o.get("summary"), static_details=o.get("details"),
                   **{k: seconds(o.get(k)) for k in ("execution_timeout", "run_timeout", "task_timeout")})
        if "attributes" in o:
            how["search_attributes"] = typed_attributes(o["attributes"])
        if "priority" in o:
            how["priority"] = Priority(priority_key=o["priority"])
        kind = o.get("type", "kitchenSink")
        if "start_signal" in o:
            how.update(start_signal=o["start_signal"][0], start_signal_args=o["start_signal"][1])
        if "start_update" not in o:
            self.handle = await self.client.start_workflow(kind, **how)
            return "started"
        start = WithStartWorkflowOperation(kind, id_conflict_policy=WorkflowIDConflictPolicy.FAIL, **how)
        told = await outcome_of(self.client.execute_update_with_start_workflow(o["start_update"][0], args=o["start_update"][1], start_workflow_operation=start))
        self.handle = self.client.get_workflow_handle(self.id)
        return told

    async def histories(self):
        """Of all runs and of all children."""
        todo, out, seen = [(self.id, self.handle.first_execution_run_id or None)], [], set()
        while todo:
            workflow, run = todo.pop(0)
            if (workflow, run) in seen:
                continue
            seen.add((workflow, run))
            history = await self.client.get_workflow_handle(workflow, run_id=run).fetch_history()
            out.append(normalised(history, self.case.ordered))
            for event in history.events:
                attributes = getattr(event, event.WhichOneof("attributes"))
                following = getattr(attributes, "new_execution_run_id", "")
                if following and not self.case.start.get("cron"):
                    todo.append((workflow, following))
        return out

    async def until(self, what, condition):
        for _ in range(20 * harness.PATIENCE_S):
            found = await condition()
            if found:
                return found
            await asyncio.sleep(0.05)
        raise AssertionError(f"{self.id}: {what} not seen")

    async def pending(self):
        return (await self.handle.describe()).raw_description.pending_activities

    # waits
    async def do_activity_started(self):
        async def heartbeat():
            pending = await self.pending()
            return pending and pending[0].HasField("last_heartbeat_time")
        await self.until("a heartbeat", heartbeat)

    async def do_activity_runs(self):
        async def runs():
            pending = await self.pending()
            return pending and pending[0].HasField("last_started_time")
        await self.until("a running activity", runs)

    async def do_activity_scheduled(self):
        await self.until("a scheduled activity", self.pending)

    async def do_attempts(self, n):
        async def tried():
            pending = await self.pending()
            return pending and pending[0].attempt >= n
        await self.until(f"attempt {n}", tried)

    async def do_cancel_requested(self, activity):
        async def requested():
            return any(a.activity_id == activity and a.state == 3 for a in await self.pending())
        await self.until("the request to cancel", requested)

    async def do_event(self, kind):
        from temporalio.api.enums.v1 import EventType
        async def there():
            history = await self.client.get_workflow_handle(self.id).fetch_history()
            return any(EventType.Name(e.event_type) == "EVENT_TYPE_" + kind for e in history.events)
        await self.until(kind, there)

    async def do_first_task(self):
        await self.do_event("WORKFLOW_TASK_COMPLETED")

    async def do_ended(self):
        async def closed():
            return (await self.handle.describe()).status != WorkflowExecutionStatus.RUNNING
        await self.until("the end", closed)

    async def do_runs(self, n):
        run_ids = set()

        async def enough():
            run_ids.add((await self.client.get_workflow_handle(self.id).describe()).run_id)
            return len(run_ids) > n
        await self.until(f"{n} runs", enough)

    async def do_until(self, name, value):
        async def has():
            found = await self.client.get_workflow_handle(self.id).query("get", name)
            return found is not None if value is ... else found == value
        await self.until(f"{name} = {value}", has)

    # what is done to the workflow
    async def do_signal(self, name, *arguments):
        await self.handle.signal(name, args=self.filled_arguments(arguments))

    async def do_query(self, name, *arguments):
        return await outcome_of(self.handle.query(name, args=self.filled_arguments(arguments)))

    async def do_update(self, name, *arguments):
        return await outcome_of(self.handle.execute_update(name, args=self.filled_arguments(arguments)))

    async def do_update_by_id(self, update, name, *arguments):
        return await outcome_of(self.handle.execute_update(name, args=list(arguments), id=update))

    async def do_updates(self, name, arguments):
        return await asyncio.gather(*(outcome_of(self.handle.execute_update(name, a)) for a in arguments))

    async def do_start_update(self, name, *arguments):
        self.update = asyncio.ensure_future(outcome_of(self.handle.execute_update(name, args=self.filled_arguments(arguments))))
        await asyncio.sleep(0)

    async def do_update_result(self):
        return await asyncio.wait_for(self.update, END_S)

    def filled_arguments(self, arguments):
        return [a if isinstance(a, bytes) else self.filled(a) for a in arguments]

    async def do_cancel(self):
        await self.handle.cancel()

    async def do_cancel_because(self, reason):
        await self.client.workflow_service.request_cancel_workflow_execution(service.RequestCancelWorkflowExecutionRequest(
            namespace=self.client.namespace, workflow_execution=common.WorkflowExecution(workflow_id=self.id), reason=reason, request_id=str(uuid.uuid4())))

    async def do_terminate(self):
        await self.client.get_workflow_handle(self.id).terminate("enough")

    async def do_terminate_other(self, workflow):
        await self.client.get_workflow_handle(self.filled(workflow)).terminate("enough")

    async def do_cancel_other(self, workflow):
        await self.client.get_workflow_handle(self.filled(workflow)).cancel()

    async def do_how(self, workflow):
        other = self.client.get_workflow_handle(self.filled(workflow))

        async def closed():
            return (await other.describe()).status != WorkflowExecutionStatus.RUNNING
        await self.until("the other's end", closed)
        return (await other.describe()).status.name

    async def do_result_of(self, workflow):
        return await outcome_of(asyncio.wait_for(self.client.get_workflow_handle(self.filled(workflow)).result(), END_S))

    async def do_activity_named_runs(self, activity):
        async def runs():
            return any(a.activity_id == activity and a.HasField("last_started_time") for a in await self.pending())
        await self.until(f"a running activity {activity}", runs)

    async def do_remove(self, file):
        (self.folder / file).unlink()

    async def do_write(self, file, text):
        part = self.folder / (file + ".part")
        part.write_text(text)
        part.rename(self.folder / file)

    async def do_evict(self):
        """The worker forgets the run: its next task is a replay."""
        await self.client.workflow_service.reset_sticky_task_queue(service.ResetStickyTaskQueueRequest(
            namespace=self.client.namespace, execution=common.WorkflowExecution(workflow_id=self.id)))

    async def do_reset(self):
        history = await self.handle.fetch_history()
        last = [e.event_id for e in history.events if e.HasField("workflow_task_completed_event_attributes")][0]
        await self.client.workflow_service.reset_workflow_execution(service.ResetWorkflowExecutionRequest(
            namespace=self.client.namespace, workflow_execution=common.WorkflowExecution(workflow_id=self.id, run_id=self.handle.first_execution_run_id or ""),
            workflow_task_finish_event_id=last, request_id=str(uuid.uuid4()), reason="test"))
        self.handle = self.client.get_workflow_handle(self.id)

    async def do_metadata(self):
        told = await self.handle.query("__temporal_workflow_metadata", result_type=WorkflowMetadata)

        def names(definitions):
            return sorted(d.name for d in definitions if not d.name.startswith("__"))
        d = told.definition
        return [d.type, names(d.signal_definitions), names(d.query_definitions), names(d.update_definitions), told.current_details]

    async def do_stack_trace(self):
        return bool(await self.handle.query("__stack_trace"))

    # activities that somebody else ends
    def activity(self, activity):
        return self.client.get_async_activity_handle(workflow_id=self.id, run_id=None, activity_id=activity)

    async def do_complete(self, activity, value):
        await self.activity(activity).complete(value)

    async def do_fail(self, activity, failure):
        await self.activity(activity).fail(failure_of(failure))

    async def do_heartbeat(self, activity, detail):
        await self.activity(activity).heartbeat(detail)

    async def do_cancelled(self, activity, detail):
        await self.activity(activity).report_cancellation(detail)

    async def do_event_of(self, workflow, kind):
        from temporalio.api.enums.v1 import EventType
        async def there():
            history = await self.client.get_workflow_handle(self.filled(workflow)).fetch_history()
            return any(EventType.Name(e.event_type) == "EVENT_TYPE_" + kind for e in history.events)
        await self.until(kind, there)
