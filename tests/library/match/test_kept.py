"""Targets of ours are read for their meaning once on a machine; proposals never stay, and the answers are the same either way."""

import numpy as np
import pytest

from tests.library.match.test_mapping import WORDS, targets
from toepas.match import Proposal, map_proposals, read_targets
from toepas.match.kept import Kept
from toepas.retrieval import vectors

OWN = Proposal(id="1", title="Iets eigens over drones en hun besturing", lang="nl")


class Counting:
    """A made-up model that counts what it is asked to read."""

    def __init__(self):
        self.read = 0

    def passages(self, texts, _progress=None):
        self.read += len(texts)
        return np.array([[len(text), 1.0] for _, text in texts], dtype=np.float32)

    def query(self, text, _lang):
        self.read += 1
        return np.array([1.0, len(text)], dtype=np.float32)

    def purposes(self, _text, lang):
        self.read += 1
        return np.array([0.5, 0.25, len(lang)], dtype=np.float32)


def all_three(kept):
    return (
        kept.passages([("en", "one"), ("nl", "twee"), ("en", "one")]),
        kept.query("one", "en"),
        kept.purposes("one", "en"),
    )


def test_what_was_read_once_is_not_read_again(tmp_path):
    first = Kept(Counting(), tmp_path / "kept.npz")
    read = all_three(first)
    first.save()
    model = Counting()
    again = all_three(Kept(model, tmp_path / "kept.npz"))
    assert model.read == 0
    assert all(np.array_equal(one, other) for one, other in zip(read, again, strict=True))


def test_a_text_in_another_language_is_another_text(tmp_path):
    model = Counting()
    kept = Kept(model, tmp_path / "kept.npz")
    kept.query("AI", "en")
    kept.query("AI", "nl")
    assert model.read == 2


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04 broken", b"\x93NUMPY"])
def test_a_damaged_file_is_made_anew(tmp_path, damage):
    path = tmp_path / "kept.npz"
    path.write_bytes(damage)
    kept = Kept(Counting(), path)
    read = all_three(kept)
    kept.save()
    assert all(np.array_equal(one, other) for one, other in zip(read, all_three(Kept(Counting(), path)), strict=True))


def test_without_a_model_nothing_is_kept(tmp_path):
    class Missing:
        def passages(self, *_):
            return None

        def query(self, *_):
            return None

        purposes = query

    kept = Kept(Missing(), tmp_path / "kept.npz")
    assert all_three(kept) == (None, None, None)
    kept.save()
    assert not list(tmp_path.iterdir())


def test_read_targets_give_the_same_answer_and_proposals_leave_no_trace(tmp_path, monkeypatch):
    if vectors.encoder() is None:
        pytest.skip("the model of the extra 'ask' is not installed")
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path))
    few = targets()[:3]
    plain = map_proposals([OWN], few, WORDS)
    read = read_targets(few, WORDS, keep=True)
    there = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert [path.name for path in there] == ["targets.npz"]
    assert map_proposals([OWN], read, WORDS) == plain
    assert map_proposals([OWN], read_targets(few, WORDS, keep=True), WORDS) == plain
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == there
