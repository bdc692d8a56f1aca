#!/usr/bin/env python3
"""Makes the figures that are shipped anew, from the answers of the office and from the tables typed over from documents.

    PYTHONPATH=src .venv/bin/python tools/observatory_snapshot.py ANSWERS [TARGET]

ANSWERS is a folder with the answers as Eurostat sent them (isoc_eb_ai_batch_1.json, isoc_eb_ai_batch_2.json,
isoc_eb_ain2_eu27.json, useofai.csv, notuseofai.csv); TARGET is where the vintages go (default: where they are shipped from).
A vintage that is there already stays. The same answers give the same figures, cell for cell; with the same version of Polars
byte for byte.
"""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from toepas.kernel.words import Words
from toepas.observatory.build import Sent, build, build_table
from toepas.observatory.registry import DATA_DIR, datasets
from toepas.observatory.vintages import SHIPPED

RETRIEVED = datetime.date(2026, 11, 22)
"""When the answers below were read."""
ANSWERS = {
    "isoc_eb_ai": ("isoc_eb_ai_batch_1.json", "isoc_eb_ai_batch_2.json"),
    "isoc_eb_ain2": ("isoc_eb_ain2_eu27.json",),
    "isoc_ai_iaiu": ("useofai.csv",),
    "isoc_ai_iaiuxr": ("notuseofai.csv",),
}
TABLES = {
    "ai-use-2021": datetime.datetime(2026, 2, 23, tzinfo=datetime.UTC),
    "strategy-figures": datetime.datetime(2025, 10, 8, tzinfo=datetime.UTC),
}
"""When what the tables were typed over from was published."""


def main(arguments: list[str]) -> int:
    """Make every vintage that is not there."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    answers, target = Path(arguments[0]), Path(arguments[1]) if len(arguments) > 1 else SHIPPED
    words = Words()
    for name, files in ANSWERS.items():
        dataset = datasets()[name]
        sent = [Sent(answers / file, dataset.url) for file in files]
        made = build(dataset, sent, RETRIEVED, words, root=target, keep_raw=False)
        print(f"{name}: {made.vintage.id}, {made.vintage.rows} rows, {made.state}", *made.vintage.held)
    for name, published in TABLES.items():
        path = DATA_DIR / "tables" / f"{name}.csv"
        made = build_table(datasets()[name], path, published, RETRIEVED, words, root=target)
        print(f"{name}: {made.vintage.id}, {made.vintage.rows} rows, {made.state}", *made.vintage.held)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
