"""spawn, join, all, any, conditions that wake several."""
from .language import ALL, CANCEL, ONCE, act, at, attempt, case, do, local, named, note, put, ret, scope, shielded, signal, sleep, go, update, var, wait


def spawn(name, *steps):
    return do("spawn", name=name, steps=list(steps))


def join(name, **fields):
    return do("join", name=name, **fields)


def together(*branches, **fields):
    return do("all", branches=list(branches), **fields)


def first(*branches, **fields):
    return do("any", branches=list(branches), **fields)


def throw(message):
    return do("throw", message=message, type=message)


PROGRAMS = {
    "all and any": case(together([sleep(0.2), ret(1)], [ret("two")], [], **{"as": "all"}), first([sleep(30)], [sleep(0.1)], **{"as": "any"}),
                        attempt(together([sleep(0.1), throw("first")], [throw("second")])), ALL),
    "all of nothing": case(together(**{"as": "a"}), ALL),
    "all waits for the slow": case(attempt(together([throw("quick")], [sleep(0.2), note("slow")])), ALL),
    "all gives the first in the list": case(attempt(together([sleep(0.2), throw("late")], [throw("early")], [sleep(0.1), throw("middle")])), ALL),
    "any of one": case(first([sleep(0.05)], **{"as": "w"}), ALL),
    "any, one ends at once": case(first([sleep(30)], [put("x", 1)], [sleep(30)], **{"as": "w"}), ALL),
    "any, all end at once": case(first([put("a", 1)], [put("b", 1)], **{"as": "w"}), ret([var("w")])),
    "any fails": case(attempt(first([sleep(30)], [sleep(0.05), throw("bad")])), ALL),
    "any awaits the losers' cleanup": case(first([do("try", steps=[sleep(30)], **{"finally": [shielded(sleep(0.1)), note("clean")]})], [sleep(0.05)], **{"as": "w"}), ALL),
    "any ignores how losers end": case(first([attempt(sleep(30), then=[throw("loser")])], [sleep(0.05)], **{"as": "w"}), put("why", None), ALL),
    "any with activities": case(first([act("wait_cancel", 20, "throw", heartbeat=5, start_to_close=30)], [sleep(0.7)], **{"as": "w"}), ALL, durable=False),
    "any within all": case(together([first([sleep(0.05)], [sleep(30)], **{"as": "a"})], [first([sleep(30)], [sleep(0.05)], **{"as": "b"})]), ALL),
    "all within any": case(first([together([sleep(0.02)], [sleep(0.04)])], [sleep(30)], **{"as": "a"}), ALL),
    "branches see one state": case(together([put("x", 1), wait(var("y")), put("z", 2)], [wait(var("x")), put("y", 1)]), ALL),
    "join twice": case(spawn("b", sleep(0.05), ret(7)), join("b", **{"as": "x"}), join("b", **{"as": "y"}), ALL),
    "join a failure twice": case(spawn("b", throw("bad")), attempt(join("b"), into="x"), attempt(join("b"), into="y"), ALL),
    "join what ended long ago": case(spawn("b", ret(1)), sleep(0.05), join("b", **{"as": "x"}), ALL),
    "join by two": case(spawn("b", sleep(0.05), ret(1)), together([join("b", **{"as": "x"})], [join("b", **{"as": "y"})]), ALL),
    "a branch never joined fails unseen": case(spawn("b", throw("unseen")), sleep(0.05), ret("fine")),
    "a branch left behind": case(spawn("b", sleep(30), note("no")), sleep(0.05), ret("left")),
    "a branch spawns a branch": case(spawn("a", spawn("b", sleep(0.02), ret("b")), join("b", **{"as": "fromb"}), ret("a")), join("a", **{"as": "froma"}), ALL),
    "a name taken again": case(spawn("a", ret(1)), join("a", **{"as": "x"}), spawn("a", ret(2)), join("a", **{"as": "y"}), ALL),
    "cancel a branch": case(spawn("b", attempt(sleep(60), then=[ret("was cancelled")])), sleep(0.05), do("cancel", name="b"), join("b", **{"as": "r"}), ALL),
    "cancel an ended branch": case(spawn("b", ret(1)), join("b", **{"as": "r"}), do("cancel", name="b"), do("cancel", name="never was"), ALL),
    "a signal wakes all who wait": case(together([wait(var("go")), note("a"), put("go", None)], [wait(var("go")), note("b")], [wait(var("go")), note("c")]), ret({"$sort": var("log")}), actions=[("first task",), go()]),
    "one takes what all wait for": case(put("n", 0), together(*[[wait({"$ge": [var("tokens"), 1]}), put("tokens", {"$add": [var("tokens"), -1]}), put("n", {"$add": [var("n"), 1]})] for _ in range(3)]), ALL,
                                        vars={"tokens": 0}, actions=[("first task",), signal("set", {"name": "tokens", "value": 1})]),
    "waits that open one another": case(together([wait(var("b")), put("c", 1)], [wait(var("a")), put("b", 1)], [wait(var("c")), put("d", 1)], [put("a", 1)]), ALL),
    "waits with timeouts side by side": case(together([wait(var("x"), timeout=0.2, **{"as": "r1"})], [wait(var("x"), timeout=30, **{"as": "r2"})], [sleep(0.4), put("x", 1)]), ALL),
    "waits": case(wait(var("x"), timeout=5, **{"as": "at_once"}), wait(var("y"), timeout=0.2, **{"as": "late"}), wait(var("x"), **{"as": "plain"}), ALL, vars={"x": 1}),
    "a wait of no time": case(wait(var("x"), timeout=0, **{"as": "r"}), ALL),
    "signal ends a wait": case(wait(var("go"), timeout=60, **{"as": "in_time"}), ALL, actions=[("event", "TIMER_STARTED"), go(value=[1])]),
    "timers and now": case(named("a", do("now")), sleep(0.25, summary="zzz"), named("b", do("now")), ret({"$ge": [var("b"), {"$add": [var("a"), 250]}]})),
    "many timers": case(together(*[[sleep(0.01 * i + 0.01, summary=str(i))] for i in range(10)]), ret("done")),
    "exact timers": case(sleep(0.001), sleep(0.123), sleep(1.5), ret(1)),
    "a timer of no time": case(sleep(0), ret(1)),
}
