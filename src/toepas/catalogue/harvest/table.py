"""Anybody's table, read by a mapping."""

from __future__ import annotations

from typing import Any

import msgspec

from toepas.catalogue.harvest.connector import FileConnector, Raw
from toepas.catalogue.harvest.mapping import ColumnMap
from toepas.catalogue.harvest.places import country_code, place_of
from toepas.catalogue.harvest.reading import address, day, first_line, folded, parts, slug, text_of
from toepas.catalogue.harvest.rows import Table
from toepas.catalogue.model import Asset, Maturity, Party, Price, Source
from toepas.catalogue.purposes import concluded
from toepas.catalogue.vocabulary import concepts, sector_labels
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

LONGEST_KEY = 60


class MappedTable(FileConnector):
    """Reads a table by a mapping. Raises Problem at the first row where columns of the mapping are not there."""

    def __init__(self, table: Table, mapping: ColumnMap, words: Words) -> None:
        super().__init__(table, words)
        self.name = mapping.source
        self._mapping = mapping
        self._columns = {wanted: column for column, wanted in mapping.columns.items() if wanted}

    def key_of(self, content: dict[str, Any]) -> str:
        """The identifier; without one, name and organisation: then a new name is a new record."""
        written = self._text(content, "id")
        if written:
            return written[:200]
        return slug(f"{self._text(content, 'name')} {self._text(content, 'provider')}")[:LONGEST_KEY]

    def check(self, content: dict[str, Any]) -> None:
        """Every column of the mapping is there."""
        missing = [column for column in self._columns.values() if column not in content]
        if missing:
            raise Problem(
                self.words.t(
                    "The mapping names columns that the table does not have: {names}.", names=", ".join(missing)
                ),
                where=str(self.table.path),
                expected=self.words.t("one of: {options}", options=", ".join(content)),
                todo=self.words.t("Mend the mapping; “toepas catalogue map FILE” writes a new proposal."),
            )

    def _text(self, content: dict[str, Any], name: str) -> str:
        return text_of(content.get(self._columns.get(name, "")))

    def convert(self, raw: Raw, source: Source) -> Asset:
        """A row as an asset. Raises ValueError where it has no name."""
        row, lang = raw.content, self._mapping.lang
        name = self._text(row, "name")
        if not name:
            raise ValueError(self.words.t("The row has no name."))
        said = self._text(row, "description")
        summary = self._text(row, "summary") or first_line(said)
        country = country_code(self._text(row, "country")) or self._mapping.country
        body, city = self._text(row, "provider"), self._text(row, "city")
        sectors, purposes = self._sectors(row), self._purposes(row, name, summary, said)
        return Asset(
            id=_asset_id(self.name, raw.key),
            kind=self._mapping.kind,
            name={lang: name},
            summary={lang: summary} if summary else {},
            description={lang: said} if said else {},
            keywords=parts(self._text(row, "keywords")),
            url=address(self._text(row, "url")),
            code=address(self._text(row, "code")),
            version=self._text(row, "version"),
            issued=day(self._text(row, "issued")),
            modified=day(self._text(row, "modified")),
            sectors=sectors,
            purposes=purposes,
            languages=tuple(code.lower() for code in parts(self._text(row, "languages")) if len(code) in (2, 3)),
            provider=Party(name=body, country=country) if body else None,
            countries=(country,) if country else (),
            place=place_of(city, country) if city and country else None,
            licence=self._text(row, "licence"),
            maturity=_code(Maturity, self._text(row, "maturity")),
            price=_code(Price, self._text(row, "price")),
            sources=(self._source(source),),
            derived=tuple(name for name, found in (("sectors", sectors), ("purposes", purposes)) if found),
            extra={
                column: text for column, value in row.items() if (text := text_of(value)) and self._left_over(column)
            },
        )

    def _left_over(self, column: str) -> bool:
        """Whether a column has no field that keeps it as it stands."""
        return self._mapping.columns.get(column, "") in (
            "",
            "sectors",
            "purposes",
            "maturity",
            "price",
            "languages",
            "city",
        )

    def _source(self, source: Source) -> Source:
        mapping = self._mapping
        return msgspec.structs.replace(
            source, id=self.name, url=mapping.page, licence=mapping.licence, title=mapping.title or self.name
        )

    def _sectors(self, row: dict[str, Any]) -> tuple[str, ...]:
        known = {
            folded(label): code
            for code, labels in sector_labels(self._mapping.lang).items()
            for label in (code, *labels)
        }
        return tuple(
            dict.fromkeys(known[text] for part in parts(self._text(row, "sectors")) if (text := folded(part)) in known)
        )

    def _purposes(self, row: dict[str, Any], *texts: str) -> tuple[str, ...]:
        stated = tuple(part for part in parts(self._text(row, "purposes")) if part in concepts())
        return tuple(dict.fromkeys((*stated, *concluded((*texts, self._text(row, "purposes")), self._mapping.lang))))


def _code(kind: Any, text: str) -> Any:
    """A value of a list by its code; None for anything else, which stays in ``extra``."""
    wanted = folded(text).replace(" ", "-")
    return kind(wanted) if wanted in list(kind) else None


def _asset_id(source: str, key: str) -> str:
    """The id of a record; where the key has to be changed for it, a mark keeps two keys apart."""
    import hashlib

    plain = slug(key)[:LONGEST_KEY]
    mark = "" if plain == key.lower() and key == key.lower() else f"-{hashlib.sha256(key.encode()).hexdigest()[:6]}"
    return f"{source}:{plain}{mark}"
