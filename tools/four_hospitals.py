#!/usr/bin/env python3
"""Makes the example of local validation anew: a model fitted at one hospital, its predictions at four.

    .venv/bin/python tools/four_hospitals.py HEART_DISEASE_UCI.csv [TARGET]

HEART_DISEASE_UCI.csv is the UCI Heart Disease data with the columns id, age, sex, dataset, cp, trestbps, chol, fbs, restecg, thalch, exang, oldpeak and num.
The model is a logistic regression on ten of them, fitted at Cleveland; Cleveland's own predictions are made by ten-fold cross-validation, so that no
patient is predicted by a model that saw them. What the columns mean stands in examples/assurance/README.md.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

TARGET = Path(__file__).resolve().parent.parent / "examples" / "assurance" / "four-hospitals.csv"
HOME = "Cleveland"
HOSPITALS = {HOME: HOME, "Hungary": "Budapest", "Switzerland": "Switzerland", "VA Long Beach": "Long Beach"}
NUMBERS = ["age", "trestbps", "chol", "thalch", "oldpeak"]
WORDS = ["sex", "cp", "fbs", "restecg", "exang"]
FOLDS, SEED, DECIMALS = 10, 1, 4


def model() -> Pipeline:
    """Missing numbers become the median of Cleveland, missing words the commonest there."""
    numbers = make_pipeline(SimpleImputer(strategy="median"), StandardScaler())
    words = make_pipeline(SimpleImputer(strategy="most_frequent"), OneHotEncoder(handle_unknown="ignore"))
    inputs = make_column_transformer((numbers, list(range(5))), (words, list(range(5, 10))))
    return make_pipeline(inputs, LogisticRegression(max_iter=1000))


def inputs(frame: pl.DataFrame) -> Any:
    """One row per patient, NaN where something is missing. The zeros of cholesterol stay: the model is given what the file says."""
    numbers = frame.select(pl.col(NUMBERS).cast(pl.Float64)).to_numpy()
    words = [[np.nan if value is None else value for value in row] for row in frame.select(WORDS).rows()]
    return np.concatenate([numbers.astype(object), np.array(words, dtype=object)], axis=1)


def main(arguments: list[str]) -> int:
    """Read, fit, predict, write."""
    if not 1 <= len(arguments) <= 2:
        print(__doc__, file=sys.stderr)
        return 2
    frame = pl.read_csv(arguments[0], schema_overrides={"fbs": pl.String, "exang": pl.String})
    given, disease = inputs(frame), (frame["num"] > 0).cast(pl.Int8).to_numpy()
    home = (frame["dataset"] == HOME).to_numpy()
    fitted = model().fit(given[home], disease[home])
    predicted = fitted.predict_proba(given)[:, 1]
    folds = StratifiedKFold(FOLDS, shuffle=True, random_state=SEED)
    predicted[home] = cross_val_predict(model(), given[home], disease[home], cv=folds, method="predict_proba")[:, 1]
    made = frame.select(
        "id",
        hospital=pl.col("dataset").replace_strict(HOSPITALS),
        sex=pl.col("sex").str.to_lowercase(),
        age=pl.col("age"),
        cholesterol=pl.col("chol").cast(pl.Int64),
        disease=pl.Series(disease),
        predicted=pl.Series(predicted).round(DECIMALS),
    )
    made.write_csv(Path(arguments[1]) if len(arguments) > 1 else TARGET)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
