"""Programs drawn at random, the same for a seed: what the others do one at a time, within and after one another. Nothing in them races: what runs side by side
starts its activities and children at once, and what comes from outside comes while the program waits for it."""
import random

from .language import FOREVER, Case, act, at, attempt, do, info, named, ret, scope, shielded, sleep, var, wait

DEPTH = 3
FAILURES = ({"message": "m"}, {"message": "no", "type": "A"}, {"message": "m", "type": "B", "details": [1, "two", None]}, {"message": "m", "type": "C", "non_retryable": True},
            {"message": "x", "type": "D", "cause": {"message": "no", "type": "E", "details": [{"k": [1]}]}}, {"message": "m", "type": "F", "benign": True})
VALUES = (None, True, False, 0, -1, 9223372036854775807, 18446744073709551615, 1.5, "", "text", "Grüße ☃", [], [1, [2, {"a": None}]], {"k": "v"})


class Writer:
    def __init__(self, seed):
        self.dice = random.Random(seed)
        self.names = 0
        self.children = 0

    def fresh(self, what):
        self.names += 1
        return f"{what}{self.names}"

    def pick(self, *options):
        return self.dice.choice(options)

    def chance(self, share):
        return self.dice.random() < share

    def value(self):
        return self.pick(*VALUES) if self.chance(0.7) else self.pick({"$concat": ["a", "b"]}, {"$add": [1, 2, -5]}, {"$repeat": ["ab", 3]}, {"$sort": [3, 1, 2]}, {"$len": "☃☃"}, {"$vars": True},
                                                                     {"$eq": [[1], [1]]}, {"$not": 0}, {"$and": [1, ""]}, {"$or": [None, 0, "x"]}, {"$base64": {"$bytes": "AAEC"}}, info("attempt"),
                                                                     info("workflow_type"), info("task_timeout"), info("last_failure"), {"$memo": "m1"}, {"$search_attribute": "CustomIntField"})

    def plain_value(self):
        return self.pick(None, 1, "t", [1, {"a": "b"}], {"k": [None]}, 2.5, True)

    def retry(self):
        policy = {"initial": 0.05, "coefficient": self.pick(1, 1.5, 2), "max_attempts": self.pick(1, 1, 2, 3)}
        if self.chance(0.3):
            policy["max_interval"] = 0.2
        if self.chance(0.3):
            policy["non_retryable"] = [self.pick("A", "Flaky", "B")]
        return policy

    def activity(self, may_fail=True):
        kind = self.pick("echo", "echo", "collect", "add", "nothing", "make_bytes", "fill", "size", "info", "fail_until", "progress", *(["fail"] if may_fail else []))
        arguments = {"echo": [self.value()], "collect": [self.plain_value() for _ in range(3)], "add": [self.dice.randrange(-9, 9), 4], "nothing": [], "make_bytes": [self.dice.randrange(300)],
                     "fill": [self.dice.randrange(50)], "size": [{"$bytes": "AAEC"}], "info": [], "fail_until": [2, self.plain_value()], "progress": [1, [1, "two"]],
                     "fail": [self.pick(*FAILURES)]}[kind]
        fields = {"retry": self.retry()}
        is_local = self.chance(0.4) and kind != "progress"
        if kind in ("fail_until", "progress") and not may_fail:
            fields["retry"] = {"initial": 0.05, "coefficient": 1, "max_attempts": 4}
        if is_local:
            fields["local"] = True
            if self.chance(0.2):
                fields["local_retry_threshold"] = self.pick(0.01, 5)
        else:
            if self.chance(0.2):
                fields["priority"] = self.dice.randrange(1, 6)
            if self.chance(0.2):
                fields["heartbeat"] = 5
            if self.chance(0.2):
                fields["schedule_to_start"] = 20
        if self.chance(0.2):
            fields["schedule_to_close"] = 30
        if self.chance(0.15):
            fields["summary"] = "why"
        if self.chance(0.15) and not is_local:
            fields["id"] = self.fresh("given")
        if self.chance(0.3):
            fields["cancellation"] = self.pick("try", "wait", "abandon")
        step = act(kind, *arguments, **fields)
        if kind == "info":
            name = self.fresh("i")
            return [named(name, step), do("set", name=name, value=[at(name, "activity_type"), at(name, "attempt"), at(name, "is_local"), at(name, "heartbeat"), at(name, "schedule_to_close")])]
        name = self.fresh("a")
        if kind == "make_bytes":  # bytes stand only as a whole variable
            return [named(name, step), do("set", name=name, value={"$base64": var(name)})]
        return [named(name, step)]

    def child(self, depth):
        steps = self.block(depth - 1) if self.chance(0.7) else [do("throw", **self.pick(*FAILURES))]
        name, fields = self.fresh("c"), {}
        if self.chance(0.3):
            fields["retry"] = {"initial": 0.05, "coefficient": 1, "max_attempts": 2}
        if self.chance(0.3):
            fields["id"] = "{id}-" + name
        if self.chance(0.2):
            fields["memo"] = {"m1": self.plain_value()}
        if self.chance(0.2):
            fields["parent_close"] = self.pick("abandon", "request_cancel", "terminate")
        if self.chance(0.2):
            fields["summary"] = "of the child"
        whole = {"steps": [*steps, ret(self.pick({"$vars": True}, 1, info("attempt")))], "vars": {"given": self.plain_value()}}
        kind = self.pick("result", "start", "signal", "cancel")
        if kind == "result":
            return [named(name, do("child", program=whole, **fields))]
        fields.pop("retry", None)
        if kind == "start":
            return [do("child", program=whole, name=name, wait="start", **fields), named(name, do("child_result", name=name))]
        if kind == "signal":
            whole = {"steps": [wait(var("go")), *steps, ret(var("go"))]}
            return [do("child", program=whole, name=name, wait="start", **fields), do("signal", child=name, signal="set", args=[{"name": "go", "value": 7}]),
                    named(name, do("child_result", name=name))]
        whole = {"steps": [attempt(sleep(60), only=self.pick("any", "cancelled"), then=[do("rethrow")] if self.chance(0.5) else [ret("cleaned")])]}
        return [named(name, do("child", program=whole, wait="start", name=name + "x", **fields)), do("cancel_external", workflow_id=at(name, "id")), do("set", name=name, value=None),
                named(name + "r", do("child_result", name=name + "x"))]

    def quick(self):
        """A branch that ends by itself, its one activity first."""
        steps = self.activity() if self.chance(0.5) else []
        for _ in range(self.dice.randrange(3)):
            steps.append(self.pick(sleep(0.02), do("set", name=self.fresh("b"), value=self.plain_value()), wait(True), wait(var("never"), timeout=0.03)))
        if self.chance(0.2):
            steps.append(do("throw", **self.pick(*FAILURES)))
        elif self.chance(0.6):
            steps.append(ret(self.plain_value()))
        return steps

    def endless(self):
        """A branch that ends when it is cancelled."""
        core = self.pick(sleep(60), FOREVER, wait(var("never"), timeout=60))
        kind = self.dice.randrange(5)
        if kind == 0:
            return [core]
        if kind == 1:
            return [attempt(core, only=self.pick("any", "cancelled"), then=[shielded(sleep(0.02), do("set", name=self.fresh("k"), value="cleaned"))], into=self.fresh("w"))]
        if kind == 2:
            return [{"do": "try", "steps": [core], "finally": [do("set", name=self.fresh("k"), value="finally"), shielded(*self.activity(may_fail=False))]}]
        if kind == 3:
            return [attempt(core, then=[do("throw", **self.pick(*FAILURES))], into=self.fresh("w"))]
        return [scope(scope(core))]

    def step(self, depth):
        kinds = ["set", "append", "sleep", "wait", "activity", "activity", "activity", "broken", "if", "while", "memo", "attribute", "patched", "details", "deterministic", "handle"]
        if depth > 0:
            kinds += ["try", "try", "scope", "all", "any", "branch", "cancel", "child", "child", "throw"]
        kind = self.pick(*kinds)
        if kind in ("set", "append"):
            return [do(kind, name=self.fresh("v"), value=self.value())]
        if kind == "sleep":
            return [sleep(self.pick(0, 0.01, 0.03), **({"summary": "nap"} if self.chance(0.2) else {}))]
        if kind == "wait":
            return [named(self.fresh("t"), self.pick(wait(True), wait(var("never"), timeout=0.03), wait(True, timeout=5), wait(var("never"), timeout=0)))]
        if kind == "activity":
            return [attempt(*self.activity(), into=self.fresh("w"))]
        if kind == "broken":  # what each SDK words in its own way
            why = self.fresh("w")
            return [attempt(self.pick(act("crash", "m", retry=self.retry()), act("add", "x", 1, retry={"max_attempts": 1}), act("crash", "m", retry=self.retry(), local=True)), into=why),
                    do("set", name=why, value={"$at": [var(why), "kind"]})]
        if kind == "if":
            return [do("if", cond=self.value(), then=[do("append", name="taken", value="then")], **{"else": [do("append", name="taken", value="else")]})]
        if kind == "while":
            n = self.fresh("n")
            return [do("set", name=n, value=0), do("while", cond={"$lt": [var(n), self.dice.randrange(4)]}, steps=[do("set", name=n, value={"$add": [var(n), 1]}), *self.pick([], [sleep(0.01)], [wait(True)])])]
        if kind == "memo":
            return [do("upsert_memo", memo={self.pick("m1", "m2"): self.pick(None, 1, "t", [2]), "m3": {"deep": [1]}})]
        if kind == "attribute":
            return [do("upsert_search_attributes", attributes={"CustomIntField": {"type": "Int", "value": self.pick(None, self.dice.randrange(99))}, "CustomKeywordField": {"type": "Keyword", "value": "k"}})]
        if kind == "patched":
            return [self.pick(named(self.fresh("p"), do("patched", id=self.pick("p1", "p2"))), do("deprecate_patch", id=self.pick("p3", "p4")))]
        if kind == "details":
            return [do("set_details", text="at " + self.fresh("x"))]
        if kind == "deterministic":
            n = self.fresh("r")
            return [named(n, do("random", low=5, high=9)), do("set", name=n, value={"$and": [{"$ge": [var(n), 5]}, {"$lt": [var(n), 10]}]}), named(n + "u", do("uuid")), do("set", name=n + "u", value={"$len": var(n + "u")})]
        if kind == "handle":
            return [do("handle", **self.pick({"signal": "extra", "steps": [do("append", name="extras", value=var("arg"))]}, {"query": "more", "value": {"$len": var("extras")}},
                                             {"update": "extra", "steps": [do("append", name="extras", value=var("arg")), ret(var("extras"))], "reject_if": {"$eq": [var("arg"), "bad"]}},
                                             {"signal": None, "steps": [do("append", name="unknown", value=[var("name"), var("arg")])]}))]
        if kind == "try":
            caught = self.fresh("w")
            lastly = self.block(0) if self.chance(0.4) else None
            then = self.pick([], [], self.block(0), [do("rethrow")], [do("throw", message="m", type="Z", cause="caught")])
            inner = attempt(*self.block(depth - 1), *([do("throw", **self.pick(*FAILURES))] if self.chance(0.5) else []), only=self.pick("any", "any", "failure", "cancelled"), then=then, into=caught, lastly=lastly)
            return [attempt(inner, into=caught + "o")]
        if kind == "scope":
            return [scope(*self.block(depth - 1), **self.pick({}, {"name": self.fresh("s")}, {"shielded": True}))]
        if kind == "all":
            return [attempt(named(self.fresh("all"), do("all", branches=[self.quick() for _ in range(self.dice.randrange(4))])), into=self.fresh("w"))]
        if kind == "any":
            branches = [self.endless() for _ in range(self.dice.randrange(3))]
            branches.insert(self.dice.randrange(len(branches) + 1), [sleep(0.03), *self.pick([], [ret(1)], [do("throw", **self.pick(*FAILURES))])])
            return [attempt(named(self.fresh("any"), do("any", branches=branches)), into=self.fresh("w"))]
        if kind == "branch":
            name = self.fresh("s")
            return [do("spawn", name=name, steps=[sleep(0.02), ret(self.plain_value())] if self.chance(0.6) else [do("throw", **self.pick(*FAILURES))]), *self.pick([], [sleep(0.05)]),
                    attempt(named(name, do("join", name=name)), into=self.fresh("w"))]
        if kind == "cancel":
            name = self.fresh("s")
            return [do("spawn", name=name, steps=[*self.endless(), ret("ended")]), sleep(0.02), do("cancel", name=name), attempt(named(name, do("join", name=name)), into=self.fresh("w"))]
        if kind == "child":
            return [attempt(*self.child(depth), into=self.fresh("w"))]
        return [attempt(do("throw", **self.pick(*FAILURES)), into=self.fresh("w"))]

    def block(self, depth):
        return [step for _ in range(self.dice.randrange(1, 5)) for step in self.step(depth)]

    def action(self, number):
        """Something from outside, seen to its end."""
        done, kind = f"done{number}", self.pick("set", "append", "run", "run", "query", "query", "update", "update run", "update run", "evict", "unknown", "extra", "metadata", "rejected")
        marked = [do("set", name=done, value=1)]
        return {"set": [("signal", "set", {"name": done, "value": [1]}), ("until", done, [1])],
                "append": [("signal", "append", {"name": done, "value": 1}), ("until", done, [1])],
                "run": [("signal", "run", {"steps": [attempt(*self.block(1), into=self.fresh("w")), *marked], "arg": self.plain_value()}), ("until", done, 1)],
                "query": [self.pick(("query", "vars"), ("query", "get", "ready"), ("query", "fail", {"message": "m"}), ("query", "unknown", 1), ("query", "more"))],
                "update": [("update", "set", {"name": done, "value": self.plain_value()})],
                "update run": [("update", "run", {"steps": [*self.block(1), ret(self.pick(var("arg"), {"$vars": True}))], "arg": self.plain_value()})],
                "rejected": [("update", "run", {"steps": [], "arg": 5, "reject_if": {"$eq": [var("arg"), 5]}}), ("update", "unknown", 1)],
                "evict": [("evict",)],
                "unknown": [("signal", "nobody", number)],
                "extra": [("update", "extra", self.pick("bad", 1, [2]))],
                "metadata": [("metadata",)]}[kind]


def random_program(seed):
    writer = Writer(seed)
    main = [step for _ in range(2) for step in writer.block(DEPTH)]
    actions = [("until", "ready", 1), *(action for number in range(writer.dice.randrange(6)) for action in writer.action(number))]
    again = writer.chance(0.15)
    end = [do("wait_handlers"), writer.pick(ret({"$vars": True}), ret({"$vars": True}), do("throw", **writer.pick(*FAILURES)))]
    if again:
        end = [do("wait_handlers"), do("if", cond=var("second"), then=end, **{"else": [do("continue_as_new", program="same", vars={"second": 1, "ready": 1, "go": 1})]})]
    if writer.chance(0.2):
        steps = [*main, do("set", name="ready", value=1), attempt(wait(var("go")), only="cancelled", into="last", then=[shielded(*writer.block(1)), *writer.pick([], [do("rethrow")])]), *end[1:]]
        actions.append(("cancel",))
    else:
        steps = [*main, do("set", name="ready", value=1), wait(var("go")), *end]
        actions.append(("signal", "set", {"name": "go", "value": 1}))
    start = {}
    if writer.chance(0.3):
        start["memo"] = {"m1": writer.plain_value() or 0}
    if writer.chance(0.2):
        start["task_timeout"] = 20
    if writer.chance(0.15):
        start["summary"] = "random"
    return Case({"steps": steps, "vars": {"seed": seed}}, tuple(actions), start, ordered=False)
