"""What somebody is looking for: in free words, and as far as known in fields."""

from __future__ import annotations

from typing import Any, Literal

import msgspec

from toepas.catalogue import Kind, Place

Size = Literal["", "micro", "small", "medium", "large", "public", "research", "startup", "hub"]
RiskClass = Literal["", "minimal", "transparency", "high-risk"]
SIZES = ("micro", "small", "medium", "large", "public", "research", "startup")
"""What kind of organisation somebody can be."""
JOINT = ("buying", "consortium", "launching-customer")
"""What one can do together."""


class Need(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """A need. ``text`` is in ``lang``. Empty fields are not known or do not matter.

    ``open_licence``, ``hosting``, ``most_risk`` and ``languages`` are limits: what does not meet them is left out and
    named, what may or may not meet them stays and says so. ``hosting`` lists jurisdictions of which one is enough ("EU"
    stands for every country of the Union, "own" for the organisation's own machines).
    """

    text: str
    lang: str = "en"
    sectors: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    place: Place | None = None
    size: Size = ""
    open_licence: bool = False
    hosting: tuple[str, ...] = ()
    most_risk: RiskClass = ""
    trl: int | None = None
    kinds: tuple[Kind, ...] = ()
    joint: tuple[Literal["buying", "consortium", "launching-customer"], ...] = ()
    """What one would do together with others who seek the same."""
    concluded: tuple[str, ...] = ()
    """Fields that were read out of the text, to be shown for correction."""


def need_data(need: Need) -> dict[str, Any]:
    """A need as plain data, to be kept."""
    data: dict[str, Any] = msgspec.to_builtins(need)
    return data


def need_from(data: dict[str, Any]) -> Need:
    """The need that ``need_data`` made data of. Raises msgspec.ValidationError for anything else."""
    return msgspec.convert(data, Need)
