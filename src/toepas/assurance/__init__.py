"""Assurance: does a model work here, for everyone, and what energy does it use."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    # data: reading predictions with outcomes, and the checks of the data
    from toepas.assurance.columns import Columns
    from toepas.assurance.inspecting import inspect
    from toepas.assurance.reading import read_sample
    from toepas.assurance.remarks import Said, remark_messages, remark_said, remark_text

__all__ = [
    # data: reading predictions with outcomes, and the checks of the data
    "Columns",
    "Said",
    "inspect",
    "read_sample",
    "remark_messages",
    "remark_said",
    "remark_text",
]

_FROM = {
    # data: reading predictions with outcomes, and the checks of the data
    "Columns": "columns",
    "Said": "remarks",
    "inspect": "inspecting",
    "read_sample": "reading",
    "remark_messages": "remarks",
    "remark_said": "remarks",
    "remark_text": "remarks",
}
"""Loaded when first asked for, with the module that has it: numbers and statistics take a moment that not every command needs."""


def __getattr__(name: str) -> Any:
    if name in _FROM:
        return getattr(importlib.import_module(f"toepas.assurance.{_FROM[name]}"), name)
    raise AttributeError(name)
