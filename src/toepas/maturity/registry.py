"""The questionnaires and how answers become points, as the files of ``data`` say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.maturity.model import Basis, Dimension, Kind, Level, Question, Questionnaire, Row

FOLDER = Path(__file__).resolve().parent / "data"


@cache
def read(name: str) -> Mapping[str, Any]:
    """One of the files as it is written."""
    loaded: Mapping[str, Any] = yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))
    return loaded


def exact(number: object) -> Fraction:
    """A number of a file, without rounding."""
    return Fraction(str(number))


@cache
def kinds() -> dict[str, Kind]:
    """The kinds of questions by id."""
    return {
        name: Kind(name, {code: exact(points) for code, points in entry["codes"].items()}, entry["labels"])
        for name, entry in read("scoring")["kinds"].items()
    }


@cache
def levels() -> tuple[Level, ...]:
    """From low to high."""
    return tuple(Level(entry["id"], exact(entry["most"]), entry["title"]) for entry in read("scoring")["levels"])


def smallest() -> int:
    """Groups and cells of fewer organisations are not shown."""
    return int(read("scoring")["smallest"])


def rounding() -> int:
    """Published counts are multiples of this."""
    return int(read("scoring")["publishing"]["rounding"])


def apart() -> float:
    """From what is published, the value of an organisation must stay uncertain by at least so many points."""
    return float(read("scoring")["publishing"]["apart"])


def unsure() -> float:
    """A published interval wider than this is flagged as of low reliability."""
    return float(read("scoring")["publishing"]["unsure"])


def scoring() -> str:
    """The version of how answers become points. Kept scores of another version are made anew."""
    return str(read("scoring")["version"])


def moments() -> dict[str, int]:
    """The moments after the first one, and how many months after it each is proposed."""
    return {stage: int(months) for stage, months in read("scoring")["moments"].items()}


def confidence() -> float:
    """Of the intervals: 0.95 is 95 %."""
    return float(read("scoring")["confidence"])


@cache
def _versions() -> dict[tuple[str, str], Questionnaire]:
    found = [build(read(f"questionnaires/{path.stem}")) for path in sorted((FOLDER / "questionnaires").glob("*.yaml"))]
    return {(one.id, one.version): one for one in found}


def questionnaires() -> dict[str, Questionnaire]:
    """The newest version of each questionnaire."""
    newest: dict[str, Questionnaire] = {}
    for one in _versions().values():
        if one.id not in newest or newest[one.id].released < one.released:
            newest[one.id] = one
    return newest


def questionnaire(name: str, version: str, words: Words, where: str = "") -> Questionnaire:
    """A version of a questionnaire; the newest where none is named. Raises Problem for what is not there."""
    newest = questionnaires()
    if name not in newest:
        raise Problem(
            words.t("There is no questionnaire '{name}'.", name=name),
            where=where,
            expected=words.t("one of: {names}", names=", ".join(newest)),
            todo=words.t("See 'toepas maturity list'."),
        )
    if version and (name, version) not in _versions():
        known = ", ".join(one for had, one in _versions() if had == name)
        raise Problem(
            words.t("There is no version '{version}' of this questionnaire.", version=version),
            where=where,
            expected=words.t("one of: {names}", names=known),
            todo=words.t("See 'toepas maturity list'."),
        )
    return _versions()[name, version] if version else newest[name]


def build(entry: Mapping[str, Any]) -> Questionnaire:
    """A questionnaire from what its file says."""
    return Questionnaire(
        id=entry["id"],
        version=entry["version"],
        released=entry["released"],
        title=entry["title"],
        about=entry["about"],
        audience=tuple(entry["for"]),
        basis=tuple(Basis(**part) for part in entry["basis"]),
        dimensions=tuple(
            Dimension(part["id"], part["code"], part["title"], tuple(_question(one) for one in part["questions"]))
            for part in entry["dimensions"]
        ),
        shows=entry.get("shows", {}),
    )


def _question(entry: Mapping[str, Any]) -> Question:
    rows = tuple(Row(row["id"], row["text"], exact(row.get("weight", 1))) for row in entry["rows"])
    weight = exact(entry.get("weight", 1))
    kind = kinds()[entry["kind"]]
    return Question(entry["id"], kind, entry["text"], rows, weight, entry.get("none", ""), entry.get("when"))


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text that is to be translated: context, English text, file."""
    scoring = read("scoring")
    for name, kind in kinds().items():
        for code, label in kind.labels.items():
            yield f"maturity.kind.{name}.{code}", label, "maturity/scoring"
    for level in levels():
        yield f"maturity.level.{level.id}", level.title, "maturity/scoring"
    for group in ("grades", "basis"):
        for name, text in scoring[group].items():
            yield f"maturity.{group}.{name}", text, "maturity/scoring"
    for one in _versions().values():
        yield from _asked(one)
    for rule in read("advice")["rules"]:
        yield f"maturity.advice.{rule['id']}.says", rule["says"], "maturity/advice"
        yield f"maturity.advice.{rule['id']}.why", rule["why"], "maturity/advice"
    for name, entry in read("impact")["kinds"].items():
        yield f"maturity.impact.{name}.title", entry["title"], "maturity/impact"
        yield f"maturity.impact.{name}.hint", entry["hint"], "maturity/impact"
    for name, text in read("impact")["jobs"].items():
        yield f"maturity.impact.jobs.{name}", text, "maturity/impact"


def _asked(one: Questionnaire) -> Iterator[tuple[str, str, str]]:
    """The texts of a questionnaire."""
    name, file = one.id, f"maturity/{one.id}-{one.version}"
    yield f"maturity.{name}.title", one.title, file
    yield f"maturity.{name}.about", one.about, file
    for basis in one.basis:
        if basis.source:
            yield "maturity.source", basis.source, file
    for dimension in one.dimensions:
        yield f"maturity.{name}.{dimension.id}.title", dimension.title, file
    for question in one.questions:
        here = f"maturity.{name}.{question.id}"
        yield f"{here}.text", question.text, file
        if question.none:
            yield f"{here}.none", question.none, file
        for row in question.rows:
            yield f"{here}.{row.id}", row.text, file
