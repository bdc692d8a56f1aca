"""Charts as pages show them: one picture in four guises (light, dark, desk, phone), each with an address that never changes its content."""

from __future__ import annotations

import functools
import hashlib
import json
from dataclasses import dataclass, replace

from django.urls import reverse

from toepas import observatory
from toepas.kernel import Problem, Words
from toepas.observatory import (
    SIZES,
    THEMES,
    Chart,
    Slice,
    Style,
    View,
    chart,
    read_permalink,
    warm_charts,
)
from toepas_web.ui.words import in_language

PHONE = "(max-width: 40rem)"
DARK = "(prefers-color-scheme: dark)"
MOST = 4000
"""So many figures at most are drawn; a picture of more says nothing and takes long."""
KEPT = 256


@dataclass(frozen=True, slots=True)
class Source:
    """A guise of a picture: when it is shown (CSS), its address and measures."""

    media: str
    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart of a page. ``link`` is its permalink, bound to a vintage; ``key`` changes when anything about its look does."""

    link: str
    key: str
    form: str
    title: str
    subtitle: str
    alt: str
    desk: tuple[int, int]
    phone: tuple[int, int]

    def at(self, kind: str = "svg", theme: str = "light", size: str = "desk") -> str:
        """The address of a guise."""
        path = reverse("observatory-chart", args=[self.link, kind])
        return f"{path}?theme={theme}&size={size}&v={self.key}"

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every guise but the first, which is the picture itself."""
        return (
            Source(f"{PHONE} and {DARK}", self.at(theme="dark", size="phone"), *self.phone),
            Source(PHONE, self.at(size="phone"), *self.phone),
            Source(DARK, self.at(theme="dark"), *self.desk),
        )


def picture(found: Slice, form: str, said: Words) -> Picture | str:
    """The chart of a slice, or why there is none, in a sentence."""
    if found.frame.height > MOST:
        return said.t("There are too many figures in this view for a chart. Choose fewer places, years or groups.")
    bound = replace(found.view, vintage=found.vintage.id)
    try:
        return _picture(observatory.permalink(bound, said, form), said.lang)
    except Problem as problem:
        return problem.what


def picture_of(view: View, form: str, said: Words) -> Picture | str:
    """The chart of a view."""
    return picture(observatory.look(view, said), form, said)


def drawn(link: str, said: Words, style: Style) -> tuple[Chart, View]:
    """The chart that a link stands for. Raises Problem for a link that is not understood or has nothing to draw."""
    view, form = read_permalink(link, said)
    found = observatory.look(view, said)
    if found.frame.height > MOST:
        raise Problem(
            said.t("There are too many figures in this view for a chart. Choose fewer places, years or groups.")
        )
    return chart(found, said, form, style), view


@functools.lru_cache(maxsize=KEPT)
def _picture(link: str, lang: str) -> Picture:
    """A picture is the same as long as its vintage is, which its link names."""
    said = in_language(lang)
    desk, _ = drawn(link, said, Style(size="desk"))
    phone, _ = drawn(link, said, Style(size="phone"))
    look_of = json.dumps([desk.spec, phone.spec, desk.alt, repr(THEMES), repr(SIZES)], ensure_ascii=False)
    key = hashlib.sha256(look_of.encode()).hexdigest()[:16]
    return Picture(
        link,
        key,
        desk.form,
        desk.title,
        desk.subtitle,
        desk.alt,
        (desk.width, desk.height),
        (phone.width, phone.height),
    )


def key_of(link: str, said: Words) -> str:
    """The key of the picture of a link. Raises Problem as ``drawn`` does."""
    view, form = read_permalink(link, said)
    if not view.vintage:
        view = replace(view, vintage=observatory.look(view, said).vintage.id)
    return _picture(observatory.permalink(view, said, form), said.lang).key


def ready() -> None:
    """Start what takes a second the first time: the renderer, and the words that questions are read by."""
    warm_charts()
    observatory.find("AI", in_language("en"))
