"""Made-up samples without any fault, in the shapes in which such data come; and what to break in them."""

import numpy as np
import polars as pl

from toepas.assurance.model import Groups, Sample, Source


def groups(values) -> Groups:
    names, codes = np.unique(np.asarray(values), return_inverse=True)
    return Groups(codes.astype(np.int32), tuple(map(str, names)))


def sample(label, score, by=None, others=None, site="", task="binary", classes=()) -> Sample:
    n = len(label)
    return Sample(
        task=task,
        label=np.asarray(label),
        score=np.asarray(score, float),
        groups={name: groups(values) for name, values in (by or {}).items()},
        rows=np.arange(1, n + 1),
        source=Source("made.csv", "0" * 64, n, n),
        site=site,
        classes=classes,
        others=pl.DataFrame(others) if others else None,
        columns={"label": "y", "score": "p"},
    )


def clinic(rng, n=900, sites=3, decimals=17):
    """Patients of some hospitals with the same mix everywhere: laboratory values, a score from them, an outcome from the score."""
    age = np.clip(rng.normal(58, 12, n).round(), 18, 99)
    pressure = np.clip(rng.normal(130, 17, n).round(), 85, 220)
    cholesterol = np.clip(rng.lognormal(5.4, 0.2, n).round(), 90, 600)
    protein = rng.lognormal(1, 1, n).round(1)
    vessels = rng.poisson(0.7, n)
    depression = np.clip(rng.normal(0.9, 1.1, n).round(1), 0, None)
    signal = 0.04 * (age - 58) + 0.01 * (pressure - 130) + 0.5 * (vessels - 0.7) + 0.4 * (depression - 0.9)
    score = (1 / (1 + np.exp(-signal))).round(decimals)
    return {
        "label": (rng.random(n) < score).astype(int),
        "score": score,
        "by": {
            "sex": rng.choice(["F", "M"], n),
            "age": np.select([age < 40, age < 65], ["<40", "40-64"], "≥65"),
            "hospital": rng.choice([f"site {number}" for number in range(sites)], n),
        },
        "others": {
            "id": np.arange(1, n + 1),
            "age": age,
            "pressure": pressure,
            "cholesterol": cholesterol,
            "protein": protein,
            "vessels": vessels,
            "depression": depression,
            "pain": rng.choice(["none", "some", "much"], n),
        },
        "site": "hospital",
    }  # fmt: skip


def small_clinic(rng):
    """Two hospitals with little more than a hundred patients."""
    return clinic(rng, n=120, sites=2)


def applicants(rng, n=2000):
    """Applicants of an agency: few features, a coarse score, so that many rows look alike."""
    years, tests = rng.integers(0, 15, n), rng.integers(1, 11, n)
    score = (1 / (1 + np.exp(-(0.2 * (years - 7) + 0.3 * (tests - 5))))).round(4)
    return {
        "label": (rng.random(n) < score).astype(int),
        "score": score,
        "by": {"gender": rng.choice(["woman", "man"], n), "office": rng.choice(["north", "south"], n)},
        "others": {"years": years, "tests": tests, "degree": rng.choice(["a", "b", "c"], n)},
        "site": "office",
    }


def claims(rng, n=3000):
    """Insured people: amounts with many zeros, a rare outcome, small scores, no sites."""
    spent = np.where(rng.random(n) < 0.6, 0, rng.lognormal(6, 1.2, n).round(2))
    visits = rng.negative_binomial(1, 0.3, n)
    change = rng.normal(0, 100, n).round(2)
    score = 1 / (1 + np.exp(-(-3.5 + 0.1 * visits + 0.0002 * spent + rng.normal(0, 0.3, n))))
    return {
        "label": (rng.random(n) < score).astype(int),
        "score": score,
        "by": {"region": rng.choice(["east", "west", "north", "south"], n)},
        "others": {"spent": spent, "visits": visits, "change": change, "year": rng.integers(1930, 2006, n)},
    }


def predictions_only(rng, n=500):
    """Outcome, score and sex, and nothing else."""
    score = rng.beta(1.5, 3, n)
    return {"label": (rng.random(n) < score).astype(int), "score": score, "by": {"sex": rng.choice(["F", "M"], n)}}


def answers(rng, n=800):
    """A list of questions whose answers hang together strongly, so that different people often fill in the same."""
    trait = rng.normal(0, 1, n)
    asked = {
        f"q{number}": np.clip((trait + rng.normal(0, 0.25, n)).round() + 3, 1, 5).astype(int) for number in range(16)
    }
    score = (1 / (1 + np.exp(-0.25 * (sum(asked.values()) - 48)))).round(6)
    return {
        "label": (rng.random(n) < score).astype(int),
        "score": score,
        "by": {"sex": rng.choice(["F", "M"], n), "clinic": rng.choice(["a", "b"], n)},
        "others": asked,
        "site": "clinic",
    }


SHAPES = {
    "hospitals": clinic,
    "small hospitals": small_clinic,
    "applicants": applicants,
    "answers": answers,
    "claims": claims,
    "predictions only": predictions_only,
}
