"""What the dossier is to be called; none of it is stored."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Any

from toepas.check import Answers, BrokenLinkError, unpack
from toepas.kernel import Words, sectors

MOST_LETTERS = {"title": 120, "organisation": 120, "system": 160, "purpose": 400, "need": 400, "place": 80}
"""Texts that go into the dossier, with the longest we take."""


@dataclass(slots=True)
class Order:
    """A dossier as ordered: answers, day, texts, and what is wrong with them as (field, sentence)."""

    answers: Answers = field(default_factory=Answers)
    on: datetime.date | None = None
    texts: dict[str, str] = field(default_factory=dict)
    errors: list[tuple[str, str]] = field(default_factory=list)

    def error(self, name: str) -> str:
        """The sentence about one field."""
        return dict(self.errors).get(name, "")


def read(data: Any, said: Words) -> Order:
    """Read the form."""
    order = Order()
    try:
        order.answers, _ = unpack(data.get("a", ""))
    except BrokenLinkError:
        order.errors.append(("", said.t("The answers in this address are damaged or incomplete.")))
    if given := data.get("on", "").strip():
        try:
            order.on = datetime.date.fromisoformat(given)
        except ValueError:
            order.errors.append(("", said.t("'{value}' is not a date.", value=given[:40])))
    for name, most in MOST_LETTERS.items():
        text = " ".join(data.get(name, "").split())
        order.texts[name] = text[:most]
        if len(text) > most:
            order.errors.append((name, said.t("At most {n} letters, please.", n=most)))
    sector = data.get("sector", "")
    order.texts["sector"] = sector if sector in sectors() else ""
    return order
