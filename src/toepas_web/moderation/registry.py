"""What can be looked at: each capability that lets people share something says here how it is shown, taken up or refused."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import dataclass

from toepas.kernel import Words


@dataclass(frozen=True, slots=True)
class Handler:
    """One kind of thing. ``describe`` gives (title, rows of label, before, after); ``accept`` and ``refuse`` carry a
    ruling out, within its transaction."""

    kind: str
    name: Callable[[Words], str]
    describe: Callable[[uuid.UUID, Words], tuple[str, list[tuple[str, str, str]]]]
    accept: Callable[[uuid.UUID], None]
    refuse: Callable[[uuid.UUID], None]
    page: str
    """The name of the page where its sender reads what became of it."""
    file: Callable[[uuid.UUID], str] | None = None
    """The address of the file that it is about, where it is one."""


_handlers: dict[str, Handler] = {}


def offer(handler: Handler) -> None:
    """Called once by each capability, when the site starts."""
    _handlers[handler.kind] = handler


def handler_of(kind: str) -> Handler:
    """How a kind of thing is looked at. Raises KeyError for one that nobody offers."""
    return _handlers[kind]
