"""Corners of activities, local ones and those that somebody else completes."""
from .language import ALL, ONCE, QUICKLY, act, at, attempt, case, do, info, local, named, note, put, ret, sleep, update, var, wait
from .concurrency import join, spawn, together

FLAKY = {"initial": 0.2, "coefficient": 1}


def later(*steps, actions, key="later", **fields):
    """An activity that somebody else ends."""
    return case(attempt(named("v", act("complete_async", id=key, start_to_close=60, **fields))), *steps, ALL, actions=[("activity runs",), *actions], durable=False)


PROGRAMS = {
    "an id taken while it is open": case(spawn("a", act("block", "{folder}/same", id="x", start_to_close=20, heartbeat=5)), sleep(0.3), do("if_file", path="{folder}/mended", then=[note("mended")], **{"else": [act("echo", 1, id="x")]}), join("a"), ALL,
                                         actions=[("event", "WORKFLOW_TASK_FAILED"), ("write", "mended", ""), ("write", "same", "1")], durable=False, ordered=False),
    "local retry thresholds at the edge": case(*[named(f"v{i}", local("fail_until", 2, i, retry=FLAKY, local_retry_threshold=t)) for i, t in enumerate((0.1, 0.2, 0.3))], ALL),
    "local retries by several timers": case(named("v", local("fail_until", 4, "x", retry={"initial": 0.1, "coefficient": 2, "max_interval": 0.3}, local_retry_threshold=0.15)), ALL),
    "local with a delay of its own": case(attempt(local("fail", {"message": "m", "next_retry_delay": 0.1}, retry={"initial": 60, "max_attempts": 2})), ALL),
    "local benign and chained": case(attempt(local("fail", {"message": "m", "type": "T", "benign": True, "non_retryable": True, "details": [1, None], "cause": {"message": "c", "type": "C", "details": ["x"]}})), ALL),
    "local bytes and nothing": case(named("n", local("size", {"$bytes": "AAEC"})), named("z", local("echo", {"$bytes": ""})), put("z", {"$len": var("z")}), named("nothing", local("nothing")), named("i", local("info")), put("i", at("i", "is_local")), ALL),
    "locals of every kind side by side": case(together([named("a", local("fail_until", 2, 1, retry=QUICKLY))], [attempt(local("fail", {"message": "m"}, retry=ONCE))], [named("c", local("ignore_cancel", 0.3))], [sleep(0.1), named("d", local("echo", 4))]), ALL, ordered=False),
    "local in main and in an update": case(together([local("ignore_cancel", 0.2)], [wait(var("u"))]), do("wait_handlers"), ret("end"), handlers=[{"update": "u", "steps": [named("l", local("echo", 1)), put("u", 1), ret(var("l"))]}], actions=[update("u")], ordered=False),
    "heartbeats of every value": case(named("d", act("progress", 1, [0, False, "", [], {"a": None}, 2**64 - 1], heartbeat=5, retry=QUICKLY)), ALL, durable=False),
    "the first and the last priority": case(act("nothing", priority=1), act("nothing", priority=5), ret(info("priority"))),
    "summaries with strange texts": case(act("nothing", summary="größe \"😀\"\nline"), sleep(0.01, summary=""), act("nothing", summary="x" * 200), sleep(0.01, summary="[1]"), local("nothing", summary="local 😀"), ret(1)),
    "the own queue by name": case(named("i", act("info", task_queue="{queue}")), ret({"$eq": [at("i", "task_queue"), "{queue}"]})),
    "a retry policy of fractions": case(named("v", act("fail_until", 3, 1, retry={"initial": 0.05, "coefficient": 1.25, "max_interval": 0.06, "max_attempts": 7, "non_retryable": []})), ALL),
    "an empty type and no details": case(attempt(act("fail", {"message": "m", "type": "", "details": []}, retry={"coefficient": 1, "max_attempts": 1})), ALL),
    "nobody serves, within both limits": case(attempt(act("nothing", task_queue="nobody-{id}", schedule_to_start=0.3, schedule_to_close=5)), attempt(act("nothing", task_queue="nobody-{id}", schedule_to_close=0.3), into="b"), ALL, durable=False),
    "wait_cancel that is never cancelled": case(named("r", act("wait_cancel", 0.3, "throw")), named("l", local("wait_cancel", 0.3, "return")), ALL),
    "completed by somebody else with bytes": later(put("v", {"$len": var("v")}), actions=[("complete", "later", b"\0\1\2")]),
    "failed by somebody else, retried, failed for good": later(actions=[("fail", "later", {"message": "one", "type": "T"}), ("attempts", 2), ("activity runs",), ("fail", "later", {"message": "two", "type": "T", "details": [2], "non_retryable": True})], retry={**QUICKLY, "max_attempts": 3}),
    "failed by somebody else with a chain": later(actions=[("fail", "later", {"message": "m", "type": "T", "details": [1], "cause": {"message": "c", "type": "C"}})], retry=ONCE),
    "a result too large for the server": case(attempt(act("fill", 2_500_000, retry=ONCE)), ret([at("why", "kind"), at("why", "cause", "kind")]), durable=False),
    "large results one after another": case(*[step for i in range(5) for step in (named("v", act("fill", 200_000 + i)), named(f"n{i}", act("echo", {"$len": var("v")})))], put("v", None), ALL),
    "a failure with large details": case(attempt(act("fail", {"message": "m" * 3000, "type": "T", "details": [{"$repeat": ["x", 3000]}]}, retry=ONCE)), ret([{"$len": at("why", "cause", "message")}, {"$len": {"$at": [var("why"), "cause", "details", 0]}}])),
    "a hundred activities": case(together(*[[act("echo", i)] for i in range(100)]), ret("done"), ordered=False),
}
