"""The panels of offers as tables: what each is, what speaks for it, and what speaks against it or is not known.

Loaded only where search is installed: it names what only the catalogue knows.
"""

from __future__ import annotations

from collections.abc import Sequence

from babel.languages import get_official_languages

from toepas.advise.chapters.offers import elsewhere
from toepas.advise.view import View
from toepas.catalogue import (
    Asset,
    Kind,
    Source,
    country_name,
    facts,
    language_name,
    layer_names,
    offer_name,
    party_text,
    purpose_name,
    sector_name,
)
from toepas.kernel.words import Words
from toepas.match import Fit, Panel, limit_text, panel_title, point_text, size_name
from toepas.paper.blocks import Block, Bullets, Heading, Inline, Para, Table, Text

POINTS = 4
"""So many reasons, and so many doubts, stand beside an offer."""
LANGUAGES = 6
"""More languages than this are counted, not listed."""
PLAIN = ("words", "meaning", "found")
"""How the search found it: no reason to choose it."""
DECIDING = {
    "solutions": ("provider", "licence", "sovereignty", "languages", "price"),
    "data": ("provider", "licence"),
    "courses": ("provider", "languages", "price"),
    "examples": (),
    "helpers": ("price",),
    "compute": ("provider",),
    "funding": (),
}
"""The facts that one decides by, for each sort: said where they are known, named as not known where they are not."""
SPOKEN = ("solutions", "courses")
"""Where it matters that something works in a language of the country."""
KNOWN_SOURCE = "known"
"""The source of what we knew without reading it at its address."""
MANY = "mul"
SUMMARY = 160


def reading(view: View) -> tuple[Block, ...]:
    """Which need was read from the case, so that a wrong reading is seen."""
    words, need, match = view.words, view.offers.need, view.offers.match
    assert need is not None
    assert match is not None
    told = ", ".join(purpose_name(name, words) for name, _ in match.purposes[:3])
    unknown = words.t("not recognised; searched by the words of the case")
    sector = ", ".join(sector_name(code, words) for code in need.sectors) or _other_sector(view)
    place = ""
    if need.place:
        country = country_name(need.place.country, words)
        place = f"{need.place.city}, {country}" if need.place.city else country
    rows = (
        (words.t("Meant for"), told or unknown),
        (words.t("Sector"), sector),
        (words.t("Place"), place or words.t("not known")),
        (words.t("Organisation"), size_name(need.size, words) if need.size else words.t("not known")),
        (
            words.t("Must work in"),
            ", ".join(language_name(code, words) for code in need.languages) or words.t("nothing said"),
        ),
        *_insisted(view),
    )
    lines: tuple[Inline, ...] = tuple((Text(f"{label}: ", bold=True), text) for label, text in rows)
    correct = words.t(
        "Is this not what you look for? Say it in your own words as 'need' in the case, and your town as 'place', and make the dossier again."
    )
    return (Heading(2, words.t("What we looked for")), Bullets(lines), Para(correct))


def _insisted(view: View) -> tuple[tuple[str, str], ...]:
    words, need = view.words, view.offers.need
    assert need is not None
    rows = []
    if need.open_licence:
        rows.append((words.t("Licence"), words.t("open")))
    if need.hosting:
        rows.append((words.t("Can be hosted in"), ", ".join(country_name(code, words) for code in need.hosting)))
    return tuple(rows)


def _other_sector(view: View) -> str:
    said = view.text("sector")
    if said:
        return view.words.t("'{sector}' is none of our sectors, so none counted", sector=said)
    return view.words.t("not known")


def panel(view: View, shown: Panel) -> tuple[Block, ...]:
    """One sort of offers."""
    words = view.words
    title = words.t("Alternatives and building blocks") if shown.name == "solutions" else panel_title(shown.name, words)
    if not shown.fits:
        return (Heading(2, title), Para(_nothing(view, shown.name)))
    header = (words.t("What"), words.t("What speaks for it"), words.t("Against it, or not known"))
    rows = tuple(
        (_what(view, shown.name, fit), _lines(_pro(view, shown.name, fit)), _lines(_con(view, shown.name, fit)))
        for fit in shown.fits
    )
    return (
        Heading(2, title),
        *_near(view, shown.name),
        Table(header, rows, _caption(shown.name, words), (38, 31, 31)),
    )


def _caption(name: str, words: Words) -> str:
    return {
        "solutions": words.t("What could be used instead, or to build with"),
        "data": words.t("Data that could be used"),
        "examples": words.t("Who did something like it, and what came of it"),
        "helpers": words.t("Who can help, nearest and fittest first"),
        "compute": words.t("Where computing power is, and how to apply"),
        "funding": words.t("Money that fits, and until when"),
        "courses": words.t("For the people who must learn"),
    }[name]


def _near(view: View, name: str) -> tuple[Block, ...]:
    """Why no distance is said, where it could have been."""
    need = view.offers.need
    if name != "helpers" or need is None or (need.place and need.place.city):
        return ()
    return (
        Para(
            view.words.t(
                "Your town is not known here, so helpers are in order of country and field, without distances. Write it as 'place' in the case."
            )
        ),
    )


def _nothing(view: View, name: str) -> Inline:
    words = view.words
    where: list[str | Text] = []
    for title, url in elsewhere(name):
        where += [", " if where else "", Text(title, href=url)]
    return (words.t("Nothing in the catalogue fits closely enough to name. Look further at:") + " ", *where, ".")


def _what(view: View, name: str, fit: Fit) -> Inline:
    """Name, one line, who, the facts that are known, and where that was read."""
    words, asset = view.words, fit.asset
    link = _link(asset)
    found: list[str | Text] = [Text(asset.text("name", words.lang), bold=True, href=link or None)]
    summary = _short(asset.text("summary", words.lang))
    known = [f"{label}: {text}" for label, text in _facts(view, name, asset) if text]
    found += [f"\n{line}" for line in (summary, *known) if line]
    return (*found, "\n", *_source(asset.sources[0], words))


def _link(asset: Asset) -> str:
    access = asset.access.url if asset.access else ""
    return asset.url or access or asset.code or (asset.provider.url if asset.provider else "")


def _short(text: str) -> str:
    """One line; a longer text is cut at a word, and shows that it was."""
    return text if len(text) <= SUMMARY else text[:SUMMARY].rsplit(" ", 1)[0] + " …"


def _source(source: Source, words: Words) -> tuple[str | Text, ...]:
    day = words.date(source.retrieved)
    if source.id == KNOWN_SOURCE:
        return (
            Text(words.t("From public knowledge of {day}, not yet confirmed at its address.", day=day), italic=True),
        )
    title = source.title or source.url
    return (
        Text(words.t("Source:") + " ", italic=True),
        Text(title, italic=True, href=source.url),
        Text(words.t(", read on {day}", day=day), italic=True),
    )


def _facts(view: View, name: str, asset: Asset) -> list[tuple[str, str]]:
    """The facts one decides by, by their label; only those that are known."""
    words = view.words
    found = [
        (label, _counted(field, text, asset, words))
        for field, label, text in _decided(asset, words)
        if field in DECIDING[name] and text != words.t("not known")
    ]
    return [*found, *_own_facts(asset, words)]


def _decided(asset: Asset, words: Words) -> list[tuple[str, str, str]]:
    """The facts of a record, of the stack only where it can be hosted: the layers are too many for a table."""
    layers = [f"{words.t('Depends on')}: {layer}" for layer in layer_names(words).values()]
    return [row for row in facts(asset, words) if row[1] not in (*layers, words.t("Leaving again"))]


def _counted(field: str, text: str, asset: Asset, words: Words) -> str:
    if field == "languages" and len(asset.languages) > LANGUAGES:
        return words.n("one language", "{n} languages", len(asset.languages))
    return text


def _own_facts(asset: Asset, words: Words) -> list[tuple[str, str]]:
    """What only this kind has: the services of a hub, the terms of a call, how to apply, what a course takes."""
    kind = asset.kind
    if kind is Kind.SERVICE:
        place = asset.place
        where = ", ".join(part for part in (place.city, country_name(place.country, words)) if part) if place else ""
        offers = ", ".join(offer_name(code, words) for code in asset.service.offers) if asset.service else ""
        return [(words.t("Place"), where), (words.t("Offers"), offers)]
    if kind is Kind.PRACTICE:
        user = asset.practice.user if asset.practice else None
        if user:
            return [(words.t("User"), party_text(user, words))]
        return [(words.t("Country"), ", ".join(country_name(code, words) for code in asset.countries))]
    if kind is Kind.COMPUTE and asset.compute:
        return [
            (words.t("System"), asset.compute.system),
            (words.t("Who may apply"), ", ".join(size_name(code, words) for code in asset.compute.who)),
            (words.t("How to apply"), asset.access.how if asset.access else ""),
        ]
    if kind is Kind.FUNDING and asset.funding:
        return _terms(asset, words)
    if kind is Kind.COURSE and asset.lesson:
        hours = asset.lesson.hours
        return [(words.t("Hours"), words.number(hours) if hours else "")]
    return []


def _terms(asset: Asset, words: Words) -> list[tuple[str, str]]:
    call = asset.funding
    assert call is not None
    most = words.t("at most {amount} euro", amount=words.number(round(call.most))) if call.most else ""
    rate = words.t("{share}% of the costs", share=round(call.rate * 100)) if call.rate else ""
    closes = words.date(call.closes) if call.closes else words.t("stays open") if call.permanent else ""
    return [
        (words.t("Programme"), call.programme),
        (words.t("Amount"), ", ".join(part for part in (most, rate) if part)),
        (words.t("Who may apply"), ", ".join(size_name(code, words) for code in call.who)),
        (words.t("Closes"), closes),
        (words.t("How to apply"), asset.access.how if asset.access else ""),
    ]


def _pro(view: View, name: str, fit: Fit) -> list[str]:
    plain = (*PLAIN, "european") if name == "helpers" else PLAIN
    said = [point_text(point, view.words) for point in fit.pro if point.code not in plain]
    found = [text for text in said if text][:POINTS]
    return found or [view.words.t("What it says resembles what you ask")]


def _con(view: View, name: str, fit: Fit) -> list[str]:
    """What speaks against it, then what is not known: all of it, for that is what one must ask."""
    words, asset = view.words, fit.asset
    found = [text for point in fit.con if (text := point_text(point, words))]
    if name in SPOKEN and _foreign(view, asset):
        found.append(words.t("Names no official language of your country as one that it works in"))
    known = {field for field, _, text in _decided(asset, words) if text != words.t("not known")}
    missing = [text for field, text in _questions(words).items() if field in DECIDING[name] and field not in known]
    if asset.kind is Kind.PRACTICE and not (asset.practice and asset.practice.outcome):
        missing.append(words.t("what came of it"))
    if not _link(asset):
        missing.append(words.t("its page"))
    if missing:
        found.append(words.t("Not known here: {what}", what=", ".join(missing)))
    return found or [words.t("Nothing that we know of; ask all the same.")]


def _questions(words: Words) -> dict[str, str]:
    """What is asked of a provider where it is not known, by the field of the record."""
    return {
        "provider": words.t("who provides it"),
        "licence": words.t("the licence"),
        "sovereignty": words.t("where it can be hosted"),
        "languages": words.t("in which languages it works"),
        "price": words.t("the price"),
    }


def _foreign(view: View, asset: Asset) -> bool:
    """Whether its languages are known, and none of them is an official one where the organisation is."""
    need = view.offers.need
    if need is None or need.place is None or not asset.languages or MANY in asset.languages:
        return False
    country = "GR" if need.place.country == "EL" else need.place.country
    return not set(get_official_languages(country, de_facto=True)) & set(asset.languages)


def _lines(texts: Sequence[str]) -> str:
    return "\n".join(f"• {text}" for text in texts)


def left_out(view: View) -> tuple[Block, ...]:
    """What fitted by its words and was left out by a limit."""
    words, match = view.words, view.offers.match
    assert match is not None
    lines: tuple[Inline, ...] = tuple(
        (Text(asset.text("name", words.lang), href=_link(asset) or None), ": ", limit_text(limit, words))
        for shown in match.panels
        for asset, limit in shown.left_out
    )
    if not lines:
        return ()
    return (Heading(2, words.t("Left out, and why")), Bullets(lines))
