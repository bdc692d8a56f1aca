"""The cap on a fine for this organisation: fixed amount or share of turnover, the higher or the lower of the two."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.check.program import UNKNOWN, YES
from toepas.check.result import Result
from toepas.law import Fine

HIGHER, LOWER, FIXED, NONE = "higher", "lower", "fixed", "none"


@dataclass(frozen=True, slots=True)
class Cap:
    """The highest fine possible. ``amount`` in euros, None where unknown or where the Act sets none; ``how`` is higher,
    lower, fixed or none; ``needs`` are the facts that would settle an open amount; ``low`` and ``high`` bound it."""

    tier: Fine
    how: str
    amount: float | None
    low: float | None
    high: float | None
    needs: tuple[str, ...]
    notes: tuple[tuple[str, str], ...] = ()
    """Context and text of the notes of overrides that hold."""


def tier_of(result: Result, duty_id: str) -> tuple[Fine | None, tuple[tuple[str, str], ...]]:
    """The tier that counts for a duty in this case, with the notes of overrides that hold or may hold."""
    name = result.act.duties[duty_id].fine
    notes: list[tuple[str, str]] = []
    for override in result.act.fine_overrides:
        value = result.evaluate(override.condition)
        if name in override.tiers and value == YES:
            name = override.tiers[name]
        if value == YES and override.note:
            notes.append((override.context, override.note))
    return (result.act.fines[name] if name else None), tuple(notes)


def cap(result: Result, duty_id: str) -> Cap | None:
    """The cap on the fine for breaking a duty; None where the duty carries no fine."""
    tier, notes = tier_of(result, duty_id)
    if tier is None:
        return None
    if tier.amount is None:
        return Cap(tier, NONE, None, None, None, (), notes)
    undertaking = result.facts.get("undertaking")
    if tier.share is None or (tier.undertakings_only and undertaking is False):
        return Cap(tier, FIXED, tier.amount, tier.amount, tier.amount, (), notes)
    return _of_turnover(result, tier, notes)


def _of_turnover(result: Result, tier: Fine, notes: tuple[tuple[str, str], ...]) -> Cap:
    assert tier.amount is not None
    assert tier.share is not None
    lower = max((result.value(name) for name in tier.lower_for), default=0)
    turnover = result.facts.get("worldwide_turnover")
    needs: list[str] = []
    if tier.undertakings_only and result.facts.get("undertaking") is None:
        needs.append("undertaking")
    if lower == UNKNOWN:
        needs.append("organisation_size")
    if not isinstance(turnover, int | float):
        needs.append("worldwide_turnover")
        how = LOWER if lower == YES else HIGHER
        if lower == YES:
            return Cap(tier, how, None, 0.0, tier.amount, tuple(needs), notes)
        return Cap(tier, how, None, 0.0 if lower == UNKNOWN else tier.amount, None, tuple(needs), notes)
    share = round(tier.share * turnover, 2)
    low, high = min(tier.amount, share), max(tier.amount, share)
    if lower == UNKNOWN:
        return Cap(tier, HIGHER, None, low, high, tuple(needs), notes)
    amount = low if lower == YES else high
    if "undertaking" in needs:
        return Cap(
            tier,
            LOWER if lower == YES else HIGHER,
            None,
            min(amount, tier.amount),
            max(amount, tier.amount),
            tuple(needs),
            notes,
        )
    return Cap(tier, LOWER if lower == YES else HIGHER, amount, amount, amount, tuple(needs), notes)
