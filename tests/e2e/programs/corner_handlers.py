"""Corners of signals, updates and queries: kept, replaced, strangely called."""
from .language import ALL, CANCEL, ONCE, act, at, attempt, case, do, info, local, named, note, put, query, ret, shielded, signal, sleep, go, until, update, var, wait
from .children import child
from .concurrency import throw
from .handlers import handle
from .lifecycle import ATTRIBUTES, KEYS, again

NEVER = wait(var("never"))
INFO = ("workflow_type", "namespace", "attempt", "cron_schedule", "parent_workflow_id", "root_workflow_id", "execution_timeout", "run_timeout", "task_timeout", "continue_as_new_suggested", "cancel_reason", "last_result",
        "last_failure", "priority")
NAMED = [var("name"), var("arg")]
TIMER = ("event", "TIMER_STARTED")


def noted(count):
    return wait({"$eq": [{"$len": var("log")}, count]})


PROGRAMS = {
    "kept signals of several names for the dynamic handler": case(sleep(0.5), handle(signal=None, steps=[note(NAMED)]), noted(4), ALL, actions=[signal("a", 1), signal("b", 2), signal("a", 3), signal("c", 4)], ordered=False),
    "kept signals, one name then the rest": case(sleep(0.5), handle(signal="b", steps=[note(["b", var("arg")])]), handle(signal=None, steps=[note(NAMED)]), noted(4), ALL, actions=[signal("a", 1), signal("b", 2), signal("a", 3), signal("b", 4)], ordered=False),
    "kept signals delivered by a handler": case(noted(3), ALL, handlers=[{"signal": "open", "steps": [handle(signal="s", steps=[note(var("arg"))]), note("opened")]}], actions=[signal("s", 1), signal("s", 2), signal("open")]),
    "a handler replaced while it runs": case(noted(3), ALL, handlers=[{"signal": "s", "steps": [note("old"), sleep(2), note("old ends")]}], actions=[signal("s"), TIMER, signal("run", {"steps": [handle(signal="s", steps=[note("new")]), put("r", 1)]}), until("r", 1), signal("s")], ordered=False),
    "an update replaced while it runs": case(wait(var("go")), do("wait_handlers"), ALL, handlers=[{"update": "u", "steps": [sleep(2), ret("old")]}],
                                             actions=[("start update", "u", 1), TIMER, signal("run", {"steps": [handle(update="u", reject_if={"$eq": [var("arg"), 3]}, steps=[ret("new")]), put("r", 1)]}), until("r", 1), update("u", 2), update("u", 3), ("update result",), go()], ordered=False),
    "a query replaced": case(handle(query="q", value=1), put("r", 1), wait(var("go")), handle(query="q", value={"$vars": True}), put("r", 2), wait(var("end")), actions=[until("r", 1), query("q"), go(), until("r", 2), query("q"), go("end")], replayed=True),
    "a dynamic handler set by a dynamic handler": case(noted(3), ALL, handlers=[{"signal": None, "steps": [note(["first", var("name")]), handle(signal=None, steps=[note(["second", var("name")])])]}],
                                                       actions=[signal("a"), until("log", [["first", "a"]]), signal("b"), signal("c")], replayed=True),
    "signals with several arguments": case(wait(var("go")), ALL, handlers=[{"signal": "s", "steps": [note(var("arg"))]}, {"signal": None, "steps": [note(NAMED)]}], actions=[signal("other", 1, 2, 3), signal("other"), go()]),
    "updates with strange arguments": case(wait(var("go")), ALL, handlers=[{"update": "u", "steps": [ret([var("arg"), "got"])]}, {"update": "b", "steps": [ret({"$len": var("arg")})]}],
                                           actions=[update("u"), update("u", None), update("u", {"$": "go"}), update("b", b"\0\1\2"), update("set", {"name": "x"}), update("set"), update("run"), update("run", 5), go()]),
    "queries with strange arguments": case(put("x", {"$bytes": "AAE="}), put("y", None), wait(var("go")), ret(1), handlers=[{"query": "q", "value": [var("arg"), var("name")]}, {"query": "b", "value": {"$len": var("arg")}}],
                                           actions=[query("q"), query("q", None), query("q", {"$vars": True}), query("b", b"\0\1"), query("get", "x"), query("get", "y"), query("fail"), query("fail", {}), go()]),
    "a query of everything that is known": case(do("upsert_memo", memo={"m": [1]}), do("upsert_search_attributes", attributes=ATTRIBUTES), do("patched", id="p"), wait(var("go")), ret(1),
                                                handlers=[{"query": "q", "value": {"info": [info(f) for f in INFO], "memo": {"$memo": "m"}, "attributes": KEYS, "id": {"$eq": [info("workflow_id"), var("arg")]}}}],
                                                actions=[("first task",), query("q", "{id}"), go(), ("ended",), query("q", "x")], start={"memo": {"s": 1}, "priority": 2, "run_timeout": 60}),
    "a query in every phase": case(put("p", 1), sleep(0.3), put("p", 2), attempt(NEVER), put("p", 3), shielded(wait(var("go"))),
                                   actions=[until("p", 2), query("vars"), ("evict",), query("vars"), CANCEL, until("p", 3), query("get", "p"), ("evict",), query("get", "p"), go(), ("ended",), query("vars")]),
    "a validator sees what is known": case(do("upsert_memo", memo={"max": 3}), wait(var("go")), ALL, handlers=[{"update": "u", "reject_if": {"$ge": [var("arg"), {"$memo": "max"}]}, "steps": [note(var("arg")), ret(info("workflow_type"))]}],
                                           actions=[("event", "WORKFLOW_PROPERTIES_MODIFIED"), update("u", 2), update("u", 3), update("u", "no order"), go()]),
    "a rejected update between others": case(wait(var("go")), do("wait_handlers"), ret({"$sort": var("log")}), handlers=[{"update": "u", "reject_if": {"$eq": [var("arg"), 2]}, "steps": [sleep(0.05), note(var("arg")), ret(var("arg"))]}],
                                             actions=[("updates", "u", [1, 2, 3, 2]), go()], ordered=False),
    "reject_if sees its own arg": case(wait(var("go")), ALL, vars={"arg": True}, actions=[update("run", {"reject_if": var("arg"), "steps": [ret("no arg")]}), update("run", {"reject_if": var("arg"), "arg": True, "steps": []}),
                                       update("run", {"reject_if": {"$not": var("arg")}, "arg": None, "steps": []}), update("set", {"name": "v", "value": {"a": [1]}, "reject_if": {"$eq": [{"$at": [var("arg"), "a", 0]}, 1]}}), go()]),
    "continued by the run signal after an update": case(do("if", cond=info("continued_run_id"), then=[ret("second")]), NEVER, handlers=[{"update": "u", "steps": [put("x", 1), sleep(0.05), ret("done")]}], actions=[update("u"), signal("run", {"steps": [again(vars={})]})]),
    "signals to a run that continues": case(do("if", cond=info("continued_run_id"), then=[wait(var("go")), ret(var("log"))]), wait({"$len": var("log")}), again(vars={"log": var("log")}), handlers=[{"signal": "s", "steps": [note(var("arg"))]}],
                                            actions=[signal("s", 1), ("runs", 1), signal("s", 2), go()]),
    "finally in an update": case(wait(var("go")), ALL, actions=[update("run", {"steps": [do("try", steps=[ret("a")], **{"finally": [do("throw", message="b", type="B")]})]}), update("run", {"steps": [do("try", steps=[throw("a")], **{"finally": [ret("calm")]})]}), go()]),
    "an update caught and wrapped": case(wait(var("go")), ALL, actions=[update("run", {"arg": 3, "steps": [attempt(act("fail", {"message": "deep", "type": "D", "details": [1]}, retry=ONCE), then=[do("throw", message="wrapped", type="W", details=[var("arg")], cause="caught")])]}), go()]),
    "an update fails by a child": case(wait(var("go")), ret(1), actions=[update("run", {"steps": [child("uf", do("throw", message="c", type="C"))]}), go()]),
    "an update waits for a signal": case(wait(var("end")), ALL, actions=[("start update", "run", {"steps": [wait(var("go"), timeout=60, **{"as": "w"}), put("end", 1), ret([var("w"), var("go")])]}), TIMER, go(), ("update result",)]),
    "metadata of all that is registered": case(handle(signal="late", steps=[]), handle(query=None, value=1), handle(signal=None, steps=[]), handle(update="u2", steps=[]), put("x", 1), wait(var("go")), ret(1),
                                               handlers=[{"signal": "s", "steps": []}, {"update": "u", "steps": []}, {"query": "q", "value": 1}], actions=[until("x", 1), ("metadata",), ("stack trace",), go()], replayed=True),
    "a condition that cannot be computed heals": case(wait({"$len": var("x")}), ALL, vars={"x": []}, actions=[("first task",), signal("set", {"name": "x", "value": 5}), ("event", "WORKFLOW_TASK_FAILED"), signal("set", {"name": "x", "value": [at("x", 1)]})], durable=False),
    "twenty handlers at once": case(wait({"$eq": [{"$len": var("log")}, 20]}), do("wait_handlers"), ret({"$sort": var("log")}), handlers=[{"signal": "s", "steps": [named("e", local("echo", var("arg"))), sleep(0.02), note(var("arg"))]}],
                                    actions=[signal("s", i) for i in range(20)], ordered=False),
}
