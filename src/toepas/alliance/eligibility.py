"""Who can take part in a call: rules as data over the answers of an application, with three values. Not known is not no."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

Answer: TypeAlias = Literal["yes", "no", "not-known"]


@dataclass(frozen=True, slots=True)
class Condition:
    """One rule about the answer to one question: it ``equals`` this, is one of ``among``, ``least`` or ``most`` (numbers)."""

    id: str
    of: str
    equals: str | None = None
    among: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


@dataclass(frozen=True, slots=True)
class Eligibility:
    """The outcome, and that of each condition by id."""

    answer: Answer
    conditions: Mapping[str, Answer]


def condition_of(data: Mapping[str, Any]) -> Condition:
    """A condition from data with the names of its fields."""
    return Condition(
        data["id"], data["of"], data.get("equals"), tuple(data.get("among") or ()), data.get("least"), data.get("most")
    )


def eligible(
    conditions: Sequence[Condition], answers: Mapping[str, object], granted: Collection[str] = ()
) -> Eligibility:
    """No as soon as one condition is not met; not known where the answer to one is missing, or is none that can be judged.

    ``granted``: ids of conditions that count as met whatever was answered, because an appeal was upheld."""
    found: dict[str, Answer] = {
        one.id: "yes" if one.id in granted else _met(one, answers.get(one.of)) for one in conditions
    }
    values = set(found.values())
    return Eligibility("no" if "no" in values else "not-known" if "not-known" in values else "yes", found)


def _met(condition: Condition, answer: object) -> Answer:
    if answer is None or answer in ("", "unknown"):
        return "not-known"
    if condition.least is not None or condition.most is not None:
        try:
            number = float(str(answer))
        except ValueError:
            return "not-known"
        low = condition.least is None or number >= condition.least
        high = condition.most is None or number <= condition.most
        return "not-known" if number != number else "yes" if low and high else "no"
    wanted = (condition.equals,) if condition.equals is not None else condition.among
    return "yes" if str(answer) in wanted else "no"
