"""``toepas law pull``: one text of the law in one language, with its recitals, onto this machine."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words
from toepas.law.sources import read_act
from toepas.law.text import store
from toepas.law.text.cellar import Cellar, Missing, Progress
from toepas.law.text.identity import celex_of, must_be, version_of
from toepas.law.text.languages import LANGUAGES
from toepas.law.text.model import FORMEX, XHTML, Fetched, LawText, NotThisTextError

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What is here now, and what was found here already."""

    version: str
    lang: str
    text: LawText
    already: bool


def pull(
    cellar: Cellar,
    lang: str,
    version: str | None,
    stamp: datetime.datetime,
    say: Say,
    progress: Progress | None = None,
) -> Pulled:
    """Fetch, check and keep a text; ``version`` None means the newest one that holds on the day of ``stamp``.

    Where nobody named a version and that text does not exist in the language, the act as first published is
    fetched instead, and ``say`` is told so; it is kept under its own version. What is here already is not fetched
    again. Raises Problem with what to do for everything that can go wrong.
    """
    words = cellar.words
    if lang not in LANGUAGES:
        codes = ", ".join(LANGUAGES)
        raise Problem(
            words.t("'{lang}' is not an official language of the Union.", lang=lang), where="--lang", expected=codes
        )
    if version is not None:
        return _one(cellar, lang, _day(version, words), stamp, say, progress)
    wanted = _newest(cellar, stamp.date(), say)
    try:
        return _one(cellar, lang, wanted, stamp, say, progress)
    except _NotThereError:
        first = min(read_act("ai_act").act["text_versions"])
        say(
            words.t(
                "The text of {version} is not there in '{lang}': the act as first published ({first}) is fetched instead. "
                "It lacks what was changed since.",
                version=wanted,
                lang=lang,
                first=first,
            )
        )
        return _one(cellar, lang, first, stamp, say, progress)


class _NotThereError(Problem):
    """The office does not have a text in a language; an answer, not a failure."""


def _newest(cellar: Cellar, on: datetime.date, say: Say) -> str:
    celex, later = cellar.newest(str(read_act("ai_act").act["recitals_celex"]), on)
    version = version_of(celex).isoformat()
    if version_of(celex) > on:
        say(cellar.words.t("Only a text that holds from {version} on is there.", version=version))
        return version
    say(cellar.words.t("The newest text is that of {version}.", version=version))
    for other in later:
        say(cellar.words.t("There is one that holds only from {version} on.", version=version_of(other).isoformat()))
    return version


def _one(
    cellar: Cellar, lang: str, version: str, stamp: datetime.datetime, say: Say, progress: Progress | None
) -> Pulled:
    """One text with its recitals; each part is kept as soon as it is here, so that an interruption costs one part."""
    celex = celex_of(version)
    already = store.has_part(version, lang, store.ACT)
    if not already:
        store.keep(version, lang, store.ACT, _fetch(cellar, celex, lang, version, say, progress), celex, stamp)
    text = store.parse(store.folder(version, lang), version, lang)
    if not text.count("rct") and not store.has_part(version, lang, store.RECITALS):
        say(cellar.words.t("The recitals come from the act as first published."))
        already = False
        base = str(read_act("ai_act").act["recitals_celex"])
        store.keep(version, lang, store.RECITALS, _fetch(cellar, base, lang, version, say, progress), base, stamp)
    loaded = store.load_text(version, lang)
    assert loaded is not None
    return Pulled(version, lang, loaded, already)


def _fetch(cellar: Cellar, celex: str, lang: str, version: str, say: Say, progress: Progress | None) -> Fetched:
    words = cellar.words
    for kind in (FORMEX, XHTML):
        try:
            fetched = cellar.fetch(celex, lang, kind, progress)
            must_be(fetched, celex, lang)
            text = store.read_members(fetched.members, fetched.format, version, lang)
            if "-" not in celex and not text.count("rct"):  # only consolidated texts come without
                raise NotThisTextError("no recital found")
            return fetched
        except Missing as missing:
            if missing.what == "language":
                raise _not_in(lang, celex, words) from None
            say(words.t("{celex} is not there as {format}.", celex=celex, format=kind))
        except NotThisTextError as error:
            raise Problem(
                words.t("The Publications Office sent something else than the text asked for."),
                where=f"{celex} {lang}: {error}",
                todo=words.t("Nothing was kept. Try again later, or name another text with --version."),
                code=EXIT_OUTPUT,
            ) from None
    raise _NotThereError(
        words.t("The Publications Office does not have {celex} in this language.", celex=celex),
        where=f"--version {version} --lang {lang}",
        todo=words.t("Try another language or another text; 'toepas law list' shows what is here."),
    )


def _not_in(lang: str, celex: str, words: Words) -> Problem:
    return _NotThereError(
        words.t("The text {celex} does not exist in '{lang}' (yet).", celex=celex, lang=lang),
        where="--lang",
        todo=words.t(
            "Some consolidated texts exist in a few languages only. Ask for the text as first published: --version {version}.",
            version=min(read_act("ai_act").act["text_versions"]),
        ),
    )


def _day(version: str, words: Words) -> str:
    try:
        return datetime.date.fromisoformat(version).isoformat()
    except ValueError:
        raise Problem(
            words.t("'{value}' is not a date.", value=version),
            where="--version",
            expected=", ".join(sorted(read_act("ai_act").act["text_versions"])),
            todo=words.t("Write year-month-day."),
        ) from None
