"""Facts in, findings out: roles, class, duties, dates and the questions that are still open."""

from toepas.check.case import Case, read_case
from toepas.check.result import DutyFinding, Finding, Result, check

__all__ = ["Case", "DutyFinding", "Finding", "Result", "check", "read_case"]
