"""The programs that test_kitchen_sink.py plays on both sides, by name."""
from . import activities, cancellation, children, concurrency, failures, handlers, local_activities, lifecycle, values

PROGRAMS = {}
for _module in (values, activities, local_activities, failures, concurrency, cancellation, handlers, children, lifecycle):
    for _name, _case in _module.PROGRAMS.items():
        assert _name not in PROGRAMS, _name
        PROGRAMS[_name] = _case
