"""An action by what somebody calls it: its id, its title in any offered language, or another name."""

from __future__ import annotations

import difflib
import functools
import re
import unicodedata
from collections.abc import Iterator

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words, languages
from toepas.strategy.model import Action
from toepas.strategy.registry import actions

NEAR = 0.8
"""How alike two names must be (0 to 1) to be taken for a slip of the pen: about one letter in five."""


def find_action(asked: str, words: Words) -> Action:
    """The action of this id, title or other name; capitals, accents and punctuation do not matter.

    Raises Problem where there is none, with the one action that was most likely meant, if any.
    """
    found = _joined().get(folded(asked).replace(" ", ""), ())
    if len(found) == 1:
        return actions()[found[0]]
    if found:
        raise Problem(
            words.t("'{name}' is the name of more than one action.", name=asked),
            expected=words.t("one of: {names}", names=", ".join(found)),
            todo=words.t("Use one of these."),
        )
    near = suggestion(asked)
    raise Problem(
        words.t("There is no action '{name}'.", name=asked),
        expected=words.t("the id, the title or another name of an action"),
        todo=words.t("Did you mean '{name}'?", name=near)
        if near
        else words.t("The ids of the actions are shown by: toepas strategy list"),
    )


def suggestion(asked: str) -> str:
    """The id of the action that was most likely meant; empty where nothing is near."""
    named, wanted = _names(), folded(asked)
    near = difflib.get_close_matches(wanted, named, 1, NEAR)
    if near:
        return named[near[0]][0]
    within = [names[0] for said, names in named.items() if wanted and f" {wanted} " in f" {said} "]
    return within[0] if len(set(within)) == 1 else ""


def folded(text: str) -> str:
    """A name as it is compared: small letters without accents, words apart by one space."""
    plain = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(sign for sign in plain if not unicodedata.combining(sign))))


@functools.cache
def _names() -> dict[str, tuple[str, ...]]:
    """Every name as it is compared, with the ids of the actions that bear it; an id or a title goes before other names."""
    found: dict[str, tuple[str, ...]] = {}
    for names in (_own_names, _other_names):
        level: dict[str, dict[str, None]] = {}
        for action in actions().values():
            for name in names(action):
                level.setdefault(folded(name), {})[action.id] = None
        found = {**{name: tuple(ids) for name, ids in level.items()}, **found}
    return found


@functools.cache
def _joined() -> dict[str, tuple[str, ...]]:
    """The same without the spaces: "micro-studios" is written as one word too."""
    found: dict[str, tuple[str, ...]] = {}
    for name, ids in _names().items():
        found.setdefault(name.replace(" ", ""), ids)
    return found


def _own_names(action: Action) -> Iterator[str]:
    yield action.id
    for lang in languages():
        yield Words(lang).entry(f"action.{action.id}.title", action.title)


def _other_names(action: Action) -> Iterator[str]:
    yield from action.aliases
