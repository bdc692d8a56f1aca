"""Units of energy, carbon, water and computation, and what one is in another."""

from __future__ import annotations

from toepas.assurance.energy.model import Figure, What

KINDS: dict[str, dict[str, float]] = {
    "energy": {
        "Wh": 1e-3, "kWh": 1.0, "MWh": 1e3, "GWh": 1e6, "TWh": 1e9,
        "J": 1 / 3.6e6, "kJ": 1 / 3.6e3, "MJ": 1 / 3.6, "GJ": 1e3 / 3.6, "TJ": 1e6 / 3.6,
    },
    "carbon": {"mgCO2e": 1e-6, "gCO2e": 1e-3, "kgCO2e": 1.0, "tCO2e": 1e3, "ktCO2e": 1e6},
    "water": {"mL": 1e-3, "L": 1.0, "m3": 1e3},
    "computation": {
        "FLOP": 1.0, "GFLOP": 1e9, "TFLOP": 1e12, "PFLOP": 1e15, "EFLOP": 1e18, "ZFLOP": 1e21, "YFLOP": 1e24,
    },
    "ratio": {"1": 1.0, "": 1.0},
    "water per energy": {"L/kWh": 1.0, "mL/Wh": 1.0, "m3/MWh": 1.0},
    "carbon per energy": {"kgCO2e/kWh": 1.0, "gCO2e/kWh": 1e-3, "tCO2e/MWh": 1.0, "kgCO2e/MWh": 1e-3, "gCO2e/Wh": 1.0},
}  # fmt: skip
"""By kind of quantity: a unit, and how many of the base unit (kWh, kg CO2e, L, FLOP, kg CO2e per kWh) it is."""
KIND_OF: dict[What, str] = {
    "energy": "energy",
    "carbon-location": "carbon",
    "carbon-market": "carbon",
    "carbon-embodied": "carbon",
    "water-site": "water",
    "water-total": "water",
    "flops": "computation",
    "pue": "ratio",
    "wue": "water per energy",
    "grid-factor": "carbon per energy",
}
BASE = {"energy": "kWh", "carbon": "kgCO2e", "water": "L", "computation": "FLOP"}


def units_of(what: What) -> tuple[str, ...]:
    """The units in which something can be given."""
    return tuple(KINDS[KIND_OF[what]])


def factor(what: What, unit: str) -> float:
    """How many base units one unit is. Raises KeyError for a unit of something else."""
    return KINDS[KIND_OF[what]][unit]


def convert(amount: float, what: What, unit: str, to: str) -> float:
    """An amount in another unit of the same kind. Raises KeyError for a unit of something else."""
    return amount * factor(what, unit) / factor(what, to)


def base_span(figure: Figure) -> tuple[float, float] | None:
    """Least and most of a figure in base units; None where it says nothing."""
    if figure.span is None:
        return None
    times = factor(figure.what, figure.unit)
    return figure.span[0] * times, figure.span[1] * times


def readable(amount: float, what: What) -> tuple[float, str]:
    """An amount in base units, in the unit in which it is best read: the largest that leaves at least one."""
    kind = KIND_OF[what]
    if kind not in BASE or amount == 0 or kind == "computation":
        return amount, BASE.get(kind, "")
    wanted = [name for name in KINDS[kind] if not name.endswith("J")]
    fitting = [name for name in wanted if abs(amount) >= KINDS[kind][name]]
    unit = max(fitting, key=KINDS[kind].__getitem__) if fitting else min(wanted, key=KINDS[kind].__getitem__)
    return amount / KINDS[kind][unit], unit
