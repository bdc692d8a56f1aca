"""An array that grows by parts, in its place: joining a list of parts at the end would take the memory twice."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

STEP = 8
"""An array that is full grows by an eighth."""


class Growing:
    """Parts of arrays, one after the other along the first axis. ``kind`` is the type where no part comes."""

    def __init__(self, kind: type[np.generic]) -> None:
        self._whole: NDArray[Any] = np.empty(0, kind)
        self._used = 0

    def add(self, part: NDArray[Any]) -> None:
        """Put a part behind the others."""
        if not self._used:
            self._whole = np.array(part, order="C")
        else:
            wanted = self._used + len(part)
            if wanted > len(self._whole):
                self._resize(wanted + wanted // STEP)
            self._whole[self._used : wanted] = part
        self._used += len(part)

    def whole(self) -> NDArray[Any]:
        """All parts as one array; nothing can be added after it."""
        self._resize(self._used)
        return self._whole

    def _resize(self, rows: int) -> None:
        # Nobody else has the array yet, so it may be moved.
        self._whole.resize((rows, *self._whole.shape[1:]), refcheck=False)
