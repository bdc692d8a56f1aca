"""Applications and reviewers from somebody's tables, the affinities between them, and the rules of the panels."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toepas.alliance.people import Application, Balance, PanelRules, Reviewer
from toepas.catalogue.harvest.rows import Row, open_table
from toepas.kernel import yamlfile
from toepas.kernel.problems import Problem
from toepas.kernel.shape import check_shape
from toepas.kernel.words import Words

HERE = Path(__file__).resolve().parent
PANEL, PANEL_SCHEMA = HERE / "data" / "panel.yaml", HERE / "schema" / "panel.json"
OF_APPLICATIONS = ("id", "organisation", "partners", "people", "topics")
OF_REVIEWERS = ("id", "organisation", "topics", "declared", "most")
"""The columns that have a meaning of their own; every other column of reviewers is a trait that rules of balance can name."""
NOT_STATED = frozenset({"", "?", "-", "unknown", "not stated", "onbekend"})
MOST = 20_000


def plain(text: str) -> str:
    """A name as it is compared: without differences of case and spaces."""
    return " ".join(text.casefold().split())


def several(text: str) -> frozenset[str]:
    """The parts of a cell, separated by semicolons."""
    return frozenset(plain(part) for part in text.split(";") if part.strip())


def rows_of(path: Path, needed: str, words: Words) -> Iterator[tuple[Row, Mapping[str, str]]]:
    """The rows of a table by folded column name; each needs ``needed``, which is unique where it is ``id``. Raises Problem with file and row."""
    seen: dict[str, str] = {}
    for row in open_table(path, words).rows():
        if row.wrong:
            raise Problem(row.wrong, where=row.where, todo=words.t("Mend the row and read the file again."))
        content = {plain(str(name)): str(value or "").strip() for name, value in row.content.items()}
        if not any(content.values()):
            continue
        if not content.get(needed):
            raise Problem(
                words.t("The row has no id."),
                where=f"{row.where}, {needed}",
                expected=words.t("a column '{name}' with another text in every row", name=needed),
                todo=words.t("Fill it in, or take the row out."),
            )
        if needed == "id":
            if content["id"] in seen:
                raise Problem(
                    words.t("Two rows have the same id: {id}", id=content["id"]),
                    where=row.where,
                    expected=words.t("another id for every row; {place} has this one too", place=seen[content["id"]]),
                    todo=words.t("Give one of them another id."),
                )
            seen[content["id"]] = row.where
            if len(seen) > MOST:
                raise Problem(words.t("The list is too long: at most {n} rows are read.", n=MOST), where=str(path))
        yield row, content


def _empty(path: Path, words: Words) -> Problem:
    return Problem(
        words.t("There are no rows in this file."),
        where=str(path),
        expected=words.t("a first row with the names of the columns, and a row for each"),
        todo=words.t("Check that this is the right file."),
    )


def read_applications(path: Path, words: Words) -> tuple[Application, ...]:
    """The applications of a table with the columns of ``OF_APPLICATIONS``; several in one cell are separated by semicolons.

    Raises Problem with file and row."""
    found = tuple(
        Application(
            content["id"],
            several(f"{content.get('organisation', '')};{content.get('partners', '')}"),
            several(content.get("people", "")),
            several(content.get("topics", "")),
            row.where,
        )
        for row, content in rows_of(path, "id", words)
    )
    if not found:
        raise _empty(path, words)
    return found


def read_reviewers(path: Path, words: Words) -> tuple[Reviewer, ...]:
    """The reviewers of a table with the columns of ``OF_REVIEWERS`` and any traits. Raises Problem with file and row."""
    found = tuple(_reviewer(row, content, words) for row, content in rows_of(path, "id", words))
    if not found:
        raise _empty(path, words)
    return found


def _reviewer(row: Row, content: Mapping[str, str], words: Words) -> Reviewer:
    most = content.get("most", "")
    if most and not (most.isascii() and most.isdigit() and len(most) < 6):
        raise Problem(
            words.t("'{value}' is not a number of applications.", value=most),
            where=f"{row.where}, most",
            expected=words.t("a whole number such as 8, or nothing"),
            todo=words.t("Correct the cell."),
        )
    traits = {
        name: plain(value)
        for name, value in content.items()
        if name not in OF_REVIEWERS and plain(value) not in NOT_STATED
    }
    return Reviewer(
        content["id"], several(content.get("organisation", "")), several(content.get("topics", "")),
        several(content.get("declared", "")), int(most) if most else None, traits, row.where,
    )  # fmt: skip


def read_scores(path: Path, words: Words) -> dict[tuple[str, str], float]:
    """Affinities from a table with the columns application, reviewer and score (0 to 1). Raises Problem with file and row."""
    found: dict[tuple[str, str], float] = {}
    for row, content in rows_of(path, "application", words):
        try:
            score = float(content.get("score", ""))
        except ValueError:
            score = -1.0
        if not 0 <= score <= 1 or not content.get("reviewer"):
            raise Problem(
                words.t("The row gives no affinity."),
                where=f"{row.where}, score",
                expected=words.t("application, reviewer and a score from 0 to 1"),
                todo=words.t("Correct the row."),
            )
        found[content["application"], content["reviewer"]] = score
    return found


def read_panel_rules(path: Path | None, words: Words) -> PanelRules:
    """The rules of a YAML file; those that come with Toepas where none is named. Raises Problem with file and line."""
    located = yamlfile.read(path or PANEL, words)
    check_shape(located, PANEL_SCHEMA, words)
    return panel_rules(located.data)


def panel_rules(data: Mapping[str, Any]) -> PanelRules:
    """Rules from data that have the shape of ``schema/panel.json``."""
    balance = []
    for entry in data.get("balance") or ():
        kind = next(name for name in ("each", "any", "differ") if name in entry)
        values = tuple(plain(str(value)) for value in entry[kind]) if kind != "differ" else ()
        balance.append(Balance(entry["id"], plain(entry["trait"]), kind, values))  # type: ignore[arg-type]  # the schema allows these three
    return PanelRules(data["reviewers"], data["most"], data.get("least", 0), tuple(balance))
