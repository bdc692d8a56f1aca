"""Watching a model that is in use: drift, scores, performance when outcomes arrive late, per group, with a stated rate of false alarms."""

from toepas.assurance.monitoring.document import as_json, state_data
from toepas.assurance.monitoring.drafting import draft, grouping
from toepas.assurance.monitoring.model import (
    Alarm,
    Batch,
    Chart,
    Columns,
    Grouping,
    MonitorState,
    Person,
    Plan,
    Reference,
    Rhythm,
)
from toepas.assurance.monitoring.monitor import Added, Joined, Monitor, make_monitor, open_monitor
from toepas.assurance.monitoring.plan import CHANGES, as_text, read_plan

__all__ = [
    "CHANGES",
    "Added",
    "Alarm",
    "Batch",
    "Chart",
    "Columns",
    "Grouping",
    "Joined",
    "Monitor",
    "MonitorState",
    "Person",
    "Plan",
    "Reference",
    "Rhythm",
    "as_json",
    "as_text",
    "draft",
    "grouping",
    "make_monitor",
    "open_monitor",
    "read_plan",
    "state_data",
]
