"""Children, and workflows of others."""
from .language import ALL, CANCEL, ONCE, act, at, attempt, case, do, info, named, note, put, ret, scope, shielded, signal, sleep, go, until, var, wait

FOREVER = {"steps": [wait(var("never"))]}
ATTRIBUTES = {"CustomKeywordField": {"type": "Keyword", "value": "k"}, "CustomIntField": {"type": "Int", "value": 7}}


def child(key, *steps, **fields):
    return do("child", id=key + "-{id}", program={"steps": list(steps)}, **fields)


KIND = [at("why", "kind"), at("why", "retry_state"), at("why", "cause")]

PROGRAMS = {
    "child": case(named("c", do("child", program={"vars": {"v": {"$add": [1, 1]}, "w": {"k": var("x")}}, "steps": [ret([var("v"), var("w")])]}, id="child-{id}", summary="s", memo={"k": "m"})), ALL, vars={"x": "outer"}),
    "a child's program is not computed": case(named("c", do("child", id="nc-{id}", program={"steps": [put("y", var("x")), ret(var("y"))], "vars": {"x": var("mine")}})), ALL, vars={"mine": {"$": "kept"}}),
    "every option of a child": case(named("c", child("all", ret([info("workflow_type"), info("execution_timeout"), info("run_timeout"), info("task_timeout"), info("priority"), info("attempt"), {"$memo": "k"}, {"$memo": "n"},
                                                              {"$search_attribute": "CustomKeywordField"}, {"$search_attribute": "CustomIntField"}, info("parent_workflow_id"), info("root_workflow_id")]),
                                                     execution_timeout=60, run_timeout=50, task_timeout=5, retry={"initial": 0.5, "coefficient": 3, "max_interval": 9, "max_attempts": 3, "non_retryable": ["X"]},
                                                     id_reuse="reject_duplicate", parent_close="request_cancel", cancellation="try", memo={"k": [1], "n": {"$concat": ["a", "b"]}}, search_attributes=ATTRIBUTES,
                                                     summary="short", details="long\ntext", priority=4)), ALL),
    "a child on our own queue": case(named("c", {**child("q", ret({"$eq": [info("task_queue"), "{queue}"]})), "task_queue": "{queue}"}), ALL),
    "a child with plain arguments": case(named("c", do("child", id="pa-{id}", args=[{"steps": [ret("plain")]}])), ALL),
    "a child without an id": case(named("c", do("child", program={"steps": [ret([{"$len": info("workflow_id")}, {"$eq": [info("parent_workflow_id"), "{id}"]}])]})), ALL),
    "child start": case(named("s", child("st", sleep(0.2), ret(5), name="c", wait="start")), named("r", do("child_result", name="c")), ret([at("s", "id"), {"$len": at("s", "run_id")}, var("r")])),
    "child result twice": case(child("tw", ret(5), name="c"), named("a", do("child_result", name="c")), named("b", do("child_result", name="c")), ALL),
    "child failure": case(attempt(child("cf", do("throw", message="c", type="C", details=[1], non_retryable=True, cause={"message": "d"}))), ALL),
    "child failure twice": case(child("cf2", do("throw", message="c"), name="c", wait="start"), attempt(do("child_result", name="c"), into="a"), attempt(do("child_result", name="c"), into="b"), ALL),
    "child failure leaves": case(child("cfl", do("throw", message="c", type="C"))),
    "child fails by its activity": case(attempt(child("cfa", act("fail", {"message": "deep", "type": "D", "details": [1]}, retry=ONCE))), ALL),
    "child retried": case(named("c", child("cr", do("if", cond={"$lt": [info("attempt"), 3]}, then=[do("throw", message="again")]), ret(info("attempt")), retry={"initial": 0.1, "coefficient": 1})), ALL),
    "child retries used up": case(attempt(child("cru", do("throw", message="again", type="A"), retry={"initial": 0.1, "max_attempts": 2})), ALL),
    "child times out": case(attempt(child("cto", wait(var("never")), run_timeout=0.5)), ALL, durable=False),
    "child execution times out": case(attempt(child("cte", wait(var("never")), execution_timeout=0.5)), ALL, durable=False),
    "child continues as new": case(named("c", child("can", put("n", {"$add": [1, {"$len": var("l")}]}), do("if", cond={"$lt": [var("n"), 3]}, then=[do("continue_as_new", program="same", vars={"l": {"$repeat": ["x", var("n")]}})]), ret(var("n")))), ALL),
    "child terminated": case(attempt(child("ctm", wait(var("never")), name="c")), ALL, actions=[("event", "CHILD_WORKFLOW_EXECUTION_STARTED"), ("terminate other", "ctm-{id}")]),
    "child cancelled by others": case(attempt(child("cco", wait(var("never")))), ALL, actions=[("event", "CHILD_WORKFLOW_EXECUTION_STARTED"), ("cancel other", "cco-{id}")]),
    "child of a child": case(named("c", child("g1", named("g", do("child", id="g2-{id}", program={"steps": [ret([info("parent_workflow_id"), info("root_workflow_id")])]})), ret([var("g"), info("root_workflow_id")]))), ret([var("c"), info("root_workflow_id"), info("parent_workflow_id")])),
    "child started, signalled, cancelled": case(
        child("css", wait(var("go")), sleep(60), name="c", wait="start"), do("signal", child="c", signal="set", args=[{"name": "go", "value": 1}]), do("cancel_external", workflow_id="css-{id}"),
        attempt(do("child_result", name="c")), ret([at("why", "kind"), at("why", "cause", "kind")])),
    "child id taken": case(child("taken", sleep(60), name="c", wait="start"), attempt(child("taken", ret(1))), ALL),
    "child id taken, only started": case(child("tk2", sleep(60), name="c", wait="start"), attempt(child("tk2", ret(1), wait="start", name="d")), ALL),
    "child id used before": case(child("use", ret(1)), attempt(child("use", ret(2), id_reuse="reject_duplicate")), named("again", child("use", ret(3))), ALL),
    "child id used before, failed only": case(attempt(child("fo", do("throw", message="f")), into="first"), named("again", child("fo", ret(3), id_reuse="allow_duplicate_failed_only")),
                                              attempt(child("fo", ret(4), id_reuse="allow_duplicate_failed_only")), ALL),
    "children side by side": case(named("r", do("all", branches=[[named(f"c{i}", child(f"side{i}", sleep(0.05), ret(i)))] for i in range(4)])), ALL, ordered=False),
    "closed: terminate": case(child("pt", wait(var("never")), wait="start", name="c"), ret(1), actions=[("ended",), ("how", "pt-{id}")]),
    "closed: abandon": case(child("pb", sleep(0.7), ret("lives"), wait="start", name="c", parent_close="abandon"), ret(1), actions=[("ended",), ("result of", "pb-{id}")]),
    "closed: request cancel": case(child("pr", attempt(wait(var("never"))), ret(at("why", "kind")), wait="start", name="c", parent_close="request_cancel"), ret(1), actions=[("ended",), ("result of", "pr-{id}")]),
    "signal with several arguments": case(do("child", id="sm-{id}", program={"handlers": [{"signal": "s", "steps": [put("got", var("arg"))]}], "steps": [wait(var("got")), ret(var("got"))]}, name="c", wait="start"),
                                          do("signal", child="c", signal="s", args=[{"a": var("x")}]), named("r", do("child_result", name="c")), ALL, vars={"x": 9}),
    "signal by id and run": case(named("s", child("sr", wait(var("go")), ret("went"), name="c", wait="start")), do("signal", workflow_id=at("s", "id"), run_id=at("s", "run_id"), signal="set", args=[{"name": "go", "value": 1}]),
                                 named("r", do("child_result", name="c")), ret(var("r"))),
    "signal nobody": case(attempt(do("signal", workflow_id="nobody-{id}", signal="x", args=[])), ret([at("why", "kind"), "went on"])),
    "signal an ended child": case(child("se", ret(1), name="c"), attempt(do("signal", child="c", signal="x", args=[])), ret(at("why", "kind"))),
    "signal nobody leaves": case(do("signal", workflow_id="nobody-{id}", signal="x", args=[])),
    "cancel nobody": case(attempt(do("cancel_external", workflow_id="nobody-{id}")), ret([at("why", "kind"), "went on"])),
    "cancel an ended child": case(child("cec", ret(1), name="c"), attempt(do("cancel_external", workflow_id="cec-{id}")), ret([var("why"), "went on"])),
    "cancel by id and run": case(named("s", child("cbr", wait(var("never")), name="c", wait="start")), do("cancel_external", workflow_id=at("s", "id"), run_id=at("s", "run_id")), attempt(do("child_result", name="c")), ret(var("why"))),
    "signal oneself": case(do("signal", workflow_id=info("workflow_id"), signal="set", args=[{"name": "me", "value": 1}]), wait(var("me")), ret("heard")),
    "cancel oneself": case(attempt(do("cancel_external", workflow_id=info("workflow_id"))), attempt(sleep(0.1)), ret(at("why", "kind"))),
    "unknown child type": case(attempt(do("child", id="uk-{id}", type="noSuchWorkflow", args=[], execution_timeout=1)), ret([at("why", "workflow_type"), at("why", "cause", "kind")]), durable=False),
}
