"""Checks the data as a whole: every name that a file uses must exist. ``python -m toepas.strategy.lint`` lists what does not."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from toepas.kernel.sector import sectors
from toepas.strategy import registry
from toepas.strategy.money import containers
from toepas.strategy.references import unknown_names


def complaints() -> Iterator[str]:
    """What is wrong: file, line and name. Raises Problem at the first entry that cannot be read at all."""
    bodies, actions, amounts = registry.bodies().keys(), registry.actions().keys(), registry.ledger().keys()
    known = {
        "document": registry.documents().keys(),
        "by": bodies,
        "actors": bodies,
        "payers": bodies,
        "programmes": registry.programmes().keys(),
        "instruments": registry.instruments().keys(),
        "sectors": sectors().keys(),
        "linked": actions,
        "actions": actions,
        "within": amounts,
        "overlaps": amounts,
    }
    registry.contradictions(), registry.positions(), registry.shipped_events()  # each reads its files or raises
    for located in registry.data_files().values():
        for name, where, expected in unknown_names(located, known):
            yield f"{where}: '{name}' is not one of {', '.join(expected)}"
    for amount in registry.ledger().values():
        if amount.id in containers(amount, registry.ledger()):
            yield f"ledger.yaml: '{amount.id}' contains itself by way of 'within'"


if __name__ == "__main__":
    found = list(complaints())
    sys.stdout.write("".join(f"{line}\n" for line in found))
    sys.exit(bool(found))
