"""Remote activities: every option, every way to end."""
from .language import (AS, ALL, CANCEL, ONCE, QUICKLY, STARTED, act, at, attempt, case, do, info, named, note, put, ret, shielded, sleep, go, var, wait)

WHY = [at("why", "retry_state"), at("why", "cause")]


def failing(failure, **fields):
    return attempt(act("fail", failure, **fields))


def cancelled(kind, cancellation, then=None, **fields):
    """An activity under way when its workflow is cancelled."""
    args = [20, then] if kind == "wait_cancel" else [fields.pop("seconds")]
    heartbeat = {"heartbeat": 5} if kind == "wait_cancel" else {}
    return attempt(named("r", act(kind, *args, start_to_close=30, cancellation=cancellation, **heartbeat, **fields)))


PROGRAMS = {
    "every option": case(named("i", act("info", id="my-id", schedule_to_close=20, schedule_to_start=15, start_to_close=10, heartbeat=5, summary="what it does",
                                        priority=2, cancellation="wait",
                                        retry={"initial": 0.5, "coefficient": 1.5, "max_interval": 3, "max_attempts": 4, "non_retryable": ["A", "B"]})),
                         ret([at("i", "activity_id"), at("i", "attempt"), at("i", "heartbeat"), at("i", "start_to_close"), at("i", "schedule_to_close"), at("i", "is_local"),
                              at("i", "workflow_type"), at("i", "namespace"), {"$eq": [at("i", "workflow_id"), info("workflow_id")]}, {"$eq": [at("i", "workflow_run_id"), info("run_id")]},
                              {"$eq": [at("i", "task_queue"), info("task_queue")]}])),
    "only schedule to close": case(named("i", act("info", schedule_to_close=9)), ret([at("i", "schedule_to_close"), at("i", "start_to_close"), at("i", "heartbeat")])),
    "milliseconds": case(named("i", act("info", schedule_to_close=9.125, start_to_close=3.001, heartbeat=1.5)), ret([at("i", "schedule_to_close"), at("i", "start_to_close"), at("i", "heartbeat")])),
    "default retry policy": case(named("v", act("fail_until", 2, "x")), ALL),
    "empty retry policy": case(named("v", act("fail_until", 2, "x", retry={})), ALL),
    "numbers of activities": case(act("nothing"), sleep(0.01), act("nothing"), act("nothing", id="3"), act("nothing"), ALL),
    "activity failure": case(failing({"message": "m", "type": "T", "details": [1, "d", None, {"k": [2]}], "non_retryable": True, "cause": {"message": "inner", "type": "I", "details": [3]}}), ALL),
    "failure without type": case(failing({"message": "m"}, retry=ONCE), ALL),
    "chain of causes": case(failing({"message": "a", "cause": {"message": "b", "non_retryable": True, "cause": {"message": "c", "type": "C", "cause": {"message": "d"}}}}, retry=ONCE), ALL),
    "failure leaves": case(act("fail", {"message": "m", "type": "T", "details": [{"k": 1}]}, retry=ONCE)),
    "benign failure": case(failing({"message": "m", "type": "T", "benign": True}, retry=ONCE), ALL),
    "non retryable by type": case(failing({"message": "m", "type": "Fatal"}, retry={"initial": 0.1, "non_retryable": ["Other", "Fatal"]}), ALL),
    "retryable though listed otherwise": case(named("v", act("fail_until", 3, "ok", retry={**QUICKLY, "non_retryable": ["Other"]})), ALL),
    "flaky is listed": case(attempt(act("fail_until", 3, "ok", retry={**QUICKLY, "non_retryable": ["Flaky"]})), ALL),
    "retries": case(named("v", act("fail_until", 3, "ok", retry=QUICKLY)), ALL),
    "backoff with a ceiling": case(named("v", act("fail_until", 5, "ok", retry={"initial": 0.05, "coefficient": 10, "max_interval": 0.2})), ALL),
    "attempts used up": case(attempt(act("crash", "boom", retry={"initial": 0.1, "max_attempts": 2})), ret([at("why", "retry_state"), at("why", "cause", "message"), at("why", "cause", "non_retryable")])),
    "next retry delay": case(named("a", do("now")), attempt(act("fail", {"message": "m", "next_retry_delay": 0.3}, retry={"initial": 60, "max_attempts": 2})), named("b", do("now")),
                             ret([{"$ge": [var("b"), {"$add": [var("a"), 300]}]}, {"$lt": [var("b"), {"$add": [var("a"), 30000]}]}, at("why", "retry_state")])),
    "start to close": case(attempt(act("ignore_cancel", 3, start_to_close=0.3, retry=ONCE)), ALL, durable=False),
    "start to close then retry": case(attempt(act("ignore_cancel", 2, start_to_close=0.3, retry={**QUICKLY, "max_attempts": 2})), ALL, durable=False),
    "schedule to close": case(attempt(act("ignore_cancel", 3, schedule_to_close=0.5)), ALL, durable=False),
    "schedule to close among attempts": case(attempt(act("fail", {"message": "m", "type": "T"}, schedule_to_close=1, retry={"initial": 0.2, "coefficient": 1})), ret([at("why", "kind"), at("why", "cause", "kind")]), durable=False),
    "schedule to start": case(attempt(act("nothing", task_queue="nobody-serves-{id}", schedule_to_start=0.4)), ALL),
    "heartbeat timeout": case(attempt(act("ignore_cancel", 4, heartbeat=0.4, retry=ONCE)), ALL, durable=False),
    "heartbeat timeout with details": case(attempt(act("hang", 4, {"at": [1, 2]}, heartbeat=0.5, retry=ONCE)), ALL, durable=False),
    "heartbeat timeout then details on retry": case(named("r", act("hang", 3, {"at": 7}, heartbeat=0.6, retry=QUICKLY)), ALL, durable=False),
    "start to close with details": case(attempt(act("hang", 3, "here", start_to_close=0.6, retry=ONCE)), ALL, durable=False),
    "heartbeat details": case(named("d", act("progress", 1, [1, {"two": 2}], heartbeat=5, retry={"initial": 0.1})), ALL, durable=False),
    "heartbeat details of the last attempt": case(named("d", act("progress", 3, ["a", "b", "c"], heartbeat=5, retry=QUICKLY)), ALL, durable=False),
    "no heartbeat details": case(named("d", act("progress", 1, [], retry=QUICKLY)), ALL),
    "null heartbeat": case(named("d", act("progress", 1, [None], heartbeat=5, retry=QUICKLY)), ALL, durable=False),
    "heartbeats without a timeout": case(named("d", act("progress", 2, [1, 2], retry=QUICKLY)), ALL, durable=False),
    "wrong arguments": case(attempt(act("add", "x", 1, retry=ONCE)), ret([at("why", "retry_state"), at("why", "cause", "kind")])),
    "too few arguments": case(attempt(act("add", 1, retry=ONCE)), ret([at("why", "retry_state"), at("why", "cause", "kind")])),
    "bytes wanted": case(attempt(act("size", 5, retry=ONCE)), ret([at("why", "retry_state"), at("why", "cause", "kind")])),
    "unknown activity": case(attempt(act("no_such_activity", retry={**QUICKLY, "max_attempts": 2})), ret([at("why", "activity_type"), at("why", "retry_state"), at("why", "cause", "kind"), at("why", "cause", "non_retryable")])),
    "cancelled, tries, throws": case(cancelled("wait_cancel", "try", "throw"), ALL, actions=[STARTED, CANCEL], durable=False),
    "cancelled, waits, throws": case(cancelled("wait_cancel", "wait", "throw"), ALL, actions=[STARTED, CANCEL], durable=False),
    "cancelled, waits, returns": case(cancelled("wait_cancel", "wait", "return"), ALL, actions=[STARTED, CANCEL], durable=False),
    "cancelled, waits, fails": case(cancelled("wait_cancel", "wait", "fail"), ALL, actions=[STARTED, CANCEL], durable=False),
    "cancelled, waits, is deaf": case(cancelled("ignore_cancel", "wait", seconds=3), ALL, actions=[("activity runs",), CANCEL], durable=False),
    "cancelled, tries, is deaf": case(cancelled("ignore_cancel", "try", seconds=5), ALL, actions=[("activity runs",), CANCEL], durable=False),
    "cancelled, abandoned": case(cancelled("ignore_cancel", "abandon", seconds=4), ALL, actions=[("activity runs",), CANCEL], durable=False),
    "cancelled, abandoned, still heartbeats": case(cancelled("wait_cancel", "abandon", "return", retry=ONCE), ALL, actions=[STARTED, CANCEL], durable=False),
    "cancelled between attempts": case(attempt(act("fail", {"message": "m", "type": "T"}, retry={"initial": 60})), ALL, actions=[("attempts", 2), CANCEL], durable=False),
    "cancelled between attempts, waits": case(attempt(act("fail", {"message": "m", "type": "T"}, retry={"initial": 60}, cancellation="wait")), ALL, actions=[("attempts", 2), CANCEL], durable=False),
    "cancelled before it starts": case(attempt(act("nothing", task_queue="nobody-serves-{id}", schedule_to_close=60)), ALL, actions=[("activity scheduled",), CANCEL]),
    "cancelled before it starts, waits": case(attempt(act("nothing", task_queue="nobody-serves-{id}", schedule_to_close=60, cancellation="wait")), ALL, actions=[("activity scheduled",), CANCEL]),
    "cancelled activity leaves": case(act("wait_cancel", 20, "throw", heartbeat=5, start_to_close=30), actions=[STARTED, CANCEL], durable=False),
    "cancelled twice": case(attempt(act("wait_cancel", 20, "return", heartbeat=5, start_to_close=30, cancellation="wait")), shielded(sleep(0.2)), wait(var("never")), actions=[STARTED, CANCEL, CANCEL], durable=False),
    "blocks on a file": case(named("v", act("block", "{folder}/block", start_to_close=30, heartbeat=5)), ALL, actions=[STARTED, ("write", "block", '{"a": [1]}')], durable=False),
    "cancelled while it blocks": case(attempt(act("block", "{folder}/never", start_to_close=30, heartbeat=5, cancellation="wait")), ALL, actions=[STARTED, CANCEL], durable=False),
    "completed by somebody else": case(named("v", act("complete_async", id="later", start_to_close=60)), ALL, actions=[("activity runs",), ("complete", "later", {"by": "id"})], durable=False),
    "completed by somebody else with nothing": case(named("v", act("complete_async", id="later", start_to_close=60)), ALL, actions=[("activity runs",), ("complete", "later", None)], durable=False),
    "failed by somebody else": case(attempt(act("complete_async", id="later", start_to_close=60, retry=ONCE)), ALL, actions=[("activity runs",), ("fail", "later", {"message": "m", "type": "T", "details": [1]})], durable=False),
    "heartbeat and completion by somebody else": case(named("v", act("complete_async", id="later", start_to_close=60, heartbeat=30)), ALL,
                                                      actions=[("activity runs",), ("heartbeat", "later", 5), ("complete", "later", 6)], durable=False),
    "cancelled by somebody else": case(attempt(act("complete_async", id="later", start_to_close=60, heartbeat=30, cancellation="wait")), ALL,
                                       actions=[("activity runs",), CANCEL, ("cancel requested", "later"), ("cancelled", "later", "why")], durable=False),
    "many at once": case(do("all", branches=[[named(f"v{i}", act("echo", i))] for i in range(12)]), ALL, ordered=False),
    "same id twice": case(act("echo", 1, id="a"), act("echo", 2, id="a"), ALL),
    "a failed one, then another": case(failing({"message": "m"}, retry=ONCE), note(at("why", "cause", "message")), act("echo", 1), put("why", None), ALL),
    "signalled while an activity runs": case(named("v", act("block", "{folder}/b2", start_to_close=30, heartbeat=5)), ret([var("v"), var("go")]), actions=[STARTED, go(), ("write", "b2", "1")], durable=False, ordered=False),
}
