"""How sure an answer is: strong, weak or none; calibrated on questions whose answers are known (see docs/ask.md)."""

from __future__ import annotations

import functools
import json
import math

from toepas.ask.fuse import Evidence
from toepas.ask.passages import DATA_DIR
from toepas.ask.references import Named

STRONG, WEAK, NONE = "strong", "weak", "none"
WORDS_ALONE = 0.5
"""Without the model: so much of what is asked must stand in the best passages to show them at all."""


def features(evidence: Evidence, named: Named) -> dict[str, float]:
    """What the calibration weighs."""
    return {
        "near": evidence.near,
        "margin": evidence.margin,
        "off": evidence.off,
        "words": evidence.words or 0.0,
        "no_words": float(evidence.words is None),
        "intelligence": float(named.intelligence or named.our_act),
        "other_act": float(named.other_act and not named.our_act),
    }


@functools.cache
def _calibration() -> dict[str, dict[str, float]]:
    read: dict[str, dict[str, float]] = json.loads((DATA_DIR / "calibration.json").read_text(encoding="utf-8"))
    return read


def chance(evidence: Evidence, named: Named) -> float:
    """The chance, 0 to 1, that our passages answer the question."""
    weights = _calibration()["weights"]
    total = weights["bias"] + sum(weights[name] * value for name, value in features(evidence, named).items())
    return 1 / (1 + math.exp(-total))


def confidence(evidence: Evidence, named: Named, with_meaning: bool) -> str:
    """Strong, weak or none. Without the model (``with_meaning`` false) an answer is never strong."""
    if not with_meaning:
        return WEAK if (evidence.words or 0.0) >= WORDS_ALONE and not named.other_act else NONE
    limits, found = _calibration()["limits"], chance(evidence, named)
    if found < limits["weak_from"]:
        return NONE
    return STRONG if found >= limits["strong_from"] else WEAK
