"""Official texts that were fetched can be found too, by the paragraph, once they were made ready."""

import datetime

import pytest

from tests.library.law.samples import CONSOLIDATED
from toepas.ask import official_passages, prepare, ready_passages, warm
from toepas.kernel import parse_citation
from toepas.law import load_act
from toepas.law.text.model import FORMEX, Fetched
from toepas.law.text.store import ACT, keep
from toepas.retrieval import vectors

DAY = datetime.datetime(2026, 11, 24, tzinfo=datetime.UTC)


@pytest.fixture(autouse=True)
def fetched(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path))
    act = load_act()
    keep(
        act.text_version, "fr", ACT, Fetched(FORMEX, "https://example.org", {"a.xml": CONSOLIDATED.encode()}), "x", DAY
    )
    return act


def test_each_paragraph_is_a_passage_with_its_citation(fetched):
    found = official_passages(fetched)
    assert {parse_citation(cite).provision for item in found for cite in item.cites} == {"art_1", "art_1a", "anx_I"}
    assert found[0].cites == ("1(1)",)
    assert "in winter" in found[0].text


@pytest.mark.skipif(vectors.encoder() is None, reason="the model of the extra 'ask' is not installed")
def test_a_text_is_searched_once_it_was_made_ready(fetched):
    assert ready_passages(fetched) == ()
    assert prepare(fetched) == len(ready_passages(fetched)) > 3
    engine = warm(fetched.text_version, ready_passages(fetched))
    found = engine.search("Peels are kept", "fr")[0]
    assert any(item.id.startswith("official:art_1a") for item in found)
