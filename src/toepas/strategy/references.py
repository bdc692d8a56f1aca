"""Do the names in the files exist? One walk over a file, with the line of each name that does not."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from toepas.kernel.yamlfile import Located, Place


def unknown_names(located: Located, known: Mapping[str, Collection[str]]) -> Iterator[tuple[str, str, list[str]]]:
    """Every name that does not exist: the name, file and line, and the names that do.

    ``known`` says for a field (``actors``, ``document``, ...) which names its text or list of texts may hold.
    """
    yield from _walk(located.data, (), located, known)


def _walk(
    node: Any, place: Place, located: Located, known: Mapping[str, Collection[str]]
) -> Iterator[tuple[str, str, list[str]]]:
    if isinstance(node, list):
        for index, child in enumerate(node):
            yield from _walk(child, (*place, index), located, known)
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        names = value if isinstance(value, list) else [value]
        if key in known and all(isinstance(name, str) for name in names):
            for name in names:
                if name not in known[key]:
                    yield name, located.where(*place, key), sorted(known[key])
        else:
            yield from _walk(value, (*place, key), located, known)
