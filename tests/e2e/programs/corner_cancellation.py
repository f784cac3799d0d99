"""Corners of scopes, shields and branches."""
from .language import ALL, CANCEL, STARTED, act, at, attempt, case, do, info, local, named, note, put, ret, scope, shielded, signal, sleep, go, until, var, wait
from .children import child
from .concurrency import first, join, spawn, throw, together

NEVER = wait(var("never"))
TIMER = ("event", "TIMER_STARTED")


def cancel(name):
    return do("cancel", name=name)


PROGRAMS = {
    "a scope's cancellation leaves": case(spawn("k", sleep(0.1), cancel("s")), scope(sleep(60), name="s")),
    "a branch's cancellation leaves by join": case(spawn("b", sleep(60)), sleep(0.05), cancel("b"), join("b")),
    "a cancelled activity of a scope leaves": case(spawn("k", sleep(0.5), cancel("s")), scope(act("wait_cancel", 20, "throw", heartbeat=5, start_to_close=30, cancellation="wait"), name="s"), durable=False),
    "a handler's cancellation ends the workflow": case(attempt(NEVER, then=[shielded(sleep(60))]), handlers=[{"signal": "s", "steps": [sleep(60)]}], actions=[signal("s"), TIMER, CANCEL], ordered=False),
    "a handler's cancelled scope fails the workflow": case(NEVER, handlers=[{"signal": "s", "steps": [scope(sleep(60), name="h")]}], actions=[signal("s"), TIMER, signal("run", {"steps": [cancel("h")]})]),
    "shield within shield": case(attempt(shielded(sleep(0.4), scope(shielded(sleep(0.2), note("in")), sleep(0.1), note("mid"))), sleep(60)), ALL, actions=[TIMER, CANCEL]),
    "a shield in a named scope that is cancelled": case(spawn("k", sleep(0.1), cancel("out")), attempt(scope(shielded(sleep(0.4), note("held")), sleep(60), name="out")), ALL),
    "a shield cancelled, one within holds": case(spawn("k", sleep(0.1), cancel("s")), attempt({**shielded(shielded(sleep(0.3), note("held")), sleep(60)), "name": "s"}), ALL),
    "a branch spawned in a shield": case(shielded(spawn("b", sleep(0.6), ret("lived"))), attempt(NEVER), named("r", join("b")), ALL, actions=[TIMER, CANCEL]),
    "a branch outlives its scope and is reached": case(scope(spawn("b", attempt(sleep(60), then=[ret("reached")])), name="s"), cancel("s"), sleep(0.3), note("still"), named("r", join("b")), ALL, actions=[until("log", ["still"]), CANCEL]),
    "a handler's branch outlives it and is reached": case(attempt(NEVER), named("r", join("b")), ALL, handlers=[{"signal": "s", "steps": [spawn("b", attempt(sleep(60), then=[ret("reached")]))]}], actions=[signal("s"), TIMER, CANCEL]),
    "all: one fails, one is cancelled, one returns": case(attempt(together([sleep(0.2), throw("late")], [scope(sleep(60), name="s")], [sleep(0.1), cancel("s"), ret(1)])), ALL),
    "any: winner and loser fail": case(attempt(first([attempt(sleep(60), then=[throw("cleanup")])], [sleep(0.1), throw("winner")])), ALL),
    "any: cancelled while losers clean up": case(attempt(first([attempt(sleep(60), then=[shielded(sleep(0.5)), note("clean")])], [sleep(0.1)], **{"as": "w"})), ALL, actions=[("event", "TIMER_CANCELED"), CANCEL]),
    "any: a loser that goes on in a shield": case(first([attempt(sleep(60)), shielded(named("e", act("echo", 1)))], [sleep(0.1)], **{"as": "w"}), put("why", None), ALL),
    "any in a cancelled scope": case(attempt(NEVER), attempt(first([sleep(1)], [put("x", 1)], **{"as": "w"}), into="second"), ALL, actions=[CANCEL]),
    "all in a cancelled scope": case(attempt(NEVER), attempt(together([put("x", 1)], [sleep(1)], [put("y", 1)]), into="second"), ALL, actions=[CANCEL]),
    "finally replaces a cancellation": case(do("try", steps=[NEVER], **{"finally": [do("throw", message="in finally", type="F")]}), actions=[CANCEL]),
    "finally returns over a cancellation": case(do("try", steps=[NEVER], **{"finally": [ret("calm")]}), actions=[CANCEL]),
    "a cancellation in finally replaces a failure": case(do("try", steps=[throw("first")], **{"finally": [NEVER]}), actions=[("first task",), CANCEL]),
    "a cancelled child of a cancelled child": case(child("p", child("q", NEVER, name="c", wait="start"), do("child_result", name="c")), actions=[("event", "CHILD_WORKFLOW_EXECUTION_STARTED"), ("event of", "p-{id}", "CHILD_WORKFLOW_EXECUTION_STARTED"), CANCEL]),
    "a wait in a handler cancelled by name": case(wait(var("why")), ALL, handlers=[{"signal": "s", "steps": [scope(attempt(wait(var("no"), timeout=60)), name="h")]}, {"signal": "stop", "steps": [cancel("h")]}], actions=[signal("s"), TIMER, signal("stop")]),
    "one scope cancelled twice": case(attempt(scope(sleep(60), name="s")), note(at("why", "kind")), ALL, actions=[TIMER, signal("run", {"steps": [cancel("s"), cancel("s")]})]),
    "scopes that end give their names back": case(spawn("k", sleep(0.2), cancel("s")), attempt(scope(scope(note("inner ends"), name="s2"), attempt(scope(sleep(60), name="s"), into="inner"), sleep(0.05), cancel("s"), cancel("s2"), name="outer")), ALL),
    "local activities in a cancelled scope and in a shield": case(attempt(NEVER), attempt(together([local("echo", 1)], [shielded(named("l", local("echo", 2)))])), ALL, actions=[CANCEL]),
    "cancelled with a reason, twice": case(attempt(NEVER), shielded(wait(var("go"))), ret(info("cancel_reason")), actions=[("first task",), ("cancel because", "one"), until("why", ...), ("cancel because", "two"), go()]),
    "a cancellation with details comes through": case(attempt(act("complete_async", id="later", start_to_close=60, heartbeat=30, cancellation="wait"), then=[do("throw", message="m", type="T", cause="caught")]),
                                                      actions=[("activity runs",), CANCEL, ("cancel requested", "later"), ("cancelled", "later", {"d": [1]})], durable=False),
    "a scope reaches an activity and a child at once": case(
        attempt(scope(together([attempt(act("wait_cancel", 20, "return", heartbeat=5, start_to_close=30, cancellation="wait"), into="a")], [attempt(child("sc", NEVER), into="b")], [attempt(sleep(60), into="c")]), name="s")),
        ret([var("a"), at("b", "kind"), at("c", "kind")]), actions=[STARTED, ("event", "CHILD_WORKFLOW_EXECUTION_STARTED"), signal("run", {"steps": [cancel("s")]})], durable=False, ordered=False),
}
