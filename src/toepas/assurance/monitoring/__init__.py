"""Watching a model that is in use: drift, scores, performance when outcomes arrive late, per group, with a stated rate of false alarms."""

from toepas.assurance.monitoring import said
from toepas.assurance.monitoring.document import as_json, state_data
from toepas.assurance.monitoring.drafting import draft, grouping
from toepas.assurance.monitoring.incident import Deadline, deadlines, incident_document
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
from toepas.assurance.monitoring.plan_paper import plan_document
from toepas.assurance.monitoring.report import monitor_document

__all__ = [
    "CHANGES",
    "Added",
    "Alarm",
    "Batch",
    "Chart",
    "Columns",
    "Deadline",
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
    "deadlines",
    "draft",
    "grouping",
    "incident_document",
    "make_monitor",
    "monitor_document",
    "open_monitor",
    "plan_document",
    "read_plan",
    "said",
    "state_data",
]
