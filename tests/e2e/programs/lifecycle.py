"""Continue as new, patches, memo, search attributes, info, cron."""
from .language import ALL, CANCEL, ONCE, QUICKLY, act, at, attempt, case, do, info, local, named, note, put, query, ret, scope, shielded, signal, sleep, go, until, update, var, wait

ATTRIBUTES = {"CustomKeywordField": {"type": "Keyword", "value": "k"}, "CustomTextField": {"type": "Text", "value": "some words"}, "CustomIntField": {"type": "Int", "value": -7},
              "CustomDoubleField": {"type": "Double", "value": 1.25}, "CustomBoolField": {"type": "Bool", "value": False}, "CustomDatetimeField": {"type": "Datetime", "value": "2024-02-03T04:05:06Z"},
              "CustomListField": {"type": "KeywordList", "value": ["a", "b"]}}
KEYS = [{"$search_attribute": k} for k in ATTRIBUTES]
LIMITS = [info(f) for f in ("execution_timeout", "run_timeout", "task_timeout")]


def again(**fields):
    return do("continue_as_new", program="same", **fields)


def once(*last, first=(), **fields):
    """Continues as new once with the fields, then does the last steps."""
    return [do("if", cond={"$not": info("continued_run_id")}, then=[*first, again(vars={"second": 1}, **fields)]), *last]


PROGRAMS = {
    "continue as new": case(put("n", {"$add": [var("n"), 1]}), do("if", cond={"$lt": [var("n"), 3]}, then=[again(vars={"n": var("n")})]), ret([var("n"), {"$not": info("continued_run_id")}]), vars={"n": 0}),
    "continue with another program": case(do("continue_as_new", program={"steps": [ret({"$vars": True})], "vars": {"old": 1}}, vars={"new": {"$add": [1, 1]}})),
    "continue with another program's own vars": case(do("continue_as_new", program={"steps": [ret({"$vars": True})], "vars": {"own": 1}})),
    "continue as the same without vars": case(do("if", cond=info("continued_run_id"), then=[ret({"$vars": True})]), put("x", 2), again(), vars={"x": 1}),
    "continue with everything": case(*once(ret([*LIMITS, {"$memo": "k"}, {"$memo": "old"}, *KEYS[:3], info("attempt")]), run_timeout=40, task_timeout=4, memo={"k": [1, var("second")]},
                                           search_attributes={k: ATTRIBUTES[k] for k in ("CustomKeywordField", "CustomIntField")}, retry={"initial": 0.5, "max_attempts": 2}, task_queue="{queue}", type="kitchenSink"),
                                     start={"memo": {"old": 1}, "run_timeout": 60, "execution_timeout": 100}),
    "continue carries over": case(*once(ret([*LIMITS, {"$memo": "k"}, {"$memo": "up"}, *KEYS, info("cron_schedule"), info("priority")]), first=[do("upsert_memo", memo={"up": 2}), do("upsert_search_attributes", attributes=ATTRIBUTES)]),
                                  start={"memo": {"k": [1]}, "run_timeout": 60, "execution_timeout": 100, "task_timeout": 7, "priority": 3, "retry": {"initial": 0.2, "max_attempts": 3}}),
    "continue carries the retry policy": case(*once(do("if", cond={"$lt": [info("attempt"), 2]}, then=[do("throw", message="again")]), ret([info("attempt"), info("last_failure")])), start={"retry": {"initial": 0.1, "coefficient": 1}}),
    "continue with an empty memo": case(*once(ret([{"$memo": "k"}]), memo={}), start={"memo": {"k": 1}}),
    "continue from inside": case(*once(ret("second"), first=[do("try", steps=[scope(do("while", cond=True, steps=[again(vars={"second": 1})]))], catch={"steps": [note("no")]}, **{"finally": [put("f", 1)]})])),
    "continue while a branch waits": case(do("spawn", name="b", steps=[sleep(60)]), sleep(0.05), *once(ret("second"))),
    "continue from a signal handler": case(do("if", cond=info("continued_run_id"), then=[ret("second")]), wait(var("never")), handlers=[{"signal": "s", "steps": [again(vars={})]}], actions=[signal("s")]),
    "continue keeps no signals": case(do("if", cond=info("continued_run_id"), then=[ret(var("log"))]), wait(var("go")), again(), handlers=[{"signal": "s", "steps": [note(1)]}], actions=[signal("s"), go()]),
    "last result by cron": case(do("if", cond=info("last_result"), then=[ret([info("last_result"), info("cron_schedule"), info("last_failure")])]), ret({"first": 1}), start={"cron": "@every 1s"}, actions=[("runs", 2), ("terminate",)], durable=False),
    "last failure by cron": case(do("if", cond=info("last_failure"), then=[ret(info("last_failure"))]), do("throw", message="m", type="T", details=[1]), start={"cron": "@every 1s"}, actions=[("runs", 2), ("terminate",)], durable=False),
    "patches": case(do("patched", id="p", **{"as": "p"}), do("patched", id="p", **{"as": "again"}), do("deprecate_patch", id="q"), do("patched", id="q", **{"as": "q"}), ALL),
    "patches around waits": case(do("patched", id="a", **{"as": "a"}), sleep(0.05), do("patched", id="b", **{"as": "b"}), named("e", act("echo", 1)), do("patched", id="a", **{"as": "a2"}), ALL),
    "new code with a patch, old run": case(do("if_file", path="{folder}/patch", then=[do("patched", id="p", **{"as": "p"}), do("if", cond=var("p"), then=[named("v", act("echo", "new"))], **{"else": [named("v", act("echo", "old"))]})],
                                              **{"else": [named("v", act("echo", "old"))]}), wait(var("go")), do("patched", id="p", **{"as": "late"}), ALL,
                                           actions=[until("v", "old"), ("write", "patch", ""), go()], durable=False, replayed=True),
    "a patch in a loop": case(do("while", cond={"$lt": [{"$len": var("log")}, 3]}, steps=[do("patched", id="p", **{"as": "p"}), note(var("p")), sleep(0.02)]), ALL),
    "a patch in a handler": case(wait(var("go")), ALL, handlers=[{"update": "u", "steps": [do("patched", id="h", **{"as": "h"}), ret(var("h"))]}], actions=[update("u"), update("u"), go()]),
    "memo": case(ret([{"$memo": "a"}, {"$memo": "none"}, {"$memo": "b"}]), start={"memo": {"a": {"x": [1]}, "b": None}}),
    "memo changes": case(do("upsert_memo", memo={"a": 1, "b": {"$concat": ["x", "y"]}, "c": [None]}), put("one", [{"$memo": "a"}, {"$memo": "b"}, {"$memo": "c"}]), do("upsert_memo", memo={"a": None, "b": "z"}), sleep(0.02),
                         ret([var("one"), {"$memo": "a"}, {"$memo": "b"}, {"$memo": "c"}, {"$memo": "s"}]), start={"memo": {"s": "start"}}),
    "search attributes": case(do("upsert_search_attributes", attributes=ATTRIBUTES), put("set", KEYS), do("upsert_search_attributes", attributes={k: {**a, "value": None} for k, a in ATTRIBUTES.items()}), put("gone", KEYS), ALL),
    "search attributes at the start": case(put("seen", KEYS), do("upsert_search_attributes", attributes={"CustomKeywordField": {"type": "Keyword", "value": "other"}}), ret([var("seen"), *KEYS]), start={"attributes": ATTRIBUTES}),
    "search attributes one after another": case(do("upsert_search_attributes", attributes={"CustomIntField": {"type": "Int", "value": 2**53 + 1}}), sleep(0.02),
                                                do("upsert_search_attributes", attributes={"CustomIntField": {"type": "Int", "value": None}, "CustomListField": {"type": "KeywordList", "value": []}}), ret(KEYS)),
    "search attribute times": case(*[step for t in ("2024-02-03T04:05:06.123Z", "1969-12-31T23:59:59Z", "2024-02-03T04:05:06Z") for step in (
        do("upsert_search_attributes", attributes={"CustomDatetimeField": {"type": "Datetime", "value": t}}), note({"$search_attribute": "CustomDatetimeField"}))], ret(var("log"))),
    "info": case(ret([info(f) for f in ("workflow_type", "namespace", "attempt", "continued_run_id", "parent_workflow_id", "root_workflow_id", "execution_timeout", "run_timeout", "task_timeout", "cancel_reason", "last_result",
                                        "last_failure", "priority", "cron_schedule", "continue_as_new_suggested")] + [{"$eq": [info("task_queue"), "{queue}"]}, {"$eq": [info("workflow_id"), "{id}"]}, {"$len": info("run_id")}])),
    "info with limits": case(ret([*LIMITS, info("priority")]), start={"execution_timeout": 90, "run_timeout": 80.5, "task_timeout": 6, "priority": 1}),
    "info history length": case(put("a", info("history_length")), sleep(0.02), put("b", info("history_length")), ret([var("a"), var("b")])),
    "reason of the cancellation": case(attempt(wait(var("never"))), ret([info("cancel_reason"), var("why")]), actions=[("first task",), ("cancel because", "no more use")]),
    "an argument that is no object heals never": case(ret(1), start={"argument": "text"}, actions=[("event", "WORKFLOW_TASK_FAILED"), ("terminate",)], durable=False),
    "no argument at all": case(ret(1), start={"argument": None}, actions=[("event", "WORKFLOW_TASK_FAILED"), ("terminate",)], durable=False),
    "a workflow type that is not there": case(ret(1), start={"type": "noSuchWorkflow"}, actions=[("event", "WORKFLOW_TASK_FAILED"), ("terminate",)], durable=False),
    "reset": case(named("a", act("echo", 1)), do("uuid", **{"as": "u"}), wait(var("go")), ret(var("a")), actions=[("until", "a", 1), go(), ("ended",), ("reset",)], durable=False),
    "a delayed start": case(ret("late"), start={"delay": 0.5}),
    "a static summary": case(ret(1), start={"summary": "short", "details": "long"}),
}
