"""What a European micro-credential must say, read from a description file; see ``data/elements.yaml`` for the list and its source."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from toepas.academy.credentials import DATA
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import Located, read

TAG = re.compile(r"[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9._/-]*")
WEB = re.compile(r"https://[^\s\"<>]+")


@dataclass(frozen=True, slots=True)
class Organisation:
    """An organisation by its name, and where it is on the web."""

    name: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Quality:
    """What underpins the quality: its kind (a key of the list), who stands for it, and where that can be read."""

    kind: str
    by: str
    url: str


@dataclass(frozen=True, slots=True)
class Description:
    """A micro-credential as its provider describes it: everything but the learner, the day and the issuer.

    ``hours`` and ``ects``: the workload, at least one of both. ``level``: 1 to 8 of the European Qualifications Framework, or None where
    nobody stated one; ``cycle``: a cycle of the framework of higher education, or nothing. ``outcomes``: what the learner can do.
    ``tags``: ids of competences and outcomes, such as ``digcomp:LO1.1.01``.
    """

    title: str
    description: str
    language: str
    awarding_body: Organisation
    outcomes: tuple[str, ...]
    hours: float | None
    ects: float | None
    level: int | None
    cycle: str
    assessment: str
    participation: str
    quality: Quality
    criteria: str = ""
    tags: tuple[str, ...] = ()
    id: str = ""
    months_valid: int | None = None


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who signs: name, country (two letters), region (free), website, number in a register (``legal_id``). The did comes from the key."""

    name: str
    country: str
    region: str = ""
    url: str = ""
    legal_id: str = ""


@dataclass(frozen=True, slots=True)
class Award:
    """One credential to issue: whose, of what, by whom, when. ``identity`` (hashed with ``salt``) or ``holder`` says whose; both may."""

    description: Description
    issuer: Issuer
    day: datetime.datetime
    id: str
    identity: str = field(default="", repr=False)
    salt: str = field(default="", repr=False)
    holder: str = ""
    until: datetime.datetime | None = None
    status: dict[str, str] | None = None


@functools.cache
def lists() -> dict[str, Any]:
    """The mandatory elements and the words that may be used for each."""
    found: dict[str, Any] = yaml.safe_load((DATA / "elements.yaml").read_text(encoding="utf-8"))
    return found


def choices(name: str) -> dict[str, dict[str, str]]:
    """The words of a list (``assessment``, ``participation``, ``quality``, ``cycle``) with what belongs to each."""
    found: dict[str, dict[str, str]] = lists()["choices"][name]
    return found


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text of the lists for the translators: context, English text, file."""
    where = "academy/credentials/data/elements.yaml"
    for key, title in lists()["elements"].items():
        yield f"credential.element.{key}", title, where
    for name, listed in lists()["choices"].items():
        for key, entry in listed.items():
            yield f"credential.{name}.{key}", entry["title"], where


def title_of(name: str, key: str, words: Words) -> str:
    """A word of a list as a person reads it."""
    return words.entry(f"credential.{name}.{key}", choices(name)[key]["title"])


def element_title(key: str, words: Words) -> str:
    """The name of a mandatory element."""
    return words.entry(f"credential.element.{key}", lists()["elements"][key])


def read_description(path: Path, words: Words) -> tuple[Description, Issuer]:
    """Read a description file. Raises Problem that names the first element that is missing or not as expected."""
    located = read(path, words)
    if not isinstance(located.data, dict):
        raise Problem(
            words.t("This file does not describe a micro-credential."),
            where=str(path),
            expected=words.t("lines of the form 'name: value', indented with spaces"),
            todo=words.t("Start from the example in the guide on credentials."),
        )
    return _Reader(located, words).whole()


class _Reader:
    def __init__(self, located: Located, words: Words) -> None:
        self.located = located
        self.data: dict[str, Any] = located.data
        self.words = words

    def problem(self, what: str, expected: str, *place: str | int) -> Problem:
        return Problem(
            what,
            where=self.located.where(*place),
            expected=expected,
            todo=self.words.t("Write it in this file. European micro-credentials must say this."),
        )

    def missing(self, element: str, expected: str, *place: str | int) -> Problem:
        what = self.words.t("The micro-credential does not say: {element}.", element=element_title(element, self.words))
        return self.problem(what, expected, *place)

    def whole(self) -> tuple[Description, Issuer]:
        t = self.words.t
        self._only_known()
        quality = self._part("quality", "quality", ("kind", "by", "url"))
        level, cycle = self._level()
        hours, ects = self._workload()
        body = self._part("awarding_body", "awarding-body", ("name",))
        issuer = self._part("issuer", "country", ("name", "country"))
        return Description(
            title=self._text("title", "title", t("a title")),
            description=self._text("description", "outcomes", t("one or two sentences about what was learned")),
            language=self._language(),
            awarding_body=Organisation(body["name"], self._web(body, "awarding_body")),
            outcomes=self._outcomes(),
            hours=hours,
            ects=ects,
            level=level,
            cycle=cycle,
            assessment=self._choice("assessment", self.data.get("assessment"), "assessment"),
            participation=self._choice("participation", self.data.get("participation"), "participation"),
            quality=Quality(
                self._choice("quality", quality["kind"], "quality", "kind"),
                quality["by"],
                self._web(quality, "quality", needed=True),
            ),
            criteria=str(self.data.get("criteria") or ""),
            tags=self._tags(),
            id=str(self.data.get("id") or ""),
            months_valid=self._months(),
        ), Issuer(
            issuer["name"],
            self._country(issuer),
            issuer.get("region", ""),
            self._web(issuer, "issuer"),
            issuer.get("legal_id", ""),
        )

    def _only_known(self) -> None:
        known = lists()["keys"]
        for key in self.data:
            if key not in known:
                raise self.problem(self.words.t("'{name}' is not known here.", name=key), ", ".join(known), key)

    def _text(self, key: str, element: str, expected: str) -> str:
        value = self.data.get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.missing(element, f"{key}: {expected}", key)
        return value.strip()

    def _part(self, key: str, element: str, needed: tuple[str, ...]) -> dict[str, str]:
        value = self.data.get(key)
        for name in needed:
            if not isinstance(value, dict) or not isinstance(value.get(name), str) or not value[name].strip():
                raise self.missing(element, f"{key}: {{{', '.join(needed)}}}", key, name)
        assert isinstance(value, dict)
        return {name: str(text).strip() for name, text in value.items() if text is not None}

    def _web(self, part: dict[str, str], *place: str, needed: bool = False) -> str:
        address = part.get("url", "")
        if (address or needed) and not WEB.fullmatch(address):
            raise self.problem(self.words.t("'{value}' is no web address.", value=address), "https://…", *place, "url")
        return address

    def _country(self, issuer: dict[str, str]) -> str:
        code = issuer["country"].upper()
        if not re.fullmatch("[A-Z]{2}", code) or code not in lists()["countries"]:
            raise self.missing("country", self.words.t("a country by its two letters, such as NL"), "issuer", "country")
        return code

    def _language(self) -> str:
        value = str(self.data.get("language") or "")
        if value not in lists()["languages"]:
            raise self.problem(
                self.words.t("'{value}' is no language of the Union.", value=value),
                ", ".join(lists()["languages"]),
                "language",
            )
        return value

    def _outcomes(self) -> tuple[str, ...]:
        listed = self.data.get("outcomes")
        if (
            not isinstance(listed, list)
            or not listed
            or not all(isinstance(item, str) and item.strip() for item in listed)
        ):
            raise self.missing("outcomes", self.words.t("a list of sentences: what the learner can do"), "outcomes")
        return tuple(item.strip() for item in listed)

    def _workload(self) -> tuple[float | None, float | None]:
        value = self.data.get("workload")
        found = {
            name: value[name]
            for name in ("hours", "ects")
            if isinstance(value, dict)
            and isinstance(value.get(name), int | float)
            and 0 < value[name] < lists()["most_hours"]
        }
        if not isinstance(value, dict) or not found or set(value) - set(found):
            raise self.missing("workload", self.words.t("hours, ects or both, as numbers above zero"), "workload")
        return found.get("hours"), found.get("ects")

    def _level(self) -> tuple[int | None, str]:
        value = self.data.get("level")
        expected = self.words.t("eqf: 1 to 8; or 'none' where nobody stated a level")
        if value == "none":
            return None, ""
        if not isinstance(value, dict) or not isinstance(value.get("eqf"), int) or not 1 <= value["eqf"] <= 8:
            raise self.missing("level", expected, "level")
        cycle = str(value.get("cycle") or "")
        return value["eqf"], self._choice("cycle", cycle, "level", "cycle") if cycle else ""

    def _choice(self, name: str, value: Any, *place: str) -> str:
        if not isinstance(value, str) or value not in choices(name):
            element = name if name in lists()["elements"] else "level"
            raise self.missing(element, ", ".join(choices(name)), *place)
        return value

    def _tags(self) -> tuple[str, ...]:
        listed = self.data.get("tags") or []
        for index, tag in enumerate(listed if isinstance(listed, list) else [listed]):
            if not isinstance(tag, str) or not TAG.fullmatch(tag):
                raise self.problem(
                    self.words.t("'{value}' is no id of a competence.", value=tag),
                    "digcomp:LO1.1.01, digcomp:1.2",
                    "tags",
                    index,
                )
        return tuple(listed) if isinstance(listed, list) else (listed,)

    def _months(self) -> int | None:
        value = self.data.get("months_valid")
        if value is None:
            return None
        if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 1_200:
            raise self.problem(
                self.words.t("'{value}' is no number of months.", value=value),
                self.words.t("a whole number above zero"),
                "months_valid",
            )
        return value
