"""Reports for the tests: a training run whose figures fit together, to be changed in one place at a time."""

from pathlib import Path
from typing import Any

from toepas.assurance.energy import Report, check_report, finding_text, report_of
from toepas.assurance.energy.checks import Finding
from toepas.kernel.words import Words

DATA = Path(__file__).parent / "data"
EN, NL = Words("en"), Words("nl")


def training(**changes: Any) -> dict[str, Any]:
    """64 H100 for 500 hours at about 40 % of their peak: 28 MWh with servers and cooling, in the Netherlands."""
    return {
        "schema": "urn:toepas:energy-report:1.0",
        "id": "noor",
        "date": "2026-11-20",
        "subject": {"kind": "model", "name": "Noor"},
        "boundary": {"persona": "provider", "stages": ["training"]},
        "period": {"from": "2026-01-01", "to": "2026-02-01"},
        "place": {"country": "NL"},
        "hardware": [{"name": "NVIDIA H100 SXM5", "count": 64, "hours": 500, "stage": "training"}],
        "figures": [
            figure(value=28, unit="MWh", grade="counter", method="gpu-counter"),
            figure(what="flops", value=4.5e22, unit="FLOP", method="flops-parameters"),
            figure(what="carbon-location", value=7.5, unit="tCO2e", method="grid-average"),
            figure(what="pue", stage="all", value=1.2, unit="1", method="site-average"),
            figure(what="water-site", value=14, unit="m3", method="site-average"),
        ],
    } | changes


def figure(**changes: Any) -> dict[str, Any]:
    return {
        "what": "energy",
        "stage": "training",
        "unit": "kWh",
        "grade": "modelled",
        "method": "hardware-time",
    } | changes


def with_figure(at: int, **changes: Any) -> dict[str, Any]:
    """The training run with one figure changed."""
    data = training()
    data["figures"][at] |= changes
    return data


def use(name: str, energy: Any, carbon: Any, **changes: Any) -> Report:
    """A report per 1,000 answers of 400 tokens. Numbers are values, pairs are ranges; in Wh and grams."""
    figures = [
        per_unit("energy", "Wh", energy, "ecologits"),
        per_unit("carbon-location", "gCO2e", carbon, "ecologits"),
    ]
    return report_of(
        {
            "schema": "urn:toepas:energy-report:1.0",
            "id": name,
            "date": "2026-11-20",
            "subject": {"kind": "model", "name": name},
            "boundary": {"persona": "consumer", "stages": ["use"]},
            "unit": {"quantity": 1000, "of": "answer", "tokens": 400, "task": "text-generation"},
            "figures": [one for one in figures if one],
        }
        | changes,
        EN,
    )


def per_unit(what: str, unit: str, amount: Any, method: str) -> dict[str, Any] | None:
    if amount is None:
        return None
    said = {"low": amount[0], "high": amount[1]} if isinstance(amount, tuple) else {"value": amount}
    return figure(what=what, stage="use", per="unit", unit=unit, method=method, method_version="0.11.3", **said)


def found(data: dict[str, Any] | Report, *outcomes: str) -> list[Finding]:
    """What the checks find, of these outcomes only."""
    report = report_of(data, EN) if isinstance(data, dict) else data
    return [one for one in check_report(report) if not outcomes or one.outcome in outcomes]


def bad(data: dict[str, Any] | Report) -> list[tuple[str, str]]:
    """What cannot be right or is doubtful: check and case."""
    return [(one.check, one.case) for one in found(data, "wrong", "doubtful")]


def said(data: dict[str, Any], words: Words = EN) -> str:
    """The sentences of what cannot be right or is doubtful."""
    report = report_of(data, EN)
    return " ".join(finding_text(one, report, words) for one in found(report, "wrong", "doubtful"))
