"""throw, try, catch, finally, and what leaves the workflow."""
from .language import ALL, CANCEL, ONCE, act, at, attempt, case, do, info, named, note, put, query, ret, scope, shielded, signal, sleep, go, update, var, wait

FULL = {"message": "m", "type": "T", "details": [1, "two", None, {"three": [3]}], "non_retryable": True, "cause": {"message": "c", "type": "C", "details": ["x"], "cause": {"message": "d"}}}


def throw(**failure):
    return do("throw", **failure)


PROGRAMS = {
    "throws": case(throw(**FULL)),
    "throws a message": case(throw(message="m")),
    "throws computed details": case(put("x", [1, 2]), throw(message={"$concat": ["a", "b"]}, type="T", details=[var("x"), {"k": var("x")}])),
    "throws benign with a delay": case(throw(message="m", type="T", benign=True, next_retry_delay=5)),
    "catches its own": case(attempt(throw(**FULL)), ALL),
    "catches only failures": case(attempt(throw(message="m"), only="failure"), ALL),
    "does not catch failures": case(attempt(throw(message="m", type="T"), only="cancelled", then=[note("no")])),
    "catches only cancellations": case(attempt(wait(var("never")), only="failure", then=[note("no")]), actions=[CANCEL]),
    "rethrows": case(attempt(act("fail", FULL, retry=ONCE), then=[do("rethrow")])),
    "rethrows to an outer catch": case(attempt(attempt(act("fail", FULL, retry=ONCE), then=[do("rethrow")]), into="outer"), ALL),
    "wraps": case(do("try", steps=[act("fail", {"message": "deep", "type": "D"}, retry=ONCE)], catch={"steps": [throw(message="wrapped", type="W", cause="caught")]})),
    "wraps its own twice": case(attempt(do("try", steps=[do("try", steps=[throw(message="a", type="A", details=[1])], catch={"steps": [throw(message="b", cause="caught")]})],
                                           catch={"steps": [throw(message="c", cause="caught")]})), ALL),
    "throws in catch without a cause": case(attempt(do("try", steps=[throw(message="a")], catch={"steps": [throw(message="b")]})), ALL),
    "finally": case(do("try", steps=[ret("early")], **{"finally": [put("f", 1)]})),
    "finally replaces a failure": case(do("try", steps=[throw(message="a")], **{"finally": [throw(message="b", type="B")]})),
    "finally replaces a result": case(do("try", steps=[ret("a")], **{"finally": [ret("b")]})),
    "finally swallows a failure by returning": case(do("try", steps=[throw(message="a")], **{"finally": [ret("b")]})),
    "finally throws over a return": case(attempt(do("try", steps=[ret("a")], **{"finally": [throw(message="b")]})), ALL),
    "finally after catch": case(attempt(throw(message="a"), then=[note("catch")], lastly=[note("finally")]), ALL),
    "finally after a throwing catch": case(attempt(attempt(throw(message="a"), then=[throw(message="b")], lastly=[note("finally")]), into="outer"), ALL),
    "finally waits": case(attempt(throw(message="a"), lastly=[sleep(0.05), named("e", act("echo", 1))]), ALL),
    "finally while being cancelled": case(do("try", steps=[wait(var("never"))], **{"finally": [shielded(named("e", act("echo", 1))), note("done")]}), actions=[CANCEL]),
    "finally is refused operations": case(attempt(do("try", steps=[wait(var("never"))], **{"finally": [act("echo", 1)]}), only="cancelled"), ALL, actions=[CANCEL]),
    "nested try": case(attempt(attempt(throw(message="in", type="I"), only="cancelled"), only="failure", then=[note(at("why", "type"))]), ALL),
    "returns out of catch": case(do("try", steps=[throw(message="a")], catch={"as": "why", "steps": [ret(at("why", "message"))]}, **{"finally": [note("f")]})),
    "catches in a loop": case(do("while", cond={"$lt": [{"$len": var("log")}, 3]}, steps=[attempt(throw(message="again"), then=[note(at("why", "message"))])]), ALL),
    "a panic heals": case(do("if_file", path="{folder}/healed", then=[ret("healed")], **{"else": [do("panic", message="sick")]}), actions=[("event", "WORKFLOW_TASK_FAILED"), ("write", "healed", "")], durable=False),
    "a panic in a handler heals": case(wait(var("done")), ALL, handlers=[{"signal": "s", "steps": [do("if_file", path="{folder}/healed2", then=[put("done", 1)], **{"else": [do("panic", message="sick")]})]}],
                                       actions=[signal("s", 1), ("event", "WORKFLOW_TASK_FAILED"), ("write", "healed2", "")], durable=False),
    "an unknown step heals": case(do("if_file", path="{folder}/healed3", then=[ret(1)], **{"else": [do("no such step")]}), actions=[("event", "WORKFLOW_TASK_FAILED"), ("write", "healed3", "")], durable=False),
    "an unknown expression heals": case(do("if_file", path="{folder}/healed4", then=[ret(1)], **{"else": [put("x", {"$nonsense": 1})]}), actions=[("event", "WORKFLOW_TASK_FAILED"), ("write", "healed4", "")], durable=False),
    "a panic is not caught": case(attempt(do("if_file", path="{folder}/healed5", then=[ret(1)], **{"else": [do("panic", message="sick")]}), then=[ret("caught")]), actions=[("event", "WORKFLOW_TASK_FAILED"), ("write", "healed5", "")], durable=False),
    "a panic in a branch heals": case(do("all", branches=[[do("if_file", path="{folder}/healed6", then=[ret(1)], **{"else": [do("panic", message="sick")]})], [sleep(0.01)]], **{"as": "r"}), ALL,
                                      actions=[("event", "WORKFLOW_TASK_FAILED"), ("write", "healed6", "")], durable=False),
    "a signal handler fails the workflow": case(wait(var("never")), handlers=[{"signal": "s", "steps": [throw(message="from the handler", type="H", details=[var("arg")])]}], actions=[signal("s", 7)]),
    "a signal handler's activity fails the workflow": case(wait(var("never")), handlers=[{"signal": "s", "steps": [act("fail", FULL, retry=ONCE)]}], actions=[signal("s", 7)]),
    "retried by its policy": case(do("if", cond={"$lt": [info("attempt"), 3]}, then=[throw(message="again", type="T", details=[info("attempt")])]), ret([info("attempt"), info("last_failure"), info("last_result")]),
                                  start={"retry": {"initial": 0.1, "coefficient": 1}}),
    "retries of the workflow used up": case(throw(message="again", type="T"), start={"retry": {"initial": 0.1, "coefficient": 1, "max_attempts": 2}}),
    "a workflow that is not retried": case(throw(message="no", type="T", non_retryable=True), start={"retry": {"initial": 0.1}}),
    "a workflow not retried by type": case(throw(message="no", type="N"), start={"retry": {"initial": 0.1, "non_retryable": ["N"]}}),
    "a retry after its own delay": case(do("if", cond={"$lt": [info("attempt"), 2]}, then=[throw(message="again", next_retry_delay=0.2)]), ret(info("attempt")), start={"retry": {"initial": 60}}),
    "an activity's failure retries the workflow": case(do("if", cond={"$lt": [info("attempt"), 2]}, then=[act("fail", {"message": "m", "type": "T"}, retry=ONCE)]), ret(info("last_failure")), start={"retry": {"initial": 0.1}}),
    "query after a failure": case(put("x", 1), throw(message="m"), actions=[("ended",), query("get", "x")]),
    "state at the end": case(put("x", [1]), sleep(0.05), ret(1), actions=[("ended",), query("vars"), query("fail", {"message": "q", "type": "Q"})]),
    "run timeout": case(wait(var("never")), start={"run_timeout": 1}, durable=False),
    "execution timeout": case(wait(var("never")), start={"execution_timeout": 1}, durable=False),
    "terminated": case(wait(var("never")), actions=[("first task",), ("terminate",)]),
}
