"""A protocol: what can be agreed to, what cannot, and what it then means."""

from __future__ import annotations

import pytest
import yaml

from tests.library.assurance.pooling.hospitals import HOSPITALS, WORDS, agreement, new_round, write_protocol
from toepas.assurance.pooling import keys
from toepas.assurance.pooling.drafting import draft, least
from toepas.assurance.pooling.layout import Layout
from toepas.assurance.pooling.protocol import read_protocol
from toepas.kernel.problems import Problem

SITES = list(HOSPITALS)


@pytest.fixture(scope="module")
def parties():
    return {name: keys.new(name) for name in (*SITES, "hub", "auditor")}


def test_the_fingerprint_changes_with_every_word_and_not_with_a_comment(tmp_path, parties):
    path = write_protocol(tmp_path, parties, SITES)
    first = read_protocol(path, WORDS).fingerprint
    path.write_text("# read on Monday\n" + path.read_text("utf-8"), encoding="utf-8")
    assert read_protocol(path, WORDS).fingerprint == first
    path.write_text(path.read_text("utf-8").replace("smallest_cell: 5", "smallest_cell: 6"), encoding="utf-8")
    assert read_protocol(path, WORDS).fingerprint != first


def test_every_threshold_is_an_edge_so_that_counts_at_it_are_exact(tmp_path, parties):
    protocol = read_protocol(write_protocol(tmp_path, parties, SITES, thresholds=[0.137, 0.5]), WORDS)
    assert set(protocol.thresholds) <= set(protocol.edges)
    assert protocol.edges == tuple(sorted(set(protocol.edges)))
    assert (protocol.edges[0], protocol.edges[-1]) == (0.0, 1.0)


def test_values_that_look_like_truth_stay_as_they_are_written(tmp_path, parties):
    path = write_protocol(tmp_path, parties, SITES)
    path.write_text(path.read_text("utf-8").replace("- female\n    - male", "- no\n    - yes"), encoding="utf-8")
    assert read_protocol(path, WORDS).columns[0].values == ("no", "yes")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"least_sites": 2}, "least_sites"),
        ({"least_sites": 5}, "more than half"),
        ({"thresholds": [1.5]}, "thresholds"),
        ({"thresholds": []}, "thresholds"),
        ({"smallest_cell": 0}, "smallest_cell"),
        ({"purpose": ""}, "purpose"),
        ({"groups": {"age": {"bands": [65, 45]}}}, "bands have to rise"),
        ({"groups": {"sex": {"values": ["male", "male"]}}}, "have to differ"),
        ({"groups": {f"g{n}": {"values": list("abcdefghi")} for n in range(3)}}, "too many crossings"),
        ({"demands": [{"measure": "luck", "least": 1}]}, "measure 'luck' is not known"),
        ({"demands": [{"measure": "sensitivity", "least": 0.8, "by": ["town"]}]}, "not in the protocol"),
        ({"lying": 4}, "too large"),
        ({"score_bins": 40, "score_edges": [0.1, 0.2, 0.3, 0.4]}, "said twice"),
        ({"colour": "red"}, "'colour' is not known here"),
    ],
)
def test_what_cannot_be_agreed_to_is_named_with_its_line(tmp_path, parties, change, said):
    path = write_protocol(tmp_path, parties, SITES, **change)
    with pytest.raises(Problem) as caught:
        read_protocol(path, WORDS)
    assert said in str(caught.value)
    assert f"{path}:" in caught.value.where


def test_two_parties_with_the_same_key_are_refused(tmp_path, parties):
    data = agreement(parties, SITES)
    data["sites"][1] |= {"sign": data["sites"][0]["sign"]}
    path = tmp_path / "protocol.yaml"
    path.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(Problem, match="same key"):
        read_protocol(path, WORDS)


@pytest.mark.parametrize(("sites", "needed", "helpers"), [(3, 3, 2), (4, 3, 2), (10, 7, 4), (270, 181, 92)])
def test_how_many_sites_a_cheating_third_party_needs(sites, needed, helpers):
    """Two ways: all but one of a sum, or so many that two lists both get enough answers; worked out by trying every number."""
    assert least(sites) == needed

    def breaks(cheating):
        honest = sites - cheating
        two_lists = any(cheating + part >= needed and cheating + honest - part >= needed for part in range(honest + 1))
        return cheating >= needed - 1 or two_lists

    assert next(number for number in range(sites) if breaks(number)) == helpers


def test_the_protocol_states_that_number(tmp_path):
    assert new_round(tmp_path / "round").protocol.helpers == 2


def test_a_draft_can_be_read_once_it_is_filled_in(tmp_path, parties):
    public = [parties[name].public for name in SITES]
    path = tmp_path / "draft.yaml"
    path.write_text(draft(public, parties["hub"].public, parties["auditor"].public, "2026-11-26"), encoding="utf-8")
    protocol = read_protocol(path, WORDS)
    assert (protocol.round, protocol.keep_until, protocol.least_sites) == ("2026-11", "2027-11-01", 3)
    assert Layout(protocol).length < 4000


def test_keys_are_for_their_owner_only_and_are_never_written_over(tmp_path):
    inner, outer = keys.save(keys.new("basel"), tmp_path, WORDS)
    assert inner.stat().st_mode & 0o077 == 0
    assert keys.load_private(inner, WORDS).public == keys.load_public(outer, WORDS)
    with pytest.raises(Problem, match="keys with this name"):
        keys.save(keys.new("basel"), tmp_path, WORDS)
    with pytest.raises(Problem, match="must not leave its owner"):
        keys.load_public(inner, WORDS)


@pytest.mark.parametrize("content", ["", "{}", "[1]", '{"name": "x", "sign": "?", "seal": "?"}'])
def test_what_is_no_key_file_gets_one_clear_sentence(tmp_path, content):
    path = tmp_path / "x.public.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(Problem, match="no key file"):
        keys.load_public(path, WORDS)
