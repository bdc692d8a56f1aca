"""Sorting everybody once gives every group what it would have been given by itself."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.metrics import brier_score_loss, roc_auc_score

from tests.library.assurance.hospitals import made_up
from tests.library.assurance.made import few, predictions
from toepas.assurance.groups import in_order, parts
from toepas.assurance.plan import default_plan
from toepas.assurance.ranked import ranked
from toepas.assurance.tasks import KINDS, of_rows
from toepas.assurance.validation import validate

numbers = st.lists(st.tuples(st.sampled_from([0, 1]), st.sampled_from([0.0, 0.1, 0.25, 0.5, 1.0])), max_size=60)


@few
@given(numbers)
def test_each_score_stands_once_with_its_cases_and_positives(cases):
    label, score = np.array([one for one, _ in cases], np.int8), np.array([other for _, other in cases], float)
    found = ranked(label, score)
    plain = [(value, float((score == value).sum()), float(label[score == value].sum())) for value in np.unique(score)]
    assert list(zip(found.score, found.cases, found.hits, strict=True)) == plain
    assert (found.n, found.positives) == (len(label), int(label.sum()))


def crowd(n=4_000):
    label, score = predictions(n, 5, digits=3)
    generator = np.random.default_rng(6)
    sex, age = (generator.choice(values, n).tolist() for values in (["f", "m"], ["young", "middle", "old"]))
    return made_up(label, score, {"sex": sex, "age": age})


def test_a_group_of_the_sorted_cases_has_the_figures_and_curves_that_it_has_by_itself():
    sample, plan, kind = crowd(), default_plan(), KINDS["binary"]
    mixed, ordered = (dict(parts(one, plan)) for one in (sample, in_order(sample)))
    assert list(mixed) == list(ordered)
    at = validate(sample, plan).thresholds
    for key, rows in mixed.items():
        alone, together = of_rows(sample, rows), of_rows(in_order(sample), ordered[key])
        one, other = (kind.measured(key, cases, at, plan.level, plan.seed) for cases in (alone, together))
        assert (one.n, one.positives) == (other.n, other.positives)
        for first, second in ((one.measures, other.measures), (one.at[0].measures, other.at[0].measures)):
            for name, found in first.items():
                expected = [found.value, found.low, found.high]
                assert [second[name].value, second[name].low, second[name].high] == pytest.approx(expected, rel=1e-9)
        for first, second in zip(kind.curves(alone, plan.level), kind.curves(together, plan.level), strict=True):
            assert (first.id, first.y) == (second.id, pytest.approx(second.y, rel=1e-9))


def test_the_figures_of_every_group_agree_with_polars_and_scikit_learn():
    sample = crowd()
    found = {group.key: group for group in validate(sample, default_plan()).groups}
    columns = {name: [group.values[code] for code in group.codes] for name, group in sample.groups.items()}
    frame = pl.DataFrame({"label": sample.label.astype(np.int64), "score": sample.score, **columns})
    for (sex, age), part in frame.group_by("sex", "age"):
        here = found[(("sex", sex), ("age", age))]
        label, score = part["label"].to_numpy(), part["score"].to_numpy()
        called = here.at[0].measures["sensitivity"]
        assert (here.n, here.positives) == (len(part), label.sum())
        assert (called.hits, called.n) == (((score >= 0.5) & (label == 1)).sum(), label.sum())
        assert here.measures["auroc"].value == pytest.approx(roc_auc_score(label, score), abs=1e-12)
        assert here.measures["brier"].value == pytest.approx(brier_score_loss(label, score), abs=1e-12)
