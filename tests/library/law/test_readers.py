"""Both formats of the Publications Office are read into the same shape."""

import pytest

from tests.library.law.samples import ANNEX, CONSOLIDATED, LAW, PAGE, PUBLISHED, folder, needs_real_files
from toepas.law.text import formex, xhtml
from toepas.law.text.model import NotThisTextError, as_data, from_data, normal, number, plain

NEWEST, FIRST = "2026-07-27", "2024-08-01"


def small(kind: str = "formex"):
    if kind == "formex":
        return formex.read({"act.xml": CONSOLIDATED.encode()}, NEWEST, "fr")
    return xhtml.read(PAGE.encode(), NEWEST, "fr")


def real(kind: str, lang: str):
    place = LAW / "cellar-20260727"
    if kind == "formex":
        return formex.read(folder(place / f"{lang}.fmx4"), NEWEST, lang)
    return xhtml.read((place / f"{lang}.html").read_bytes(), NEWEST, lang)


def real_first():
    import io
    import zipfile

    with zipfile.ZipFile(
        io.BytesIO((LAW / "samples/eu_ai_act_32024R1689_fmx4_2026-07-08.zip").read_bytes())
    ) as archive:
        return formex.read({n: archive.read(n) for n in archive.namelist() if n.endswith(".xml")}, FIRST, "en")


@pytest.mark.parametrize("kind", ["formex", "xhtml"])
def test_articles_are_named_by_what_is_the_same_in_every_language(kind):
    assert list(small(kind).provisions) == ["art_1", "art_1a", "anx_I"]


@pytest.mark.parametrize("kind", ["formex", "xhtml"])
def test_a_deleted_point_is_left_out(kind):
    assert "pear" not in plain(small(kind).provisions["art_1"].passages)


@pytest.mark.parametrize("kind", ["formex", "xhtml"])
def test_superscripts_amounts_and_quotation_marks_are_kept(kind):
    text = plain(small(kind).provisions["art_1"].passages)
    assert "10²⁵ grams" in text
    assert "‘round’" in text
    assert "EUR 35 000 000, namely" in normal(text)


@pytest.mark.parametrize("kind", ["formex", "xhtml"])
def test_a_footnote_is_kept_apart_from_the_text(kind):
    article = small(kind).provisions["art_1"]
    assert "prices" not in plain(article.passages)
    assert "See the list of prices." in article.notes[0]


@pytest.mark.parametrize("kind", ["formex", "xhtml"])
def test_places_and_changes_are_told(kind):
    text = small(kind)
    assert [p.path for p in text.provisions["art_1"].passages] == ["1", "1.a", "1.c", "1.c.i", "1+2"]
    assert [p.path for p in text.provisions["anx_I"].passages] == ["A", "A#1", "A#2", "B", "B+2", "B.1"]
    assert {p.change for p in text.provisions["art_1"].passages} == {""}
    assert {p.change for p in text.provisions["art_1a"].passages} == {"inserted"}


def test_both_formats_of_the_small_act_agree():
    for name, provision in small().provisions.items():
        other = small("xhtml").provisions[name]
        assert normal(plain(provision.passages)) == normal(plain(other.passages)).replace("— ", "- ")
        assert (provision.label, provision.title) == (other.label, other.title)


def test_an_act_as_published_brings_recitals_and_annexes_from_files_of_their_own():
    text = formex.read({"L.000101.xml": PUBLISHED.encode(), "L.012401.xml": ANNEX.encode()}, FIRST, "en")
    assert (text.count("art"), text.count("anx"), text.count("rct")) == (1, 1, 2)
    assert plain(text.provisions["rct_2"].passages) == "Pears are too."


@pytest.mark.parametrize(
    "content",
    [b"", b"<p>", b"<NOTHING/>", b"\x00\x01", b"<!DOCTYPE a [<!ENTITY x SYSTEM 'file:///etc/passwd'>]><ACT>&x;</ACT>"],
)
def test_what_is_no_act_is_refused(content):
    with pytest.raises(NotThisTextError):
        formex.read({"act.xml": content}, NEWEST, "en")


@pytest.mark.parametrize("content", [b"", b"<html><body>Maintenance</body></html>", b"\xff\xfe"])
def test_a_page_without_the_text_is_refused(content):
    with pytest.raises(NotThisTextError):
        xhtml.read(content, NEWEST, "en")


def test_a_text_comes_back_from_json_as_it_was():
    assert from_data(as_data(small())) == small()


@pytest.mark.parametrize(
    ("label", "part"),
    [
        ("(ba)", "ba"),
        ("1.", "1"),
        ("3.1.", "3_1"),
        ("1 bis.", "1a"),
        ("14 ter)", "14b"),
        ("‘5.", "5"),
        ("α)", "a"),
        ("στ)", "f"),
        ("ια)", "k"),
        ("βα)", "ba"),
        ("στα)", "fa"),
        ("14α)", "14a"),
        ("б)", "b"),
        ("ба)", "ba"),
        ("14а)", "14a"),
        ("1-A.", "1a"),
        ("b-A)", "ba"),
        ("b bis)", "ba"),
        ("b ter)", "bb"),
        ("14.a", "14a"),
        ("1 a.", "1a"),
        ("(ii)", "ii"),
        ("–", "–"),
    ],
)
def test_printed_numbers_become_the_same_path_in_every_language(label, part):
    assert number(label) == part


@needs_real_files
@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("kind", ["formex", "xhtml"])
def test_the_consolidated_text_has_119_articles_and_14_annexes(kind, lang):
    text = real(kind, lang)
    assert (text.count("art"), text.count("anx")) == (119, 14)


@needs_real_files
def test_the_act_as_published_has_113_articles_13_annexes_and_180_recitals():
    text = real_first()
    assert (text.count("art"), text.count("anx"), text.count("rct")) == (113, 13, 180)


@needs_real_files
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_both_formats_agree_on_the_words_of_every_provision(lang):
    first, second = real("formex", lang), real("xhtml", lang)
    assert first.provisions.keys() == second.provisions.keys()
    for name, provision in first.provisions.items():
        other = second.provisions[name]
        assert normal(plain(provision.passages)) == normal(plain(other.passages)), name
        assert normal(f"{provision.label} {provision.title}") == normal(f"{other.label} {other.title}"), name


# In the English page the last words of a quoted amendment stand one level higher than in Formex.
ELSEWHERE = {("en", "art_108")}


@needs_real_files
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_both_formats_agree_on_the_place_and_the_change_of_every_passage(lang):
    first, second = real("formex", lang), real("xhtml", lang)
    differ = {
        (lang, name)
        for name, provision in first.provisions.items()
        if [(p.path, p.change) for p in provision.passages]
        != [(p.path, p.change) for p in second.provisions[name].passages]
    }
    assert differ == {item for item in ELSEWHERE if item[0] == lang}


@needs_real_files
def test_paths_are_the_same_in_english_and_french():
    first, second = real("formex", "en"), real("formex", "fr")
    differ = [
        name
        for name, provision in first.provisions.items()
        if [p.path for p in provision.passages] != [p.path for p in second.provisions[name].passages]
    ]
    # The French text closes quoted amendments of other acts without a passage of its own.
    assert set(differ) <= {
        "art_108",
        "art_110",
        "art_102",
        "art_103",
        "art_104",
        "art_105",
        "art_106",
        "art_107",
        "art_109",
    }


@needs_real_files
def test_the_page_as_published_agrees_with_formex_on_what_the_excerpt_holds():
    excerpt = xhtml.read((LAW / "samples/oj-xhtml-excerpt.en.html").read_bytes(), FIRST, "en")
    whole = real_first()
    assert {"rct_1", "rct_2", "art_113"} <= excerpt.provisions.keys()
    for name, provision in excerpt.provisions.items():
        assert normal(plain(provision.passages, labels=not name.startswith("rct"))) == normal(
            plain(whole.provisions[name].passages, labels=not name.startswith("rct"))
        ), name
