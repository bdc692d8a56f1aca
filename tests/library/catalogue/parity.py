"""How alike the answers to one need are in 24 languages: ``python -m tests.library.catalogue.parity`` prints the table."""

from __future__ import annotations

from pathlib import Path

import yaml

from toepas.catalogue import Query, open_collection
from toepas.kernel import Words

NEEDS = Path(__file__).resolve().parent / "parallel.yaml"
FIRST = 10


def answers(legs=("words", "meaning", "purposes")) -> dict[str, list[str]]:
    """The ids of the first ten answers, per language."""
    here = open_collection(Words("en"))
    asked = yaml.safe_load(NEEDS.read_text(encoding="utf-8"))
    return {
        lang: [hit.id for hit in here.search(Query(text, lang, legs=legs, limit=FIRST, facets=())).hits]
        for lang, text in asked.items()
    }


def shared(found: dict[str, list[str]]) -> dict[str, float]:
    """The share of the first ten that English gives too."""
    return {lang: len(set(ids) & set(found["en"])) / FIRST for lang, ids in found.items()}


def main() -> None:
    """Print a table: all legs, without purposes, meaning alone."""
    ways = {
        "all legs": ("words", "meaning", "purposes"),
        "without purposes": ("words", "meaning"),
        "meaning alone": ("meaning",),
    }
    columns = {name: shared(answers(legs)) for name, legs in ways.items()}
    print("| language | " + " | ".join(columns) + " |\n|---|" + "---:|" * len(columns))
    for lang in next(iter(columns.values())):
        print(f"| {lang} | " + " | ".join(f"{column[lang]:.1f}" for column in columns.values()) + " |")
    means = [sum(column.values()) / len(column) for column in columns.values()]
    print("| mean | " + " | ".join(f"{mean:.2f}" for mean in means) + " |")


if __name__ == "__main__":
    main()
