"""Signals, updates and queries."""
from .language import ALL, CANCEL, ONCE, act, at, attempt, case, do, info, local, named, note, put, query, ret, scope, shielded, signal, sleep, go, until, update, var, wait

SIGNAL_ALL = {"signal": None, "steps": [note([var("name"), var("arg")])]}


def handle(**fields):
    return do("handle", **fields)


def rejects(condition):
    return {"reject_if": condition}


PROGRAMS = {
    "handlers": case(wait(var("go")), do("wait_handlers"), ALL,
                     handlers=[{"signal": "s", "steps": [note(var("arg"))]}, SIGNAL_ALL, {"query": "q", "value": {"$len": var("log")}},
                               {"update": "u", "reject_if": {"$eq": [var("arg"), "bad"]}, "steps": [named("e", act("echo", var("arg"))), ret({"$concat": ["got ", var("e")]})]}],
                     actions=[signal("s", 1), signal("other", 2), signal("set", "no object"), query("q"), update("u", "good"), update("u", "bad"), update("no-such", 1), query("no-such"),
                              query("fail", {"message": "x", "type": "Y", "details": [1]}), go()]),
    "signals in order": case(wait({"$eq": [{"$len": var("log")}, 8]}), ALL, handlers=[SIGNAL_ALL], actions=[signal(f"s{i}", i) for i in range(8)]),
    "signals with strange arguments": case(put("ready", 1), wait(var("go")), ALL, handlers=[SIGNAL_ALL, {"signal": "s", "steps": [note(var("arg"))]}],
                                           actions=[until("ready", 1), signal("s"), signal("s", None), signal("s", {"$": "x"}), signal("none"), signal("append", {"name": "log", "value": "fine"}), go()]),
    "signals that cannot be decoded": case(put("ready", 1), wait(var("go")), ALL, actions=[until("ready", 1), signal("set", 5), signal("set", "text"), signal("run", [1]), go()]),
    "bytes in a signal": case(wait(var("go")), put("n", {"$len": var("log")}), ret(var("n")), handlers=[{"signal": "b", "steps": [put("log", var("arg"))]}], actions=[signal("b", b"\0\1\2"), go()]),
    "the run signal": case(wait(var("go")), do("wait_handlers"), ALL, actions=[signal("run", {"steps": [sleep(0.1), note(var("arg"))], "arg": 5}), signal("run", {"steps": [note("at once")]}), go()], ordered=False),
    "signals before the first task": case(note("main"), wait(var("go")), ALL, handlers=[{"signal": "s", "steps": [note("signal")]}], start={"start_signal": ("s", [1])}, actions=[go()]),
    "a first signal that waits": case(note("main"), wait(var("go")), do("wait_handlers"), ALL, handlers=[{"signal": "s", "steps": [note("before"), sleep(0.05), note("after")]}], start={"start_signal": ("s", [])}, actions=[go()], ordered=False),
    "a first signal without a handler": case(note("main"), handle(signal="s", steps=[note(var("arg"))]), wait({"$eq": [{"$len": var("log")}, 2]}), ALL, start={"start_signal": ("s", [7])}),
    "an update before the first task": case(note("main"), wait(var("go")), ALL, handlers=[{"update": "u", "steps": [note("update"), ret(var("arg"))]}], start={"start_update": ("u", [7])}, actions=[go()]),
    "a rejected update before the first task": case(note("main"), wait(var("go")), ALL, handlers=[{"update": "u", **rejects(True), "steps": [note("update")]}], start={"start_update": ("u", [7])}, actions=[go()]),
    "an update before its handler is set": case(handle(update="late", steps=[ret("handled")]), wait(var("go")), ALL, start={"start_update": ("late", [1])}, actions=[go()]),
    "handler set late": case(sleep(0.4), handle(signal="late", steps=[note(var("arg"))]), wait({"$eq": [{"$len": var("log")}, 2]}), ALL, actions=[signal("late", "a"), signal("late", "b")], ordered=False),
    "kept signals for the dynamic handler": case(sleep(0.4), handle(signal=None, steps=[note([var("name"), var("arg")])]), wait({"$eq": [{"$len": var("log")}, 3]}), ALL, actions=[signal("a", 1), signal("a", 2), signal("b", 3)], ordered=False),
    "kept signals for several names": case(sleep(0.4), handle(signal="b", steps=[note(["b", var("arg")])]), handle(signal="a", steps=[note(["a", var("arg")])]), wait({"$eq": [{"$len": var("log")}, 3]}), ALL,
                                           actions=[signal("a", 1), signal("b", 2), signal("a", 3)], ordered=False),
    "a named handler goes before the dynamic": case(handle(signal=None, steps=[note("dynamic")]), handle(signal="n", steps=[note("named")]), put("ready", 1), wait(var("go")), ALL, actions=[until("ready", 1), signal("n"), signal("m"), go()]),
    "handlers replaced": case(handle(signal="s", steps=[note("old")]), put("r", 1), wait({"$eq": [{"$len": var("log")}, 1]}), handle(signal="s", steps=[note("new")]), put("r", 2), wait(var("go")), ALL,
                              actions=[until("r", 1), signal("s"), until("r", 2), signal("s"), go()]),
    "built-in handlers replaced": case(handle(signal="set", steps=[note(var("arg"))]), handle(query="vars", value="mine"), handle(update="set", steps=[ret("my update")]), put("ready", 1), wait(var("log")), ALL,
                                       actions=[until("ready", 1), query("vars"), update("set", {"name": "a", "value": 1}), signal("set", "text is fine")], replayed=True),
    "a dynamic query and update": case(wait(var("go")), ALL, handlers=[{"query": None, "value": [var("name"), var("arg")]}, {"update": None, **rejects({"$eq": [var("name"), "bad"]}), "steps": [ret([var("name"), var("arg")])]}],
                                       actions=[query("anything", 1), query("other"), query("get", "x"), update("whatever", {"a": 1}), update("bad", 2), update("none"), go()]),
    "dynamic handlers replaced": case(handle(query=None, value="old"), put("r", 1), wait(var("go")), handle(query=None, value="new"), handle(update=None, steps=[ret("dynamic")]), put("r", 2), wait(var("end")), ALL,
                                      actions=[until("r", 1), query("q"), go(), until("r", 2), query("q"), update("u"), go("end")], replayed=True),
    "queries": case(put("x", [1, {"a": None}]), wait(var("go")), ret(1), handlers=[{"query": "q", "value": {"$concat": ["x", var("arg")]}}, {"query": "bad", "value": {"$nonsense": 1}}, {"query": "bytes", "value": {"$bytes": "AAE="}}],
                    actions=[until("x", [1, {"a": None}]), query("get", "x"), query("get", "none"), query("vars"), query("q", "y"), query("q", 1), query("bad"), query("bytes"), query("get", 5), query("get"), query("fail", "no object"),
                             query("fail", {"message": "m", "type": "T", "details": [1], "non_retryable": True, "cause": {"message": "c"}}), go()]),
    "query of a closed workflow": case(put("x", 1), sleep(0.05), put("x", 2), ret(3), actions=[("ended",), query("get", "x"), query("vars"), query("none")]),
    "updates": case(wait(var("go")), ALL, actions=[update("set", {"name": "v", "value": 1}), update("set", {"name": "v", "value": 2}), update("set", {"name": "v", "value": 3, "reject_if": var("arg")}),
                                                   update("set", {"name": "v", "value": None, "reject_if": var("arg")}), update("run", {"steps": [do("throw", message="no", type="U", details=[1], cause={"message": "c"})]}),
                                                   update("run", {"arg": 7, "steps": [ret(var("arg"))]}), update("run", {"steps": []}), query("get", "v"), query("vars"), go()]),
    "updates that cannot be decoded": case(wait(var("go")), ALL, actions=[update("set", 5), update("run", "text"), update("none", 1), go()]),
    "validators": case(wait(var("go")), ALL, actions=[update("run", {"reject_if": {"$lt": [var("arg"), 5]}, "arg": 3, "steps": [note("ran")]}), update("run", {"reject_if": {"$lt": [var("arg"), 5]}, "arg": 8, "steps": [note("ran")]}),
                                                      update("run", {"reject_if": var("flag"), "steps": [note("ran too")]}), update("run", {"reject_if": {"$nonsense": 1}, "steps": []}), go()]),
    "an update that panics heals": case(wait(var("go")), ALL, actions=[("start update", "run", {"steps": [do("if_file", path="{folder}/mended", then=[ret("mended")], **{"else": [do("panic", message="sick")]})]}),
                                                                       ("event", "WORKFLOW_TASK_FAILED"), ("write", "mended", ""), ("update result",), go()], durable=False),
    "updates side by side": case(wait(var("go")), do("wait_handlers"), ret({"$sort": var("log")}), handlers=[{"update": "u", "steps": [sleep(0.1), note(var("arg")), ret(var("arg"))]}],
                                 actions=[("updates", "u", [1, 2, 3, 4]), go()], ordered=False),
    "an update with everything in it": case(wait(var("go")), ALL, actions=[update("run", {"arg": 2, "steps": [named("a", act("add", var("arg"), 1)), named("l", local("echo", var("a"))), sleep(0.05),
                                            named("c", do("child", id="uc-{id}", program={"steps": [ret("child")]})), attempt(act("fail", {"message": "m", "type": "U"}, retry=ONCE), then=[put("why", at("why", "kind"))]),
                                            ret([var("a"), var("l"), var("c"), var("why")])]}), go()]),
    "an update fails by an activity": case(wait(var("go")), ret(1), actions=[update("run", {"steps": [act("fail", {"message": "m", "type": "U", "details": [1]}, retry=ONCE)]}), go()]),
    "an update ends the wait and the workflow": case(wait(var("done")), ret("ended"), handlers=[{"update": "u", "steps": [put("done", 1), ret("last words")]}], actions=[update("u")]),
    "an update cut off": case(wait(var("go")), ret("gone"), handlers=[{"update": "u", "steps": [sleep(60)]}], actions=[("start update", "u", 1), ("event", "TIMER_STARTED"), go(), ("ended",), ("update result",)]),
    "the same update id twice": case(wait(var("go")), ALL, handlers=[{"update": "u", "steps": [note(var("arg")), ret(var("arg"))]}], actions=[("update by id", "one", "u", 1), ("update by id", "one", "u", 2), go()]),
    "handlers wait for handlers": case(wait(var("go")), do("wait_handlers"), note("end"), ALL, handlers=[{"signal": "s", "steps": [sleep(0.3), note(var("arg"))]}], actions=[signal("s", 1), signal("s", 2), go()], ordered=False),
    "a handler spawns": case(wait(var("go")), do("join", name="b", **{"as": "j"}), ALL, handlers=[{"signal": "s", "steps": [do("spawn", name="b", steps=[sleep(0.1), ret(var("arg"))])]}], actions=[signal("s", 4), go()], ordered=False),
    "a handler returns early": case(wait(var("go")), ALL, handlers=[{"signal": "s", "steps": [note(1), ret("ignored"), note(2)]}], actions=[signal("s"), go()]),
    "a handler's arg is its own": case(wait(var("go")), do("wait_handlers"), ret([var("arg"), {"$sort": var("log")}]), vars={"arg": "variable"}, handlers=[{"signal": "s", "steps": [sleep(0.05), note(var("arg"))]}], actions=[signal("s", "1"), signal("s", "2"), go()], ordered=False),
    "handlers left behind": case(wait(var("go")), ret("left"), handlers=[{"signal": "s", "steps": [sleep(60)]}], actions=[signal("s"), ("event", "TIMER_STARTED"), go()]),
    "metadata": case(do("set_details", text="# here"), put("x", 1), wait(var("go")), ret(1), handlers=[{"signal": "s", "steps": []}, {"update": None, "steps": []}, {"query": "q", "value": 1}],
                     actions=[until("x", 1), ("metadata",), ("stack trace",), go()]),
    "details change": case(do("set_details", text="one"), put("x", 1), wait(var("go")), do("set_details", text="two"), ret(1), actions=[until("x", 1), ("metadata",), go(), ("ended",), ("metadata",)]),
}
