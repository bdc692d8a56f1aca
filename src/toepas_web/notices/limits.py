"""How many notices are kept and mailed, and how many dates are shown, as ``data/limits.yaml`` says."""

from __future__ import annotations

import functools
from pathlib import Path

import yaml

FILE = Path(__file__).parent / "data" / "limits.yaml"


@functools.cache
def limits() -> dict[str, int]:
    """Each limit by its name."""
    return {name: int(value) for name, value in yaml.safe_load(FILE.read_text(encoding="utf-8")).items()}
