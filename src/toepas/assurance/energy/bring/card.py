"""Brings the block ``co2_eq_emissions`` of a model card: a number of grams, or a mapping with what it is about."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from toepas.assurance.energy.bring.brought import Brought, file_source
from toepas.assurance.energy.data import zone_of
from toepas.assurance.energy.model import Device, Figure, Place, Stage, Subject
from toepas.catalogue.model import Grade
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

BLOCK = "co2_eq_emissions"
TOOLS = {"code ?carbon|autotrain": "codecarbon", "mlco2|impact calculator|lacoste": "hardware-time"}
"""What a card may name as the source of its figure, and the method that it is."""


def from_card(path: Path, words: Words, *, stage: Stage | None = None) -> Brought:
    """The emissions of a model card. Raises Problem where there is no block, or no number of grams in it."""
    front = _front(path, words)
    block = front.get(BLOCK)
    said: dict[str, Any] = block if isinstance(block, dict) else {"emissions": block}
    grams = _grams(said.get("emissions"))
    if grams is None:
        raise Problem(
            words.t("The card does not give its emissions as a number of grams."),
            where=f"{path}: {BLOCK}",
            expected="co2_eq_emissions: {emissions: 149200}",
            todo=words.t("Mend the card, or write the report by hand."),
        )
    source = str(said.get("source") or "")
    method = next((name for pattern, name in TOOLS.items() if re.search(pattern, source, re.IGNORECASE)), "model-card")
    kind = str(said.get("training_type") or "").casefold()
    where: Stage = stage or ("fine-tuning" if "fine" in kind else "training")
    figure = Figure(
        what="carbon-location",
        stage=where,
        value=grams,
        unit="gCO2e",
        grade=Grade.ASSUMED if method == "model-card" else Grade.MODELLED,
        method=method,
        note=source[:300],
    )
    notes = [
        words.t("The model card gives carbon only: the energy is not known."),
        words.t(
            "The card asks for grams. Cards often hold kilograms by mistake, and nothing in this card shows which: ask its makers."
        ),
    ]
    place = str(said.get("geographical_location") or "")
    name = str(front.get("model_name") or front.get("name") or "")
    return Brought(
        stage=where,
        figures=(figure,),
        source=file_source(path, "model-card"),
        subject=Subject(kind="model", name=name) if name else None,
        hardware=_hardware(str(said.get("hardware_used") or ""), where),
        place=Place(country=_country(place), site=place),
        notes=tuple(notes),
    )


def _grams(value: Any) -> float | None:
    """A number of grams, or a text with its unit ("149.2 kg"), as some cards have it; None for anything else."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value) if value >= 0 else None
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(k?g|t)", str(value).strip())
    return float(match[1]) * {"g": 1, "kg": 1e3, "t": 1e6}[match[2]] if match else None


def _front(path: Path, words: Words) -> dict[str, Any]:
    try:
        text = path.read_text("utf-8-sig")
    except (OSError, UnicodeDecodeError):
        raise Problem(
            words.t("The file cannot be read."), where=str(path), todo=words.t("Check the name and the folder.")
        ) from None
    match = re.match(r"\s*---\r?\n(.*?)\r?\n---", text, re.DOTALL)
    try:
        front = yaml.safe_load(match[1]) if match else None
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        raise Problem(
            words.t("The YAML is broken: {reason}", reason=str(getattr(error, "problem", error))),
            where=f"{path}:{mark.line + 2}" if mark else str(path),
            expected=words.t("lines of the form 'name: value', indented with spaces"),
            todo=words.t("Mend this line; quotes, colons and tabs are the usual cause."),
        ) from None
    if not isinstance(front, dict) or BLOCK not in front:
        raise Problem(
            words.t("This card says nothing of its emissions."),
            where=str(path),
            expected=words.t("a block '{block}' between the two lines of dashes at the top", block=BLOCK),
            todo=words.t("Nothing can be brought from this card."),
        )
    return front


def _hardware(text: str, stage: Stage) -> tuple[Device, ...]:
    """Machines as a card names them: "8 x NVIDIA A100"; only a number in front counts as their number."""
    if not text:
        return ()
    match = re.fullmatch(r"(\d{1,6})\s*[x×]?\s+(.+)", text.strip())
    name = (match[2] if match else text).strip()
    return (Device(name=name, count=float(match[1]) if match else None, stage=stage),)


@cache
def _names() -> dict[str, str]:
    from babel import Locale

    return {name.casefold(): code for code, name in Locale("en").territories.items() if len(code) == 2}


def _country(place: str) -> str:
    """Three letters of the country that a place ends with ("Quebec, Canada"); empty where no country is named."""
    last = place.rsplit(",", 1)[-1].strip().casefold()
    return zone_of({"usa": "US", "uk": "GB"}.get(last) or _names().get(last, ""))
