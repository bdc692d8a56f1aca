"""publiccode.yml out, version 0.7: what is known of a solution or a building block, and nothing that is not.

Where the standard demands what nobody knows, a draft comes out that names it: it is to be filled in by whoever knows.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import yaml

from toepas.catalogue.model import Asset
from toepas.catalogue.publiccode import forms, graphemes, terms
from toepas.catalogue.publiccode.check import check_publiccode
from toepas.catalogue.publiccode.schema import VERSION, Key, schema
from toepas.catalogue.report import Severity
from toepas.kernel.words import Words

ISO = {ours: theirs for theirs, ours in terms.COUNTRIES.items()}
MANY = "mul"
"""Says that there are several languages, and not which."""


def publiccode_gaps(asset: Asset) -> list[str]:
    """The keys that keep an asset from being described in publiccode.yml, or one of its languages or its provider from
    being named there. Raises ValueError for an asset that is no software."""
    document, left_out = _document(asset)
    report = check_publiccode(_yaml(document).encode(), Words())
    missing = [message.key for message in report.of_severity(Severity.ERROR)]
    return list(dict.fromkeys([*missing, *left_out]))


def to_publiccode(asset: Asset, words: Words) -> str:
    """A solution or building block as publiccode.yml; above it, in comments, what is missing (``publiccode_gaps``).

    Raises ValueError for an asset that is no software.
    """
    document, _ = _document(asset)
    gaps = publiccode_gaps(asset)
    return "".join(f"# {line}\n" for line in _comments(gaps, words)) + _yaml(document)


def _comments(gaps: list[str], words: Words) -> Iterator[str]:
    if gaps:
        yield words.t("Not known in the catalogue, and left out. Fill in what you know:")
        for gap in gaps:
            yield f"  {gap}"
        yield words.t("Then check the file: toepas catalogue validate publiccode.yml")


def _document(asset: Asset) -> tuple[dict[str, Any], list[str]]:
    """What can be said, and the keys for want of which something else is left out."""
    if asset.kind not in terms.SOFTWARE:
        raise ValueError(asset.kind)
    kept = {key.removeprefix(terms.KEPT): text for key, text in asset.extra.items() if key.startswith(terms.KEPT)}
    told, left_out = _described(asset, kept)
    organisation = _organisation(asset, kept)
    if asset.provider and not organisation:
        left_out.append("organisation.uri")
    code = asset.code or kept.get("url", "")
    found: dict[str, Any] = {
        "publiccodeYmlVersion": VERSION,
        "name": asset.text("name", "en"),
        "applicationSuite": kept.get("applicationSuite"),
        "url": code,
        "landingURL": asset.url if asset.url != code else "",
        "isBasedOn": list(asset.related.get(terms.BASED_ON, ())),
        "softwareVersion": asset.version,
        "releaseDate": asset.issued.isoformat() if asset.issued and asset.version else kept.get("releaseDate"),
        "logo": kept.get("logo"),
        "organisation": organisation,
        "platforms": _lines(kept, "platforms"),
        "categories": list(asset.keywords),
        "usedBy": _lines(kept, "usedBy"),
        "fundedBy": [{"uri": uri} for uri in _lines(kept, "fundedBy") if forms.is_organisation(uri)],
        "roadmap": kept.get("roadmap"),
        "developmentStatus": _status(asset, kept),
        "softwareType": kept.get("softwareType") if terms.kind_of(kept.get("softwareType", "")) is asset.kind else "",
        "supports": [{"id": name} for name in _lines(kept, "supports") if forms.is_support(name)],
        "intendedAudience": {
            "scope": _scopes(asset, kept),
            "countries": [ISO.get(country, country) for country in asset.countries],
            "unsupportedCountries": _lines(kept, "intendedAudience.unsupportedCountries"),
        },
        "description": told,
        "legal": {"license": asset.licence},
        "maintenance": {"type": kept.get("maintenance.type")},
        "localisation": {
            "localisationReady": _ready(asset, kept),
            "availableLanguages": [lang for lang in asset.languages if lang != MANY],
        },
        "dependsOn": {name: _needed(kept.get(f"dependsOn.{name}", "")) for name in terms.DEPENDENCIES},
    }
    fitting = _fitting(found, schema().keys)
    return fitting, left_out


def _fitting(found: dict[str, Any], keys: dict[str, Key]) -> dict[str, Any]:
    """Only what is said, and of it only what the standard takes: a value of another form is not known to be right."""
    fitting: dict[str, Any] = {}
    for name, value in found.items():
        key = keys[name]
        if key.type == "map" and isinstance(value, dict):
            value = _fitting(value, key.keys)
        elif isinstance(value, list) and key.form and not key.keys:
            value = [item for item in value if _fits(key, item)]
        elif isinstance(value, str) and not _fits(key, value):
            continue
        if value not in (None, "", [], {}):
            fitting[name] = value
    return fitting


def _fits(key: Key, text: str) -> bool:
    if key.form in forms.FILES:
        return not text.startswith("/") and text.lower().endswith(forms.FILES[key.form])
    return not key.form or forms.fits(key.form, text)


def _described(asset: Asset, kept: dict[str, str]) -> tuple[dict[str, Any], list[str]]:
    """The sections by language: where one has everything, only those that have; and what the others lack."""
    keys = schema().keys["description"].keys
    plain = asset.text("name", "en")
    sections: dict[str, Any] = {}
    lacking: dict[str, list[str]] = {}
    for lang in dict.fromkeys([*asset.name, *asset.summary, *asset.description]):
        if not forms.is_language(lang):
            continue
        own = asset.name.get(lang, "")
        section = _fitting(
            {
                "localisedName": own if own != plain else "",
                "shortDescription": _sized(asset.summary.get(lang, ""), keys["shortDescription"]),
                "longDescription": _sized(asset.description.get(lang, ""), keys["longDescription"]),
                **{name: kept.get(f"description.{lang}.{name}") for name in terms.TOLD},
                **{name: _lines(kept, f"description.{lang}.{name}") for name in terms.TOLD_LISTS},
            },
            keys,
        )
        lacking[lang] = [
            f"description.{lang}.{name}" for name, key in keys.items() if key.required and name not in section
        ]
        sections[lang] = section
    whole = [lang for lang, missing in lacking.items() if not missing]
    left_out = [key for missing in lacking.values() for key in missing]
    return ({lang: sections[lang] for lang in whole} if whole else sections), left_out


def _sized(text: str, key: Key) -> str:
    """A text of an allowed length; empty otherwise, for we neither cut nor pad."""
    return text if key.least <= graphemes.count(text) <= key.most else ""


def _lines(kept: dict[str, str], name: str) -> list[str]:
    return [line for line in kept.get(name, "").split("\n") if line]


def _organisation(asset: Asset, kept: dict[str, str]) -> dict[str, str]:
    """The provider with its identifier, without which the standard does not take it."""
    uri = kept.get("organisation.uri") or (asset.provider.url if asset.provider else "")
    if not forms.is_organisation(uri):
        return {}
    return ({"name": asset.provider.name} if asset.provider else {}) | {"uri": uri}


def _status(asset: Asset, kept: dict[str, str]) -> str:
    said = kept.get("developmentStatus", "")
    if said and terms.STATUS.get(said) is asset.maturity:
        return said
    return next((status for status, maturity in terms.STATUS.items() if maturity is asset.maturity), "")


def _scopes(asset: Asset, kept: dict[str, str]) -> list[str]:
    """The fields of use: as the file said, else those of sectors that a source states; ours stay ours."""
    said = _lines(kept, "intendedAudience.scope")
    if said or "sectors" in asset.derived:
        return said
    return [terms.SCOPES[sector] for sector in asset.sectors if sector in terms.SCOPES]


def _ready(asset: Asset, kept: dict[str, str]) -> bool | None:
    """Whether it can be had in more languages: as was said; what exists in several can. Else it is not known."""
    said = {"true": True, "false": False}.get(kept.get("localisation.localisationReady", "").lower())
    return True if said is None and len(set(asset.languages) - {MANY}) > 1 else said


def _needed(text: str) -> list[dict[str, Any]]:
    """Dependencies as they were kept."""
    if not text.startswith("["):
        return []
    needed: list[dict[str, Any]] = json.loads(text)
    return [
        {**one, **({"optional": one["optional"].lower() == "true"} if "optional" in one else {})}
        for one in needed
        if one.get("name")
    ]


class _Dumper(yaml.SafeDumper):
    """Writes texts of several lines as such."""


def _text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style="|" if "\n" in text else None)


_Dumper.add_representer(str, _text)


def _yaml(document: dict[str, Any]) -> str:
    return yaml.dump(document, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110, default_flow_style=False)
