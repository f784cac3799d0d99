"""The same programs on our kitchen sink and on the one of the official Python SDK, on the same real server: results, failures,
queries, updates and histories agree; also without a cache, and with our worker killed in the middle."""
import asyncio
import json
import os
import pathlib
import random
import re
import sys
import unittest
import uuid

from temporalio.api.enums.v1 import EventType
from temporalio.client import Client, WorkflowFailureError, WorkflowUpdateFailedError
from temporalio.exceptions import ApplicationError
from google.protobuf.json_format import MessageToDict

import harness
from kitchen_sink_python import describe

HERE = pathlib.Path(__file__).resolve().parent
SHORT = {"start_to_close": 10}


def act(kind, *args, **fields):
    return {"do": "activity", "type": kind, "args": list(args), **({} if "schedule_to_close" in fields else SHORT), **fields}


def ret(value):
    return {"do": "return", "value": value}


def catching(steps, only="any", then=()):
    return {"do": "try", "steps": steps, "catch": {"as": "why", "only": only, "steps": list(then)}}


ONCE = {"max_attempts": 1}
ALL = ret({"$vars": True})

# name -> (program, what is done to it while it runs)
PROGRAMS = {
    "expressions": ({"vars": {"l": [3, 1, 2], "big": 18446744073709551615}, "steps": [
        {"do": "set", "name": "n", "value": {"$len": "größe"}}, {"do": "set", "name": "s", "value": {"$sort": {"$": "l"}}},
        {"do": "set", "name": "at", "value": {"$at": [{"$": "l"}, 1]}}, {"do": "set", "name": "rep", "value": {"$repeat": ["ab", 3]}},
        {"do": "set", "name": "sum", "value": {"$add": [1, 2, {"$": "n"}]}}, {"do": "set", "name": "or", "value": {"$or": [0, "", None, {"$not": []}]}},
        {"do": "append", "name": "new", "value": {"$concat": ["a", "b"]}}, {"do": "set", "name": "eq", "value": {"$eq": [{"a": [1]}, {"a": [1]}]}}, ALL]}, []),
    "bytes": ({"steps": [act("make_bytes", 5, **{"as": "b"}), act("size", {"$": "b"}, **{"as": "n"}), act("echo", {"$": "b"}, **{"as": "b2"}),
                         {"do": "set", "name": "text", "value": {"$base64": {"$": "b2"}}}, {"do": "set", "name": "b", "value": None},
                         {"do": "set", "name": "b2", "value": None}, ALL]}, []),
    "returns bytes": ({"steps": [ret({"$bytes": "AAEC"})]}, []),
    "activity values": ({"steps": [act("echo", None, **{"as": "null"}), act("collect", 1, "b", {"c": [1.5]}, **{"as": "c"}), act("nothing", **{"as": "no"}),
                                   act("add", 20, 22, **{"as": "sum"}), ALL]}, []),
    "activity failure": ({"steps": [catching([act("fail", {"message": "m", "type": "T", "details": [1, "d"], "non_retryable": True, "cause": {"message": "inner"}})]), ALL]}, []),
    "failure leaves": ({"steps": [act("fail", {"message": "m", "type": "T", "details": [{"k": 1}]}, retry=ONCE)]}, []),
    "retries": ({"steps": [act("fail_until", 3, "ok", retry={"initial": 0.1, "coefficient": 1}, **{"as": "v"}), ALL]}, []),
    "attempts used up": ({"steps": [catching([act("crash", "boom", retry={"initial": 0.1, "max_attempts": 2})]),
                                    ret([{"$at": [{"$": "why"}, "retry_state"]}, {"$at": [{"$": "why"}, "cause", "message"]}])]}, []),
    "start to close": ({"steps": [catching([act("ignore_cancel", 3, start_to_close=0.3, retry=ONCE)]), ALL]}, []),
    "heartbeat timeout": ({"steps": [catching([act("ignore_cancel", 4, heartbeat=0.4, retry=ONCE)]), ALL]}, []),
    "wrong arguments": ({"steps": [catching([act("add", "x", 1, retry=ONCE)]), ret({"$at": [{"$": "why"}, "retry_state"]})]}, []),
    "heartbeat details": ({"steps": [act("progress", 1, [1, {"two": 2}], heartbeat=5, retry={"initial": 0.1}, **{"as": "d"}), ALL]}, []),
    "local retries": ({"steps": [act("fail_until", 2, "ok", local=True, retry={"initial": 0.1}, **{"as": "v"}), ALL]}, []),
    "local activities": ({"steps": [act("add", 1, 2, local=True, **{"as": "sum"}),
                                    catching([act("fail", {"message": "m", "type": "T"}, local=True, retry=ONCE)]), ALL]}, []),
    "timers and now": ({"steps": [{"do": "now", "as": "a"}, {"do": "sleep", "seconds": 0.25, "summary": "zzz"}, {"do": "now", "as": "b"},
                                  ret({"$ge": [{"$": "b"}, {"$add": [{"$": "a"}, 250]}]})]}, []),
    "waits": ({"vars": {"x": 1}, "steps": [{"do": "wait", "until": {"$": "x"}, "timeout": 5, "as": "at_once"}, {"do": "wait", "until": {"$": "y"}, "timeout": 0.2, "as": "late"}, ALL]}, []),
    "signal ends a wait": ({"steps": [{"do": "wait", "until": {"$": "go"}, "timeout": 60, "as": "in_time"}, ALL]}, [("signal", "set", {"name": "go", "value": [1]})]),
    "handlers": ({"handlers": [{"signal": "s", "steps": [{"do": "append", "name": "log", "value": {"$": "arg"}}]}, {"signal": None, "steps": [{"do": "append", "name": "log", "value": {"$": "name"}}]},
                               {"query": "q", "value": {"$len": {"$": "log"}}},
                               {"update": "u", "reject_if": {"$eq": [{"$": "arg"}, "bad"]}, "steps": [act("echo", {"$": "arg"}, **{"as": "e"}), ret({"$concat": ["got ", {"$": "e"}]})]}],
                  "steps": [{"do": "wait", "until": {"$": "go"}}, {"do": "wait_handlers"}, ALL]},
                 [("signal", "s", 1), ("signal", "other", 2), ("signal", "set", "no object"), ("query", "q", None), ("update", "u", "good"), ("update", "u", "bad"),
                  ("update", "no-such", 1), ("query", "no-such", None), ("query", "fail", {"message": "x", "type": "Y", "details": [1]}), ("signal", "set", {"name": "go", "value": True})]),
    "handler set late": ({"steps": [{"do": "sleep", "seconds": 0.4}, {"do": "handle", "signal": "late", "steps": [{"do": "append", "name": "got", "value": {"$": "arg"}}]},
                                    {"do": "wait", "until": {"$eq": [{"$len": {"$": "got"}}, 2]}}, ALL]}, [("signal", "late", "a"), ("signal", "late", "b")]),
    "updates": ({"steps": [{"do": "wait", "until": {"$": "go"}}, ALL]},
                [("update", "set", {"name": "v", "value": 1}), ("update", "set", {"name": "v", "value": 2}), ("update", "set", {"name": "v", "value": 3, "reject_if": {"$": "arg"}}),
                 ("update", "run", {"steps": [{"do": "throw", "message": "no", "type": "U"}]}), ("update", "run", {"arg": 7, "steps": [ret({"$": "arg"})]}),
                 ("query", "get", "v"), ("query", "vars", None), ("signal", "set", {"name": "go", "value": 1})]),
    "cancelled while asleep": ({"steps": [{"do": "try", "steps": [{"do": "sleep", "seconds": 60}], "catch": {"only": "cancelled", "as": "why", "steps": [
        {"do": "scope", "shielded": True, "steps": [{"do": "sleep", "seconds": 0.1}, act("echo", 1, **{"as": "e"})]}, {"do": "rethrow"}]}}]}, [("cancel",)]),
    "cancelled and survives": ({"steps": [catching([{"do": "wait", "until": {"$": "never"}}], "cancelled"), catching([act("echo", 1)], "cancelled"), ret({"$": "why"})]}, [("cancel",)]),
    "cancelled activity tries": ({"steps": [catching([act("wait_cancel", 20, "throw", heartbeat=2, start_to_close=30)]), ALL]}, [("activity started",), ("cancel",)]),
    "cancelled activity waits": ({"steps": [act("wait_cancel", 20, "return", heartbeat=2, start_to_close=30, cancellation="wait", **{"as": "r"}), ALL]}, [("activity started",), ("cancel",)]),
    "cancelled activity fails": ({"steps": [catching([act("wait_cancel", 20, "fail", heartbeat=2, start_to_close=30, cancellation="wait")]), ALL]}, [("activity started",), ("cancel",)]),
    "scopes": ({"steps": [{"do": "spawn", "name": "b", "steps": [{"do": "sleep", "seconds": 60}]}, {"do": "sleep", "seconds": 0.1}, {"do": "cancel", "name": "b"},
                          catching([{"do": "join", "name": "b"}]), catching([{"do": "join", "name": "b"}]), ALL]}, []),
    "all and any": ({"steps": [{"do": "all", "branches": [[{"do": "sleep", "seconds": 0.2}, ret(1)], [ret("two")], []], "as": "all"},
                               {"do": "any", "branches": [[{"do": "sleep", "seconds": 30}], [{"do": "sleep", "seconds": 0.1}]], "as": "any"},
                               catching([{"do": "all", "branches": [[{"do": "sleep", "seconds": 0.1}, {"do": "throw", "message": "first"}], [{"do": "throw", "message": "second"}]]}]),
                               ALL]}, []),
    "finally": ({"steps": [{"do": "try", "steps": [ret("early")], "finally": [{"do": "set", "name": "f", "value": 1}]}]}, []),
    "finally replaces": ({"steps": [{"do": "try", "steps": [{"do": "throw", "message": "a"}], "finally": [{"do": "throw", "message": "b", "type": "B"}]}]}, []),
    "throw with cause": ({"steps": [{"do": "try", "steps": [act("fail", {"message": "deep", "type": "D"}, retry=ONCE)],
                                     "catch": {"steps": [{"do": "throw", "message": "wrapped", "type": "W", "cause": "caught"}]}}]}, []),
    "child": ({"steps": [{"do": "child", "program": {"vars": {"v": {"$add": [1, 1]}}, "steps": [ret({"$": "v"})]}, "id": "child-{id}", "summary": "s", "memo": {"k": "m"}, "as": "c"}, ALL]}, []),
    "child failure": ({"steps": [catching([{"do": "child", "program": {"steps": [{"do": "throw", "message": "c", "type": "C"}]}, "id": "childf-{id}"}]),
                                 ret([{"$at": [{"$": "why"}, "kind"]}, {"$at": [{"$": "why"}, "cause"]}])]}, []),
    "child started, signalled, cancelled": ({"steps": [
        {"do": "child", "name": "c", "wait": "start", "id": "childs-{id}", "program": {"steps": [{"do": "wait", "until": {"$": "go"}}, {"do": "sleep", "seconds": 60}]}},
        {"do": "signal", "child": "c", "signal": "set", "args": [{"name": "go", "value": 1}]}, {"do": "cancel_external", "workflow_id": "childs-{id}"},
        catching([{"do": "child_result", "name": "c"}]), ret([{"$at": [{"$": "why"}, "kind"]}, {"$at": [{"$": "why"}, "cause", "kind"]}])]}, []),
    "child id taken": ({"steps": [{"do": "child", "wait": "start", "name": "c", "id": "childt-{id}", "program": {"steps": [{"do": "sleep", "seconds": 60}]}},
                                  catching([{"do": "child", "id": "childt-{id}", "program": {}}]), ret({"$": "why"})]}, []),
    "signal nobody": ({"steps": [catching([{"do": "signal", "workflow_id": "nobody-{id}", "signal": "x", "args": []}]), ret("went on")]}, []),
    "continue as new": ({"vars": {"n": 0}, "steps": [{"do": "set", "name": "n", "value": {"$add": [{"$": "n"}, 1]}}, {"do": "if", "cond": {"$lt": [{"$": "n"}, 3]}, "then": [
        {"do": "continue_as_new", "program": "same", "vars": {"n": {"$": "n"}}}]}, ret([{"$": "n"}, {"$not": {"$info": "continued_run_id"}}])]}, []),
    "patches": ({"steps": [{"do": "patched", "id": "p", "as": "p"}, {"do": "deprecate_patch", "id": "q"}, ALL]}, []),
    "memo and attributes": ({"steps": [{"do": "upsert_memo", "memo": {"a": 1, "b": {"$concat": ["x", "y"]}}}, {"do": "upsert_memo", "memo": {"a": None}},
                                       {"do": "upsert_search_attributes", "attributes": {"CustomKeywordField": {"type": "Keyword", "value": "k"}, "CustomDatetimeField": {"type": "Datetime", "value": "2024-02-03T04:05:06Z"}}},
                                       ret([{"$memo": "a"}, {"$memo": "b"}, {"$search_attribute": "CustomKeywordField"}, {"$search_attribute": "CustomDatetimeField"}])]}, []),
    "info": ({"steps": [ret([{"$info": f} for f in ("workflow_type", "namespace", "attempt", "continued_run_id", "parent_workflow_id", "execution_timeout", "task_timeout",
                                                    "cancel_reason", "last_result", "last_failure")])]}, []),
}

KEEP = {  # event -> the attributes that are compared
    "ACTIVITY_TASK_SCHEDULED": ("activityId", "activityType", "input", "scheduleToCloseTimeout", "scheduleToStartTimeout", "startToCloseTimeout", "heartbeatTimeout", "retryPolicy"),
    "ACTIVITY_TASK_COMPLETED": ("result",), "TIMER_STARTED": ("startToFireTimeout",), "WORKFLOW_EXECUTION_SIGNALED": ("signalName", "input"),
    "START_CHILD_WORKFLOW_EXECUTION_INITIATED": ("workflowId", "workflowType", "input", "parentClosePolicy", "workflowIdReusePolicy", "memo", "retryPolicy"),
    "SIGNAL_EXTERNAL_WORKFLOW_EXECUTION_INITIATED": ("signalName", "input"), "UPSERT_WORKFLOW_SEARCH_ATTRIBUTES": ("searchAttributes",),
    "WORKFLOW_PROPERTIES_MODIFIED": ("upsertedMemo",), "WORKFLOW_EXECUTION_COMPLETED": ("result",), "WORKFLOW_EXECUTION_CONTINUED_AS_NEW": ("input",),
    "MARKER_RECORDED": ("markerName",)}


def normalised(history, run):
    """What the contract compares: events without the workflow tasks, ids of the run made equal, server defaults left out."""
    out = []
    for event in history.events:
        kind = EventType.Name(event.event_type).removeprefix("EVENT_TYPE_")
        if kind.startswith("WORKFLOW_TASK"):
            continue
        d = MessageToDict(event)
        attributes = next((v for k, v in d.items() if k.endswith("EventAttributes")), {})
        kept = {k: attributes[k] for k in KEEP.get(kind, ()) if k in attributes}
        text = json.dumps(kept, sort_keys=True).replace(run, "RUN")
        summary = d.get("userMetadata", {}).get("summary", {}).get("data")
        out.append((kind, text, summary))
    return sorted(out) if any(k == "MARKER_RECORDED" for k, _, _ in out) else out


def payload_texts(events):
    """Payload data decoded, so that spacing and key order of JSON do not count."""
    import base64
    def decode(match):
        try:
            return '"data": ' + json.dumps(json.dumps(json.loads(base64.b64decode(match.group(1))), sort_keys=True))
        except ValueError:
            return match.group(0)
    return [(k, re.sub(r'"data": "([^"]*)"', decode, t), s) for k, t, s in events]


async def outcome_of(call):
    try:
        return {"ok": await call}
    except WorkflowFailureError as e:
        return {"failed": describe(e.cause)}
    except WorkflowUpdateFailedError as e:
        cause = describe(e.cause)
        mine = cause["type"] in ("Rejected", "U")
        return {"update failed": cause if mine else True}
    except Exception as e:  # a query's failure: its text is the SDK's unless a program made it
        return {"query failed": type(e).__name__}


class Case:
    def __init__(self, client, name, queue):
        self.client, self.queue = client, queue
        self.program, self.actions = PROGRAMS[name]
        self.id = f"{re.sub('[^a-z]+', '-', name)}-{uuid.uuid4()}"
        self.run_text = json.dumps(self.program).replace("{id}", self.id)

    async def play(self):
        handle = await self.client.start_workflow("kitchenSink", json.loads(self.run_text), id=self.id, task_queue=self.queue)
        seen = [await self.act(handle, *a) for a in self.actions]
        seen.append(await outcome_of(asyncio.wait_for(handle.result(), 90)))
        history = await self.client.get_workflow_handle(self.id).fetch_history()
        seen.append(payload_texts(normalised(history, self.id)))
        return json.loads(json.dumps(seen, default=lambda b: f"bytes {b.hex()}").replace(self.id, "RUN"))

    async def activity_started(self, handle):
        """The first heartbeat has come."""
        for _ in range(20 * harness.PATIENCE_S):
            pending = (await handle.describe()).raw_description.pending_activities
            if pending and pending[0].HasField("last_heartbeat_time"):
                return
            await asyncio.sleep(0.05)
        raise AssertionError(f"the activity of {self.id} never started")

    async def act(self, handle, what, *arguments):
        if what == "activity started":
            return await self.activity_started(handle)
        if what == "cancel":
            return await handle.cancel()
        name, argument = arguments
        if what == "signal":
            return await handle.signal(name, argument)
        given = [] if argument is None else [argument]
        call = handle.query(name, args=given) if what == "query" else handle.execute_update(name, args=given)
        return await outcome_of(call)


class KitchenSink(unittest.IsolatedAsyncioTestCase):
    maxDiff = 4000

    @classmethod
    def setUpClass(cls):
        cls.stack = cls.enterClassContext(harness.Stack())
        cls.stack.start_temporal("CustomKeywordField=Keyword", "CustomDatetimeField=Datetime")
        address = cls.stack.env["TEMPORAL_ADDRESS"]
        theirs = cls.stack.start("theirs", [sys.executable, HERE / "kitchen_sink_python.py", address, "theirs"])
        cls.ours("ours", "ours")
        cls.ours("uncached", "uncached", "--max-cached-workflows", 0)
        theirs.expect_line("serves", theirs.err)

    @classmethod
    def ours(cls, name, queue, *flags):
        sink = os.environ["HEADROOM_EXAMPLES"] + "/kitchen_sink"
        process = cls.stack.start(name, [sink, "--address", cls.stack.env["TEMPORAL_ADDRESS"], "--task-queue", queue, *flags])
        process.expect_line("serves", process.err)
        return process

    async def compare(self, queue, names=tuple(PROGRAMS)):
        client = await Client.connect(self.stack.env["TEMPORAL_ADDRESS"])

        async def one(name):
            return name, *await asyncio.gather(Case(client, name, "theirs").play(), Case(client, name, queue).play())
        for name, theirs, ours in await asyncio.gather(*map(one, names)):
            with self.subTest(program=name):
                self.assertEqual(ours, theirs)

    async def test_agrees_with_the_official_sdk(self):
        await self.compare("ours")

    async def test_agrees_without_a_cache(self):
        await self.compare("uncached")

    async def test_agrees_when_the_worker_is_killed_in_the_middle(self):
        names = ["retries", "waits", "signal ends a wait", "handlers", "all and any", "child", "continue as new", "scopes", "patches"]
        client = await Client.connect(self.stack.env["TEMPORAL_ADDRESS"])
        running = asyncio.gather(*(Case(client, n, "killed").play() for n in names))
        dice = random.Random(7)
        for round_number in range(4):
            worker = self.ours(f"killed-{round_number}", "killed")
            await asyncio.sleep(dice.uniform(0.2, 0.8))
            if round_number < 3:
                worker.kill()
        killed = await asyncio.wait_for(running, 120)
        expected = await asyncio.gather(*(Case(client, n, "theirs").play() for n in names))
        for name, ours, theirs in zip(names, killed, expected):
            with self.subTest(program=name):
                self.assertEqual(ours[-2], theirs[-2], "the result")

    async def test_ends_cleanly(self):
        worker = self.ours("stopping", "stopping")
        self.assertEqual(worker.stop(), 0)


if __name__ == "__main__":
    unittest.main()
