"""Where Toepas keeps things on this machine: what must last, and what can be made anew."""

from __future__ import annotations

import os
from pathlib import Path


def data_dir() -> Path:
    """What must last (pulled law, the site's database and files): ``TOEPAS_HOME``, else the user's data folder."""
    home = os.environ.get("TOEPAS_HOME")
    if home:
        return Path(home)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "toepas"


def cache_dir() -> Path:
    """What can be made anew at any time: below ``TOEPAS_HOME``, else the user's cache folder."""
    home = os.environ.get("TOEPAS_HOME")
    return Path(home) if home else Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "toepas"
