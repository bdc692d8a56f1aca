"""Codes behind the names: some answers write what a code is called in place of the code.

The codes that are known, with the office's names for them, are data (``data/codelists``).
"""

from __future__ import annotations

import functools
from pathlib import Path

import polars as pl
import yaml

CODELISTS = Path(__file__).resolve().parent.parent / "data" / "codelists"


@functools.cache
def codelist(name: str) -> dict[str, dict[str, str]]:
    """The known codes by dimension, each with the office's name for it (empty where it is not kept); {} for no name."""
    if not name:
        return {}
    read = yaml.safe_load((CODELISTS / f"{name}.yaml").read_text(encoding="utf-8"))
    return {
        dimension: dict.fromkeys(map(str, codes), "")
        if isinstance(codes, list)
        else {str(code): text for code, text in codes.items()}
        for dimension, codes in read.items()
    }


def to_code(column: str, codes: dict[str, str]) -> pl.Expr:
    """A column with codes for the names in it; what is neither stays as it is, and no gate will let it through."""
    names = {text: code for code, text in codes.items() if text}
    value = pl.col(column)
    return (value.replace(names) if names else value).alias(column)
