"""The programs that test_kitchen_sink.py plays on both sides, by name."""
from . import (activities, cancellation, children, concurrency, corner_activities, corner_cancellation, corner_children, corner_handlers, corner_lifecycle, corner_values, failures, handlers,
               local_activities, lifecycle, values)

PROGRAMS = {}
for _module in (values, activities, local_activities, failures, concurrency, cancellation, handlers, children, lifecycle, corner_values, corner_activities, corner_cancellation, corner_handlers,
                corner_children, corner_lifecycle):
    for _name, _case in _module.PROGRAMS.items():
        assert _name not in PROGRAMS, _name
        PROGRAMS[_name] = _case
