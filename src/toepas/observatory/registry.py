"""The datasets and indicators that are known: one file each, written by hand; the tests hold them to each other."""

from __future__ import annotations

import dataclasses
import functools
from pathlib import Path
from typing import Any

import msgspec
import yaml

from toepas.observatory.model import About, Break, Choice, Coverage, Dataset, Indicator, Target

DATA_DIR = Path(__file__).resolve().parent / "data"


@functools.cache
def datasets() -> dict[str, Dataset]:
    """Every dataset by its id."""
    return {path.stem: _dataset(path.stem, _load(path)) for path in sorted((DATA_DIR / "datasets").glob("*.yaml"))}


@functools.cache
def indicators() -> dict[str, Indicator]:
    """Every indicator by its id: the name of its folder."""
    found = (DATA_DIR / "indicators").glob("*/indicator.yaml")
    return {path.parent.name: _indicator(path.parent.name, _load(path)) for path in sorted(found)}


def named_codes(dataset: str) -> dict[str, set[str]]:
    """By dimension the codes that the indicators of a dataset name, as fixed or as a choice."""
    found: dict[str, set[str]] = {}
    for one in indicators().values():
        if one.dataset == dataset:
            for dimension, code in one.fixed.items():
                found.setdefault(dimension, set()).add(code)
            for choice in one.choices:
                found.setdefault(choice.dimension, set()).update(choice.codes)
    return found


def _load(path: Path) -> dict[str, Any]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    read: dict[str, Any] = yaml.load(path.read_text(encoding="utf-8"), loader)  # noqa: S506 - it is a safe loader
    return read


def _dataset(name: str, entry: dict[str, Any]) -> Dataset:
    if strange := set(entry) - {field.name for field in dataclasses.fields(Dataset)}:
        raise ValueError(f"{name}.yaml: {', '.join(sorted(strange))}")
    queries = [
        {dimension: [*map(str, codes)] for dimension, codes in query.items()} for query in entry.get("queries", ())
    ]
    return msgspec.convert({**entry, "id": name, "queries": queries}, Dataset, strict=False)


def _indicator(name: str, entry: dict[str, Any]) -> Indicator:
    return Indicator(
        id=name,
        dataset=entry["dataset"],
        title=entry["title"],
        definition=entry["definition"],
        unit=entry["unit"],
        fixed={dimension: str(code) for dimension, code in entry.get("fixed", {}).items()},
        choices=tuple(
            Choice(choice["dimension"], choice["title"], {str(code): texts for code, texts in choice["codes"].items()})
            for choice in entry.get("choices", ())
        ),
        breaks=tuple(
            Break(str(item["time"]), item["why"], tuple(item.get("geo", ())), _codes(item.get("codes", {})))
            for item in entry.get("breaks", ())
        ),
        caveats=tuple(entry.get("caveats", ())),
        sectors={
            code: Coverage(_codes(item.get("codes", {})), bool(item.get("proxy", False)), item.get("why", ""))
            for code, item in entry.get("sectors", {}).items()
        },
        question=tuple(entry.get("question", ())),
        digits=int(entry.get("digits", 1)),
        targets=tuple(msgspec.convert(item, Target, strict=False) for item in entry.get("targets", ())),
        about={str(code): msgspec.convert(item, About, strict=False) for code, item in entry.get("about", {}).items()},
    )


def _codes(given: dict[str, Any]) -> dict[str, tuple[str, ...]]:
    """Codes by dimension, whether one or several are written."""
    return {
        dimension: tuple(map(str, codes)) if isinstance(codes, list) else (str(codes),)
        for dimension, codes in given.items()
    }
