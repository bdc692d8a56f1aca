"""Brings figures from tools, model cards and meters into a report, with the grade that each of them allows."""

from toepas.assurance.energy.bring.brought import Brought, joined, report_from
from toepas.assurance.energy.bring.card import from_card
from toepas.assurance.energy.bring.codecarbon import from_codecarbon
from toepas.assurance.energy.bring.ecologits import from_ecologits, from_ecologits_json
from toepas.assurance.energy.bring.meter import Layout, from_meter

__all__ = [
    "Brought",
    "Layout",
    "from_card",
    "from_codecarbon",
    "from_ecologits",
    "from_ecologits_json",
    "from_meter",
    "joined",
    "report_from",
]
