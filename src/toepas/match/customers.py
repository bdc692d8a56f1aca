"""A list of organisations, such as the customers of a hub, read from somebody's table: name, size, sector, country."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from toepas.catalogue.harvest.mapping import fields
from toepas.catalogue.harvest.places import country_code
from toepas.catalogue.harvest.reading import folded, text_of
from toepas.catalogue.harvest.rows import Row
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.match.proposals import sectors_named, table_rows
from toepas.retrieval.language import OFFICIAL_LANGUAGES

MOST = 2_000
"""Rows in one list."""
LONGEST = 120
"""Letters of a name."""
CLASSES = (("1-9", 1, 9), ("10-49", 10, 49), ("50-249", 50, 249), ("250+", 250, 10**7))
"""How sizes are classed, by people who work there."""
DATE = re.compile(r"\d{1,2}-[^\W\d]{3,4}\.?|[^\W\d]{3,4}\.?-\d{2,4}|\d{1,4}[-/]\d{1,2}[-/]\d{1,4}([ T][\d:.]+)?")
"""What a spreadsheet makes of a size such as 1-9 or 10-49: a day with a month, a month with a year, a whole date."""
MORE: dict[str, tuple[str, ...]] = {
    "name": ("organisation", "organization", "organisatie", "company", "bedrijf", "bedrijfsnaam", "customer", "klant", "firma", "entreprise"),
    "size": ("size", "employees", "staff", "people", "number of employees", "grootte", "omvang", "werknemers", "medewerkers", "aantal medewerkers", "mitarbeiter", "salaries", "effectif"),
    "sector": (),
    "country": ("country", "land", "pays", "pais", "paese", "country code", "landcode"),
}  # fmt: skip
"""What columns are called in such lists, beside the usual names of the catalogue."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A row. Codes are empty where nothing is said; ``wrong`` says why the row cannot be used, else it is empty."""

    where: str
    name: str
    size: str = ""
    sector: str = ""
    country: str = ""
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class CustomerList:
    """The rows of a table in their order; ``unused``: its columns of which nothing is read."""

    rows: tuple[Listed, ...]
    unused: tuple[str, ...]


def read_customers(path: Path, words: Words, shown: str = "") -> CustomerList:
    """The rows of a CSV file or a workbook, each usable or with the reason why not.

    ``shown`` is what the file is called in messages. Raises Problem for a file that is no table, has no column of names, no
    rows, or more than ``MOST``.
    """
    where = shown or path.name
    found: list[Listed] = []
    columns: dict[str, str] = {}
    there: list[str] = []
    try:
        for row in table_rows(path, words):
            at = row.where.replace(str(path), where, 1)
            if not columns and not row.wrong:
                there = list(row.content)
                columns = _columns(there, where, words)
            found.append(Listed(at, "", wrong=row.wrong) if row.wrong else _listed(row, at, columns, words))
            if len(found) > MOST:
                raise Problem(
                    words.t("The list is too long: at most {n} rows are read.", n=MOST),
                    where=where,
                    todo=words.t("Divide it over several files, each with the names of the columns in its first row."),
                )
    except Problem as problem:
        raise Problem(
            problem.what, where=problem.where.replace(str(path), where), expected=problem.expected, todo=problem.todo
        ) from None
    if not found:
        raise Problem(
            words.t("There are no rows in this file."),
            where=where,
            expected=words.t("a first row with the names of the columns, and a row for every organisation"),
            todo=words.t("Check that this is the right file."),
        )
    unused = tuple(name for name in there if name and name not in columns.values())
    return CustomerList(tuple(_twice(found, words)), unused)


def _columns(there: list[str], where: str, words: Words) -> dict[str, str]:
    """Which column is what. Raises Problem where none has names."""
    usual = {
        "name": fields()["name"],
        "size": (),
        "sector": fields()["sectors"],
        "country": fields().get("country", ()),
    }
    chosen = {}
    for name, more in MORE.items():
        called = {*usual[name], *(folded(part) for part in more)}
        chosen[name] = next((column for column in there if folded(column) in called), "")
    if not chosen["name"]:
        raise Problem(
            words.t("No column with names of organisations was recognised."),
            where=f"{where}:1",
            expected=words.t("columns such as name, size, sector and country; these are there: {names}", names=", ".join(there)),
            todo=words.t("Give the columns such names."),
        )  # fmt: skip
    return chosen


def _listed(row: Row, where: str, columns: dict[str, str], words: Words) -> Listed:
    said = {name: text_of(row.content.get(column)) if column else "" for name, column in columns.items()}
    name = " ".join(said["name"].split())
    if not name:
        return Listed(where, "", wrong=words.t("There is no name in this row."))
    if len(name) > LONGEST:
        return Listed(where, name[:LONGEST], wrong=words.t("The name is too long: at most {n} letters.", n=LONGEST))
    size = size_class(said["size"])
    if said["size"] and not size and DATE.fullmatch(said["size"]):
        return Listed(where, name, wrong=words.t("'{value}' is a date and no size. Spreadsheets make a date of a size such as 1-9: write the number of people there.", value=said["size"][:40]))  # fmt: skip
    if said["size"] and not size:
        known = ", ".join(code for code, _, _ in CLASSES)
        return Listed(where, name, wrong=words.t("'{value}' is no size. Expected is a number of people, or one of: {options}.", value=said["size"][:40], options=known))  # fmt: skip
    country = country_code(said["country"])
    if said["country"] and country in ("", "EU"):
        return Listed(where, name, wrong=words.t("'{value}' is no country. Expected is a name or a code of two letters.", value=said["country"][:40]))  # fmt: skip
    sector, wrong = _sector(said["sector"], words)
    return Listed(where, name, size, sector, country, wrong)


def _sector(said: str, words: Words) -> tuple[str, str]:
    """The one sector that is meant, and what is wrong: a name that is none, or more than one."""
    if not said:
        return "", ""
    for lang in dict.fromkeys((words.lang, "en", *OFFICIAL_LANGUAGES)):
        known, unread = sectors_named([said], lang)
        if len(known) == 1 and not unread:
            return known[0], ""
        if len(known) > 1:
            return "", words.t("'{value}' means more than one sector: {options}.", value=said[:40], options=", ".join(known))  # fmt: skip
    return "", words.t("'{value}' is no sector that is known here. Leave it empty if it is not known.", value=said[:40])


def size_class(said: str) -> str:
    """The class of a size: a class as it is written, or a whole number of people. Empty where it is neither."""
    plain = said.replace(" ", "").replace("\N{EN DASH}", "-")
    if any(plain == code for code, _, _ in CLASSES):
        return plain
    if not plain.isascii() or not plain.isdecimal() or len(plain) > len(str(CLASSES[-1][2])):
        return ""
    return next((code for code, least, most in CLASSES if least <= int(plain) <= most), "")


def _twice(found: list[Listed], words: Words) -> Iterator[Listed]:
    """A name that stands in an earlier row is refused."""
    first: dict[str, str] = {}
    for one in found:
        before = first.setdefault(one.name.casefold(), one.where) if one.name else one.where
        if before != one.where and not one.wrong:
            yield Listed(one.where, one.name, wrong=words.t("The same name stands in {place}.", place=before))
        else:
            yield one
