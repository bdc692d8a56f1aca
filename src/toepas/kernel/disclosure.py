"""Small counts hidden, so that a count cannot be traced to a few organisations.

A cell of fewer than the threshold (and more than none) is hidden. A cell that could be worked out again from a published
total is hidden with it: along every sum that is published, at least two cells are hidden and together they hold the threshold or more
(primary and complementary suppression as offices of statistics do it). Not covered: combining several sums by algebra, and what a
reader knows from elsewhere.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Hashable, Iterable, Mapping, Sequence

Key = Hashable


def hidden(cells: Mapping[Key, int], lines: Iterable[tuple[Key, Sequence[Key]]], threshold: int) -> set[Key]:
    """The cells to hide. ``lines`` are the sums that are published: a total and the cells that add up to it."""
    found = {key for key, count in cells.items() if 0 < count < threshold}
    listed = [(total, [part for part in parts if cells.get(part)]) for total, parts in lines]
    touching: dict[Key, list[int]] = {}
    for place, (total, parts) in enumerate(listed):
        for key in (total, *parts):
            touching.setdefault(key, []).append(place)
    todo = deque(dict.fromkeys(place for key in found for place in touching.get(key, ())))
    while todo:
        total, parts = listed[todo.popleft()]
        more = _exposed(cells, found, total, parts, threshold)
        if more is not None:
            found.add(more)
            todo.extend(touching[more])
    return found


def _exposed(cells: Mapping[Key, int], found: set[Key], total: Key, parts: Sequence[Key], threshold: int) -> Key | None:
    """What else must be hidden for the hidden cells of one sum to stay hidden; None where they are safe."""
    unseen = [part for part in parts if part in found]
    if total in found:
        safe = bool(unseen)
    else:
        safe = not unseen or (len(unseen) > 1 and sum(cells[part] for part in unseen) >= threshold)
    if safe:
        return None
    seen = [part for part in parts if part not in found]
    if seen:
        return min(seen, key=lambda part: (cells[part], str(part)))
    return None if total in found else total
