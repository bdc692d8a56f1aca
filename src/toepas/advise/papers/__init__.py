"""The papers of a dossier: documents that a duty asks for, filled in as far as the case goes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Protocol

from toepas.advise.papers import (
    deployer_checklist,
    exemption_assessment,
    fundamental_rights_assessment,
    gpai_documentation,
    literacy_plan,
    persons_notice,
    registration,
    technical_documentation,
    transparency_notices,
    workers_notice,
)
from toepas.advise.view import View
from toepas.paper.blocks import Document


class _Paper(Protocol):
    """What a module of this package offers."""

    ID: str

    def title(self, view: View, /) -> str: ...

    def needed(self, view: View, /) -> bool: ...

    def paper(self, view: View, /) -> Document: ...


# Papers for everyday use first, those for the file after.
_PAPERS: tuple[_Paper, ...] = (
    literacy_plan,
    deployer_checklist,
    workers_notice,
    persons_notice,
    transparency_notices,
    fundamental_rights_assessment,
    exemption_assessment,
    registration,
    technical_documentation,
    gpai_documentation,
)
IDS = tuple(paper.ID for paper in _PAPERS)


def paper_makers(view: View) -> dict[str, Callable[[], Document]]:
    """For every paper that this case needs, by its id, what makes it: one of them asks the catalogue for courses."""
    return {paper.ID: functools.partial(paper.paper, view) for paper in _PAPERS if paper.needed(view)}
