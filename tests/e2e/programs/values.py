"""Expressions, payloads and variables."""
from .language import AS, ALL, act, at, case, do, info, local, named, note, put, query, ret, update, go, var, wait, signal

NUMBERS = [0, -1, 2**53 + 1, 2**63 - 1, -2**63, 2**63, 2**64 - 1, 1.5, -0.25, 1e300, 5e-324, 0.1]
TEXTS = ["", "größe", "日本語", "😀👩‍👩‍👧", "a\"b\\c/", "\u0000\u001f\u007f", "line\nbreak\ttab", "\u2028\u2029", "x" * 300]
SHAPES = [{}, [], {"a": {"b": [{"c": None}]}}, [[[]]], {"": 1}, {"é": "ü"}, [None, True, False]]


def echo(v, **fields):
    return act("echo", v, **fields)


PROGRAMS = {
    "expressions": case(
        put("n", {"$len": "größe"}), put("s", {"$sort": var("l")}), put("at", at("l", 1)), put("rep", {"$repeat": ["ab", 3]}),
        put("list", {"$repeat": [[1, 2], 2]}), put("sum", {"$add": [1, 2, var("n")]}), put("or", {"$or": [0, "", None, {"$not": []}]}),
        do("append", name="new", value={"$concat": ["a", "b"]}), put("eq", {"$eq": [{"a": [1]}, {"a": [1]}]}),
        put("ne", {"$eq": [[1, 2], [2, 1]]}), put("lt", {"$lt": [1, 2]}), put("lt2", {"$lt": ["a", "b"]}), put("ge", {"$ge": [2, 2]}),
        put("and", {"$and": [1, "x", [0]]}), put("and2", {"$and": [1, {}]}), put("and0", {"$and": []}), put("or0", {"$or": []}),
        put("lens", [{"$len": None}, {"$len": ""}, {"$len": []}, {"$len": {"a": 1}}, {"$len": "😀"}, {"$len": {"$bytes": "AAEC"}}]),
        put("words", {"$sort": ["b", "a", "ä", "Z"]}), put("deep", {"$at": [{"a": [{"b": 7}]}, "a", 0, "b"]}), ALL,
        vars={"l": [3, 1, 2], "big": 18446744073709551615}),
    "computed only once": case(put("a", {"$": "tricky"}), named("b", echo(var("tricky"))), wait(var("sent")), ALL,
                               vars={"tricky": {"$": "other"}, "other": "wrong", "two": {"$": "a", "x": 1}},
                               actions=[signal("set", {"name": "got", "value": {"$len": "abc"}}), go("sent")], ordered=False),
    "numbers": case(put("n", NUMBERS), named("e", echo(var("n"))), named("single", act("collect", 2**64 - 1, -2**63, 1e300)), ALL),
    "sums of great numbers": case(put("a", {"$add": [2**63 - 1, 1]}), put("b", {"$add": [2**64 - 1, -1]}), put("c", {"$add": [-2**63, 0]}), put("d", {"$add": []}), ALL),
    "texts": case(put("t", TEXTS), named("e", echo(var("t"))), ALL),
    "shapes": case(put("s", SHAPES), named("e", echo(var("s"))), ALL),
    "bytes": case(named("b", act("make_bytes", 300)), named("n", act("size", var("b"))), named("b2", echo(var("b"))), named("none", act("make_bytes", 0)),
                  put("text", {"$base64": var("b2")}), put("same", {"$eq": [var("b"), var("b2")]}), put("empty", {"$not": var("none")}),
                  put("lengths", [{"$len": var("b")}, {"$len": var("none")}]), put("b", None), put("b2", None), put("none", None), ALL),
    "bytes travel locally": case(named("b", local("make_bytes", 3)), named("n", local("size", var("b"))), named("c", local("echo", var("b"))), ret(var("c"))),
    "bytes by query and update": case(named("b", act("make_bytes", 4)), wait(var("go")), ret(var("b")),
                                      actions=[("until", "b", b"\0\1\2\3"), query("get", "b"), update("run", {"steps": [ret(var("b"))]}), go()]),
    "returns bytes": case(ret({"$bytes": "AAEC"})),
    "returns no bytes": case(ret({"$bytes": ""})),
    "returns null": case(ret(None)),
    "returns a number": case(ret(2**64 - 1)),
    "returns a text": case(ret("")),
    "returns nothing": case(put("x", 1)),
    "an empty program": case(),
    "returns from inside": case(do("while", cond=True, steps=[do("if", cond=1, then=[do("scope", steps=[ret("in")])])]), ret("after")),
    "branches taken": case(do("if", cond=var("no"), then=[note("then")], **{"else": [note("else")]}), do("if", cond=0, then=[note("x")]),
                           do("while", cond={"$lt": [{"$len": var("log")}, 4]}, steps=[note({"$len": var("log")})]), ALL),
    "activity values": case(named("null", echo(None)), named("c", act("collect", 1, "b", {"c": [1.5]})), named("no", act("nothing")),
                            named("sum", act("add", 20, 22)), named("max", act("add", 2**63 - 2, 1)), named("fill", act("fill", 3)), named("none", act("fill", 0)),
                            named("false", echo(False)), ALL),
    "no arguments at all": case({"do": "activity", "type": "nothing", "start_to_close": 10, "as": "a"}, {"do": "activity", "type": "info", "start_to_close": 7, "as": "i"},
                                ret([var("a"), at("i", "activity_type"), at("i", "start_to_close")])),
    "arguments computed as a list": case({**act("collect"), "args": {"$": "list"}, AS: "c"}, ALL, vars={"list": [1, [2], {"k": 3}]}),
    "a large payload": case(named("big", act("fill", 300_000)), named("n", act("echo", {"$len": var("big")})), ret([var("n"), {"$len": {"$repeat": [var("big"), 2]}}])),
    "deterministic values": case(do("uuid", **{AS: "u"}), do("uuid", **{AS: "v"}), do("random", low=5, high=5, **{AS: "five"}), do("random", low=-3, high=3, **{AS: "r"}),
                                 do("now", **{AS: "t"}), do("sleep", seconds=0.01), do("now", **{AS: "t2"}),
                                 ret([{"$len": var("u")}, {"$eq": [var("u"), var("v")]}, var("five"), {"$ge": [var("r"), -3]}, {"$lt": [var("r"), 4]}, {"$lt": [var("t"), var("t2")]}])),
}
