"""What comes of a question."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.observatory.model import View


@dataclass(frozen=True, slots=True)
class Understood:
    """A part of a question and how it was taken: the ``words`` as they were written, and what they ``mean`` in the reader's
    language. ``kind`` is what it decides: indicator, place, period, size, activity, sector, code, age, form, by, elsewhere."""

    kind: str
    words: str
    means: str


@dataclass(frozen=True, slots=True)
class Found:
    """The view that answers a question, or none. ``notes`` say in sentences where the view is not what was asked; ``ignored`` are
    words that were not understood; ``others`` are views nearby, to be offered and never taken for the answer."""

    question: str
    view: View | None
    form: str = ""
    understood: tuple[Understood, ...] = ()
    ignored: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    others: tuple[View, ...] = ()

    @property
    def exact(self) -> bool:
        """Whether the view is what was asked for, as far as every word was understood."""
        return self.view is not None and not self.notes and not self.ignored
