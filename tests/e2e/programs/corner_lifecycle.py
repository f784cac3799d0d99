"""Corners of continue-as-new, retries, memo, search attributes, patches and code that changes."""
from .language import ALL, CANCEL, act, attempt, case, do, info, named, note, put, ret, signal, sleep, go, until, var, wait
from .concurrency import join, spawn, throw, together
from .lifecycle import ATTRIBUTES, KEYS, again, once

NEVER = wait(var("never"))
SECOND = do("if", cond=info("continued_run_id"), then=[ret([{"$vars": True}, info("cancel_reason")])])
SICK = ("event", "WORKFLOW_TASK_FAILED")
LIMITS = (("CustomIntField", "Int", 2**63 - 1), ("CustomIntField", "Int", -2**63), ("CustomDoubleField", "Double", 1e-7), ("CustomDoubleField", "Double", -3.5), ("CustomBoolField", "Bool", True), ("CustomKeywordField", "Keyword", ""),
          ("CustomTextField", "Text", "größe 😀"), ("CustomListField", "KeywordList", ["one"]), *(("CustomDatetimeField", "Datetime", t) for t in ("2024-02-03T04:05:06.100Z", "1700-01-01T00:00:01Z", "1970-01-01T00:00:00Z", "2262-01-01T00:00:00Z")))


def upsert(key, kind, value):
    return do("upsert_search_attributes", attributes={key: {"type": kind, "value": value}})


def deployed(file, *new, old=()):
    """The new steps where the file is there, else the old ones."""
    return do("if_file", path="{folder}/" + file, then=list(new), **{"else": list(old)})


def patched(name, **fields):
    return do("patched", id=name, **fields)


def changed(file, *then):
    """What is done to a run that waits for `go`: the code changes and the run is replayed."""
    return [until("r", 1), ("write", file, ""), ("evict",), go(), *then]


PROGRAMS = {
    "continue with limits of its own": case(*once(ret([info("run_timeout"), info("task_timeout"), info("execution_timeout")]), run_timeout=30, task_timeout=3), start={"task_timeout": 9}),
    "continue thrice with a growing memo": case(do("upsert_memo", memo={"n": var("n")}), do("if", cond={"$lt": [var("n"), 3]}, then=[again(vars={"n": {"$add": [var("n"), 1]}}, memo={"kept": {"$memo": "n"}})]), ret([{"$memo": "n"}, {"$memo": "kept"}]), vars={"n": 1}),
    "continue with all attributes": case(*once(ret(KEYS), search_attributes=ATTRIBUTES)),
    "continue with attributes over others": case(*once(ret(KEYS), first=[do("upsert_search_attributes", attributes=ATTRIBUTES)], search_attributes={"CustomIntField": {"type": "Int", "value": 1}})),
    "continue from a branch that is joined": case(SECOND, spawn("b", sleep(0.05), again(vars={})), join("b"), ret("never")),
    "continue from all": case(SECOND, together([sleep(0.05), again(vars={})], [sleep(0.2)]), ret("never")),
    "continue in a cancelled scope": case(SECOND, attempt(NEVER), again(vars={}), actions=[("first task",), CANCEL]),
    "continue from catch": case(SECOND, attempt(throw("x"), then=[again(vars={"why": var("why")})]), ret("never")),
    "continue with handlers": case(do("continue_as_new", program={"steps": [wait(var("got")), ret([{"$vars": True}, info("workflow_type")])], "handlers": [{"signal": "q", "steps": [put("got", var("arg"))]}]}, vars={"deep": {"k": [1, None]}, "b": True}),
                                   actions=[("runs", 1), signal("q", 5)]),
    "cron with memo and attributes": case(do("if", cond=info("last_result"), then=[ret([{"$memo": "m"}, *KEYS[:3], info("cron_schedule"), {"$not": info("continued_run_id")}])]), ret(1), start={"cron": "@every 1s", "memo": {"m": 1}, "attributes": ATTRIBUTES},
                                          actions=[("runs", 2), ("terminate",)], durable=False),
    "a retry keeps no variables": case(do("if", cond={"$lt": [info("attempt"), 2]}, then=[put("x", 1), do("upsert_memo", memo={"m": 1}), patched("p"), throw("again")]), ret([var("x"), {"$memo": "m"}, {"$not": info("continued_run_id")}, {"$at": [info("last_failure"), "message"]}]), start={"retry": {"initial": 0.1}}),
    "a retry after continuing": case(*once(do("if", cond={"$lt": [info("attempt"), 3]}, then=[do("throw", message="again", type="T", details=[info("attempt")])]), ret([info("attempt"), info("last_failure"), {"$vars": True}]), retry={"initial": 0.1, "coefficient": 1})),
    "a retry policy with a ceiling": case(do("if", cond={"$lt": [info("attempt"), 4]}, then=[throw("again")]), ret(info("attempt")), start={"retry": {"initial": 0.1, "coefficient": 10, "max_interval": 0.2, "max_attempts": 9, "non_retryable": ["never"]}}),
    "a workflow's delay beats its policy": case(do("if", cond={"$lt": [info("attempt"), 3]}, then=[do("throw", message="m", next_retry_delay=0.1, details=[info("last_failure")])]), ret(info("last_failure")), start={"retry": {"initial": 30}}),
    "memo of every shape": case(do("upsert_memo", memo={"n": 2**64 - 1, "f": 1.5, "b": False, "t": "größe", "l": [], "o": {"$concat": ["x"]}, "d": {"a": {"$add": [1]}}}), ret([{"$memo": k} for k in "nfbtlod"])),
    "memo set and removed in one task": case(do("upsert_memo", memo={"a": 1, "b": 2}), do("upsert_memo", memo={"a": None}), do("upsert_memo", memo={"a": 3, "b": None}), ret([{"$memo": "a"}, {"$memo": "b"}])),
    "attributes at their limits": case(*[step for key, kind, value in LIMITS for step in (upsert(key, kind, value), note({"$search_attribute": key}))], ret(var("log"))),
    "attributes computed": case(do("upsert_search_attributes", attributes={"CustomKeywordField": {"type": "Keyword", "value": {"$concat": ["a", var("x")]}}, "CustomListField": {"type": "KeywordList", "value": var("l")}}), ret(KEYS), vars={"x": "b", "l": ["p", "q"]}),
    "a removed patch is not forgotten": case(deployed("gone", old=[patched("p")]), put("r", 1), wait(var("go")), ret("healed"), actions=changed("gone", SICK, ("remove", "gone")), durable=False, replayed=True),
    "a deprecated patch may go": case(deployed("gone", old=[do("deprecate_patch", id="p")]), put("r", 1), wait(var("go")), act("echo", 1), ret("done"), actions=changed("gone"), durable=False, replayed=True),
    "a patch becomes deprecated": case(deployed("later", do("deprecate_patch", id="p"), named("v", act("echo", "new")), old=[patched("p"), named("v", act("echo", "new"))]), put("r", 1), wait(var("go")), ret(var("v")), actions=changed("later"), durable=False, replayed=True),
    "changed code fails its task and heals": case(deployed("new", act("echo", 1), old=[sleep(0.01)]), put("r", 1), wait(var("go")), ret("healed"), actions=changed("new", SICK, ("remove", "new")), durable=False, replayed=True),
    "another child fails its task and heals": case(deployed("new", do("child", id="other-{id}", program={"steps": []}), old=[do("child", id="one-{id}", program={"steps": []})]), put("r", 1), wait(var("go")), ret("healed"), actions=changed("new", SICK, ("remove", "new")), durable=False, replayed=True),
    "patches in loops and branches": case(put("n", 0), do("while", cond={"$lt": [var("n"), 3]}, steps=[put("n", {"$add": [var("n"), 1]}), together([patched("a", **{"as": "a"}), note(var("a"))], [sleep(0.01), patched("b", **{"as": "b"})])]), ALL),
    "random and uuid after a reset": case(do("uuid", **{"as": "u"}), named("a", act("echo", 1)), do("random", low=0, high=0, **{"as": "z"}), do("uuid", **{"as": "v"}), wait(var("go")), ret([var("z"), {"$eq": [var("u"), var("v")]}]), actions=[until("a", 1), go(), ("ended",), ("reset",)], durable=False),
    "a panic in the catch heals": case(attempt(throw("x"), then=[deployed("mended", note("ok"), old=[do("panic", message="sick")])]), ALL, actions=[SICK, ("write", "mended", "")], durable=False),
    "a panic after an activity heals": case(named("e", act("echo", 1)), deployed("mended", note("ok"), old=[do("panic", message="sick")]), sleep(0.01), ALL, actions=[SICK, ("write", "mended", "")], durable=False),
    "signals while the task is sick": case(deployed("mended", wait({"$eq": [{"$len": var("log")}, 2]}), old=[do("panic", message="sick")]), ALL, handlers=[{"signal": "s", "steps": [note(var("arg"))]}], actions=[SICK, signal("s", 1), signal("s", 2), ("write", "mended", "")], durable=False),
    "an unknown option is sick until mended": case(deployed("mended", ret("healed"), old=[{**act("echo", 1), "cancellation": "no such"}]), actions=[SICK, ("write", "mended", "")], durable=False),
}
