"""Words to write kitchen sink programs with. A case is a program, what is done to it while it runs, and how it is started."""
import dataclasses


@dataclasses.dataclass(frozen=True)
class Case:
    program: dict
    actions: tuple = ()
    start: dict = dataclasses.field(default_factory=dict)
    durable: bool = True  # a worker that is killed and started again changes nothing that is compared
    replayed: bool = False  # tells something only where the run is not in the cache
    ordered: bool = True  # else what happens side by side is compared without its order


def case(*steps, actions=(), start=None, durable=True, replayed=False, ordered=True, **parts):
    return Case({"steps": list(steps), **parts}, tuple(actions), start or {}, durable, replayed, ordered)


def do(kind, **fields):
    return {"do": kind, **fields}


def var(name):
    return {"$": name}


def at(name, *keys):
    return {"$at": [var(name), *keys]}


def info(field):
    return {"$info": field}


def act(kind, *args, **fields):
    limit = {} if {"schedule_to_close", "start_to_close"} & set(fields) else {"start_to_close": 10}
    return do("activity", type=kind, args=list(args), **limit, **fields)


def local(kind, *args, **fields):
    return act(kind, *args, local=True, **fields)


def ret(value):
    return do("return", value=value)


def sleep(seconds, **fields):
    return do("sleep", seconds=seconds, **fields)


def wait(until, **fields):
    return do("wait", until=until, **fields)


def put(name, value):
    return do("set", name=name, value=value)


def note(value):
    return do("append", name="log", value=value)


def scope(*steps, **fields):
    return do("scope", steps=list(steps), **fields)


def shielded(*steps):
    return scope(*steps, shielded=True)


def attempt(*steps, only="any", then=(), into="why", lastly=None):
    """try with catch; `lastly` is the finally."""
    out = do("try", steps=list(steps), catch={"as": into, "only": only, "steps": list(then)})
    return out if lastly is None else {**out, "finally": list(lastly)}


def signal(name, *args):
    return "signal", name, *args


def update(name, *args):
    return "update", name, *args


def query(name, *args):
    return "query", name, *args


def go(name="go", value=True):
    return signal("set", {"name": name, "value": value})


def until(name, value=True):
    """Waits from outside until the variable has the value."""
    return "until", name, value


AS = "as"
ONCE = {"max_attempts": 1}
QUICKLY = {"initial": 0.1, "coefficient": 1}
ALL = ret({"$vars": True})
STARTED = ("activity started",)
CANCEL = ("cancel",)
FOREVER = wait(var("never"))


def named(result, step):
    return {**step, "as": result}
