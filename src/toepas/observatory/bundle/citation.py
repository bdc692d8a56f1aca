"""How to cite the figures: as text, for BibTeX, and as DataCite describes a data set (metadata schema 4).

What is cited is the data set of the statistical office in one vintage; the view is named beside it.
"""

from __future__ import annotations

import json
import re

from toepas.kernel.words import Words
from toepas.observatory.model import Slice
from toepas.observatory.permalink import pinned
from toepas.observatory.say import office, table
from toepas.observatory.texts import dataset_title, text

_SPECIAL = {"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}


def cite_text(found: Slice, address: str, words: Words) -> str:
    """One sentence for a list of sources."""
    return words.t(
        "{office} ({year}). {title} ({code}) [data set]. {link} Figures of {updated}, read on {retrieved}, vintage {vintage}. View in Toepas: {view}",
        office=office(found.dataset),
        year=found.vintage.updated.year,
        title=dataset_title(found.dataset.id, words),
        code=table(found.dataset),
        link=link(found),
        updated=words.date(found.vintage.updated.date()),
        retrieved=words.date(found.vintage.retrieved),
        vintage=found.vintage.id,
        view=address or pinned(found, words),
    )


def cite_bibtex(found: Slice, address: str, words: Words) -> str:
    """An entry for BibTeX; signs that mean something there are escaped."""
    note = words.t(
        "Figures of {updated}, read on {retrieved}, vintage {vintage}.",
        updated=found.vintage.updated.date().isoformat(),
        retrieved=found.vintage.retrieved.isoformat(),
        vintage=found.vintage.id,
    )
    fields = {
        "author": f"{{{_tex(office(found.dataset))}}}",
        "title": f"{{{_tex(dataset_title(found.dataset.id, words))} ({_tex(table(found.dataset))})}}",
        "year": str(found.vintage.updated.year),
        "doi": found.dataset.doi,
        "url": address or found.dataset.url,
        "urldate": found.vintage.retrieved.isoformat(),
        "note": _tex(note),
    }
    name = re.sub(r"[^a-z0-9]+", "-", f"{found.dataset.id}-{found.vintage.id}".lower())
    lines = "".join(f"  {field} = {{{value}}},\n" for field, value in fields.items() if value)
    return f"@misc{{{name},\n{lines}}}\n"


def cite_datacite(found: Slice, address: str, words: Words) -> str:
    """A description of the data set with the properties that DataCite asks for."""
    dataset, vintage = found.dataset, found.vintage
    known = [{"identifier": dataset.doi, "identifierType": "DOI"}] if dataset.doi else []
    made = {
        "schemaVersion": "http://datacite.org/schema/kernel-4",
        "identifiers": known or [{"identifier": dataset.url or address, "identifierType": "URL"}],
        "creators": [{"name": office(dataset), "nameType": "Organizational"}],
        "titles": [{"title": dataset_title(dataset.id, words), "lang": words.lang}],
        "publisher": office(dataset),
        "publicationYear": str(vintage.updated.year),
        "types": {"resourceTypeGeneral": "Dataset", "resourceType": "Statistics"},
        "dates": [
            {"date": vintage.updated.date().isoformat(), "dateType": "Updated"},
            {"date": vintage.retrieved.isoformat(), "dateType": "Collected"},
        ],
        "language": words.lang,
        "version": vintage.id,
        "rightsList": [{"rights": dataset.licence}],
        "descriptions": [
            {"description": text("definition", found.indicator.definition, words), "descriptionType": "Abstract", "lang": words.lang}
        ],
        "relatedIdentifiers": [
            {"relatedIdentifier": address, "relatedIdentifierType": "URL", "relationType": "IsSourceOf"}
        ] if address else [],
        "url": dataset.url or address,
    }  # fmt: skip
    return json.dumps(made, ensure_ascii=False, indent=1) + "\n"


def link(found: Slice) -> str:
    """Where the data set lives: its lasting address where it has one."""
    return f"https://doi.org/{found.dataset.doi}." if found.dataset.doi else f"{found.dataset.url}."


def _tex(text: str) -> str:
    return re.sub(r"[\\~^&%$#_{}]", lambda found: _SPECIAL.get(found[0], f"\\{found[0]}"), text)
