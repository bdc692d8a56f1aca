"""AI-on-Demand: the European catalogue of research assets, page by page over its REST interface, or from a saved list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import msgspec

from toepas.catalogue.harvest.codes import meaning
from toepas.catalogue.harvest.connector import FileConnector, Raw, source_facts
from toepas.catalogue.harvest.reading import address, day, first_line, slug, text_of
from toepas.catalogue.harvest.rows import Table
from toepas.catalogue.model import Access, Asset, File, Kind, Price, Source, Training
from toepas.catalogue.purposes import concluded
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

KINDS = {
    "datasets": Kind.DATASET, "ml_models": Kind.MODEL, "case_studies": Kind.PRACTICE, "services": Kind.SERVICE,
    "computational_assets": Kind.COMPUTE, "educational_resources": Kind.COURSE,
}  # fmt: skip
"""What the interface calls its lists; publications, news, events and persons are no assets."""
KEPT = ("platform", "issn", "measurement_technique", "temporal_coverage", "pid")
PAGE = 100
MOST_PAGES = 100_000
Ask = Callable[[str], Any]
"""Fetches an address and returns the JSON there; raises Problem."""


class Assets:
    """Reads the interface at an address. A harvest goes on at the list and offset where it was."""

    name = "aiod"

    def __init__(self, ask: Ask, base: str, words: Words) -> None:
        self._ask = ask
        self._base = base.rstrip("/")
        self.words = words

    def resumes(self, start: str) -> bool:
        """Whether the place is one of ours; the interface counts from the oldest record, so places last."""
        kind, _, offset = start.partition(":")
        return kind in KINDS and offset.isdecimal()

    def records(self, start: str) -> Iterator[Raw]:
        """The records list by list. Raises Problem where the interface stops answering."""
        kind_from, _, offset_from = start.partition(":")
        lists = list(KINDS)
        for kind in lists[lists.index(kind_from) if start else 0 :]:
            offset = int(offset_from) if kind == kind_from else 0
            yield from self._list(kind, offset)

    def _list(self, kind: str, offset: int) -> Iterator[Raw]:
        form = str(source_facts(self.name)["path"])
        for _ in range(MOST_PAGES):
            url = self._base + form.format(kind=kind, offset=offset, limit=PAGE)
            page = self._ask(url)
            if not isinstance(page, list):
                raise Problem(
                    self.words.t("The source does not answer as it used to."),
                    where=url,
                    expected=self.words.t("a list of records"),
                    todo=self.words.t("Toepas may have to be renewed; what was harvested stays."),
                )
            for at, row in enumerate(page, offset + 1):
                number = row.get("identifier") if isinstance(row, dict) else None
                wrong = "" if isinstance(row, dict) else self.words.t("The record is not an object with named fields.")
                key = f"{kind}-{number if number is not None else f'at-{at}'}"
                yield Raw(key, f"{url} [{at - offset}]", row, f"{kind}:{at}", wrong)
            offset += len(page)
            if len(page) < PAGE:
                return

    def convert(self, raw: Raw, source: Source) -> Asset:
        """A record as an asset of the kind of its list."""
        return asset_of(raw, source, raw.key.partition("-")[0], self.words)


class SavedAssets(FileConnector):
    """Reads a list that was saved. ``kind`` is the list that it is."""

    name = "aiod"
    lists = ("results", *KINDS)

    def __init__(self, table: Table, words: Words, kind: str = "datasets") -> None:
        super().__init__(table, words)
        self._kind = next((name for name in KINDS if name in table.path.name), kind)

    def key_of(self, content: dict[str, Any]) -> str:
        """The number at the source."""
        number = content.get("identifier")
        return f"{self._kind}-{number}" if number is not None else ""

    def check(self, content: dict[str, Any]) -> None:
        """Every record has a platform and a name."""
        self.expect(content, ("platform", "aiod_entry"))

    def convert(self, raw: Raw, source: Source) -> Asset:
        """A record as an asset."""
        return asset_of(raw, source, self._kind, self.words)


def asset_of(raw: Raw, source: Source, list_name: str, words: Words) -> Asset:
    """An asset from a record of a list. Raises ValueError where it has no name or identifier."""
    row = raw.content
    name = text_of(row.get("name"), 300)
    number = row.get("identifier")
    if not name or not isinstance(number, int | str) or not slug(str(number)):
        raise ValueError(words.t("A record needs a name and an identifier."))
    said = _said(row)
    home = address(row.get("same_as"))
    sectors = meaning("aiod-sectors", _texts(row.get("industrial_sector")))
    purposes = concluded([name, said, *_texts(row.get("application_area"))], "en")
    kind = KINDS[list_name]
    platform, there = text_of(row.get("platform")), text_of(row.get("platform_resource_identifier"), 300)
    files = _files(row)
    return Asset(
        id=f"aiod:{list_name}-{slug(str(number))}".replace("_", "-"),
        kind=kind,
        name={"en": name},
        summary={"en": first_line(said)} if said else {},
        description={"en": said} if said else {},
        keywords=_texts(row.get("keyword")),
        url=home or address(row.get("pid")),
        version=text_of(row.get("version"), 100),
        issued=day(row.get("date_published")),
        modified=day((_dict(row.get("aiod_entry"))).get("date_modified")),
        sectors=sectors,
        purposes=purposes,
        licence=text_of(row.get("license"), 200),
        price=Price.FREE if row.get("is_accessible_for_free") is True else None,
        files=files,
        access=Access(url=home, formats=tuple(dict.fromkeys(file.format for file in files if file.format)))
        if home
        else None,
        training=Training(architecture=text_of(row.get("type"), 200))
        if kind is Kind.MODEL and row.get("type")
        else None,
        sources=(msgspec.structs.replace(source, url=home or source.url),),
        derived=tuple(name for name, found in (("sectors", sectors), ("purposes", purposes)) if found),
        same=(f"{slug(platform)}:{there}",) if platform and there else (),
        extra=_extra(row),
    )


def _said(row: dict[str, Any]) -> str:
    description = row.get("description")
    if isinstance(description, dict):
        return text_of(description.get("plain") or description.get("html"))
    return text_of(description)


def _dict(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> tuple[str, ...]:
    """The texts of a list of texts or of things with a name."""
    found = value if isinstance(value, list) else []
    texts = (text_of(item.get("name") if isinstance(item, dict) else item, 200) for item in found[:200])
    return tuple(dict.fromkeys(text for text in texts if text))


def _files(row: dict[str, Any]) -> tuple[File, ...]:
    found = row.get("distribution")
    files = [_dict(item) for item in (found if isinstance(found, list) else [])[:200]]
    return tuple(
        File(
            url=url,
            title=text_of(file.get("name"), 200),
            format=text_of(file.get("encoding_format"), 100),
            licence=text_of(file.get("license"), 100),
            bytes=_kilobytes(file.get("content_size_kb")),
            sha256=_checksum(file),
        )
        for file in files
        if (url := address(file.get("content_url")))
    )


def _kilobytes(value: Any) -> int | None:
    return value * 1000 if isinstance(value, int) and 0 <= value < 10**15 else None


def _checksum(file: dict[str, Any]) -> str:
    return text_of(file.get("checksum"), 64) if "256" in text_of(file.get("checksum_algorithm")) else ""


def _extra(row: dict[str, Any]) -> dict[str, str]:
    extra = {name: text for name in KEPT if (text := text_of(row.get(name), 500))}
    for name in ("industrial_sector", "application_area", "research_area", "scientific_domain"):
        if texts := _texts(row.get(name)):
            extra[name] = ", ".join(texts)
    return extra
