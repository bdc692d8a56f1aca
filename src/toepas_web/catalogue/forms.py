"""The form of an entry: what providers say of what they share, as a record of the catalogue."""

from __future__ import annotations

import datetime
from typing import Any

from django.http import QueryDict

from toepas.catalogue import (
    LAYERS,
    Kind,
    concepts,
    country_name,
    facet_name,
    kind_name,
    language_name,
    layer_names,
    purpose_name,
    read_asset,
    sector_name,
    value_name,
)
from toepas.kernel import Problem, Words, sectors
from toepas.retrieval import OFFICIAL_LANGUAGES

KINDS = (
    Kind.SOLUTION, Kind.MODEL, Kind.DATASET, Kind.BUILDING_BLOCK, Kind.DATA_SPACE, Kind.SERVICE, Kind.COMPUTE, Kind.COURSE,
    Kind.PRACTICE,
)  # fmt: skip
"""What one can share here; calls for funding come from those who fund."""
TEXTS = {"name": 120, "summary": 200, "description": 2000}
LINES = ("url", "code", "licence", "contact", "price_note")
CHOICES = ("maturity", "openness", "price")
CHOSEN = {
    "maturity": ("planned", "development", "pilot", "in-use"),
    "openness": ("open-source", "open-weights", "open-data", "restricted", "proprietary"),
    "price": ("free", "partly-subsidised", "subscription", "per-use", "licence-fee", "on-request"),
}
HOSTS = ("EU", "own")
MOST = 5
"""So many purposes and sectors may be named: an entry for everything is for nothing."""


class EntryForm:
    """The fields of an entry as they were typed, the record they make, and what is wrong with them.

    ``given`` are typed fields; without it the fields of ``draft`` are shown. ``said`` are the words of the reader.
    """

    def __init__(self, said: Words, draft: dict[str, Any], given: QueryDict | None = None) -> None:
        self.said = said
        self.lang = said.lang
        self._draft = draft
        self.values = _typed(given) if given is not None else _shown(draft, said.lang)
        self.problems: list[tuple[str, str]] = []

    def read(self, asset_id: str, source: str, on: datetime.date) -> dict[str, Any] | None:
        """The record, or None with ``problems`` filled. ``source`` is the address of this site."""
        said, given = self.said, self.values
        if not given["name"]:
            self.problems.append(("name", said.t("Give it a name.")))
        if not given["summary"]:
            self.problems.append(("summary", said.t("Say in one line what it does.")))
        if not given["provider"]:
            self.problems.append(("provider", said.t("Say which organisation offers it.")))
        if not given["kind"]:
            self.problems.append(("kind", said.t("Choose what it is.")))
        for field in ("purposes", "sectors"):
            if len(given[field]) > MOST:
                self.problems.append((field, said.t("Choose at most {n}.", n=MOST)))
        if given["trl"] and not (given["trl"].isascii() and given["trl"].isdigit() and 1 <= int(given["trl"]) <= 9):
            self.problems.append(("trl", said.t("A level is a whole number from 1 to 9.")))
        if self.problems:
            return None
        document = self._document(asset_id, source, on)
        try:
            read_asset(document, "", said)
        except Problem as problem:
            field = problem.where.strip().strip("$.").split(".")[0] or "name"
            self.problems.append(
                (field if field in self.values else "name", f"{problem.where.strip()}: {problem.expected}")
            )
            return None
        return document

    def _document(self, asset_id: str, source: str, on: datetime.date) -> dict[str, Any]:
        given = self.values
        texts = {field: {**self._draft.get(field, {}), self.lang: given[field]} for field in TEXTS if given[field]}
        stack = {
            layer: {"supplier": given[f"{layer}_supplier"], "country": given[f"{layer}_country"].upper()}
            for layer in LAYERS
            if given[f"{layer}_supplier"] or given[f"{layer}_country"]
        }
        hosting = [*given["hosting"], *given["hosting_countries"].replace(",", " ").upper().split()]
        whole: dict[str, Any] = {
            "id": asset_id,
            "kind": given["kind"],
            **texts,
            **{field: given[field] for field in (*LINES, *CHOICES) if given[field]},
            **{field: given[field] for field in ("sectors", "purposes", "languages") if given[field]},
            "provider": {"name": given["provider"], "country": given["provider_country"].upper()},
            "modified": on.isoformat(),
            "sources": [{"id": "provider", "url": source, "retrieved": on.isoformat(), "title": given["provider"]}],
        }
        if given["trl"]:
            whole["trl"] = int(given["trl"])
        if stack or hosting or given["exit"]:
            whole["sovereignty"] = {**stack, "hosting": hosting, "exit": given["exit"]}
        if given["evidence"]:
            whole["evidence"] = [{"title": given["evidence"], "url": given["evidence_url"]}]
        return whole

    def groups(self) -> list[dict[str, Any]]:
        """Checkboxes of purposes in the order of the list, those of one group together."""
        groups: dict[str, list[tuple[str, str]]] = {}
        for concept in concepts().values():
            groups.setdefault(concept.group, []).append((concept.id, purpose_name(concept.id, self.said)))
        return [{"name": group_name(name, self.said), "values": values} for name, values in groups.items()]

    def options(self) -> dict[str, list[tuple[str, str]]]:
        """What can be chosen, per field, as (code, name)."""
        said = self.said
        return {
            "kind": [(str(kind), kind_name(kind, said)) for kind in KINDS],
            "sectors": [(code, sector_name(code, said)) for code in sectors()],
            "languages": [(code, language_name(code, said)) for code in OFFICIAL_LANGUAGES],
            "hosting": [(code, country_name(code, said)) for code in HOSTS],
            **{field: [(code, value_name(field, code, said)) for code in codes] for field, codes in CHOSEN.items()},
        }

    def labels(self) -> dict[str, str]:
        """What the fields with choices are called."""
        return {field: facet_name(field, self.said) for field in CHOICES}

    def layers(self) -> list[tuple[str, str]]:
        """The layers of the stack."""
        return list(layer_names(self.said).items())


def group_name(name: str, said: Words) -> str:
    """What a group of purposes is called."""
    return {
        "contact": said.t("Contact with people"),
        "language": said.t("Language"),
        "documents": said.t("Documents"),
        "knowledge": said.t("Knowledge and data"),
        "software": said.t("Software and AI itself"),
        "people": said.t("Staff"),
        "education": said.t("Education"),
        "decisions": said.t("Decisions and money"),
        "safety": said.t("Safety"),
        "health": said.t("Health and care"),
        "industry": said.t("Industry and trade"),
        "mobility": said.t("Mobility"),
        "energy-and-climate": said.t("Energy, climate and space"),
        "agri-food": said.t("Farming and food"),
        "culture": said.t("Culture and media"),
    }.get(name, name)


def _typed(given: QueryDict) -> dict[str, Any]:
    """What was typed, cut to what a field may hold."""
    layers = [f"{layer}_{part}" for layer in LAYERS for part in ("supplier", "country")]
    single = (
        *LINES, *CHOICES, *layers, "kind", "provider", "provider_country", "exit", "evidence", "evidence_url", "trl",
        "hosting_countries",
    )  # fmt: skip
    values: dict[str, Any] = {name: " ".join(given.get(name, "").split())[:300] for name in single}
    values |= {name: given.get(name, "").strip()[:most] for name, most in TEXTS.items()}
    values |= {
        name: [value[:40] for value in given.getlist(name)][:60]
        for name in ("sectors", "purposes", "languages", "hosting")
    }
    return values


def _shown(draft: dict[str, Any], lang: str) -> dict[str, Any]:
    """The fields of a record, as they are typed."""
    stack, provider = draft.get("sovereignty", {}), draft.get("provider", {})
    evidence = (draft.get("evidence") or [{}])[0]
    values: dict[str, Any] = {name: str(draft.get(name, "")) for name in (*LINES, *CHOICES, "kind", "trl")}
    values |= {name: draft.get(name, {}).get(lang, "") for name in TEXTS}
    values |= {name: list(draft.get(name, ())) for name in ("sectors", "purposes", "languages")}
    for layer in LAYERS:
        values[f"{layer}_supplier"] = stack.get(layer, {}).get("supplier", "")
        values[f"{layer}_country"] = stack.get(layer, {}).get("country", "")
    hosting = stack.get("hosting", ())
    return values | {
        "provider": provider.get("name", ""),
        "provider_country": provider.get("country", ""),
        "exit": stack.get("exit", ""),
        "hosting": [code for code in hosting if code in HOSTS],
        "hosting_countries": " ".join(code for code in hosting if code not in HOSTS),
        "evidence": evidence.get("title", ""),
        "evidence_url": evidence.get("url", ""),
    }
