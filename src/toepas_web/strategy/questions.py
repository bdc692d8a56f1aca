"""What members of parliament ask of the strategy, answered from the data: which action, which money, how far, what a country says."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toepas.kernel import Words
from toepas.strategy import Position, Status, positions, positions_on, stance_name
from toepas_web.strategy import money_presenters, presenters


def answers(found: Sequence[Status], country: str, said: Words) -> list[dict[str, Any]]:
    """For each action the four answers."""
    return [_answer(status, country, said) for status in found]


def _answer(status: Status, country: str, said: Words) -> dict[str, Any]:
    stands = [
        {
            "id": position.id,
            "stance": stance_name(position.stance, said),
            "what": presenters.position(position, said)["what"],
        }
        for position in positions_on(status.action, country)
        if not position.answer
    ]
    return {
        **presenters.row(status, said),
        "what": presenters.page(status, said, country)["what"],
        "basis": presenters.page(status, said, country)["basis"],
        "money": money_presenters.of_action(status, said),
        "positions": stands,
    }


def asked_before(found: dict[str, Status], country: str, said: Words) -> list[dict[str, Any]]:
    """Questions that members asked and what was answered, each with how far its actions are now."""
    return [
        {**presenters.position(position, said), "now": [presenters.row(found[name], said) for name in position.actions]}
        for position in positions().values()
        if position.answer and country in ("", position.country)
    ]


def of_themes(country: str, said: Words) -> list[dict[str, Any]]:
    """What a country says of the strategy as a whole or of a theme, and so of no action by itself."""
    return [
        presenters.position(position, said)
        for position in positions().values()
        if not position.actions and not position.answer and country in ("", position.country)
    ]


def of_sector(code: str, country: str, said: Words) -> list[dict[str, Any]]:
    """What a country says of a sector or of its actions, questions set aside."""
    return [
        presenters.position(position, said)
        for position in positions().values()
        if code in position.sectors and not position.answer and country in ("", position.country)
    ]


def commitments(country: str, said: Words) -> list[dict[str, Any]]:
    """What a country takes upon itself."""
    return [presenters.position(one, said) for one in positions().values() if _commits(one, country)]


def _commits(position: Position, country: str) -> bool:
    return str(position.stance) == "commits" and country in ("", position.country)
