"""What each standard carries of an asset, measured: written with every field, read back, compared field by field.

PYTHONPATH=src python -m tests.library.catalogue.standards_table    writes the table in docs/catalogue-standards.md anew
"""

import json
from pathlib import Path
from typing import Any

from tests.library.catalogue.made_up_assets import BASE, DATA, HERE, PUBLISHER, everything
from tests.library.catalogue.round_trip import plain
from toepas.catalogue import (
    Asset,
    Kind,
    document_of,
    read_croissant,
    read_publiccode,
    read_rdf,
    serialise,
    to_croissant,
    to_graph,
    to_publiccode,
)
from toepas.kernel.words import Words

PAGE = Path(__file__).parents[3] / "docs" / "catalogue-standards.md"
START, END = "<!-- table: begin -->", "<!-- table: end -->"
OPENED = ("provider", "place", "access", "files", "training", "evidence")
"""Fields whose parts have rows of their own."""
LEFT_OUT = ("id", "sources", "origin", "derived", "extra")
"""The page says in words how these are dealt with."""


def linked(asset: Asset, profile: str) -> Asset:
    """The asset after a journey through linked data."""
    content = serialise(to_graph([DATA, asset], profile, PUBLISHER, BASE), "turtle")
    return next(item for item in read_rdf(content, "turtle", "", Words(), source=HERE) if item.id == asset.id)


def croissant(asset: Asset) -> Asset:
    """The asset after a journey through Croissant."""
    return read_croissant(json.dumps(to_croissant(asset)).encode(), "", Words(), source=HERE)


def publiccode(asset: Asset) -> Asset:
    """The asset after a journey through publiccode.yml."""
    return read_publiccode(to_publiccode(asset, Words()).encode(), "", Words(), source=HERE)


def parts(asset: Asset) -> dict[str, Any]:
    """Every field, and of some fields every part."""
    found: dict[str, Any] = {}
    for name, value in document_of(asset).items():
        if name in OPENED:
            inner = value[0] if isinstance(value, list | tuple) else value
            found |= {f"{name}.{part}": plain(item) for part, item in inner.items()}
        elif name not in LEFT_OUT:
            found[name] = plain(value)
    return found


def journeys() -> dict[str, list[tuple[Asset, Asset]]]:
    """Each standard with the assets that can travel in it, before and after."""
    model, data, other = everything(Kind.MODEL), everything(Kind.DATASET), everything(Kind.SOLUTION)
    return {
        "MLDCAT-AP 3.1, model": [(model, linked(model, "mldcat-ap"))],
        "MLDCAT-AP 3.1, others": [(asset, linked(asset, "mldcat-ap")) for asset in (data, other)],
        "DCAT-AP 3.0.1": [(asset, linked(asset, "dcat-ap")) for asset in (data, other, model)],
        "Croissant 1.1": [(data, croissant(data))],
        "publiccode.yml 0.7": [(asset, publiccode(asset)) for asset in (other, everything(Kind.BUILDING_BLOCK))],
    }


def table() -> str:
    """The table, as Markdown."""
    columns = {name: [(parts(before), parts(after)) for before, after in pairs] for name, pairs in journeys().items()}
    rows = [f"| field | {' | '.join(columns)} |", f"|---|{'---|' * len(columns)}"]
    for field in parts(everything(Kind.DATASET)):
        kept = [all(after.get(field) == before[field] for before, after in pairs) for pairs in columns.values()]
        rows.append(f"| `{field}` | {' | '.join('yes' if yes else '-' for yes in kept)} |")
    return "\n".join(rows)


def main() -> None:
    """Write the table into its page."""
    page = PAGE.read_text("utf-8")
    before, _, rest = page.partition(START)
    PAGE.write_text(f"{before}{START}\n{table()}\n{END}{rest.partition(END)[2]}", "utf-8")


if __name__ == "__main__":
    main()
