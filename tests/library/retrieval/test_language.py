"""The model that recognises languages is unpacked once and kept; it then says exactly what it says unpacked."""

import pytest
from py3langid.langid import MODEL_FILE, LanguageIdentifier

from toepas.retrieval import language
from toepas.retrieval.language import OFFICIAL_LANGUAGES, recognise

TEXTS = (
    "wij willen vragen van inwoners automatisch beantwoorden", "chatbot", "find defects on products with a camera", "",
    "Krankheiten von Pflanzen früh erkennen", "ανίχνευση απάτης", "rozpoznawanie oszustw", "kif nista' nuża l-AI", "\x00\x00", "123",
)  # fmt: skip


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    monkeypatch.setenv("TOEPAS_HOME", str(tmp_path / "home"))
    language._identifier.cache_clear()
    yield tmp_path / "home" / "retrieval"
    language._identifier.cache_clear()


@pytest.fixture(scope="module")
def package():
    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(list(OFFICIAL_LANGUAGES))
    return identifier


def opened():
    language._identifier.cache_clear()
    return language._identifier()


def test_what_was_kept_says_what_the_package_says(cache, package):
    opened()
    assert len(list(cache.glob("languages-*.bin"))) == 1
    kept = opened()
    assert [kept.classify(text) for text in TEXTS] == [package.classify(text) for text in TEXTS]


@pytest.mark.parametrize("harm", [lambda content: content[:1000], lambda _: b"", lambda content: b"x" + content[1:]])
def test_a_damaged_file_is_made_anew(cache, package, harm):
    opened()
    file = next(cache.glob("languages-*.bin"))
    file.write_bytes(harm(file.read_bytes()))
    assert opened().classify(TEXTS[0]) == package.classify(TEXTS[0])
    assert file.stat().st_size > 1_000_000


def test_a_file_of_another_version_is_removed(cache):
    cache.mkdir(parents=True)
    (cache / "languages-1-2.bin").write_bytes(b"old")
    opened()
    assert not (cache / "languages-1-2.bin").exists()


def test_without_a_place_to_keep_it_languages_are_recognised_all_the_same(tmp_path):
    (tmp_path / "home").write_text("in the way", encoding="utf-8")
    assert recognise(TEXTS[0], "en") == "nl"
