"""The scores of the ILO are what was published, and the rule of the gradients gives the published labels."""

import csv
from collections import Counter

import numpy as np
import pandas as pd
import pytest

from tests.repository.project import ROOT
from toepas.kernel.words import Words
from toepas.observatory import Gradient, occupation_groups, occupation_title, occupations, occupations_of
from toepas.observatory.labour.exposure import GRADIENTS, about, codes, gradient_of, gradients_of, table

PUBLISHED = ROOT.parent / "shared/observatory/labour/ilo_genai_isco08_4digit.csv"
LABELS = {
    "Not Exposed": "not",
    "Minimal Exposure": "minimal",
    **{f"Exposed: Gradient {n}": f"g{n}" for n in range(1, 5)},
}
by_rule = {code: gradient_of(item.mean, item.sd) for code, item in occupations().items()}


def test_every_figure_is_the_published_one():
    if not PUBLISHED.exists():
        pytest.skip(f"{PUBLISHED} is not there to compare with")
    rows = {row["isco08"]: row for row in csv.DictReader(PUBLISHED.read_text("utf-8").splitlines())}
    ours = {code: (item.tasks, item.mean, item.sd, str(item.gradient)) for code, item in occupations().items()}
    theirs = {
        code: (int(row["n_tasks"]), float(row["mean2025"]), float(row["sd2025"]), LABELS[row["potential25"]])
        for code, row in rows.items()
    }
    assert ours == theirs


def test_the_rule_gives_424_of_the_427_published_labels():
    same = [code for code, item in occupations().items() if by_rule[code] is item.gradient]
    assert (len(same), len(occupations())) == (424, 427)


def test_the_three_others_are_named_in_the_data_and_differ_by_how_a_computer_adds():
    differ = {code for code, item in occupations().items() if by_rule[code] is not item.gradient}
    assert {occupations()[code].title for code in differ} == {
        "Policy and planning managers",
        "Petroleum and natural gas refining plant operators",
        "Ships' deck officers and pilots",
    }
    assert differ == set(about()["differ"])
    for code in differ:
        item = occupations()[code]
        assert (item.gradient, by_rule[code]) == (Gradient.NOT, Gradient.MINIMAL)
        assert round(100 * item.mean) + round(100 * item.sd) == 40
        assert item.mean + item.sd < 0.4  # the published label, from a sum of binary fractions


def test_added_as_binary_fractions_the_rule_gives_every_published_label():
    means, deviations = (np.array([getattr(item, name) for item in occupations().values()]) for name in ("mean", "sd"))
    found = [GRADIENTS[position] for position in gradients_of(means, deviations)]
    assert found == [item.gradient for item in occupations().values()]


def test_there_are_as_many_occupations_in_each_gradient_as_the_paper_counts():
    assert Counter(item.gradient for item in occupations().values()) == {
        "not": 231,
        "minimal": 84,
        "g1": 17,
        "g2": 44,
        "g3": 38,
        "g4": 13,
    }
    assert sum(item.tasks for item in occupations().values()) == 3266


@pytest.mark.parametrize(
    ("mean", "sd", "gradient"),
    [
        (0.60, 0.0, "g4"), (0.59, 0.3, "g3"), (0.50, 0.0, "g3"), (0.49, 0.01, "g2"), (0.40, 0.10, "g2"),
        (0.39, 0.11, "g1"), (0.49, 0.0, "minimal"), (0.20, 0.20, "minimal"), (0.20, 0.19, "not"), (0.0, 0.0, "not"),
    ],
)  # fmt: skip
def test_bounds_belong_to_the_higher_gradient(mean, sd, gradient):
    assert gradient_of(mean, sd) == gradient


def test_groups_are_plain_means_of_their_occupations_with_their_spread():
    rows = [(item.code[:2], item.mean, str(item.gradient)) for item in occupations().values()]
    frame = pd.DataFrame(rows, columns=["two", "mean", "gradient"])
    expected = frame.groupby("two")["mean"].agg(["mean", lambda one: one.std(ddof=0), "min", "max", "size"])
    shares = pd.crosstab(frame["two"], frame["gradient"], normalize="index")
    for code in codes():
        group = occupation_groups()[code]
        assert (group.mean, group.spread, group.least, group.most, group.occupations) == pytest.approx(
            tuple(expected.loc[code])
        )
        assert {str(name): share for name, share in group.shares.items()} == pytest.approx(
            dict.fromkeys(map(str, GRADIENTS), 0.0) | shares.loc[code].to_dict()
        )


def test_the_largest_groups_have_the_means_that_are_known():
    known = {"4": 0.536, "2": 0.386, "1": 0.361, "3": 0.346, "5": 0.256, "9": 0.149}
    assert {code: round(occupation_groups()[code].mean, 3) for code in known} == known


def test_the_shares_of_a_group_add_up():
    rows = table()
    assert rows[:, 1:7].sum(axis=1) == pytest.approx(np.ones(40))
    assert rows[:, 7] == pytest.approx(rows[:, 3:7].sum(axis=1))


def test_every_occupation_is_in_its_group_and_no_group_is_empty():
    assert sum(len(occupations_of(code)) for code in codes()) == 427
    assert all(occupations_of(code) for code in occupation_groups())


def test_every_occupation_has_a_dutch_title():
    words = Words("nl")
    both = {code: (item.title, occupation_title(code, words)) for code, item in occupations().items()}
    same = {title for title, dutch in both.values() if title == dutch}
    assert same <= {"Accountants"}
    assert len({dutch for _, dutch in both.values()}) == 427
