"""What codes of the catalogue are called, in the reader's language."""

from __future__ import annotations

from babel import Locale

from toepas.catalogue.harvest.connector import source_facts, source_names
from toepas.catalogue.model import Asset, Energy, Layer, Party, Source
from toepas.catalogue.search.facets import UNKNOWN
from toepas.catalogue.vocabulary import concepts, sector_labels
from toepas.kernel.sector import sectors
from toepas.kernel.words import Words


def kind_name(kind: str, words: Words) -> str:
    """What sort of thing a kind is."""
    return {
        "solution": words.t("solution"),
        "model": words.t("AI model"),
        "dataset": words.t("data set"),
        "data-space": words.t("data space"),
        "building-block": words.t("building block"),
        "service": words.t("service of a helper"),
        "compute": words.t("computing power"),
        "funding": words.t("funding"),
        "course": words.t("course"),
        "practice": words.t("example from practice"),
    }.get(kind, kind)


def country_name(code: str, words: Words) -> str:
    """A country by its code (Greece is EL), the Union, or one's own machines."""
    if code == "own":
        return words.t("your own machines")
    return str(Locale.parse(words.locale).territories.get("GR" if code == "EL" else code, code))


def language_name(code: str, words: Words) -> str:
    """A language by its code."""
    return words.t("many languages") if code == "mul" else str(Locale.parse(words.locale).languages.get(code, code))


def sector_name(code: str, words: Words) -> str:
    """A sector by its code."""
    return sector_labels(words.lang)[code][0] if code in sectors() else code


def purpose_name(code: str, words: Words) -> str:
    """A purpose by its id."""
    return concepts()[code].label(words.lang) if code in concepts() else code


def maturity_name(code: str, words: Words) -> str:
    """How far something is."""
    return {
        "planned": words.t("planned"),
        "development": words.t("in development"),
        "pilot": words.t("pilot"),
        "in-use": words.t("in use"),
        "retired": words.t("no longer in use"),
    }.get(code, code)


def openness_name(code: str, words: Words) -> str:
    """What can be seen and reused."""
    return {
        "open-source": words.t("open source"),
        "open-weights": words.t("open weights"),
        "open-data": words.t("open data"),
        "restricted": words.t("restricted"),
        "proprietary": words.t("closed"),
    }.get(code, code)


def price_name(code: str, words: Words) -> str:
    """How one pays."""
    return {
        "free": words.t("free of charge"),
        "partly-subsidised": words.t("partly subsidised"),
        "subscription": words.t("subscription"),
        "per-use": words.t("per use"),
        "licence-fee": words.t("licence fee"),
        "on-request": words.t("on request"),
    }.get(code, code)


def network_name(code: str, words: Words) -> str:
    """Which network a helper belongs to."""
    return {
        "edih": words.t("European Digital Innovation Hub"),
        "seal-of-excellence": words.t("hub with a Seal of Excellence"),
        "dih": words.t("digital innovation hub"),
        "tef": words.t("testing and experimentation facility"),
        "sandbox": words.t("sandbox"),
        "national": words.t("national helper"),
    }.get(code, code)


def offer_name(code: str, words: Words) -> str:
    """One of the services of a hub."""
    return {
        "test-before-invest": words.t("test before you invest"),
        "training": words.t("training"),
        "finding-funding": words.t("finding funding"),
        "networking": words.t("networking"),
    }.get(code, code)


def grade_name(code: str, words: Words) -> str:
    """How a figure about energy came about."""
    return {
        "metered": words.t("metered"),
        "counter": words.t("read from counters of the machine"),
        "modelled": words.t("modelled"),
        "assumed": words.t("assumed"),
        "withheld": words.t("withheld by the provider"),
    }.get(code, code)


def source_text(source: Source, words: Words) -> str:
    """A source of an asset in words: its title, and when it was read or, where nothing was read, noted."""
    day = words.date(source.retrieved)
    if source.id == KNOWN:
        return words.t("known in public, not read at the address; noted on {day}", day=day)
    return words.t("{title}, read on {day}", title=source.title or source_name(source.id, words), day=day)


def source_name(code: str, words: Words) -> str:
    """A source by its id."""
    if code in source_names():
        return str(source_facts(code)["title"])
    return words.t("Starter catalogue") if code == "web" else code


KNOWN = "known"
"""The id of the source of what is known in public, and was read nowhere in particular."""


def field_name(field: str, words: Words) -> str:
    """What a field of an asset is called, where its source is told."""
    return {
        "name": words.t("Name"),
        "summary": words.t("Summary"),
        "description": words.t("Description"),
        "url": words.t("Address"),
        "code": words.t("Source code"),
        "provider": words.t("Provider"),
        "purposes": words.t("Meant for"),
        "sectors": words.t("Sectors"),
        "languages": words.t("Works in"),
        "maturity": words.t("Maturity"),
        "price": words.t("Price"),
        "licence": words.t("Licence"),
        "openness": words.t("Openness"),
        "sovereignty": words.t("Dependence, layer by layer"),
        "evidence": words.t("Evidence"),
        "energy": words.t("Energy"),
        "ai_act": words.t("Facts for the check"),
        "training": words.t("How the model was made"),
        "access": words.t("Access"),
        "funding": words.t("Conditions of funding"),
        "place": words.t("Place"),
    }.get(field.split(".")[0], words.t("other details"))


def facet_name(name: str, words: Words) -> str:
    """What a facet is called."""
    return {
        "kind": words.t("Kind"),
        "sector": words.t("Sector"),
        "purpose": words.t("Purpose"),
        "country": words.t("Country"),
        "language": words.t("Works in"),
        "european": words.t("European provider"),
        "openness": words.t("Openness"),
        "licence": words.t("Licence"),
        "hosting": words.t("Can be hosted in"),
        "maturity": words.t("Maturity"),
        "price": words.t("Price"),
        "evidence": words.t("Evidence"),
        "source": words.t("Source"),
        "network": words.t("Network"),
    }[name]


def value_name(facet: str, value: str, words: Words) -> str:
    """What a value of a facet is called."""
    if value == UNKNOWN:
        return words.t("not known")
    fixed = {
        ("european", "yes"): words.t("yes"),
        ("european", "no"): words.t("no"),
        ("licence", "open"): words.t("open"),
        ("licence", "other"): words.t("not open"),
        ("evidence", "shown"): words.t("evidence of how it works"),
        ("evidence", "energy"): words.t("figures on energy"),
    }.get((facet, value))
    if fixed:
        return fixed
    named = {
        "kind": kind_name, "sector": sector_name, "purpose": purpose_name, "country": country_name, "language": language_name,
        "openness": openness_name, "hosting": country_name, "maturity": maturity_name, "price": price_name,
        "source": source_name, "network": network_name,
    }.get(facet)  # fmt: skip
    return named(value, words) if named else value


def party_text(party: Party | None, words: Words) -> str:
    """An organisation with its country; not known where there is none."""
    if party is None:
        return words.t("not known")
    country = country_name(party.country, words) if party.country else ""
    return ", ".join(part for part in (party.name, country) if part)


def layer_names(words: Words) -> dict[str, str]:
    """What the layers of the stack are called."""
    return {
        "hardware": words.t("Hardware"),
        "cloud": words.t("Cloud"),
        "model": words.t("Model"),
        "data": words.t("Data"),
        "application": words.t("Application"),
    }


def layer_text(layer: Layer | None, words: Words) -> str:
    """Who supplies a layer, from where."""
    if layer is None or not (layer.supplier or layer.country or layer.note):
        return words.t("not known")
    country = country_name(layer.country, words) if layer.country else ""
    return ", ".join(part for part in (layer.supplier, country, layer.note) if part)


def energy_text(figure: Energy, words: Words) -> str:
    """A figure about energy with its range, unit and how it came about."""
    grade = grade_name(figure.grade, words)
    if figure.value is None and figure.low is None:
        return grade
    numbers = words.number(figure.value) if figure.value is not None else ""
    if figure.low is not None and figure.high is not None:
        span = words.t("{low} to {high}", low=words.number(figure.low), high=words.number(figure.high))
        numbers = f"{numbers} ({span})" if numbers else span
    per = words.t("per {thing}", thing=figure.per) if figure.per else ""
    return " ".join(part for part in (numbers, figure.unit, per, f"({grade})") if part)


def facts(asset: Asset, words: Words) -> list[tuple[str, str, str]]:
    """What one decides by, the same rows for every asset: (field, label, text). What is not known says so."""
    unknown = words.t("not known")
    stack = asset.sovereignty
    names = layer_names(words)

    def listed(items: tuple[str, ...], name: object) -> str:
        return ", ".join(name(item, words) for item in items) or unknown  # type: ignore[operator]  # one of the functions above

    rows = [
        ("kind", words.t("Kind"), kind_name(asset.kind, words)),
        ("provider", words.t("Provider"), party_text(asset.provider, words)),
        ("purposes", words.t("Meant for"), listed(asset.purposes, purpose_name)),
        ("sectors", words.t("Sectors"), listed(asset.sectors, sector_name)),
        ("languages", words.t("Works in"), listed(asset.languages, language_name)),
        ("maturity", words.t("Maturity"), maturity_name(asset.maturity, words) if asset.maturity else unknown),
        ("price", words.t("Price"), price_name(asset.price, words) if asset.price else unknown),
        ("licence", words.t("Licence"), asset.licence or unknown),
        ("openness", words.t("Openness"), openness_name(asset.openness, words) if asset.openness else unknown),
        ("sovereignty", words.t("Can be hosted in"), listed(stack.hosting if stack else (), country_name)),
    ]
    rows += [
        (
            "sovereignty",
            f"{words.t('Depends on')}: {names[layer]}",
            layer_text(getattr(stack, layer) if stack else None, words),
        )
        for layer in names
    ]
    return [
        *rows,
        ("sovereignty", words.t("Leaving again"), (stack.exit if stack else "") or unknown),
        ("evidence", words.t("Evidence"), ", ".join(shown.title for shown in asset.evidence) or unknown),
        ("energy", words.t("Energy"), "; ".join(energy_text(figure, words) for figure in asset.energy) or unknown),
    ]
