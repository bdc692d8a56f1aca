"""Which text of the case goes into which field of an official list, told from the words in the field's id."""

from __future__ import annotations

from toepas.advise.view import View

# The first rule whose words all stand in the id counts; its texts are joined. Anything else stays empty for people.
RULES: tuple[tuple[frozenset[str], tuple[str, ...]], ...] = (
    (frozenset({"purpose"}), ("purpose",)),
    (frozenset({"logic"}), ("description",)),
    (frozenset({"trade", "name"}), ("system", "version")),
    (frozenset({"provider"}), ("organisation", "contact")),
    (frozenset({"deployer"}), ("organisation", "contact")),
    (frozenset({"processes"}), ("purpose", "description")),
    (frozenset({"general"}), ("system", "version", "organisation", "purpose", "description")),
)


def known(view: View, field_id: str) -> str | None:
    """What the case says for this field; None where a person must fill it in."""
    parts = set(field_id.split("_"))
    for wanted, keys in RULES:
        if wanted <= parts:
            return "\n".join(text for key in keys if (text := view.text(key))) or None
    return None
