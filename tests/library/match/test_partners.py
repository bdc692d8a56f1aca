"""Who seeks the same, with the model and without it; and two who could help each other within limits of both."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest

from toepas.catalogue import Place
from toepas.match import (
    CODES,
    MET,
    NOT_KNOWN,
    NOT_MET,
    Mark,
    Need,
    Shared,
    Terms,
    alike,
    failing,
    held_terms,
    mark_of,
    partners,
    stale,
    weight_of,
)


class NoModel:
    """As on a machine where the model is not installed."""

    def nothing(self, *_given, **_more):
        return None

    passages = query = purposes = nothing


class Fixed(NoModel):
    """Vectors that the test gives."""

    def __init__(self, **given):
        self.given = given

    def query(self, text, _lang):
        vector = np.zeros(384, dtype=np.float32)
        vector[: len(self.given[text])] = self.given[text]
        return vector


def need(text, **more):
    return Need(text=text, joint=("buying",), **more)


# --- Without the model


def test_without_the_model_the_same_words_are_found_and_it_is_said():
    mine = need("We look for software that ranks applicants for jobs")
    others = [
        Shared("same", need("Ranking of applicants: software for a staffing agency")),
        Shared("else", need("Sensors that measure the water in a canal")),
    ]
    answer = partners(mine, others, NoModel())
    assert not answer.by_meaning
    assert [one.shared.id for one in answer.found] == ["same"]
    assert not answer.found[0].by_meaning


def test_without_the_model_a_purpose_in_another_language_is_found_and_a_sector_or_a_place_alone_is_not():
    here = Place(country="NL")
    mine = need("Wartung unserer Maschinen", purposes=("predictive-maintenance",), sectors=("energy",), place=here)
    others = [
        Shared("purpose", need("Onderhoud van turbines", purposes=("predictive-maintenance",))),
        Shared("near", need("Een heel ander verhaal", sectors=("energy",), place=here)),
    ]
    assert [one.shared.id for one in partners(mine, others, NoModel()).found] == ["purpose"]


def test_with_the_model_meaning_decides_as_before():
    model = Fixed(mine=[1.0], close=[0.6, 0.8], far=[0.2, 0.98])
    answer = partners(need("mine"), [Shared("close", need("close")), Shared("far", need("far"))], model)
    assert answer.by_meaning
    assert [(one.shared.id, one.likeness, one.by_meaning) for one in answer.found] == [("close", 0.6, True)]


def test_who_wants_nothing_together_is_not_found_however_alike():
    other = Shared("x", Need(text="ranking applicants for jobs", joint=("consortium",)))
    assert partners(need("ranking applicants for jobs"), [other], NoModel()).found == ()


# --- Marks


def test_a_word_that_many_say_counts_for_less():
    mine = Mark(words=("machine", "turbine", "water"))
    many = [Mark(words=("machine", "water", f"x{number}")) for number in range(20)]
    rare = Mark(words=("turbine", "water", "other"))
    compared = alike(mine, [*many, rare])
    assert compared[-1].likeness > compared[0].likeness
    assert compared[-1].words == ("turbine", "water")


def test_one_word_in_common_is_too_little_unless_it_is_all_there_is():
    mine = Mark(words=("translation",))
    long = Mark(words=("translation", "of", "letters"))
    assert alike(mine, [long])[0].likeness > 0
    assert alike(Mark(words=("help", "translation")), [Mark(words=("help", "garden"))])[0].likeness == 0
    assert alike(Mark(), [Mark()])[0].likeness == 0


def test_vectors_that_were_made_otherwise_are_not_compared():
    vector = np.ones(384, dtype="<f2").tobytes()
    mine = Mark(vector=vector, made_by="a", words=("water",))
    same, other = Mark(vector=vector, made_by="a"), Mark(vector=vector, made_by="b", words=("water",))
    compared = alike(mine, [same, other])
    assert [one.by_meaning for one in compared] == [True, False]
    assert compared[1].words == ("water",)
    assert stale(other)


def test_a_mark_tells_what_the_text_is_about():
    mark = mark_of("We want predictive maintenance for our wind turbines in the energy sector.", "en", NoModel())
    assert "predictive-maintenance" in mark.purposes
    assert "energy" in mark.sectors
    assert "turbin" in mark.words
    assert mark.vector == b""


def test_ten_thousand_are_compared_in_a_moment():
    pick = random.Random(7)
    numbers = np.random.default_rng(7).normal(size=(10_000, 384)).astype("<f2")
    with_vectors = [Mark(vector=row.tobytes(), made_by="a") for row in numbers]
    with_words = [Mark(words=tuple(f"w{pick.randrange(3000)}" for _ in range(40))) for _ in range(10_000)]
    for others in (with_vectors, with_words):
        start = time.perf_counter()
        assert len(alike(others[0], others)) == 10_000
        assert time.perf_counter() - start < 5, (
            "measured on a busy machine: 0.1 s each; one by one with the model it was minutes"
        )


# --- Terms of both sides

GIVER = Terms(sectors=("energy", "health"), languages=("nl", "en"), countries=("NL", "BE"), levels=("4", "5"), home="NL", hours=6, most=2)  # fmt: skip
TAKER = Terms(sectors=("energy",), languages=("en",), countries=("any",), levels=("5",), home="BE", hours=4)


def outcomes(giver=GIVER, taker=TAKER, **more):
    return {limit.code: limit.outcome for limit in held_terms(giver, taker, timed=more.get("timed", True))}


def test_what_both_said_and_fits_is_met():
    assert outcomes() == dict.fromkeys(CODES, MET)
    assert weight_of(held_terms(GIVER, TAKER, timed=True)) == 1
    assert failing(held_terms(GIVER, TAKER, timed=True)) is None


@pytest.mark.parametrize(
    ("code", "giver", "taker"),
    [
        ("sector", {"sectors": ("culture",)}, {}),
        ("language", {}, {"languages": ("de",)}),
        ("their-country", {"countries": ("NL",)}, {}),
        ("our-country", {}, {"countries": ("DE",)}),
        ("level", {}, {"levels": ("9",)}),
        ("hours", {"hours": 3}, {}),
        ("room", {"taken": 2}, {}),
    ],
)
def test_one_limit_of_either_side_that_is_not_met_is_enough_to_fail(code, giver, taker):
    from dataclasses import replace

    held = held_terms(replace(GIVER, **giver), replace(TAKER, **taker), timed=True)
    assert failing(held).code == code
    assert [limit.code for limit in held if limit.outcome == NOT_MET] == [code]


@pytest.mark.parametrize(
    ("says", "other", "expected"),
    [
        ({"countries": ("NL",), "regions": ("NL35",)}, {"home": "NL", "region": "NL35"}, MET),
        ({"countries": ("NL",), "regions": ("NL35",)}, {"home": "NL", "region": "NL11"}, NOT_MET),
        ({"countries": ("NL",), "regions": ("NL35",)}, {"home": "NL"}, NOT_KNOWN),
        ({"regions": ("NL35",)}, {"home": "NL", "region": "NL35"}, MET),
        ({"regions": ("NL35",)}, {"home": "DE", "region": "DE21"}, NOT_MET),
        ({"countries": ("DE",), "regions": ("NL35",)}, {"home": "DE", "region": "DE21"}, MET),
        ({"countries": ("any",), "regions": ("NL35",)}, {"home": "NL", "region": "NL11"}, NOT_MET),
        ({"countries": ("any",), "regions": ("NL35",)}, {"home": "DE"}, MET),
        ({"countries": ("any",), "regions": ("NL35",)}, {}, MET),
        ({"regions": ("NL35",)}, {}, NOT_KNOWN),
    ],
)
def test_a_region_narrows_its_own_country_and_no_other(says, other, expected):
    assert outcomes(giver=Terms(**says), taker=Terms(**other))["their-country"] == expected
    assert outcomes(giver=Terms(**other), taker=Terms(**says))["our-country"] == expected


def test_what_was_not_said_is_not_known_and_never_met():
    assert set(outcomes(Terms(), Terms()).values()) == {NOT_KNOWN}
    assert weight_of(held_terms(Terms(), Terms(), timed=True)) == 0
    assert outcomes(giver=Terms(countries=("NL",)), taker=Terms())["their-country"] == NOT_KNOWN


def test_everything_is_said_by_a_word_for_all_and_not_by_leaving_it_open():
    assert outcomes(giver=Terms(sectors=("any",)))["sector"] == MET
    assert outcomes(giver=Terms(sectors=("any",)), taker=Terms())["sector"] == NOT_KNOWN


def test_hours_and_stage_count_only_where_somebody_gives_time():
    assert {"hours", "level"}.isdisjoint(outcomes(timed=False))
