"""Corners of expressions and payloads: numbers at their limits, bytes, values that look like programs."""
import functools

from .language import ALL, ONCE, act, at, attempt, case, do, info, local, named, note, put, query, ret, sleep, var, wait
from .children import child
from .concurrency import spawn
from .handlers import handle

MAX, MIN, UMAX = 2**63 - 1, -2**63, 2**64 - 1
NESTED = functools.reduce(lambda inner, depth: [inner] if depth % 2 else {"k": inner}, range(60), 0)
EQUALS = [(-1, UMAX), (MAX, 2**63), (MIN, 2**63), (2**53, 2**53 + 1), (1, 1.0), (UMAX, UMAX), ([-1], [UMAX]), ({"a": MIN}, {"a": 2**63}), ({"a": 1}, {"b": 1})]
ORDERS = [(-1, UMAX), (UMAX, -1), (MIN, 2**63), (MAX, 2**63), (2**63, MAX), (MIN, MIN), (1.5, 2), (2, 1.5), (2**53, 2**53 + 1), ("a", "b"), ([1, 2], [1, 3])]
TRUTHS = [None, False, True, 0, 0.0, 1, -1, "", "0", [], [0], {}, {"a": None}]
STEPS = [put("x", 1), note(2), sleep(0.01), do("set_details", text="d"), do("deprecate_patch", id="p"), do("upsert_memo", memo={"m": 1}), do("cancel", name="nobody"), handle(signal="s", steps=[]), do("wait_handlers"), spawn("b", ret(1))]

PROGRAMS = {
    "numbers that differ in their last bit": case(put("eq", [{"$eq": list(pair)} for pair in EQUALS]), put("lt", [{"$lt": list(pair)} for pair in ORDERS]), put("ge", [{"$ge": list(pair)} for pair in ORDERS]),
                                                  put("sorted", {"$sort": [UMAX, -1, MAX, MIN, 0, 2**63, 3]}), ALL),
    "sums that cross the ranges": case(put("a", {"$add": [MIN, UMAX]}), put("b", {"$add": [UMAX, -1, 1]}), put("c", {"$add": [MAX, MAX, 1]}), put("d", {"$add": [MIN, 2**63]}), put("e", {"$add": [7]}), ALL),
    "an activity's sum leaves int64": case(named("up", act("add", MAX, 1)), named("down", act("add", MIN, 1)), named("edge", act("add", MAX, MIN)), ALL),
    "typed arguments refuse": case(*[step for args in (("1", 2), (None, 1), ([1], 1), ({}, 1)) for step in (attempt(act("add", *args, retry=ONCE)), note(at("why", "cause", "kind")))], ret(var("log"))),
    "sorting by code points": case(ret([{"$sort": ["é", "z", "Z", "", "😀", "e", "\uffff", "ab", "a"]}, {"$sort": []}, {"$sort": [[2], [1, 5], [1]]}, {"$sort": [2, 1, 2]}])),
    "code points counted": case(ret([{"$len": t} for t in ("e\u0301", "👨‍👩‍👧", "\U0001F600", "\u0000", "a\u00e9", "日本")])),
    "truth of everything": case(ret([{"$not": v} for v in TRUTHS] + [{"$and": ["x", {"$bytes": ""}]}, {"$or": [{"$bytes": "AA=="}, 0]}])),
    "operands that are computed lists": case(ret([{"$add": var("n")}, {"$concat": var("t")}, {"$at": var("p")}, {"$eq": var("e")}, {"$or": var("z")}, {"$sort": {"$at": [var("d"), "k"]}}, {"$at": [var("d"), {"$concat": ["", "k"]}, {"$add": [1, 1]}]}]),
                                             vars={"n": [1, 2], "t": ["a", "b"], "p": [{"a": 5}, "a"], "e": [1, 1], "z": [0, ""], "d": {"k": [3, 1, 2]}}),
    "objects that look like expressions": case(named("e", act("echo", var("v"))), put("c", {"k": var("v"), "l": [var("v")]}), named("m", act("collect", {"$x": 1, "y": 2}, [], var("w"))), ALL, vars={"v": {"$": "w"}, "w": {"$panic": [1]}}),
    "keys with dollars and dots": case(put("o", {"$a": 1, "$b": {"$add": [1, 1]}}), put("a.b", 1), put("$", {"$len": "xy"}), ret([var("o"), var("a.b"), var("$"), {"$at": [var("o"), "$b"]}])),
    "a variable named by an expression": case(ret([{"$": {"$concat": ["a", "b"]}}, {"$": var("which")}]), vars={"ab": 1, "which": "ab"}),
    "bytes compared": case(put("x", {"$bytes": "AAEC"}), ret([{"$eq": [var("x"), {"$bytes": "AAEC"}]}, {"$eq": [var("x"), {"$bytes": "AAED"}]}, {"$eq": [var("x"), "AAEC"]}, {"$eq": [{"$bytes": ""}, None]}, {"$len": var("x")}, {"$base64": var("x")}])),
    "bytes among arguments": case(named("n", act("size", {"$bytes": "AAECAwQ="})), named("c", child("by", ret({"$bytes": "/w=="}))), put("c", {"$base64": var("c")}),
                                  do("child", id="bs-{id}", name="k", wait="start", program={"handlers": [{"signal": "b", "steps": [put("got", var("arg"))]}], "steps": [wait(var("got")), ret(var("got"))]}),
                                  do("signal", child="k", signal="b", args=[{"$bytes": "AQI="}]), named("back", do("child_result", name="k")), put("back", {"$base64": var("back")}), ALL),
    "more arguments than an activity takes": case(attempt(act("echo", 1, 2, retry=ONCE)), ret([at("why", "retry_state"), at("why", "cause", "kind")])),
    "an argument for an activity without": case(attempt(named("v", act("nothing", 1, retry=ONCE))), ret([{"$not": var("why")}, var("v")])),
    "steps whose result is nothing": case(*[{**s, "as": f"r{i}"} for i, s in enumerate(STEPS)], ALL),
    "results over older ones": case(put("r", 1), named("r", act("nothing")), note(var("r")), put("r", 2), named("r", sleep(0.01)), ALL),
    "a very long list": case(put("l", {"$repeat": [[1, "two", None], 4000]}), named("e", act("echo", var("l"))), ret([{"$len": var("e")}, {"$at": [var("e"), 11999]}, {"$at": [var("e"), 11998]}])),
    "deeply nested": case(named("e", act("echo", NESTED)), ret(var("e"))),
    "texts as keys and names": case(put("größe 😀", 1), note(var("größe 😀")), named("ключ", act("echo", {"😀": "ü"})), do("upsert_memo", memo={"schlüssel": "wört"}), put("m", {"$memo": "schlüssel"}), named("l", local("echo", "日本")), ALL,
                                    handlers=[{"query": "frage?", "value": var("größe 😀")}], actions=[("ended",), query("frage?"), query("get", "größe 😀")]),
    "random over all of int64": case(do("random", low=MIN, high=MAX, **{"as": "r"}), do("random", low=2**53, high=2**53 + 1, **{"as": "s"}), ret([{"$ge": [var("r"), MIN]}, {"$ge": [var("s"), 2**53]}, {"$not": info("last_result")}])),
}
