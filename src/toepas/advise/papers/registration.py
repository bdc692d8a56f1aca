"""The fields of the registration in the European database, filled in as far as the case knows."""

from __future__ import annotations

from toepas.advise.papers import exemption_assessment, parts
from toepas.advise.view import View
from toepas.check import DutyFinding
from toepas.kernel.citation import parse
from toepas.law.model import FormField
from toepas.paper.blocks import Block, Document, Field, Heading

ID = "registration"
LIST = "anx_VIII"
CONDITION = "condition"
CONCEPTS = ("registering_deployer", "registering_for_authority", "eu_database_use", "national_register_use")
PARTS = {"A": ("provider", "annex_iii_regime"), "B": ("provider", "exempt_6_3"), "C": ("deployer", "annex_iii_regime")}
"""Which part of the list counts for whom: the letter of the part, the role, and what the system is."""


def title(view: View) -> str:
    """What the paper is called."""
    return view.words.t("Registration in the European database")


def needed(view: View) -> bool:
    """Whether the organisation must or may have to register."""
    return bool(_duties(view))


def paper(view: View) -> Document:
    """The fields of the parts that count here."""
    words = view.words
    duties = _duties(view)
    uses = (
        words.t(
            "Collect the entries here first, then type them into the official form. Only what stands "
            "in the database counts."
        ),
        words.t(
            "The provider registers the system; a public body that uses it registers its use. "
            "Management decides who types."
        ),
        words.t("Most of it will be public: write for a citizen. Leave out personal data that nobody asks for."),
        words.t("Keep the entry current, and write every change down below."),
    )
    sections = tuple(_section(view, part, duties) for part in PARTS)
    return parts.made(
        view, ID, title(view), parts.opening(view, duties, *uses), parts.card(view), *sections, _proof(view)
    )


def _duties(view: View) -> tuple[DutyFinding, ...]:
    return parts.served(view, ID, *CONCEPTS)


def _section(view: View, part: str, duties: tuple[DutyFinding, ...]) -> tuple[Block, ...]:
    words = view.words
    role, reason = PARTS[part]
    asked = any(role in found.roles and part in (_parts_of(found) or PARTS) for found in duties)
    if not asked or not parts.possible(view, reason):
        return ()
    fields = tuple(item for item in parts.fields_of(view, LIST) if parts.section_of(item) == part)
    if not fields:
        return ()
    titles = {
        "A": words.t("To register as the provider of a high-risk system"),
        "B": words.t("To register a listed system that is not high-risk"),
        "C": words.t("To register the use by a public body"),
    }
    return (Heading(1, titles[part]), *parts.form(view, LIST, fields, values=_conditions_met(view, fields)))


def _conditions_met(view: View, fields: tuple[FormField, ...]) -> dict[str, str]:
    """For the field that asks which conditions are met: those that the case answers with yes."""
    met = [view.question(name) for name in exemption_assessment.asked(view, conditions=True) if view.fact(name) is True]
    lines = [view.words.t("{question} Yes.", question=question) for question in met]
    return {item.id: "\n".join(lines) for item in fields if CONDITION in item.id.split("_") and lines}


def _parts_of(found: DutyFinding) -> set[str]:
    """The parts of the list that a duty names; none where it names no part."""
    cites = [parse(cite) for cite in found.duty.cites]
    return {cite.points[0] for cite in cites if cite.provision == LIST and cite.points}


def _proof(view: View) -> tuple[Block, ...]:
    words = view.words
    return (
        Heading(1, words.t("Done")),
        Field(words.t("Registered on, under which number"), None, words.t("Take it from the confirmation.")),
        Field(words.t("Changes since, with dates"), None, words.t("One line per change."), 3),
    )
