"""The data of learning: tags, profiles, what courses teach, and banks of questions. They are ours, so they are not checked at every start."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any

import yaml

from toepas.academy.learning import DATA
from toepas.academy.learning.model import Bank, Item, Levels, Profile, Tag

QUIZ = "quiz-"


def _read(name: str) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    found: dict[str, Any] = yaml.load((DATA / f"{name}.yaml").read_text(encoding="utf-8"), loader)  # noqa: S506 - it is a safe loader
    return found


@functools.cache
def level_titles() -> Mapping[int, str]:
    """What each level means, in English."""
    return MappingProxyType(_read("tags")["levels"])


@functools.cache
def self_titles() -> Mapping[int, str]:
    """What each level means as somebody says it of themselves, in English."""
    return MappingProxyType(_read("tags")["self"])


@functools.cache
def _skill_levels() -> Mapping[str, int]:
    return MappingProxyType(_read("profiles")["skill_levels"])


def skill_level(isco: str) -> int | None:
    """The skill level of ISCO-08, 1 to 4, of an occupation by its code; None for what is none."""
    found = [start for start in _skill_levels() if isco.startswith(start)]
    return _skill_levels()[max(found, key=len)] if found else None


@functools.cache
def tags() -> Mapping[str, Tag]:
    """Every tag by id, in an order in which what comes before stands before."""
    return MappingProxyType(
        {
            name: Tag(name, entry["title"], entry["can"], *(tuple(entry.get(key, ())) for key in ("after", "cites", "digcomp")))
            for name, entry in _read("tags")["tags"].items()
        }
    )  # fmt: skip


@functools.cache
def profiles() -> Mapping[str, Profile]:
    """Every profile by id: the roles of the Act first, then jobs."""
    return MappingProxyType(
        {
            name: Profile(
                name,
                entry["kind"],
                entry["title"],
                entry["what"],
                MappingProxyType(entry["needs"]),
                MappingProxyType(entry["digcomp"]),
                entry["quiz"],
                entry.get("isco", ""),
                tuple(entry.get("cites", ())),
            )
            for name, entry in _read("profiles")["profiles"].items()
        }
    )


@functools.cache
def judged() -> Mapping[str, Levels]:
    """What we judge courses of the catalogue to teach, by id of the course."""
    return MappingProxyType(_read("courses")["courses"])


@functools.cache
def banks() -> Mapping[str, Bank]:
    """Every bank of questions by id."""
    names = sorted(path.stem for path in DATA.glob(f"{QUIZ}*.yaml"))
    return MappingProxyType({name.removeprefix(QUIZ): _bank(name) for name in names})


def _bank(name: str) -> Bank:
    found = _read(name)
    items = tuple(
        Item(entry["id"], entry["tag"], entry["q"], (entry["right"], *entry["wrong"]), entry["why"], tuple(entry.get("cites", ())))
        for entry in found["items"]
    )  # fmt: skip
    stated = {} if found["level"] == "none" else found["level"]
    return Bank(
        id=name.removeprefix(QUIZ), title=found["title"], what=found["what"], outcomes=tuple(found["outcomes"]), draw=found["draw"],
        share=found["pass"], hours=found["hours"], tries=found["tries"], level=stated.get("eqf"), cycle=stated.get("cycle", ""), items=items,
    )  # fmt: skip


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text of the data for the translators: context, English text, file."""
    here = "academy/learning/data"
    for level, title in level_titles().items():
        yield f"academy.level.{level}", title, f"{here}/tags.yaml"
    for level, title in self_titles().items():
        yield f"academy.self.{level}", title, f"{here}/tags.yaml"
    for tag in tags().values():
        yield f"academy.tag.{tag.id}.title", tag.title, f"{here}/tags.yaml"
        yield f"academy.tag.{tag.id}.can", tag.can, f"{here}/tags.yaml"
    for profile in profiles().values():
        yield f"academy.profile.{profile.id}.title", profile.title, f"{here}/profiles.yaml"
        yield f"academy.profile.{profile.id}.what", profile.what, f"{here}/profiles.yaml"
    for bank in banks().values():
        where = f"{here}/{QUIZ}{bank.id}.yaml"
        yield f"academy.quiz.{bank.id}.title", bank.title, where
        yield f"academy.quiz.{bank.id}.what", bank.what, where
        for number, text in enumerate(bank.outcomes):
            yield f"academy.quiz.{bank.id}.outcome.{number}", text, where
        for item in bank.items:
            yield f"academy.item.{item.id}.q", item.question, where
            yield f"academy.item.{item.id}.why", item.why, where
            for number, text in enumerate(item.options):
                yield f"academy.item.{item.id}.option.{number}", text, where
