"""What changed between two texts, and which rules rest on what changed."""

import dataclasses

import pytest

from tests.library.law.samples import needs_real_files
from tests.library.law.test_readers import real, real_first, small
from toepas.kernel.citation import parse
from toepas.law import text_versions
from toepas.law.text import LawText, changed_provisions, compare_passages, passages
from toepas.law.text.diff import compare_words
from toepas.law.text.model import Passage, Provision
from toepas.law.text.verify import CHANGED, MATCHES, NOT_FOUND, citations, fingerprint, pin, pins, rules_of, verify


def words(old, new):
    return [(change.kind, change.text.strip()) for change in compare_words(old, new) if change.text.strip()]


def test_only_the_words_that_differ_are_marked():
    assert words("from 2 August 2026 on", "from 2 December 2027 on") == [
        ("same", "from 2"), ("deleted", "August 2026"), ("inserted", "December 2027"), ("same", "on"),
    ]  # fmt: skip


def test_kinds_of_dashes_spaces_and_quotation_marks_are_no_change():
    assert [kind for kind, _ in words("an ‘AI’ – system", "an 'AI' - system")] == ["same"]


def test_both_sides_can_be_read_back_from_the_marks():
    old, new = "one two three four", "one 2 three four five"
    marked = compare_words(old, new)
    assert "".join(c.text for c in marked if c.kind != "inserted").split() == old.split()
    assert "".join(c.text for c in marked if c.kind != "deleted").split() == new.split()


def test_passages_that_came_or_went_stand_where_they_belong():
    old = Provision(
        "art_1", "", "", (Passage("1", "1.", 1, "a"), Passage("2", "2.", 1, "b"), Passage("3", "3.", 1, "c"))
    )
    new = Provision(
        "art_1", "", "", (Passage("1", "1.", 1, "a"), Passage("1a", "1a.", 1, "x"), Passage("3", "3.", 1, "c"))
    )
    assert [(c.path, c.kind) for c in compare_passages(old, new)] == [
        ("1", "same"),
        ("2", "deleted"),
        ("1a", "inserted"),
        ("3", "same"),
    ]


def test_an_article_that_got_paragraphs_is_compared_with_the_first_of_them():
    old = Provision(
        "art_1",
        "",
        "",
        (Passage("", "", 0, "Keep apples dry:"), Passage("a", "(a)", 1, "always"), Passage("+2", "", 0, "z")),
    )
    new = Provision(
        "art_1",
        "",
        "",
        (Passage("1", "1.", 1, "Keep apples cool:"), Passage("1.a", "(a)", 2, "always"), Passage("2", "2.", 1, "y")),
    )
    assert [(c.path, c.kind) for c in compare_passages(old, new)] == [
        ("1", "changed"), ("1.a", "same"), ("1+2", "deleted"), ("2", "inserted"),
    ]  # fmt: skip
    assert [(c.path, c.kind) for c in compare_passages(new, old)] == [
        ("1", "changed"), ("1.a", "same"), ("2", "deleted"), ("1+2", "inserted"),
    ]  # fmt: skip


def test_a_provision_that_is_new_or_gone_is_named_so():
    whole = small()
    without = LawText(whole.version, whole.lang, {k: v for k, v in whole.provisions.items() if k != "art_1a"})
    assert changed_provisions(without, whole) == {"art_1a": "inserted"}
    assert changed_provisions(whole, without) == {"art_1a": "deleted"}


def test_a_citation_leads_to_its_passage_with_everything_below():
    text = small()
    assert [p.path for p in passages(text, parse("1(1)(c)"))] == ["1.c", "1.c.i"]
    assert [p.path for p in passages(text, parse("annex I(B)(1)"))] == ["B.1"]
    assert passages(text, parse("7(2)")) == ()


def test_a_citation_of_a_subparagraph_leads_to_it_alone():
    text = small()
    assert [p.path for p in passages(text, parse("1(1) subpara 1"))] == ["1", "1.a", "1.c", "1.c.i"]
    assert [p.path for p in passages(text, parse("1(1) subpara 2"))] == ["1+2"]
    assert len(passages(text, parse("1(1) subpara 1-2"))) == 5
    assert passages(text, parse("1(1) subpara 3")) == ()


def test_a_point_does_not_bring_the_points_whose_letters_begin_alike():
    article = Provision("art_9", "", "", tuple(Passage(p, "", 1, p) for p in ("", "#1.b", "#1.b.i", "#1.ba")))
    found = passages(LawText("2026-07-27", "en", {"art_9": article}), parse("9(b)"))
    assert [p.path for p in found] == ["#1.b", "#1.b.i"]


def test_recitals_that_one_text_does_not_bring_are_not_called_deleted():
    whole = small()
    with_one = LawText(
        whole.version,
        whole.lang,
        {**whole.provisions, "rct_1": Provision("rct_1", "(1)", "", (Passage("", "", 0, "x"),))},
    )
    assert changed_provisions(with_one, whole) == {}


def test_fingerprints_are_kept_only_of_texts_that_rules_were_written_for(tmp_path):
    for text in (LawText("2031-01-01", "en", {}), LawText(max(text_versions()), "nl", {})):
        with pytest.raises(ValueError, match=text.version):
            pin(text, tmp_path / "fingerprints.json")


@pytest.mark.parametrize("version", text_versions())
def test_fingerprints_are_kept_for_nearly_every_citation_of_the_rules(version):
    here = {cite for cite in citations(version) if parse(cite).kind != "amending" and "/" not in parse(cite).act}
    assert here - pins()[version].keys() == set()


def known_text(version: str) -> LawText:
    return real("formex", "en") if version == max(text_versions()) else real_first()


def with_recitals(version: str) -> LawText:
    text = known_text(version)
    recitals = {k: v for k, v in real_first().provisions.items() if k.startswith("rct_")}
    return LawText(version, "en", {**recitals, **text.provisions})


@needs_real_files
@pytest.mark.parametrize("version", text_versions())
def test_every_cited_passage_reads_as_it_did_when_the_rules_were_written(version):
    assert {row.cite: row.state for row in verify(with_recitals(version)) if row.state != MATCHES} == {}


@needs_real_files
def test_a_changed_passage_names_the_rules_that_rest_on_it():
    text = with_recitals("2026-07-27")
    article = text.provisions["art_26"]
    altered = tuple(dataclasses.replace(p, text=p.text + " Or not.") if p.path == "7" else p for p in article.passages)
    text.provisions["art_26"] = dataclasses.replace(article, passages=altered)
    del text.provisions["art_86"]
    rows = {row.cite: row for row in verify(text) if row.state != MATCHES}
    assert rows["26(7)"].state == CHANGED
    assert rows["26(7)"].entries
    assert all(row.state == NOT_FOUND for cite, row in rows.items() if cite.startswith("86"))
    assert fingerprint(altered[:1]) == fingerprint(article.passages[:1])


@needs_real_files
def test_a_newer_text_is_held_to_the_newest_rules_before_it():
    text = with_recitals("2026-07-27")
    del text.provisions["art_27"]
    newer = LawText("2029-01-01", "en", text.provisions)
    assert rules_of(newer.version) == max(text_versions())
    rows = [row for row in verify(newer) if row.state != MATCHES]
    assert {(row.cite[:2], row.state) for row in rows} == {("27", NOT_FOUND)}


@needs_real_files
def test_the_amendment_inserted_and_changed_what_it_is_known_to_have():
    changed = changed_provisions(real_first(), with_recitals("2026-07-27"))
    assert [k for k, v in changed.items() if v == "inserted"] == [
        "art_4a",
        "art_60a",
        "art_75a",
        "art_75b",
        "art_75c",
        "art_75d",
        "anx_XIV",
    ]
    ban = {
        c.path: c.kind
        for c in compare_passages(real_first().provisions["art_5"], with_recitals("2026-07-27").provisions["art_5"])
    }
    assert ban["1.ba"] == ban["1.bb"] == "inserted"
    assert ban["1.a"] == "same"
