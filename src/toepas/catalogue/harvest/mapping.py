"""Which column of somebody's table is which field of an asset: proposed by us, decided by a person."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from toepas.catalogue.document import LANGUAGE
from toepas.catalogue.harvest.places import country_code
from toepas.catalogue.harvest.reading import address, day, folded, text_of
from toepas.catalogue.harvest.rows import Table
from toepas.catalogue.model import Kind
from toepas.kernel import yamlfile
from toepas.kernel.problems import EXIT_INPUT, Problem
from toepas.kernel.words import Words

COLUMNS = Path(__file__).resolve().parent.parent / "data" / "columns.yaml"
LOOKED_AT = 200
"""Rows from which the values of a column are judged."""
MOST_OF = 0.6
MARK = 4
"""Letters of a value that only marks or answers: x, yes, nee."""
LONG = 80
"""Letters on average from which a column of text describes rather than names."""
TOP = ("source", "title", "licence", "page", "kind", "lang", "country", "columns")


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """How a table is read. ``columns`` gives the field of each column; ``source`` is the id of the source in the catalogue,
    ``kind`` what its rows are, ``lang`` the language of its texts, ``country`` where no column says one."""

    source: str
    kind: Kind
    lang: str
    columns: dict[str, str] = field(default_factory=dict)
    title: str = ""
    licence: str = ""
    page: str = ""
    country: str = ""

    def column(self, name: str) -> str:
        """The column of a field; empty where there is none."""
        return next((column for column, wanted in self.columns.items() if wanted == name), "")


@functools.cache
def fields() -> dict[str, tuple[str, ...]]:
    """The fields that a column can be, with what columns are called."""
    read = yaml.safe_load(COLUMNS.read_text(encoding="utf-8"))
    return {name: tuple(folded(part) for part in called) for name, called in read.items()}


def propose(table: Table, lang: str) -> ColumnMap:
    """A mapping by the names of the columns and by what stands in them. Raises Problem for a file that is no table."""
    rows: list[Mapping[str, Any]] = []
    for row in table.rows():
        if not row.wrong:
            rows.append(row.content)
        if len(rows) >= LOOKED_AT:
            break
    columns = list(dict.fromkeys(name for row in rows for name in row))
    values = {name: [text_of(row.get(name)) for row in rows] for name in columns}
    scores = sorted(
        ((_fit(wanted, called, column, values[column]), column, wanted) for column in columns for wanted, called in fields().items()),
        key=lambda found: -found[0],
    )  # fmt: skip
    taken: dict[str, str] = {}
    for score, column, wanted in scores:
        if score > 0 and column not in taken and wanted not in taken.values():
            taken[column] = wanted
    return ColumnMap(
        source=f"table-{folded(table.path.stem).replace(' ', '-')[:40] or 'file'}",
        kind=Kind.SOLUTION,
        lang=lang,
        columns={column: taken.get(column, "") for column in columns},
        title=table.path.stem,
    )


def _fit(wanted: str, called: Sequence[str], column: str, values: Sequence[str]) -> float:
    """How well a column would be a field: by its name, and whether its values allow it."""
    words = folded(column).split()
    name = " ".join(words)
    by_name = max((_named(part, name, words) for part in called), default=0.0)
    by_value = _valued(wanted, [value for value in values if value])
    return 0.0 if by_value < 0 else by_name + (by_value if by_name or by_value >= 1 else 0.0)


def _named(part: str, name: str, words: Sequence[str]) -> float:
    if part == name:
        return 3.0
    if part in words or (" " in part and part in name):
        return 2.0
    return 1.0 if len(part) > 4 and part in name else 0.0


def _valued(wanted: str, values: Sequence[str]) -> float:
    """Whether values can be those of a field: below 0 they cannot, 1 they are nothing else."""
    if not values:
        return 0.0
    length = sum(map(len, values)) / len(values)
    if max(map(len, values)) <= MARK and wanted in (
        "sectors",
        "purposes",
        "keywords",
        "maturity",
        "price",
        "description",
    ):
        return -1.0
    if wanted in ("url", "code"):
        code = wanted == "code"
        right = _share(
            values, lambda value: bool(address(value)) and (("github" in value or "gitlab" in value) or not code)
        )
        return (1.0 if not code else 1.5) if right >= MOST_OF else -1.0
    if wanted in ("modified", "issued"):
        return 0.5 if _share(values, lambda value: day(value) is not None) >= MOST_OF else -1.0
    if wanted == "country":
        return 1.0 if _share(values, lambda value: bool(country_code(value))) >= MOST_OF else -1.0
    if wanted == "id":
        return 0.5 if len(set(values)) == len(values) and length < LONG / 2 else -1.0
    if wanted == "description":
        return 0.5 if length >= LONG else -0.0
    if wanted == "name":
        return 0.5 if length < LONG * 2 and len(set(values)) > len(values) / 2 else -1.0
    return 0.0


def _share(values: Sequence[str], right: Any) -> float:
    return sum(1 for value in values if right(value)) / len(values)


def write(mapping: ColumnMap, path: Path, words: Words) -> None:
    """Write a mapping to be edited. Raises Problem where there is a file already: somebody may have worked on it."""
    if path.exists():
        raise Problem(
            words.t("There is a file of this name already."),
            where=str(path),
            todo=words.t("Name another file, or move it."),
        )
    head = [
        words.t(
            "Which column is which field. Look at every line: it was proposed by name and content, and may be wrong."
        ),
        words.t("Fields: {options}", options=", ".join(fields())),
        words.t("A column without a field is kept as it is and not searched. At least a name is needed."),
    ]
    data = {
        "source": mapping.source, "title": mapping.title, "licence": mapping.licence, "page": mapping.page,
        "kind": str(mapping.kind), "lang": mapping.lang, "country": mapping.country, "columns": mapping.columns,
    }  # fmt: skip
    text = "".join(f"# {line}\n" for line in head) + yaml.safe_dump(
        data, allow_unicode=True, sort_keys=False, width=200
    )
    part = path.with_name(f".{path.name}-{os.getpid()}")
    part.write_text(text, encoding="utf-8")
    part.replace(path)


def read(path: Path, words: Words) -> ColumnMap:
    """A mapping from a file. Raises Problem with the line of what is wrong."""
    located = yamlfile.read(path, words)
    data = located.data
    if not isinstance(data, dict) or not isinstance(data.get("columns"), dict):
        raise _wrong(str(path), words.t("“columns” with the field of each column"), words)
    _known(data, TOP, located.where, words)
    columns = {str(column): str(wanted or "") for column, wanted in data["columns"].items()}
    for column, wanted in columns.items():
        if wanted and wanted not in fields():
            raise _wrong(
                located.where("columns", column), words.t("one of: {options}", options=", ".join(fields())), words
            )
    named = [wanted for wanted in columns.values() if wanted]
    twice = {wanted for wanted in named if named.count(wanted) > 1}
    if twice or "name" not in named:
        expected = words.t("each field once, and a name; not: {names}", names=", ".join(sorted(twice)) or "-")
        raise _wrong(located.where("columns"), expected, words)
    if data.get("kind") not in list(Kind):
        raise _wrong(located.where("kind"), words.t("one of: {options}", options=", ".join(Kind)), words)
    text = {name: str(data.get(name) or "") for name in TOP if name not in ("columns", "kind")}
    if not LANGUAGE.fullmatch(text["lang"]):
        raise _wrong(located.where("lang"), words.t("a language code such as nl"), words)
    return ColumnMap(
        source=folded(text["source"]).replace(" ", "-")[:60] or "table",
        kind=Kind(data["kind"]),
        lang=text["lang"],
        columns=columns,
        title=text["title"],
        licence=text["licence"],
        page=address(text["page"]),
        country=country_code(text["country"]),
    )


def _known(data: Mapping[str, Any], known: Iterable[str], where: Any, words: Words) -> None:
    for name in data:
        if name not in known:
            raise _wrong(where(name), words.t("one of: {options}", options=", ".join(known)), words)


def _wrong(where: str, expected: str, words: Words) -> Problem:
    return Problem(
        words.t("The mapping is not as it should be."),
        where=where,
        expected=expected,
        todo=words.t("Mend this line; “toepas catalogue map FILE” writes a new proposal."),
        code=EXIT_INPUT,
    )
