"""The strategy: the actions, who owes them, with which money, and what has happened since."""

from toepas.strategy.model import (
    Action,
    Amount,
    Body,
    Contradiction,
    Document,
    Event,
    Grade,
    Place,
    Position,
    Scope,
    State,
)
from toepas.strategy.registry import actions, documents
from toepas.strategy.texts import messages, text

__all__ = [
    "Action",
    "Amount",
    "Body",
    "Contradiction",
    "Document",
    "Event",
    "Grade",
    "Place",
    "Position",
    "Scope",
    "State",
    "actions",
    "documents",
    "messages",
    "text",
]
