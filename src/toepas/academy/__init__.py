"""Academy: what people must know, and credentials that anybody can check.

The names are loaded when they are first used: the tools for signatures belong to an extra.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from toepas.academy.credentials.keys import Key as Key

_WHERE: dict[str, str] = {}


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(name)
    return getattr(importlib.import_module(_WHERE[name]), name)
