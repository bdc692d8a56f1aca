"""Money as pages show it: amounts with their place, and sums only where they are sums."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from toepas.catalogue import sector_name
from toepas.kernel import Words, sectors
from toepas.strategy import (
    Amount,
    Kind,
    Money,
    Status,
    amount_text,
    body_name,
    kind_name,
    ledger,
    money_of_action,
    money_of_sector,
    no_sum_text,
    programmes,
    text,
    totals,
)
from toepas_web.strategy import presenters


def amount(given: Amount, said: Words) -> dict[str, Any]:
    """An amount as its document words it."""
    name = f"amount.{given.id}"
    return {
        "id": given.id,
        "what": text(f"{name}.what", given.what, said),
        "text": amount_text(given.euro, given.bound, said),
        "kind": kind_name(given.kind, said),
        "period": given.period or said.t("no years are given"),
        "note": text(f"{name}.note", given.note, said),
        "place": presenters.place(given.place, said),
        "payers": ", ".join(body_name(code, said) for code in given.payers),
        "programmes": ", ".join(
            text(f"programme.{code}.name", programmes()[code].name, said) for code in given.programmes
        ),
        "actions": presenters.links(given.actions, said),
        "sectors": [(code, sector_name(code, said)) for code in given.sectors],
        "within": [_what(name, said) for name in given.within],
        "overlaps": [_what(name, said) for name in given.overlaps],
    }


def _what(name: str, said: Words) -> str:
    return text(f"amount.{name}.what", ledger()[name].what, said)


def money(found: Money, said: Words) -> dict[str, Any]:
    """What is known for an action or a sector, and what is not."""
    return {
        "known": found.known,
        "own": [amount(one, said) for one in found.own],
        "shared": [amount(one, said) for one in found.shared],
        "totals": [
            {
                "kind": kind_name(total.kind, said),
                "text": no_sum_text(total.why, said) if total.why else amount_text(total.euro, total.bound, said),
                "several": len(total.counted) > 1,
            }
            for total in found.totals
        ],
    }


def of_action(status: Status, said: Words) -> dict[str, Any]:
    """The money of one action."""
    return money(money_of_action(status.action), said)


def by_kind(said: Words) -> list[dict[str, Any]]:
    """Every amount, by what it is, with why those of one kind are not added up."""
    whys = {total.kind: no_sum_text(total.why, said) for total in totals(ledger().values()) if total.why}
    return [
        {"id": str(kind), "title": kind_name(kind, said), "rows": rows, "why": whys.get(kind, "")}
        for kind in Kind
        if (rows := [amount(one, said) for one in ledger().values() if one.kind is kind])
    ]


def of_sectors(said: Words) -> list[dict[str, Any]]:
    """For every sector of the strategy, what is known for it alone and what it shares."""
    return [
        {"code": code, "name": sector_name(code, said), **money(money_of_sector(code), said)}
        for code, one in sectors().items()
        if one.section
    ]


def of_actions(found: Sequence[Status], said: Words) -> list[dict[str, Any]]:
    """The actions of which documents name money, alone or shared."""
    rows = [
        {"id": status.action.id, "title": presenters.title(status.action.id, said), **of_action(status, said)}
        for status in found
    ]
    return [one for one in rows if one["own"] or one["shared"]]
