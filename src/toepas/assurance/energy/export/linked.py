"""A report as linked data (JSON-LD), with the units of QUDT; ``data/energy/report-shape.ttl`` is its SHACL shape."""

from __future__ import annotations

from typing import Any

from toepas.assurance.energy.model import Figure, Report

NAMES = "urn:toepas:energy-report:1.0#"
QUDT = {
    "Wh": "W-HR", "kWh": "KiloW-HR", "MWh": "MegaW-HR", "GWh": "GigaW-HR", "TWh": "TeraW-HR",
    "J": "J", "kJ": "KiloJ", "MJ": "MegaJ", "GJ": "GigaJ", "TJ": "TeraJ",
    "mgCO2e": "MilliGM", "gCO2e": "GM", "kgCO2e": "KiloGM", "tCO2e": "TONNE", "ktCO2e": "KiloTONNE",
    "mL": "MilliL", "L": "L", "m3": "M3", "1": "UNITLESS",
}  # fmt: skip
"""Our units as QUDT names them; operations and ratios per kWh keep our name only."""
CONTEXT: dict[str, Any] = {
    "@version": 1.1,
    "e": NAMES,
    "dcterms": "http://purl.org/dc/terms/",
    "schema": "https://schema.org/",
    "unit": "http://qudt.org/vocab/unit/",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
    "quantityUnit": {"@id": "e:quantityUnit", "@type": "@id"},
    "date": {"@id": "dcterms:date", "@type": "xsd:date"},
    "value": {"@id": "e:value", "@type": "xsd:double"},
    "low": {"@id": "e:low", "@type": "xsd:double"},
    "high": {"@id": "e:high", "@type": "xsd:double"},
    "figures": "e:figure",
    "name": "schema:name",
    "subject": "e:subject",
    "identifier": "dcterms:identifier",
}


def linked_data(report: Report) -> dict[str, Any]:
    """The report as JSON-LD; nothing has to be fetched to read it."""
    here = f"urn:toepas:energy-report:{report.id}:{report.version}"
    return {
        "@context": CONTEXT,
        "@id": here,
        "@type": "e:Report",
        "identifier": report.id,
        "e:version": report.version,
        "date": report.date,
        "subject": {
            "@id": f"{here}#subject",
            "@type": "e:Model" if report.subject.kind == "model" else "e:System",
            "name": report.subject.name,
            **({"schema:softwareVersion": report.subject.version} if report.subject.version else {}),
            **({"schema:provider": {"name": report.subject.provider}} if report.subject.provider else {}),
        },
        "e:persona": report.boundary.persona,
        "e:stage": list(report.boundary.stages),
        **({"e:functionalUnit": _unit(report)} if report.unit else {}),
        **({"e:country": report.place.country} if report.place.country else {}),
        "figures": [_figure(figure, f"{here}#figure-{at + 1}") for at, figure in enumerate(report.figures)],
    }


def _unit(report: Report) -> dict[str, Any]:
    assert report.unit is not None
    tokens = {"e:tokens": report.unit.tokens} if report.unit.tokens else {}
    return {"e:quantity": report.unit.quantity, "e:of": report.unit.of, "e:task": report.unit.task, **tokens}


def _figure(figure: Figure, here: str) -> dict[str, Any]:
    numbers = {name: getattr(figure, name) for name in ("value", "low", "high") if getattr(figure, name) is not None}
    texts = {
        "method": figure.method,
        "methodVersion": figure.method_version,
        "meter": figure.meter,
        "reason": figure.reason,
    }
    return {
        "@id": here,
        "@type": "e:Figure",
        "e:what": figure.what,
        "e:ofStage": figure.stage,
        "e:per": figure.per,
        "e:grade": str(figure.grade),
        "e:unit": figure.unit,
        **({"quantityUnit": f"unit:{QUDT[figure.unit]}"} if figure.unit in QUDT else {}),
        **numbers,
        **{f"e:{name}": text for name, text in texts.items() if text},
    }
