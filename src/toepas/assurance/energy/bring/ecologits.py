"""Brings estimates of EcoLogits: computed here from model, tokens and place, or from impacts that a program kept as JSON."""

from __future__ import annotations

import difflib
import importlib.metadata
import json
import math
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from toepas.assurance.energy.bring.brought import Brought, file_source
from toepas.assurance.energy.data import grids, zone_of
from toepas.assurance.energy.model import Figure, Per, Place, Source, Subject, Unit, What
from toepas.catalogue.model import Grade
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

UNITS = {"kWh": "kWh", "kgCO2eq": "kgCO2e", "L": "L"}
"""Units of EcoLogits and ours."""


def from_ecologits(model: str, tokens: int, words: Words, *, zone: str = "", seconds: float = math.inf) -> Brought:
    """The estimate for one answer. ``model`` as ``provider/name``; ``zone`` a country (else where the provider computes); ``seconds``
    that an answer took (else what EcoLogits computes). Raises Problem for a model or place that it does not know.
    """
    from ecologits.electricity_mix_repository import electricity_mixes
    from ecologits.model_repository import models
    from ecologits.tracers.utils import PROVIDER_CONFIG_MAP, llm_impacts

    provider, _, name = model.partition("/")
    known = models.find_model(provider=provider, model_name=name)
    if known is None:
        raise _no_model(model, [f"{one.provider.value}/{one.name}" for one in models.list_models()], words)
    site = PROVIDER_CONFIG_MAP[provider]
    place = zone_of(zone) or zone or site.datacenter_location
    mix = electricity_mixes.find_electricity_mix(zone=place)
    if mix is None:
        raise _no_zone(zone, words)
    with _quiet():
        impacts = llm_impacts(provider, name, tokens, seconds, place).model_dump(mode="json")
    version = importlib.metadata.version("ecologits")
    warnings = tuple(warning["code"] for warning in impacts["warnings"] or ())
    ratios: tuple[tuple[What, Any, str], ...] = (
        ("pue", site.datacenter_pue, "1"),
        ("wue", site.datacenter_wue, "L/kWh"),
        ("grid-factor", mix.gwp, "kgCO2e/kWh"),
    )
    figures = (
        *_figures(impacts, version, warnings),
        *(_figure(what, _plain(value), unit, version, (), Grade.ASSUMED, "total") for what, value, unit in ratios),
    )
    notes = [
        words.t("Estimated for one answer of {tokens} output tokens; input tokens are not counted.", tokens=tokens)
    ]
    if math.isinf(seconds):
        notes.append(words.t("How long an answer takes was not measured; EcoLogits computed it."))
    else:
        notes.append(words.t("An answer took {seconds} seconds.", seconds=seconds))
    if not zone:
        notes.append(words.t("The place is where EcoLogits takes the provider to compute: {place}.", place=place))
    parameters = known.architecture.parameters
    total = getattr(parameters, "total", parameters)
    count = total * 1e9 if isinstance(total, int | float) and "model-arch-not-released" not in warnings else None
    return Brought(
        stage="use",
        figures=figures,
        source=Source(id="ecologits", title=f"EcoLogits {version}", url="https://ecologits.ai"),
        subject=Subject(kind="model", name=name, provider=provider, parameters=count),
        unit=Unit(quantity=1, of="answer", tokens=tokens, task="text-generation"),
        place=Place(country=place),
        notes=tuple(notes),
    )


def from_ecologits_json(path: Path, tokens: int, words: Words, *, version: str = "", zone: str = "") -> Brought:
    """Impacts that a program kept as JSON (``impacts.model_dump_json()``). The file says neither version, tokens nor place."""
    try:
        impacts = json.loads(path.read_text("utf-8-sig"))
        impacts = impacts.get("impacts", impacts)
        warnings = tuple(warning["code"] for warning in impacts.get("warnings") or ())
        figures = _figures(impacts, version, warnings)
    except FileNotFoundError:
        raise Problem(
            words.t("There is no such file."), where=str(path), todo=words.t("Check the name and the folder.")
        ) from None
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Problem(
            words.t("These are not impacts of EcoLogits."),
            where=str(path),
            expected=words.t("JSON with energy, usage and embodied, as impacts.model_dump_json() writes it"),
            todo=words.t("Write the impacts of one answer to a file, and bring that."),
        ) from None
    if zone and zone not in grids():
        raise _no_zone(zone, words)
    return Brought(
        stage="use",
        figures=figures,
        source=file_source(path, "ecologits"),
        unit=Unit(quantity=1, of="answer", tokens=tokens, task="text-generation"),
        place=Place(country=zone_of(zone)),
    )


def _figures(impacts: dict[str, Any], version: str, warnings: tuple[str, ...]) -> tuple[Figure, ...]:
    """Energy, carbon of use, carbon of the hardware and water, apart."""
    found: list[tuple[What, dict[str, Any]]] = [("energy", impacts["energy"])]
    found.append(("carbon-location", impacts["usage"]["gwp"]))
    found.append(("carbon-embodied", impacts["embodied"]["gwp"]))
    if impacts.get("wcf"):
        found.append(("water-total", impacts["wcf"]))
    return tuple(
        _figure(what, one["value"], UNITS[one["unit"]], version, warnings, Grade.MODELLED, "unit")
        for what, one in found
    )


def _figure(
    what: What, value: Any, unit: str, version: str, warnings: tuple[str, ...], grade: Grade, per: Per
) -> Figure:
    """A figure with a value, or with a range without one: EcoLogits says of a range only its ends."""
    ends = (float(value["min"]), float(value["max"])) if isinstance(value, dict) else None
    return Figure(
        what=what,
        stage="all" if what in ("pue", "wue", "grid-factor") else "use",
        per=per,
        value=None if ends else float(value),
        low=ends[0] if ends else None,
        high=ends[1] if ends else None,
        unit=unit,
        grade=grade,
        method="ecologits",
        method_version=version,
        warnings=warnings,
    )


def _plain(value: Any) -> Any:
    return {"min": value.min, "max": value.max} if hasattr(value, "min") else value


@contextmanager
def _quiet() -> Iterator[None]:
    """EcoLogits writes its warnings to the log as well; here they stand with the figures."""
    from ecologits.log import logger

    before = logger.disabled
    logger.disabled = True
    try:
        yield
    finally:
        logger.disabled = before


def _no_model(model: str, known: list[str], words: Words) -> Problem:
    close = difflib.get_close_matches(model, known, n=3, cutoff=0.5)
    return Problem(
        words.t("EcoLogits does not know the model '{model}'.", model=model),
        where="--model",
        expected=words.t("provider/name, such as {examples}", examples=", ".join(close or known[:3])),
        todo=words.t("Use one of the {n} models that it knows, or another method.", n=len(known)),
    )


def _no_zone(zone: str, words: Words) -> Problem:
    return Problem(
        words.t("The place '{zone}' is not known.", zone=zone),
        where="--zone",
        expected=words.t("two or three capital letters of a country, such as NL or NLD"),
        todo=words.t("Name the country whose electricity is used."),
    )
