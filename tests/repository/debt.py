"""Reads the table of docs/debt.md: what breaks a house law for now, each with its reason."""

import re

from tests.repository.project import ROOT


def listed(law: str) -> set[str]:
    """The places the table excuses from one house law (its first column), such as `path.py` or `path.py::function`."""
    found = set()
    for line in (ROOT / "docs/debt.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
        if line.startswith("|") and len(cells) == 4 and cells[0] == law:
            assert cells[2], f"docs/debt.md excuses {cells[1]} without a reason"
            assert cells[3], f"docs/debt.md names no command that shows {cells[1]} is still left"
            found |= set(re.findall(r"`([^`]+)`", cells[1]))
    return found
