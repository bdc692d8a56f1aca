"""Checks of energy against what the machines can draw and compute in the time they ran."""

from __future__ import annotations

from toepas.assurance.energy.checks.finding import Finding, Found, Span, figures_of, limit, site_figure, slip
from toepas.assurance.energy.data import known_device
from toepas.assurance.energy.model import Device, Figure, Report, Stage
from toepas.assurance.energy.units import base_span

JOULES = 3.6e6
"""Joules in a kWh."""


def power(report: Report) -> Found:
    """Whether energy lies between what idle machines draw and time x power x number, with servers and cooling on top."""
    for stage, (at, figure) in figures_of(report, "energy").items():
        devices = _devices(report, stage)
        span = base_span(figure)
        lacking = _lacking(devices, ("tdp_w", "count", "hours"))
        if lacking or span is None:
            yield Finding("power", "not-checked", "", (at,), {"stage": stage, "lacking": lacking})
            continue
        drawn = sum((one.tdp_w or 0) * (one.count or 0) * (one.hours or 0) for one in devices) / 1000
        high = drawn * limit("server-overhead") * _pue_high(report)
        low = drawn * limit("idle-share")
        values = {"stage": stage, "energy": span, "low": low, "high": high, "drawn": drawn}
        if span[0] > high:
            yield Finding("power", "wrong", "above", (at,), values, slip(figure, low, high))
        elif span[1] < low:
            yield Finding("power", "doubtful", "below", (at,), values, slip(figure, low, high))
        else:
            yield Finding("power", "holds", "", (at,), values)


def speed(report: Report) -> Found:
    """Whether the operations fit into the time that the machines ran, and make use of a believable share of it."""
    for stage, (at, figure) in figures_of(report, "flops").items():
        devices = _devices(report, stage)
        span = base_span(figure)
        lacking = _lacking(devices, ("peak_flops", "count", "hours"))
        if lacking or span is None:
            yield Finding("speed", "not-checked", "", (at,), {"stage": stage, "lacking": lacking})
            continue
        could = sum((one.peak_flops or 0) * (one.count or 0) * (one.hours or 0) for one in devices) * 3600
        values = {"stage": stage, "flops": span, "could": could, "share": span[1] / could, "least": _least_use(stage)}
        if span[0] > could * limit("precision-gain"):
            yield Finding("speed", "wrong", "above", (at,), values)
        elif span[1] < could * _least_use(stage):
            yield Finding("speed", "doubtful", "below", (at,), values)
        else:
            yield Finding("speed", "holds", "", (at,), values)


def computation(report: Report) -> Found:
    """Whether energy and operations agree, given what the hardware computes with a joule. Both in total or both per unit."""
    for per in ("total", "unit"):
        energies = figures_of(report, "energy", per=per)
        for stage, (at, figure) in figures_of(report, "flops", per=per).items():
            if stage in energies:
                yield _computation(report, stage, (at, figure), energies[stage])
            else:
                lacking = ["energy"]
                yield Finding("computation", "not-checked", "", (at,), {"stage": stage, "lacking": lacking})


def _computation(report: Report, stage: Stage, flops: tuple[int, Figure], energy: tuple[int, Figure]) -> Finding:
    devices = _devices(report, stage)
    done, span = base_span(flops[1]), base_span(energy[1])
    about = (flops[0], energy[0])
    lacking = _lacking(devices, ("peak_flops", "tdp_w"))
    if lacking or done is None or span is None:
        return Finding("computation", "not-checked", "", about, {"stage": stage, "lacking": lacking})
    per_joule = [(one.peak_flops or 0) / (one.tdp_w or 1) for one in devices]
    low = done[0] / (max(per_joule) * limit("precision-gain")) * limit("peak-draw-share") / JOULES
    overhead = limit("server-overhead") * _pue_high(report)
    high = done[1] / (min(per_joule) * _least_use(stage)) * overhead / JOULES
    values = {"stage": stage, "flops": done, "energy": span, "low": low, "high": high}
    if span[1] < low:
        return Finding("computation", "wrong", "below", about, values, slip(energy[1], low, high))
    if span[0] > high:
        return Finding("computation", "doubtful", "above", about, values, slip(energy[1], low, high))
    return Finding("computation", "holds", "", about, values)


def tokens(report: Report) -> Found:
    """Whether energy per output token lies within what is known of small and large language models."""
    unit = report.unit
    if unit is None or unit.of not in ("token", "answer") or (unit.of == "answer" and not unit.tokens):
        return
    made = unit.quantity * (unit.tokens or 1 if unit.of == "answer" else 1)
    for stage, (at, figure) in figures_of(report, "energy", per="unit").items():
        span = base_span(figure)
        if span is None or stage not in ("use", "all"):
            continue
        low, high = (limit(name) / 1000 * made for name in ("token-least", "token-most"))
        values = {"energy": span, "low": low, "high": high, "tokens": made}
        if span[0] > high or span[1] < low:
            yield Finding(
                "tokens", "doubtful", "above" if span[0] > high else "below", (at,), values, slip(figure, low, high)
            )
        else:
            yield Finding("tokens", "holds", "", (at,), values)


def _devices(report: Report, stage: Stage) -> list[Device]:
    """The hardware of a stage, with what the table knows of it filled in where the report does not say it."""
    return [_filled(one) for one in report.hardware if stage == "all" or one.stage in (stage, "all")]


def _filled(device: Device) -> Device:
    known = known_device(device)
    if known is None:
        return device
    return Device(
        name=device.name,
        id=known.id,
        count=device.count,
        hours=device.hours,
        tdp_w=device.tdp_w or known.tdp_w,
        peak_flops=device.peak_flops or known.peak_flops,
        stage=device.stage,
        virtual=device.virtual,
    )


def _lacking(devices: list[Device], names: tuple[str, ...]) -> list[str]:
    """What is missing of the hardware for a check; ``hardware`` where there is none at all."""
    if not devices:
        return ["hardware"]
    return [name for name in names if any(getattr(one, name) is None for one in devices)]


def _least_use(stage: Stage) -> float:
    return limit("inference-use-least" if stage in ("use", "all") else "training-use-least")


def _pue_high(report: Report) -> float:
    """The most that the site adds: its own PUE where it is said and can be, else the most that is usual."""
    said = site_figure(report, "pue")
    span: Span | None = base_span(said[1]) if said else None
    return span[1] if span and limit("pue-least") <= span[1] <= limit("pue-high") else limit("pue-high")
