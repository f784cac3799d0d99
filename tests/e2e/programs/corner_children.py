"""Corners of children and of workflows that signal and cancel one another."""
from .language import ALL, ONCE, act, at, attempt, case, do, info, named, note, put, ret, scope, sleep, var, wait
from .children import child
from .concurrency import spawn, throw, together
from .lifecycle import ATTRIBUTES, KEYS

NEVER = wait(var("never"))


def result_of(name, **fields):
    return do("child_result", name=name, **fields)


def listening(key, signal, *steps, until, result={"$vars": True}):
    """A child that has started and handles a signal until the condition holds."""
    return do("child", id=key + "-{id}", name="c", wait="start", program={"handlers": [{"signal": signal, "steps": list(steps)}], "steps": [wait(until), ret(result)]})


PROGRAMS = {
    "a child with every attribute": case(named("c", do("child", id="ea-{id}", program={"steps": [ret(KEYS)]}, search_attributes=ATTRIBUTES)), ALL),
    "priorities of children and their activities": case(named("c", child("pp", act("nothing"), act("nothing", priority=1), ret(info("priority")))), named("d", child("pq", ret(info("priority")), priority=5)), act("nothing"), ALL, start={"priority": 2}),
    "a child's memo of nothing": case(named("c", child("mn", ret([{"$memo": "a"}, {"$memo": "b"}]), memo={"a": None, "b": {"$add": [1, 2]}})), ALL),
    "a grandchild fails through": case(attempt(child("g1", child("g2", act("fail", {"message": "deep", "type": "D", "details": [1], "non_retryable": True, "cause": {"message": "root", "type": "R"}})))), ALL),
    "a grandchild fails and all leave": case(child("h1", child("h2", do("throw", message="deep", type="D")))),
    "a grandchild's cause wrapped": case(attempt(child("w1", attempt(child("w2", throw("deep")), then=[do("throw", message="mid", type="M", cause="caught")]), retry=ONCE)), ALL),
    "a child not retried by type": case(attempt(child("nr", do("throw", message="m", type="N"), retry={"initial": 0.1, "non_retryable": ["N"]})), ALL),
    "a child not retryable": case(attempt(child("nx", do("throw", message="m", type="N", non_retryable=True, benign=True), retry={"initial": 0.1})), ALL),
    "a child signals its parent": case(child("sp", do("signal", workflow_id=info("parent_workflow_id"), signal="set", args=[{"name": "from", "value": info("workflow_id")}])), wait(var("from")), ret({"$eq": [var("from"), "sp-{id}"]})),
    "a child cancels its parent": case(attempt(child("cp", do("cancel_external", workflow_id=info("parent_workflow_id")), attempt(NEVER), do("throw", message="told", details=[at("why", "kind")]))), ALL),
    "children awaited backwards": case(*[child(f"b{i}", sleep(0.4 * i), ret(i), name=f"c{i}", wait="start") for i in range(3)], *[named(f"r{i}", result_of(f"c{i}")) for i in (2, 1, 0)], ALL),
    "a child awaited by two": case(child("tw2", sleep(0.1), ret(1), name="c", wait="start"), together([named("x", result_of("c"))], [named("y", result_of("c"))]), ALL),
    "a child cancelled by its id": case(child("ci", attempt(NEVER), ret(["cleaned", at("why", "kind")]), name="c", wait="start"), do("cancel_external", workflow_id="ci-{id}"), named("r", result_of("c")), ALL),
    "a child awaited in a scope that is cancelled": case(spawn("k", sleep(0.4), do("cancel", name="s")), child("cs2", attempt(NEVER), ret("gone on"), name="c", wait="start"), attempt(scope(result_of("c"), name="s")), ret([var("why"), "end"])),
    "two await a child, the scope of one is cancelled": case(spawn("k", sleep(0.4), do("cancel", name="s")), child("ta", NEVER, name="c", wait="start"), together([attempt(scope(result_of("c"), name="s"), into="a")], [attempt(result_of("c"), into="b")]), ret([var("a"), var("b")])),
    "a signal without arguments": case(listening("na", "s", put("n", {"$not": var("arg")}), until=var("n")), {"do": "signal", "child": "c", "signal": "s"}, named("r", result_of("c")), ALL),
    "a signal with many arguments": case(listening("ma", None, put("n", [var("name"), var("arg")]), until=var("n")), do("signal", child="c", signal="any name", args=[1, "two", None, {"k": var("x")}]), named("r", result_of("c")), ALL),
    "many signals to a child": case(listening("ms", "s", note(var("arg")), until={"$eq": [{"$len": var("log")}, 6]}, result={"$sort": var("log")}), together(*[[do("signal", child="c", signal="s", args=[i])] for i in range(6)]), named("r", result_of("c")), ALL),
    "a child's task fails until mended": case(named("r", child("ft", do("if_file", path="{folder}/ft", then=[ret("healed")], **{"else": [do("panic", message="sick")]}))), ALL, actions=[("event of", "ft-{id}", "WORKFLOW_TASK_FAILED"), ("write", "ft", "")], durable=False),
    "a parent closes on three children": case(*[child(f"cl{p}", put("why", {"kind": None}), attempt(wait(var("go"), timeout=2)), ret(at("why", "kind")), name=p, wait="start", parent_close=p) for p in ("terminate", "abandon", "request_cancel")], ret(1),
                                              actions=[("ended",), ("how", "clterminate-{id}"), ("result of", "clrequest_cancel-{id}"), ("how", "clabandon-{id}")]),
    "a parent fails, children follow": case(child("pf", NEVER, name="c", wait="start"), child("pg", attempt(NEVER), ret(at("why", "kind")), name="d", wait="start", parent_close="request_cancel"), throw("parent"), actions=[("ended",), ("how", "pf-{id}"), ("result of", "pg-{id}")]),
}
