"""``report.json`` holds every figure, keeps to its published schema and can be read back."""

import dataclasses
import json

import jsonschema
import numpy as np
import pytest

from tests.library.assurance.hospitals import made_up, sample, validation
from toepas.assurance.document import SCHEMA, schema, validation_data, validation_from_data
from toepas.assurance.plan import default_plan, read_demand
from toepas.assurance.validation import validate
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words, languages

WORDS = Words()


def as_read(found, words=WORDS):
    return json.loads(json.dumps(validation_data(found, words), allow_nan=False))


def several():
    drawing = np.random.default_rng(1)
    score = drawing.dirichlet([1, 1, 1], 90)
    return made_up(drawing.integers(0, 3, 90), score, task="multiclass", classes=("cat", "dog", "owl"))


def measured_values():
    drawing = np.random.default_rng(1)
    truth = drawing.normal(50, 10, 80)
    return made_up(truth, truth + drawing.normal(1, 4, 80), {"sex": ["f", "m"] * 40}, task="regression")


SAMPLES = {
    "hospitals": sample,
    "several": several,
    "values": measured_values,
    "detection": lambda: made_up([0, 1] * 40, np.linspace(0.1, 0.9, 80), task="detection"),
    "one kind": lambda: made_up([0] * 20, np.linspace(0.1, 0.9, 20)),
}


@pytest.mark.parametrize("name", SAMPLES)
def test_it_keeps_to_the_schema_and_comes_back_as_it_was(name):
    demands = (read_demand("sensitivity>=0.8", 0.1, WORDS), read_demand("brier<=0.2", 0.1, WORDS))
    plan = dataclasses.replace(default_plan(), stated={"auroc": 0.9, "mae": 3.0}, choose=("youden",), demands=demands)
    found = validate(SAMPLES[name](), plan)
    data = as_read(found)
    jsonschema.Draft202012Validator(schema()).validate(data)
    assert validation_from_data(data, WORDS) == found


def test_the_published_schema_is_that_of_the_types():
    assert json.loads(SCHEMA.read_text("utf-8")) == json.loads(json.dumps(schema())), (
        "run: python -m toepas.assurance.document > src/toepas/assurance/schema/validation.json"
    )


def test_figures_are_the_same_in_every_language_and_sentences_are_not():
    told = {lang: as_read(validation(), Words(lang)) for lang in languages()}
    assert told["en"]["validation"] == told["nl"]["validation"]
    assert told["en"]["verdict"]["text"] != told["nl"]["verdict"]["text"]
    assert len(told["en"]["findings"]) == len(told["nl"]["findings"])


def test_how_many_are_still_to_be_collected_stands_beside_each_gate():
    for gate in as_read(validation())["validation"]["gates"]:
        assert gate["more"] == max(0, gate["need"] - gate["have"])


def test_no_value_of_a_person_stands_in_it():
    text = json.dumps(validation_data(validation(), WORDS))
    assert '"score": "predicted"' in text
    assert "0.5891" not in text  # the prediction of the first patient


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"schema": "urn:other"}, "this version can read"),
        ({"validation": {}}, "damaged"),
        ({"validation": {"curves": 3}}, "damaged"),
    ],
)
def test_what_is_no_report_is_refused_with_the_reason(change, part):
    with pytest.raises(Problem, match=part):
        validation_from_data({**as_read(validation()), **change}, WORDS)
