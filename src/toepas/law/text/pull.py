"""``toepas law pull``: one text of the law in one language, with its recitals, onto this machine."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words
from toepas.law.sources import read_act
from toepas.law.text import store
from toepas.law.text.cellar import LANGUAGES, Cellar, Missing, Progress
from toepas.law.text.formex import NotThisTextError
from toepas.law.text.model import FORMEX, XHTML, Fetched, LawText

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Pulled:
    """What is here now, and what was found here already."""

    version: str
    lang: str
    text: LawText
    already: bool


def known_celex(version: str) -> str | None:
    """The CELEX number of a text version we know."""
    known = read_act("ai_act").act["text_versions"].get(version)
    return str(known["celex"]) if known else None


def consolidated(base: str, version: str) -> str:
    """The CELEX number of the consolidated text of an act that holds from a day."""
    return f"0{base[1:]}-{version.replace('-', '')}"


def pull(
    cellar: Cellar,
    lang: str,
    version: str | None,
    stamp: datetime.datetime,
    say: Say,
    progress: Progress | None = None,
) -> Pulled:
    """Fetch, check and keep a text; ``version`` None means the newest one the office has.

    What is here already is not fetched again. Raises Problem with what to do for everything that can go wrong.
    """
    words = cellar.words
    if lang not in LANGUAGES:
        codes = ", ".join(LANGUAGES)
        raise Problem(
            words.t("'{lang}' is not an official language of the Union.", lang=lang), where="--lang", expected=codes
        )
    base = str(read_act("ai_act").act["recitals_celex"])
    if version is None:
        celex = cellar.newest(base)
        version = f"{celex[-8:-4]}-{celex[-4:-2]}-{celex[-2:]}"
        say(words.t("The newest text is that of {version}.", version=version))
    else:
        celex = known_celex(version) or consolidated(base, _day(version, words))
    already = store.has_part(version, lang, store.ACT)
    if not already:
        start = celex.rsplit("-", 1)[1] if "-" in celex else None
        fetched = _fetch(cellar, celex, lang, version, start, say, progress)
        store.keep(version, lang, store.ACT, fetched, celex, stamp)
    text = store.parse(store.folder(version, lang), version, lang)
    if not text.count("rct") and not store.has_part(version, lang, store.RECITALS):
        say(words.t("The recitals come from the act as first published."))
        already = False
        recitals = _fetch(cellar, base, lang, version, None, say, progress)
        store.keep(version, lang, store.RECITALS, recitals, base, stamp)
    loaded = store.load_text(version, lang)
    assert loaded is not None
    return Pulled(version, lang, loaded, already)


def _fetch(
    cellar: Cellar, celex: str, lang: str, version: str, start: str | None, say: Say, progress: Progress | None
) -> Fetched:
    words = cellar.words
    for kind in (FORMEX, XHTML):
        try:
            fetched = cellar.fetch(celex, lang, kind, progress)
            store.read_members(fetched.members, fetched.format, version, lang, start)
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
    raise Problem(
        words.t("The Publications Office does not have {celex} in this language.", celex=celex),
        where=f"--version {version} --lang {lang}",
        todo=words.t("Try another language or another text; 'toepas law list' shows what is here."),
    )


def _not_in(lang: str, celex: str, words: Words) -> Problem:
    return Problem(
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
