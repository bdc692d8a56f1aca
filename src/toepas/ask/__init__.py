"""A question in any official language in, cited passages out."""

from toepas.ask.answer import Answer, Hit, answer_data, ask, warm
from toepas.ask.engine import Engine
from toepas.ask.official import official_passages, prepare, ready_passages
from toepas.ask.passages import Passage
from toepas.ask.statements import Statement
from toepas.ask.writer import Settings as WriterSettings
from toepas.ask.writer import write

__all__ = [
    "Answer",
    "Engine",
    "Hit",
    "Passage",
    "Statement",
    "WriterSettings",
    "answer_data",
    "ask",
    "official_passages",
    "prepare",
    "ready_passages",
    "warm",
    "write",
]
