"""What a person reads, in their language: gettext catalogues, with dates, numbers and country names to match."""

from __future__ import annotations

import datetime
import functools
import gettext
import io
from pathlib import Path

LOCALE_DIR = Path(__file__).resolve().parent.parent / "locale"
SOURCE_LANGUAGE = "en"
EUROPEAN = {"en": "en_IE", "pt": "pt_PT"}
"""Where a language is also spoken elsewhere, dates and amounts are written as in Europe."""


def languages() -> tuple[str, ...]:
    """Every language that is offered: the source language and those with a catalogue."""
    found = sorted(path.parent.parent.name for path in LOCALE_DIR.glob("*/LC_MESSAGES/toepas.po"))
    return (SOURCE_LANGUAGE, *(code for code in found if code != SOURCE_LANGUAGE))


@functools.cache
def _catalogue(lang: str, folders: tuple[Path, ...]) -> gettext.NullTranslations:
    """The catalogues of a language, the first folder asked first."""
    if lang == SOURCE_LANGUAGE:
        return gettext.NullTranslations()
    first, *others = (_read(folder / lang / "LC_MESSAGES" / "toepas.po", lang) for folder in folders)
    for other in others:
        first.add_fallback(other)
    return first


def _read(source: Path, lang: str) -> gettext.GNUTranslations:
    compiled = source.with_suffix(".mo")
    if compiled.exists() and (not source.exists() or compiled.stat().st_mtime >= source.stat().st_mtime):
        with compiled.open("rb") as stream:
            return gettext.GNUTranslations(stream)
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    with source.open("rb") as stream:
        catalogue = read_po(stream, locale=lang)
    buffer = io.BytesIO()
    write_mo(buffer, catalogue)
    buffer.seek(0)
    return gettext.GNUTranslations(buffer)


class Words:
    """Texts in one language. ``lang`` is a two-letter code of a language that is offered.

    ``more`` are further catalogue folders, asked first: those of a program that is built on the library.
    """

    def __init__(self, lang: str = SOURCE_LANGUAGE, more: tuple[Path, ...] = ()) -> None:
        if lang not in languages():
            raise ValueError(lang)
        self.lang = lang
        self.locale = EUROPEAN.get(lang, lang)
        self._catalogue = _catalogue(lang, (*more, LOCALE_DIR))

    def t(self, message: str, /, **values: object) -> str:
        """Translate a sentence; ``{name}`` parts are filled in afterwards."""
        text = self._catalogue.gettext(message)
        return text.format(**values) if values else text

    def n(self, singular: str, plural: str, count: int, /, **values: object) -> str:
        """Translate a sentence that depends on a number, available as ``{n}``."""
        return self._catalogue.ngettext(singular, plural, count).format(n=count, **values)

    def entry(self, context: str, message: str) -> str:
        """Translate a text of an entry of the data; ``context`` is the stable id of the entry and its field."""
        text = self._catalogue.pgettext(context, message)
        return text if text else message

    def date(self, value: datetime.date | None) -> str:
        """A date in words: "2 December 2026"; "never" for None."""
        if value is None:
            return self.t("never")
        from babel.dates import format_date

        return format_date(value, format="long", locale=self.locale)

    def money(self, value: float, *, cents: bool = False) -> str:
        """An amount in euros: whole ones, or with cents."""
        from babel.numbers import format_currency

        shape = "¤\u00a0#,##0.00" if cents else "¤\u00a0#,##0"
        return format_currency(value, "EUR", locale=self.locale, format=shape, currency_digits=False)

    def number(self, value: float) -> str:
        """A number with the language's separators."""
        from babel.numbers import format_decimal

        return format_decimal(value, locale=self.locale)

    def percent(self, value: float) -> str:
        """A share as a percentage."""
        from babel.numbers import format_percent

        return format_percent(value, locale=self.locale)

    def country(self, code: str) -> str:
        """The name of a country by its two-letter code; the code itself where there is none."""
        from babel import Locale

        return str(Locale.parse(self.locale).territories.get(code, code))
