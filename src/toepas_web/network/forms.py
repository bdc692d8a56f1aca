"""Forms of members: what was typed, what can be chosen, and what is wrong with it."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import QueryDict

from toepas.catalogue import country_name, sector_name
from toepas.kernel import Words, sectors
from toepas_web.network.limits import characters, pacts
from toepas_web.network.wording import pact_name
from toepas_web.organisations.forms import COUNTRIES
from toepas_web.organisations.models import Organisation
from toepas_web.organisations.wording import kind_name


class Typed:
    """Fields of a form. ``values`` are shown again as they were typed, also where they are refused."""

    def __init__(self, said: Words, given: QueryDict | None, shown: dict[str, Any] | None = None) -> None:
        self.said = said
        source: Any = given if given is not None else (shown or {})
        self._source = source
        self.values: dict[str, str] = {}
        self.chosen: dict[str, list[str]] = {}
        self.problems: list[tuple[str, str]] = []

    def text(self, name: str, most: str = "title", *, needed: bool = True) -> str:
        """A text of at most so many characters, as ``limits.yaml`` says; never cut, for nobody would notice."""
        typed = str(self._source.get(name, "")).replace("\r\n", "\n").strip()
        self.values[name] = typed
        if needed and not typed:
            self.problems.append((name, self.said.t("Fill this in.")))
        elif len(typed) > characters(most):
            sentence = self.said.t("At most {most} characters; these are {n}. Make it shorter.", most=characters(most), n=len(typed))  # fmt: skip
            self.problems.append((name, sentence))
        return typed

    def ticked(self, name: str) -> bool:
        """Whether a box is ticked."""
        self.values[name] = "yes" if self._source.get(name) == "yes" else ""
        return bool(self.values[name])

    def choice(self, name: str, codes: Any, *, needed: bool = True) -> str:
        """One of a list."""
        typed = self.values[name] = str(self._source.get(name, ""))
        if typed not in codes and (needed or typed):
            self.problems.append((name, self.said.t("Choose one of the list.")))
        return typed

    def several(self, name: str, codes: Any) -> list[str]:
        """Any of a list; the boxes that were ticked."""
        given = self._source.getlist(name) if isinstance(self._source, QueryDict) else self._source.get(name, [])
        typed = [str(one) for one in given]
        self.chosen[name] = typed
        if any(one not in codes for one in typed):
            self.problems.append((name, self.said.t("Choose one of the list.")))
        return [one for one in typed if one in codes]

    def count(self, name: str, most: int = 9999) -> int | None:
        """A whole number from 0; None where nothing was typed."""
        given = self._source.get(name, "")
        typed = self.values[name] = "" if given is None else str(given).strip()
        if not typed:
            return None
        if typed.isascii() and typed.isdigit() and int(typed[:6]) <= most:
            return int(typed)
        self.problems.append((name, self.said.t("Expected is a whole number, from 0 to {most}.", most=most)))
        return None

    def day(self, name: str, *, needed: bool = True) -> datetime.date | None:
        """A day."""
        typed = self.values[name] = str(self._source.get(name, "") or "").strip()
        if not typed and not needed:
            return None
        try:
            return datetime.date.fromisoformat(typed)
        except ValueError:
            example = self.said.t(
                "This is no date. Expected is year, month and day, like {example}.", example="2027-05-31"
            )
            self.problems.append((name, example))
            return None


def kinds(said: Words) -> list[tuple[str, str]]:
    """Types of members."""
    return [(kind, kind_name(kind, said)) for kind in Organisation.KINDS]


def sector_choices(said: Words) -> list[tuple[str, str]]:
    """Sectors by name."""
    return sorted(((code, sector_name(code, said)) for code in sectors()), key=lambda pair: pair[1])


def country_choices(said: Words) -> list[tuple[str, str]]:
    """Countries by name."""
    return sorted(((code, country_name(code, said)) for code in COUNTRIES), key=lambda pair: pair[1])


def wanted(given: QueryDict) -> dict[str, str]:
    """Kind, sector and country that an address asks for; empty where it names none or something else."""
    known = {"kind": Organisation.KINDS, "sector": tuple(sectors()), "country": COUNTRIES}
    return {name: given.get(name, "") if given.get(name, "") in codes else "" for name, codes in known.items()}


def pact_choices(said: Words) -> list[tuple[str, str]]:
    """What a pledge can belong to."""
    return [(name, pact_name(name, said)) for name in pacts()]


def read_member(form: Typed) -> dict[str, str]:
    """Statement, type and sector of a member."""
    return {
        "statement": form.text("statement", "statement"),
        "kind": form.choice("kind", Organisation.KINDS),
        "sector": form.choice("sector", sectors(), needed=False),
    }


def read_pledge(form: Typed) -> dict[str, Any]:
    """A pledge; a day in the past can still be named, since it was promised before it came here."""
    return {
        "pact": form.choice("pact", pacts()),
        "text": form.text("text", "pledge"),
        "until": form.day("until", needed=False),
    }


def read_note(form: Typed, today: datetime.date) -> dict[str, Any]:
    """How far a pledge is; not in the future."""
    on, text, done = form.day("on"), form.text("text", "progress"), form.ticked("done")
    if on is not None and on > today:
        form.problems.append(("on", form.said.t("This day is in the future.")))
    return {"on": on, "text": text, "done": done}


def read_partner(form: Typed, regions: dict[str, str]) -> dict[str, str]:
    """What a member seeks and offers, one of both is enough; and in which of the ``regions`` of its country it is."""
    seeks, offers = form.text("seeks", "partner", needed=False), form.text("offers", "partner", needed=False)
    if not seeks and not offers:
        form.problems.append(("seeks", form.said.t("Say what you seek, or what you offer, or both.")))
    return {"seeks": seeks, "offers": offers, "region": form.choice("region", regions, needed=False)}


def refused(why: str, said: Words) -> str:
    """Why something is not possible, and what to do."""
    reasons = {
        "too-often": said.t("You did this as often today as one may. Try again tomorrow."),
        "already": said.t("You two were introduced before, or one of you asked already."),
        "itself": said.t("This is the same member."),
        "not-shown": said.t("A person has to look at your membership first. You get a notice when it is shown."),
        "ended": said.t("This has ended in the meantime."),
        "busy": said.t("Many wait there for an answer already. Try again later."),
        "no-room": said.t("There is no free place: as many are helped as one said. Try again later."),
        "minutes-there": said.t("This meeting has minutes already. Change those, or answer them."),
        "full": said.t("There is no room for it: remove documents or older ones first."),
    }
    return reasons[why]
