"""What has a day or a moment and concerns one account: each part of the site says here what it knows of, for "My dates" and its calendar."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from django.utils import timezone

from toepas.kernel import Words
from toepas_web.accounts.models import User


@dataclass(frozen=True, slots=True)
class Dated:
    """``when`` is a day, or a moment with its time zone; ``zone`` names the zone in which a moment was set. ``address`` is the path of the
    page that it leads to. ``open``: it asks something of somebody, so it is late once it has passed. ``id`` stays the same when it moves.
    ``read``: where there can be very many, text, address and note are empty at first, and this gives several dates with them.
    """

    id: str
    when: datetime.date
    text: str = ""
    address: str = ""
    zone: str = ""
    note: str = ""
    open: bool = True
    minutes: int = 0
    place: str = ""
    cancelled: bool = False
    number: int = 0
    read: Callable[[Sequence[Dated]], Iterable[Dated]] | None = field(default=None, compare=False)

    @property
    def moment(self) -> datetime.datetime:
        """The moment, or the first one of the day where the site is."""
        if isinstance(self.when, datetime.datetime):
            return self.when
        return timezone.make_aware(datetime.datetime.combine(self.when, datetime.time()))

    def passed(self, now: datetime.datetime) -> bool:
        """Whether the moment, or the whole day, is over."""
        if isinstance(self.when, datetime.datetime):
            return self.when <= now
        return self.when < timezone.localdate(now)


@dataclass(frozen=True, slots=True)
class Span:
    """From the first day to the last, both included, by the clock of the site."""

    first: datetime.date
    last: datetime.date

    @property
    def moments(self) -> tuple[datetime.datetime, datetime.datetime]:
        """The first moment in it, and the first after it."""
        first, after = (
            timezone.make_aware(datetime.datetime.combine(day, datetime.time()))
            for day in (self.first, self.last + datetime.timedelta(days=1))
        )
        return first, after


Source = Callable[[User, Span, Words], Iterable[Dated]]
"""What one part of the site knows of for an account, between two days; it gives no more than ``limits()["dates"]``."""
_sources: dict[str, Source] = {}


def offer_dates(name: str, source: Source) -> None:
    """Called once by each part, when the site starts."""
    _sources[name] = source


def dates_of(user: User, span: Span, said: Words) -> list[Dated]:
    """Everything that concerns an account, the earliest first. What is shown of it is to be ``told``."""
    found = [one for name in sorted(_sources) for one in _sources[name](user, span, said)]
    return sorted(found, key=lambda one: (one.moment, one.id))


def told(dates: Sequence[Dated]) -> list[Dated]:
    """These dates with their texts; each part of the site reads all of its own at once."""
    readers = {one.read for one in dates if one.read}
    whole = {one.id: one for read in readers for one in read([part for part in dates if part.read == read])}
    return [whole.get(one.id, one) for one in dates]
