"""Facts in, findings out: roles, class, duties, dates and the questions that are still open."""

from toepas.check.answers import Answers, BrokenLinkError, Unusable, read_facts, unpack
from toepas.check.case import TEXT_KEYS, Case, FactValue, all_facts, contradictions, convert, plain, read_case
from toepas.check.compare import Comparison, DutyChange, Flip, compare, compare_texts, other_reading, what_if
from toepas.check.output import link, result_data
from toepas.check.questions import next_question, questions, together
from toepas.check.result import DutyFinding, Finding, Result, check

__all__ = [
    "TEXT_KEYS",
    "Answers",
    "BrokenLinkError",
    "Case",
    "Comparison",
    "DutyChange",
    "DutyFinding",
    "FactValue",
    "Finding",
    "Flip",
    "Result",
    "Unusable",
    "all_facts",
    "check",
    "compare",
    "compare_texts",
    "contradictions",
    "convert",
    "link",
    "next_question",
    "other_reading",
    "plain",
    "questions",
    "read_case",
    "read_facts",
    "result_data",
    "together",
    "unpack",
    "what_if",
]
