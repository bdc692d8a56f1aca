"""Dates known in part, citations and words."""

from __future__ import annotations

import datetime

import pytest

from toepas.kernel.citation import parse
from toepas.kernel.dates import NEVER, Period, day
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words, languages
from toepas.kernel.yamlfile import read


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026-08-02", "2026-08-02", "2026-08-02"),
        ("2028-02", "2028-02-01", "2028-02-29"),
        ("2026", "2026-01-01", "2026-12-31"),
        (2026, "2026-01-01", "2026-12-31"),
        (datetime.date(2026, 8, 2), "2026-08-02", "2026-08-02"),
    ],
)
def test_a_date_may_be_known_by_year_or_month(written: object, first: str, last: str) -> None:
    period = Period.parse(written)
    assert (day(period.first), day(period.last)) == (
        datetime.date.fromisoformat(first),
        datetime.date.fromisoformat(last),
    )


@pytest.mark.parametrize("written", ["2026-02-30", "2026-13", "soon", "", "26-1-1", "2026-08-02T10:00"])
def test_what_is_no_date_is_refused(written: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        Period.parse(written)


def test_never_is_later_than_every_day() -> None:
    assert day(NEVER) is None


@pytest.mark.parametrize(
    ("cite", "provision", "points"),
    [
        ("26(7)", "art_26", ("7",)),
        ("5(1)(ba)", "art_5", ("1", "ba")),
        ("4a(1)", "art_4a", ("1",)),
        ("50(4) subpara 2", "art_50", ("4",)),
        ("annex III(4)(a)", "anx_III", ("4", "a")),
        ("annex I(A)(11)", "anx_I", ("A", "11")),
        ("recital 54 (2024)", "rec_54", ()),
        ("recital 12 (2026/1744)", "rec_12", ()),
    ],
)
def test_a_citation_says_where_it_points(cite: str, provision: str, points: tuple[str, ...]) -> None:
    parsed = parse(cite)
    assert (parsed.provision, parsed.points) == (provision, points)


@pytest.mark.parametrize("cite", ["Art. 5", "5.1", "annex 3", "recital 5", "5(1", ""])
def test_a_citation_of_another_form_is_refused(cite: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        parse(cite)


def test_links_lead_to_the_text_version_and_the_passage() -> None:
    link = parse("26(7)").link("02024R1689-20260727", "nl", "32024R1689")
    assert link.endswith("/NL/TXT/?uri=CELEX:02024R1689-20260727#art_26")
    assert parse("recital 12 (2026/1744)").link("x", "en", "y").endswith("CELEX:32026R1744")


@pytest.mark.parametrize("lang", languages())
def test_dates_and_amounts_are_written_as_the_language_does(lang: str) -> None:
    words = Words(lang)
    assert "2026" in words.date(datetime.date(2026, 12, 2))
    assert "15" in words.money(15_000_000)
    assert words.date(None)


def test_a_language_that_is_not_offered_is_refused() -> None:
    with pytest.raises(ValueError, match="xx"):
        Words("xx")


@pytest.mark.parametrize("sign", ["[", "{", "- ", "? "])
def test_a_file_that_nests_without_end_is_refused_and_does_no_harm(tmp_path, sign):
    path = tmp_path / "deep.yaml"
    path.write_text(sign * 60_000)
    with pytest.raises(Problem):
        read(path, Words("en"))
