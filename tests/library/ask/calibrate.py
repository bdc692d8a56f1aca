"""Weighs the evidence on the tuning questions: `python -m tests.library.ask.calibrate` writes the calibration."""

from __future__ import annotations

import json
import sys

import numpy as np

from tests.library.ask.measure import ON, questions
from toepas.ask import warm
from toepas.ask.confidence import features
from toepas.ask.passages import DATA_DIR
from toepas.ask.references import named
from toepas.kernel.words import languages
from toepas.law.act import text_version_on
from toepas.retrieval.language import recognise

PENALTY = 0.3
STEPS = 5_000
RATE = 0.5
SIGNS = {"near": 1, "margin": 1, "off": -1, "words": 1, "intelligence": 1, "other_act": -1}
WRONG_SILENCE = 0.05
"""At most this share of the questions that have an answer gets none."""
STRONG_RIGHT = 0.95
"""At least this share of the strong answers holds a right passage."""
WRONG_STRONG = 0.05
"""At most this share of the questions that have no answer gets a strong one."""


def evidence() -> tuple[list[str], np.ndarray, np.ndarray, np.ndarray]:
    """Names of the features, their values, whether a question has an answer, and whether that was among the first five."""
    engine = warm(text_version_on(ON))
    rows, answerable, found_right = [], [], []
    for item in questions("tune"):
        places = named(item.ask)
        lang = recognise(item.ask, item.lang if item.lang in languages() else "en")
        found, seen = engine.search(item.ask, lang)
        rows.append(features(seen, places))
        answerable.append(bool(item.right))
        found_right.append(any(engine.passage(hit.id, "").provision in item.right for hit in found[:5]))
    names = list(rows[0])
    values = np.array([[row[name] for name in names] for row in rows])
    return names, values, np.array(answerable, float), np.array(found_right)


def fit(values: np.ndarray, truth: np.ndarray, signs: np.ndarray | None = None) -> np.ndarray:
    """Logistic regression with a small penalty; both kinds of question weigh the same; a weight keeps its sign where
    one is given, so that chance cannot turn evidence for into evidence against."""
    mean, spread = values.mean(axis=0), values.std(axis=0) + 1e-9
    inputs = np.hstack([(values - mean) / spread, np.ones((len(values), 1))])
    weight = np.where(truth == 1, 0.5 / truth.mean(), 0.5 / (1 - truth.mean()))
    beta = np.zeros(inputs.shape[1])
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-inputs @ beta))
        slope = inputs.T @ (weight * (chance - truth)) / len(truth)
        slope[:-1] += PENALTY / len(truth) * beta[:-1]
        beta -= RATE * slope
        if signs is not None:
            beta[:-1] = np.where(beta[:-1] * signs < 0, 0.0, beta[:-1])
    plain = beta[:-1] / spread
    return np.append(plain, beta[-1] - plain @ mean)


def limits(chance: np.ndarray, answerable: np.ndarray, right: np.ndarray) -> dict[str, float]:
    """Weak from where silence to a question that has an answer stays rare; strong from where nearly all are right."""
    steps = np.linspace(0.02, 0.98, 97)
    weak = max(step for step in steps if (chance[answerable == 1] < step).mean() <= WRONG_SILENCE)
    good = [
        step
        for step in steps
        if step >= weak
        and right[chance >= step].mean() >= STRONG_RIGHT
        and (chance[answerable == 0] >= step).mean() <= WRONG_STRONG
    ]
    return {"weak_from": round(float(weak), 2), "strong_from": round(float(good[0] if good else 0.98), 2)}


def main() -> None:
    names, values, answerable, right = evidence()
    beta = fit(values, answerable, np.array([SIGNS.get(name, 0) for name in names]))
    chance = 1 / (1 + np.exp(-(values @ beta[:-1] + beta[-1])))
    data = {
        "weights": {name: round(float(weight), 4) for name, weight in zip([*names, "bias"], beta, strict=True)},
        "limits": limits(chance, answerable, right & (answerable == 1)),
    }
    (DATA_DIR / "calibration.json").write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    json.dump(data, sys.stdout, indent=2)


if __name__ == "__main__":
    main()
