"""A register as a file: read, every fact column brought to its type, and what cannot be read refused with its place."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from toepas.check.case import UNKNOWN_WORDS, all_facts
from toepas.check.columns import expression
from toepas.check.plan import readable
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.law import Fact
from toepas.law.model import CODE, DATE, NUMBER, TRUTH

PARQUET, CSV = ".parquet", ".csv"
ENDINGS = (PARQUET, CSV)
YES = ("yes", "true", "1", "ja", "waar")
NO = ("no", "false", "0", "nee", "onwaar")
NOTHING_SAID = (*UNKNOWN_WORDS, "nan")
TEXTS = (pl.String, pl.Categorical, pl.Enum)
SEPARATORS = ",;\t"
_ROW = "__toepas_row"


@dataclass(frozen=True, slots=True)
class Register:
    """A register that was read: its rows, and how its columns are separated if it is a CSV file."""

    frame: pl.LazyFrame
    separator: str = ","


def read_register(source: Path, facts: Mapping[str, Fact], words: Words) -> Register:
    """Open a register. Raises Problem for a file that is not what its ending says, or holds what no fact can be."""
    try:
        if source.suffix.lower() == PARQUET:
            frame = pl.scan_parquet(source)
            _refuse(frame, _typed_facts(frame, facts, CODE, NUMBER), facts, source, words)
            return Register(frame)
        separator = _separator(source)
        frame = pl.scan_csv(source, separator=separator, infer_schema=False)
        _refuse_twice(frame.collect_schema().names(), facts, source, words)
        typed = _typed_facts(frame, facts, TRUTH, CODE, NUMBER, DATE)
        _refuse(frame, typed, facts, source, words)
        return Register(frame.with_columns(value.alias(name) for name, value in typed.items()), separator)
    except (pl.exceptions.PolarsError, OSError) as error:
        raise unreadable(source, error, words) from None


def unreadable(source: Path, error: Exception, words: Words) -> Problem:
    """What to say of a register that turns out to be broken."""
    reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return Problem(
        words.t("The register cannot be read: {reason}", reason=reason),
        where=str(source),
        expected=words.t("a file that is what its ending says"),
        todo=words.t("Export the register again."),
    )


def wrong_type(source: Path, error: ValueError, words: Words) -> Problem:
    """What to say of a column of the wrong type: the error has the column, what was expected and what was found."""
    column, wanted, found = (str(part) for part in error.args)
    return Problem(
        words.t("The column '{name}' has the wrong type: {found}.", name=column, found=found),
        where=str(source),
        expected=wanted,
        todo=words.t("Convert the column, or give it another name if it is no fact."),
    )


def _separator(source: Path) -> str:
    """What stands between the columns: whatever the first line has most of."""
    with source.open("rb") as stream:
        first = stream.readline(1_000_000)
    return max(SEPARATORS, key=lambda sign: first.count(sign.encode()))


def _typed_facts(frame: pl.LazyFrame, facts: Mapping[str, Fact], *kinds: str) -> dict[str, pl.Expr]:
    """The columns that are facts of these kinds, in the fact's own type; unknown where they cannot be read."""
    return {
        name: _typed(facts[name], kind)
        for name, kind in frame.collect_schema().items()
        if name in facts and facts[name].type in kinds and (kind in TEXTS or kind.is_numeric())
    }


def _typed(fact: Fact, kind: pl.DataType) -> pl.Expr:
    column = pl.col(fact.id)
    if kind != pl.String:
        return _readable(fact, column)
    text = column.str.strip_chars()
    if fact.type == TRUTH:
        small = text.str.to_lowercase()
        yes, no = pl.lit(True), pl.lit(False)
        return pl.when(small.is_in(YES)).then(yes).when(small.is_in(NO)).then(no)
    if fact.type == DATE:
        return text.str.to_date("%Y-%m-%d", strict=False)
    return _readable(fact, text.cast(pl.Float64, strict=False) if fact.type == NUMBER else text)


def _readable(fact: Fact, column: pl.Expr) -> pl.Expr:
    return expression(readable(fact), lambda _: column)


def _refuse_twice(names: list[str], facts: Mapping[str, Fact], source: Path, words: Words) -> None:
    """A fact with two columns: only one of them could be heard."""
    for name in names:
        stem, again, _ = name.partition("_duplicated_")
        if again and stem in facts:
            raise Problem(
                words.t("The name '{name}' stands here twice.", name=stem),
                where=f"{source}:1",
                todo=words.t("Correct the name; './toepas facts' lists every fact."),
            )


def _refuse(
    frame: pl.LazyFrame, typed: dict[str, pl.Expr], facts: Mapping[str, Fact], source: Path, words: Words
) -> None:
    """Find the first value that says something, but nothing the fact can be: a slip must not pass for unknown."""
    slips: list[pl.Expr] = []
    for name, value in typed.items():
        text = pl.col(name).cast(pl.String)
        said = text.is_not_null() & ~text.str.strip_chars().str.to_lowercase().is_in(NOTHING_SAID)
        slip = said & value.is_null()
        slips.append(pl.col(_ROW).filter(slip).min().alias(name))
        slips.append(text.filter(slip).first().alias(_ROW + name))
    if not slips:
        return
    found = frame.with_row_index(_ROW).select(slips).collect(engine="streaming").row(0, named=True)
    rows = {name: int(found[name]) for name in typed if found[name] is not None}
    if rows:
        name = min(rows, key=lambda name: rows[name])
        line = rows[name] + (2 if source.suffix.lower() == CSV else 1)
        raise Problem(
            words.t("'{value}' cannot be the value of '{name}'.", value=found[_ROW + name], name=name),
            where=f"{source}:{line}",
            expected=expected(facts[name]),
            todo=words.t("Write one of these, or 'unknown'."),
        )


def expected(fact: Fact) -> str:
    """How a value of the fact may be written."""
    if fact.type == CODE:
        return ", ".join(fact.values)
    return {TRUTH: ", ".join((*YES, *NO)), DATE: "YYYY-MM-DD", NUMBER: "0, 1, 2.5, 1000000 ..."}[fact.type]


def near_names(columns: Iterable[str], facts: Mapping[str, Fact]) -> dict[str, str]:
    """Columns whose name is almost that of a fact: probably a slip."""
    found: dict[str, str] = {}
    known = all_facts()
    for name in columns:
        if name not in known:
            plain = name.strip().casefold().replace(" ", "_").replace("-", "_")
            near = difflib.get_close_matches(plain, facts, n=1, cutoff=0.85)
            if near:
                found[name] = near[0]
    return found
