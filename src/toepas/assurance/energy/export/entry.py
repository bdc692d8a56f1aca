"""The figures about energy as an entry of the catalogue holds them."""

from __future__ import annotations

import msgspec

from toepas.assurance.energy.data import method_title
from toepas.assurance.energy.model import Figure, Report
from toepas.assurance.energy.wording import stage_name, unit_text
from toepas.catalogue.model import Energy
from toepas.kernel.words import SOURCE_LANGUAGE, Words


def catalogue_energy(report: Report) -> tuple[Energy, ...]:
    """Energy per stage, in total or per functional unit; parts of machines and what is not known are left out. Texts in English."""
    words = Words(SOURCE_LANGUAGE)
    urls = {source.id: source.url for source in report.sources}
    return tuple(
        Energy(
            value=one.value,
            low=one.low,
            high=one.high,
            unit=one.unit or "kWh",
            per=_per(one, report, words),
            grade=one.grade,
            method=" ".join(part for part in (method_title(one.method, words), one.method_version) if part),
            url=next((urls[name] for name in one.sources if urls.get(name)), ""),
        )
        for one in report.figures
        if one.what == "energy" and not one.part
    )


def catalogue_data(report: Report) -> list[object]:
    """The same as plain data, to paste under ``energy:`` of an entry."""
    built: list[object] = msgspec.json.decode(msgspec.json.encode(catalogue_energy(report)))
    return built


def _per(figure: Figure, report: Report, words: Words) -> str:
    stage = stage_name(figure.stage, words)
    return f"{unit_text(report.unit, words)}, {stage}" if figure.per == "unit" and report.unit else stage
