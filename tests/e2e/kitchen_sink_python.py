"""The kitchen sink on the official Python SDK: the other side of test_kitchen_sink.py. Programs, steps and activities are those
of examples/kitchen_sink; run it as kitchen_sink_python.py ADDRESS TASK_QUEUE [MAX_CACHED_WORKFLOWS]."""
import asyncio
import base64
import concurrent.futures
import contextlib
import datetime
import functools
import json
import os
import signal as signals
import sys
import threading
import time
import typing

from temporalio import activity, workflow
from temporalio.client import Client
from temporalio.common import Priority, RawValue, RetryPolicy, SearchAttributeKey, TypedSearchAttributes, WorkflowIDReusePolicy
from temporalio.exceptions import (ActivityError, ApplicationError, ApplicationErrorCategory, CancelledError, ChildWorkflowError, FailureError,
                                   TemporalError, TerminatedError, TimeoutError, WorkflowAlreadyStartedError, is_cancelled_exception)
from temporalio.worker import UnsandboxedWorkflowRunner, Worker
from temporalio.workflow import ActivityCancellationType, ChildWorkflowCancellationType, ParentClosePolicy

Value = typing.Any
SECONDS = ("execution_timeout", "run_timeout", "task_timeout")


def seconds(number):
    return None if number is None else datetime.timedelta(milliseconds=round(number * 1000))


def failure_of(d, caught=None):
    error = ApplicationError(d.get("message", ""), *d.get("details", []), type=d.get("type"), non_retryable=bool(d.get("non_retryable")),
                             next_retry_delay=seconds(d.get("next_retry_delay")),
                             category=ApplicationErrorCategory.BENIGN if d.get("benign") else ApplicationErrorCategory.UNSPECIFIED)
    error.__suppress_context__ = True  # a failure thrown while another is handled has no cause of its own
    cause = d.get("cause")
    if isinstance(cause, dict):
        error.__cause__ = failure_of(cause, caught)
    elif cause == "caught":
        error.__cause__ = caught
    return error


def state_name(state):
    return "" if state is None or int(state) == 0 else state.name


def describe(e):
    if e is None:
        return None
    cause = describe(e.__cause__)
    if isinstance(e, ApplicationError):
        d = {"kind": "application", "message": e.message, "type": e.type or "", "non_retryable": e.non_retryable, "details": list(e.details)}
    elif isinstance(e, asyncio.CancelledError):
        d = {"kind": "cancelled", "details": []}
    elif isinstance(e, CancelledError):
        d = {"kind": "cancelled", "details": list(e.details)}
    elif isinstance(e, TerminatedError):
        d = {"kind": "terminated"}
    elif isinstance(e, ActivityError):
        d = {"kind": "activity", "activity_type": e.activity_type, "retry_state": state_name(e.retry_state)}
    elif isinstance(e, ChildWorkflowError):
        d = {"kind": "child", "workflow_type": e.workflow_type, "workflow_id": e.workflow_id, "retry_state": state_name(e.retry_state)}
    elif isinstance(e, WorkflowAlreadyStartedError):
        d, cause = {"kind": "already_started"}, None
    elif isinstance(e, TimeoutError):
        d = {"kind": "timeout", "timeout_type": state_name(e.type), "last_heartbeat_details": list(e.last_heartbeat_details)}
    else:
        d = {"kind": "other"}
    return {**d, "cause": cause}


class Return(Exception):
    def __init__(self, value):
        self.value = value


class Scope:
    """A cancellation scope over asyncio tasks: once cancelled, for good, and with all scopes below that are not shielded."""

    def __init__(self, parent, shielded=False):
        self.cancelled, self.tasks, self.below, self.shielded = bool(parent and parent.cancelled and not shielded), set(), [], shielded
        if parent:
            parent.below.append(self)

    def cancel(self):
        if self.cancelled:
            return
        self.cancelled = True
        for task in list(self.tasks):
            task.cancel()
        for scope in self.below:
            if not scope.shielded:
                scope.cancel()

    async def operate(self, start):
        """Runs one operation, unless the scope is cancelled already."""
        if self.cancelled:
            raise CancelledError("cancelled")
        task = asyncio.ensure_future(start())
        self.tasks.add(task)
        try:
            return await asyncio.shield(task) if False else await task
        except asyncio.CancelledError:
            raise CancelledError("cancelled") from None
        finally:
            self.tasks.discard(task)


class Frame:
    def __init__(self, scope, local=None, caught=None):
        self.scope, self.local, self.caught = scope, local or {}, caught

    def within(self, scope=None, caught=None):
        return Frame(scope or self.scope, self.local, caught or self.caught)


def text_of(when):
    return when.astimezone(datetime.timezone.utc).isoformat(timespec="milliseconds" if when.microsecond else "seconds").replace("+00:00", "Z")


def typed_key(name, kind):
    make = {"Keyword": SearchAttributeKey.for_keyword, "Text": SearchAttributeKey.for_text, "Int": SearchAttributeKey.for_int,
            "Double": SearchAttributeKey.for_float, "Bool": SearchAttributeKey.for_bool, "Datetime": SearchAttributeKey.for_datetime,
            "KeywordList": SearchAttributeKey.for_keyword_list}
    return make[kind](name)


def attribute_value(kind, value):
    return datetime.datetime.fromisoformat(value.replace("Z", "+00:00")) if kind == "Datetime" else value


def updates_of(attributes):
    out = []
    for name, a in attributes.items():
        key = typed_key(name, a["type"])
        out.append(key.value_unset() if a.get("value") is None else key.value_set(attribute_value(a["type"], a["value"])))
    return out


def typed_attributes(attributes):
    from temporalio.common import SearchAttributePair
    return TypedSearchAttributes([SearchAttributePair(typed_key(n, a["type"]), attribute_value(a["type"], a["value"])) for n, a in attributes.items()])


def retry_of(d):
    return None if d is None else RetryPolicy(
        initial_interval=seconds(d.get("initial", 1)), backoff_coefficient=d.get("coefficient", 2), maximum_interval=seconds(d.get("max_interval")),
        maximum_attempts=d.get("max_attempts", 0), non_retryable_error_types=d.get("non_retryable"))


@workflow.defn(name="kitchenSink", failure_exception_types=[])
class KitchenSink:
    @workflow.init
    def __init__(self, program: typing.Dict[str, Value]) -> None:
        self.program, self.vars = program, dict(program.get("vars") or {})
        self.root, self.scopes, self.branches, self.children = Scope(None), {}, {}, {}
        for handler in program.get("handlers") or []:
            self.handle(handler)

    @workflow.run
    async def run(self, program: typing.Dict[str, Value]) -> Value:
        main = asyncio.ensure_future(self.value_of(program.get("steps") or [], Frame(self.root)))
        while True:
            try:
                return await asyncio.shield(main)
            except asyncio.CancelledError:
                if main.done():
                    return main.result()
                self.root.cancel()

    # expressions
    def ev(self, e, f):
        if isinstance(e, dict):
            if len(e) == 1 and next(iter(e)).startswith("$"):
                op, operand = next(iter(e.items()))
                return self.op(op, operand, f)
            return {k: self.ev(v, f) for k, v in e.items()}
        return [self.ev(x, f) for x in e] if isinstance(e, list) else e

    def op(self, op, o, f):
        if op == "$":
            name = self.ev(o, f)
            return f.local[name] if name in f.local else self.vars.get(name)
        if op == "$vars":
            return dict(self.vars)
        o = self.ev(o, f)
        if op == "$at":
            v = o[0]
            for key in o[1:]:
                v = v[key]
            return v
        simple = {"$len": lambda: 0 if o is None else len(o), "$add": lambda: sum(o), "$concat": lambda: "".join(o), "$repeat": lambda: o[0] * o[1],
                  "$sort": lambda: sorted(o), "$bytes": lambda: base64.b64decode(o), "$base64": lambda: base64.b64encode(o).decode(),
                  "$eq": lambda: o[0] == o[1], "$lt": lambda: o[0] < o[1], "$ge": lambda: o[0] >= o[1], "$and": lambda: all(o), "$or": lambda: any(o),
                  "$not": lambda: not o, "$memo": lambda: workflow.memo_value(o, default=None), "$info": lambda: self.info(o)}
        if op == "$search_attribute":
            for pair in workflow.info().typed_search_attributes:
                if pair.key.name == o:
                    return text_of(pair.value) if isinstance(pair.value, datetime.datetime) else pair.value
            return None
        if op not in simple:
            raise RuntimeError(f"unknown operator {op}")
        return simple[op]()

    def info(self, field):
        i = workflow.info()
        some = {"parent_workflow_id": lambda: i.parent.workflow_id if i.parent else None, "root_workflow_id": lambda: i.root.workflow_id if i.root else None,
                "history_length": i.get_current_history_length, "continue_as_new_suggested": i.is_continue_as_new_suggested,
                "last_result": lambda: workflow.get_last_completion_result(), "last_failure": lambda: describe(workflow.get_last_failure()),
                "priority": lambda: i.priority.priority_key if i.priority else None, "cancel_reason": lambda: workflow.cancellation_reason()}
        if field in some:
            return some[field]()
        value = getattr(i, field)
        return value.total_seconds() if isinstance(value, datetime.timedelta) else value

    # steps
    async def value_of(self, steps, f):
        try:
            await self.steps(steps, f)
        except Return as r:
            return r.value
        return None

    async def steps(self, steps, f):
        for s in steps:
            result = await self.step(s, f)
            if "as" in s and s["do"] not in ("if", "if_file", "while", "scope", "try"):
                self.vars[s["as"]] = result

    async def step(self, s, f):
        do = s["do"]
        method = getattr(self, "do_" + do, None)
        if method is None:
            raise RuntimeError(f"unknown step {do}")
        result = method(s, f)
        return await result if asyncio.iscoroutine(result) else result

    def do_set(self, s, f):
        self.vars[s["name"]] = self.ev(s.get("value"), f)

    def do_append(self, s, f):
        self.vars[s["name"]] = [*(self.vars.get(s["name"]) or []), self.ev(s.get("value"), f)]

    def do_return(self, s, f):
        raise Return(self.ev(s.get("value"), f))

    async def do_if(self, s, f):
        await self.steps(s.get("then" if self.ev(s["cond"], f) else "else") or [], f)

    async def do_if_file(self, s, f):
        await self.steps(s.get("then" if os.path.exists(s["path"]) else "else") or [], f)

    async def do_while(self, s, f):
        while self.ev(s["cond"], f):
            await self.steps(s["steps"], f)

    async def do_sleep(self, s, f):
        await f.scope.operate(lambda: workflow.sleep(seconds(s["seconds"]), summary=s.get("summary")))

    async def do_wait(self, s, f):
        async def waiting():
            try:
                await workflow.wait_condition(lambda: bool(self.ev(s["until"], f)), timeout=seconds(s.get("timeout")))
                return True
            except asyncio.TimeoutError:
                return False
        return await f.scope.operate(waiting)

    async def do_wait_handlers(self, s, f):
        await f.scope.operate(lambda: workflow.wait_condition(workflow.all_handlers_finished))

    def arguments(self, s, f):
        a = s.get("args")
        return [self.ev(x, f) for x in a] if isinstance(a, list) else (self.ev(a, f) or [])

    async def do_activity(self, s, f):
        cancel = {"try": ActivityCancellationType.TRY_CANCEL, "wait": ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
                  "abandon": ActivityCancellationType.ABANDON}[s.get("cancellation", "try")]
        o = dict(args=self.arguments(s, f), activity_id=s.get("id"), schedule_to_close_timeout=seconds(s.get("schedule_to_close")),
                 schedule_to_start_timeout=seconds(s.get("schedule_to_start")), start_to_close_timeout=seconds(s.get("start_to_close")),
                 retry_policy=retry_of(s.get("retry")), cancellation_type=cancel, summary=s.get("summary"))
        if s.get("local"):
            return await f.scope.operate(lambda: workflow.execute_local_activity(
                s["type"], local_retry_threshold=seconds(s.get("local_retry_threshold")), **o))
        if s.get("priority") is not None:
            o["priority"] = Priority(priority_key=s["priority"])
        return await f.scope.operate(lambda: workflow.execute_activity(
            s["type"], task_queue=s.get("task_queue"), heartbeat_timeout=seconds(s.get("heartbeat")), **o))

    async def do_child(self, s, f):
        if "program" in s:
            program = dict(s["program"])
            if "vars" in program:
                program["vars"] = self.ev(program["vars"], f)
            args = [program]
        else:
            args = self.arguments(s, f)
        o = dict(args=args, id=s.get("id"), task_queue=s.get("task_queue"), retry_policy=retry_of(s.get("retry")), static_summary=s.get("summary"),
                 static_details=s.get("details"), **{k: seconds(s.get(k)) for k in SECONDS},
                 id_reuse_policy=WorkflowIDReusePolicy[s.get("id_reuse", "allow_duplicate").upper()],
                 parent_close_policy=ParentClosePolicy[s.get("parent_close", "terminate").upper()],
                 cancellation_type={"wait": ChildWorkflowCancellationType.WAIT_CANCELLATION_COMPLETED, "try": ChildWorkflowCancellationType.TRY_CANCEL,
                                    "wait_requested": ChildWorkflowCancellationType.WAIT_CANCELLATION_REQUESTED,
                                    "abandon": ChildWorkflowCancellationType.ABANDON}[s.get("cancellation", "wait")])
        if s.get("memo"):
            o["memo"] = self.ev(s["memo"], f)
        if s.get("search_attributes"):
            o["search_attributes"] = typed_attributes(self.ev(s["search_attributes"], f))
        if s.get("priority") is not None:
            o["priority"] = Priority(priority_key=s["priority"])
        if f.scope.cancelled:
            raise CancelledError("cancelled")
        handle = await workflow.start_child_workflow(s.get("type", "kitchenSink"), **o)
        if "name" in s:
            self.children[s["name"]] = handle
        if s.get("wait") == "start":
            return {"id": handle.id, "run_id": handle.first_execution_run_id}
        return await self.child_end(handle, f)

    async def child_end(self, handle, f):
        if f.scope.cancelled:
            raise CancelledError("cancelled")
        f.scope.tasks.add(handle)
        try:
            return await handle
        except asyncio.CancelledError:
            raise CancelledError("cancelled") from None
        finally:
            f.scope.tasks.discard(handle)

    async def do_child_result(self, s, f):
        return await self.child_end(self.children[s["name"]], f)

    def external(self, s, f):
        return workflow.get_external_workflow_handle(self.ev(s["workflow_id"], f), run_id=self.ev(s.get("run_id"), f))

    async def do_signal(self, s, f):
        to = self.children[s["child"]] if "child" in s else self.external(s, f)
        args = self.arguments(s, f)
        await f.scope.operate(lambda: to.signal(s["signal"], args=args))

    async def do_cancel_external(self, s, f):
        await f.scope.operate(lambda: self.external(s, f).cancel())

    async def do_scope(self, s, f):
        scope = Scope(f.scope, shielded=bool(s.get("shielded")))
        if "name" in s:
            self.scopes[s["name"]] = scope
        try:
            await self.steps(s["steps"], f.within(scope))
        finally:
            if "name" in s:
                self.scopes.pop(s["name"], None)

    async def branch(self, steps, f, name=None):
        try:
            return await self.value_of(steps, f)
        finally:
            if name and self.scopes.get(name) is f.scope:
                del self.scopes[name]

    def do_spawn(self, s, f):
        scope = Scope(f.scope)
        self.scopes[s["name"]] = scope
        self.branches[s["name"]] = asyncio.ensure_future(self.branch(s["steps"], f.within(scope), s["name"]))

    async def do_join(self, s, f):
        return await asyncio.shield(self.branches[s["name"]])

    def do_cancel(self, s, f):
        if s["name"] in self.scopes:
            self.scopes[s["name"]].cancel()

    async def do_all(self, s, f):
        tasks = [asyncio.ensure_future(self.branch(b, f.within(Scope(f.scope)))) for b in s["branches"]]
        done = await asyncio.gather(*tasks, return_exceptions=True)
        for d in done:
            if isinstance(d, BaseException):
                raise d
        return done

    async def do_any(self, s, f):
        scopes = [Scope(f.scope) for _ in s["branches"]]
        tasks = [asyncio.ensure_future(self.branch(b, f.within(scope))) for b, scope in zip(s["branches"], scopes)]
        await workflow.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        winner = next(i for i, t in enumerate(tasks) if t.done())
        for i, scope in enumerate(scopes):
            if i != winner:
                scope.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        tasks[winner].result()
        return winner

    async def do_try(self, s, f):
        try:
            try:
                await self.steps(s["steps"], f)
            except FailureError as e:
                catch = s.get("catch")
                only = (catch or {}).get("only", "any")
                if catch is None or (only != "any" and (only == "cancelled") != is_cancelled_exception(e)):
                    raise
                if "as" in catch:
                    self.vars[catch["as"]] = describe(e)
                await self.steps(catch.get("steps") or [], f.within(caught=e))
        except (FailureError, Return):
            await self.steps(s.get("finally") or [], f)
            raise
        await self.steps(s.get("finally") or [], f)

    def do_throw(self, s, f):
        raise failure_of(self.ev({k: v for k, v in s.items() if k != "do"}, f), f.caught)

    def do_rethrow(self, s, f):
        raise f.caught

    def do_panic(self, s, f):
        raise RuntimeError(s.get("message", "panic"))

    def do_continue_as_new(self, s, f):
        program = dict(self.program if s.get("program", "same") == "same" else s["program"])
        if "vars" in s:
            program["vars"] = self.ev(s["vars"], f)
        o = dict(workflow=s.get("type"), task_queue=s.get("task_queue"), run_timeout=seconds(s.get("run_timeout")),
                 task_timeout=seconds(s.get("task_timeout")), retry_policy=retry_of(s.get("retry")))
        if s.get("memo"):
            o["memo"] = self.ev(s["memo"], f)
        if s.get("search_attributes"):
            o["search_attributes"] = typed_attributes(self.ev(s["search_attributes"], f))
        workflow.continue_as_new(program, **o)

    def do_patched(self, s, f):
        return workflow.patched(s["id"])

    def do_deprecate_patch(self, s, f):
        workflow.deprecate_patch(s["id"])

    def do_upsert_search_attributes(self, s, f):
        workflow.upsert_search_attributes(updates_of(self.ev(s["attributes"], f)))

    def do_upsert_memo(self, s, f):
        workflow.upsert_memo(self.ev(s["memo"], f))

    def do_now(self, s, f):
        return workflow.time_ns() // 1_000_000

    def do_uuid(self, s, f):
        return str(workflow.uuid4())

    def do_random(self, s, f):
        return workflow.random().randint(s["low"], s["high"])

    def do_handle(self, s, f):
        self.handle(s)

    def do_set_details(self, s, f):
        workflow.set_current_details(s["text"])

    # handlers
    def frame(self, arg, name=None):
        return Frame(Scope(self.root), {"arg": arg, **({} if name is None else {"name": name})})

    @staticmethod
    def first(args):
        return workflow.payload_converter().from_payload(args[0].payload) if args else None

    def reject(self, condition, f):
        if self.ev(condition, f):
            raise ApplicationError("rejected", f.local["arg"], type="Rejected")

    def handle(self, h):
        if "signal" in h:
            async def signal(*args):
                await self.value_of(h.get("steps") or [], self.frame(self.first(args)))

            async def dynamic_signal(name: str, args: typing.Sequence[RawValue]) -> None:
                await self.value_of(h.get("steps") or [], self.frame(self.first(args), name))
            signal.__annotations__ = {}
            workflow.set_dynamic_signal_handler(dynamic_signal) if h["signal"] is None else self.set_signal(h["signal"], h)
        elif "update" in h:
            self.set_update(h["update"], h)
        else:
            self.set_query(h["query"], h)

    def set_signal(self, name, h):
        async def handler(arg: Value = None) -> None:
            await self.value_of(h.get("steps") or [], self.frame(arg))
        workflow.set_signal_handler(name, handler)

    def set_update(self, name, h):
        condition = h.get("reject_if")
        if name is None:
            async def dynamic(called: str, args: typing.Sequence[RawValue]) -> Value:
                return await self.value_of(h.get("steps") or [], self.frame(self.first(args), called))

            def check_dynamic(called: str, args: typing.Sequence[RawValue]) -> None:
                self.reject(condition, self.frame(self.first(args), called))
            workflow.set_dynamic_update_handler(dynamic, validator=check_dynamic)
            return

        async def handler(arg: Value = None) -> Value:
            return await self.value_of(h.get("steps") or [], self.frame(arg))

        def check(arg: Value = None) -> None:
            self.reject(condition, self.frame(arg))
        workflow.set_update_handler(name, handler, validator=check)

    def set_query(self, name, h):
        if name is None:
            def dynamic(called: str, args: typing.Sequence[RawValue]) -> Value:
                return self.ev(h.get("value"), self.frame(self.first(args), called))
            workflow.set_dynamic_query_handler(dynamic)
            return

        def handler(arg: Value = None) -> Value:
            return self.ev(h.get("value"), self.frame(arg))
        workflow.set_query_handler(name, handler)

    @workflow.signal(name="set")
    def signal_set(self, arg: typing.Dict[str, Value]) -> None:
        self.vars[arg["name"]] = arg.get("value")

    @workflow.signal(name="append")
    def signal_append(self, arg: typing.Dict[str, Value]) -> None:
        self.vars[arg["name"]] = [*(self.vars.get(arg["name"]) or []), arg.get("value")]

    @workflow.signal(name="run")
    async def signal_run(self, arg: typing.Dict[str, Value]) -> None:
        await self.value_of(arg["steps"], self.frame(arg.get("arg")))

    @workflow.query(name="get")
    def query_get(self, name: str) -> Value:
        return self.vars.get(name)

    @workflow.query(name="vars")
    def query_vars(self) -> Value:
        return self.vars

    @workflow.query(name="fail")
    def query_fail(self, d: typing.Dict[str, Value]) -> Value:
        raise failure_of(d)

    @workflow.update(name="set")
    async def update_set(self, arg: typing.Dict[str, Value]) -> Value:
        before = self.vars.get(arg["name"])
        self.vars[arg["name"]] = arg.get("value")
        return before

    @update_set.validator
    def check_set(self, arg: typing.Dict[str, Value]) -> None:
        self.reject(arg.get("reject_if"), self.frame(arg.get("value")))

    @workflow.update(name="run")
    async def update_run(self, arg: typing.Dict[str, Value]) -> Value:
        return await self.value_of(arg["steps"], self.frame(arg.get("arg")))

    @update_run.validator
    def check_run(self, arg: typing.Dict[str, Value]) -> None:
        self.reject(arg.get("reject_if"), self.frame(arg.get("arg")))


# activities
@activity.defn
def echo(v: Value) -> Value:
    return v


@activity.defn
def collect(a: Value, b: Value, c: Value) -> Value:
    return [a, b, c]


@activity.defn
def add(a: int, b: int) -> int:
    return a + b


@activity.defn
def size(b: bytes) -> int:
    return len(b)


@activity.defn
def make_bytes(n: int) -> bytes:
    return bytes(i & 255 for i in range(n))


@activity.defn
def fill(n: int) -> str:
    return "x" * n


@activity.defn
def nothing() -> None:
    return None


@activity.defn
def fail(d: typing.Dict[str, Value]) -> Value:
    raise failure_of(d)


@activity.defn
def fail_until(n: int, value: Value) -> Value:
    attempt = activity.info().attempt
    if attempt < n:
        raise ApplicationError(f"attempt {attempt}", attempt, type="Flaky")
    return value


@activity.defn
def crash(message: str) -> Value:
    raise RuntimeError(message)


@activity.defn
def info() -> Value:
    i = activity.info()
    s = lambda d: None if d is None or not d.total_seconds() else d.total_seconds()
    return {"activity_id": i.activity_id, "activity_type": i.activity_type, "attempt": i.attempt, "workflow_id": i.workflow_id,
            "workflow_run_id": i.workflow_run_id, "workflow_type": i.workflow_type, "namespace": i.workflow_namespace, "task_queue": i.task_queue,
            "is_local": i.is_local, "heartbeat": s(i.heartbeat_timeout), "start_to_close": s(i.start_to_close_timeout),
            "schedule_to_close": s(i.schedule_to_close_timeout)}


@activity.defn
def progress(n: int, details: typing.List[Value]) -> Value:
    if activity.info().attempt > n:
        return list(activity.info().heartbeat_details)
    for d in details:
        activity.heartbeat(d)
    raise ApplicationError("not yet", type="Flaky")


@activity.defn(no_thread_cancel_exception=True)
def hang(limit: float, detail: Value) -> Value:
    if activity.info().attempt > 1:
        return list(activity.info().heartbeat_details)
    activity.heartbeat(detail)
    time.sleep(limit)
    return ["woke up"]


@activity.defn(no_thread_cancel_exception=True)
def block(path: str) -> Value:
    while not os.path.exists(path):
        if not activity.info().is_local:
            activity.heartbeat()
        if activity.is_cancelled():
            raise CancelledError("cancelled")
        time.sleep(0.05)
    with open(path) as file:
        return json.load(file)


@activity.defn
def complete_async() -> Value:
    activity.raise_complete_async()


@activity.defn(no_thread_cancel_exception=True)
def wait_cancel(limit: float, then: str) -> Value:
    end = time.monotonic() + limit
    while time.monotonic() < end:
        if not activity.info().is_local:
            activity.heartbeat()
        if activity.is_cancelled():
            if then == "return":
                return "cleaned up"
            if then == "fail":
                raise ApplicationError("cancelled but failed", type="OnCancel", non_retryable=True)
            raise CancelledError("cancelled")
        time.sleep(0.1)
    return "not cancelled"


@activity.defn(no_thread_cancel_exception=True)
def ignore_cancel(limit: float) -> Value:
    time.sleep(limit)
    return "done"


async def main():
    address, queue = sys.argv[1:3]
    cached = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    client = await Client.connect(address)
    stop = asyncio.Event()
    for s in (signals.SIGTERM, signals.SIGINT):
        asyncio.get_running_loop().add_signal_handler(s, stop.set)
    with concurrent.futures.ThreadPoolExecutor(100) as pool:
        async with Worker(client, task_queue=queue, workflows=[KitchenSink], max_cached_workflows=cached, activity_executor=pool,
                          workflow_runner=UnsandboxedWorkflowRunner(), workflow_failure_exception_types=[],
                          activities=[echo, collect, add, size, make_bytes, fill, nothing, fail, fail_until, crash, info, progress, hang, block, complete_async, wait_cancel,
                                      ignore_cancel]):
            print("kitchen_sink serves", queue, file=sys.stderr, flush=True)
            await stop.wait()


if __name__ == "__main__":
    asyncio.run(main())
