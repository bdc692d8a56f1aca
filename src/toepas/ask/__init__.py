"""A question in any official language in, cited passages out."""

from toepas.ask.answer import Answer, Hit, answer_data, ask, warm
from toepas.ask.engine import Engine
from toepas.ask.passages import Passage
from toepas.ask.statements import Statement

__all__ = ["Answer", "Engine", "Hit", "Passage", "Statement", "answer_data", "ask", "warm"]
