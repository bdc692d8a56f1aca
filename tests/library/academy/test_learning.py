"""Paths and quizzes: what is missing is found or said, prerequisites come first, and nobody can be read from a count."""

from __future__ import annotations

import csv
import itertools
import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.repository.project import ROOT
from toepas import academy
from toepas.academy import (
    Course,
    banks,
    courses_on,
    draw,
    gap_of,
    mark,
    moves_from,
    organisation_path,
    path_for,
    profiles,
    tags,
)
from toepas.catalogue import shipped
from toepas.kernel import Problem, Words
from toepas.law import load_act
from toepas.observatory import occupations

EN, NL = Words("en"), Words("nl")
FRAMEWORK = ROOT.parent / "shared/academy/core-framework.en.csv"
LEVELS = st.dictionaries(st.sampled_from(list(tags())), st.integers(0, 3))
COURSES = academy.courses(shipped(), EN)


def course(name: str, teaches, **more) -> Course:
    given = {
        "languages": ("en",),
        "countries": (),
        "sectors": (),
        "hours": 2.0,
        "level": "",
        "free": True,
        "judged": True,
    }
    return Course(name, name, f"https://example.org/{name}", teaches, **{**given, **more})


def made_up():
    return st.lists(
        st.builds(
            course,
            st.text("abcdefgh", min_size=3, max_size=6),
            st.dictionaries(st.sampled_from(list(tags())), st.integers(1, 3), min_size=1, max_size=4),
            level=st.sampled_from(["", "introductory", "intermediate", "advanced"]),
            hours=st.none() | st.integers(1, 90).map(float),
            languages=st.lists(st.sampled_from(["en", "nl", "fr"]), max_size=2).map(tuple),
        ),
        max_size=8,
        unique_by=lambda one: one.id,
    )


# ---- the data ----


def test_the_data_hold_together():
    seen: set[str] = set()
    for tag in tags().values():
        assert set(tag.after) <= seen, f"{tag.id} stands before what comes before it"
        seen.add(tag.id)
    for profile in profiles().values():
        assert set(profile.needs) <= seen
        assert set(profile.needs.values()) <= {1, 2, 3}
        assert profile.quiz in banks()
    for teaches in academy.learning.reading.judged().values():
        assert set(teaches) <= seen
        assert set(teaches.values()) <= {1, 2, 3}


def test_there_are_twenty_jobs_and_five_roles_of_the_act():
    kinds = [profile.kind for profile in profiles().values()]
    assert kinds.count("job") >= 20
    assert kinds.count("role") == 5


def test_every_job_has_an_occupation_that_the_statistics_know():
    assert {profile.isco for profile in profiles().values() if profile.kind == "job"} <= set(occupations())


def test_every_course_that_is_judged_is_in_the_catalogue():
    assert set(academy.course_ids()) <= {asset.id for asset in shipped() if asset.kind == "course"}


def test_every_citation_leads_into_the_act():
    act = load_act()
    known = set(act.articles)
    cites = [cite for bank in banks().values() for item in bank.items for cite in item.cites]
    cites += [cite for tag in tags().values() for cite in tag.cites]
    cites += [cite for profile in profiles().values() for cite in profile.cites]
    for cite in cites:
        assert academy.cited((cite,), EN)[0][1].startswith("https://eur-lex.europa.eu/")
        provision = re.match(r"\d+[a-z]?|annex [IVX]+", cite).group()
        name = provision.replace("annex ", "anx_") if provision.startswith("annex") else f"art_{provision}"
        assert name in known, cite


@pytest.mark.skipif(not FRAMEWORK.exists(), reason="../shared/academy with DigComp 3.0 is not beside this checkout")
def test_competences_exist_in_the_framework_and_none_of_its_texts_is_ours():
    with FRAMEWORK.open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    ids = {
        match.group(1) for row in rows if (match := re.match(r"digcomp\.competence\.(\d\.\d)\.label", row["location"]))
    }
    used = {name for profile in profiles().values() for name in profile.digcomp}
    used |= {name for tag in tags().values() for name in tag.digcomp}
    assert used <= ids
    ours = "\n".join(path.read_text("utf-8") for path in (ROOT / "src/toepas/academy/learning/data").glob("*.yaml"))
    assert [row["source"] for row in rows if len(row["source"]) > 40 and row["source"] in ours] == []


def test_there_are_at_least_forty_questions_all_in_dutch_with_one_right_answer_and_a_reason():
    items = [item for bank in banks().values() for item in bank.items]
    assert len(items) >= 40
    for item in items:
        assert len(set(item.options)) == len(item.options) >= 3
        assert item.why
        assert item.tag in tags()
        assert academy.item_question(item, NL) != item.question
        assert academy.item_why(item, NL) != item.why
    assert all(item.cites for item in banks()["deployer-duties"].items)


# ---- paths ----


def best(courses, tag: str, held) -> int:
    return max([held.get(tag, 0), *(one.teaches.get(tag, 0) for one in courses)])


@given(st.sampled_from(sorted(profiles())), LEVELS, made_up())
def test_what_is_missing_is_taught_as_far_as_any_course_can_or_said_to_lack(name, held, offered):
    profile = profiles()[name]
    offered = [one for one in offered if "building" not in one.teaches]
    path = path_for(profile, held, offered)
    taken = [step.course for step in path.steps]
    lacks = {lack.tag: lack for lack in path.lacks}
    for tag, needed in gap_of(profile.needs, held).items():
        reached = best(taken, tag, held)
        assert min(reached, needed) == min(
            best(offered, tag, held), needed
        )  # as far as can be, found by looking at all
        assert (tag in lacks) == (reached < needed)
    assert set(lacks) <= set(path.gap)


@given(st.sampled_from(sorted(profiles())), LEVELS, made_up())
def test_no_course_of_a_path_could_be_left_out(name, held, offered):
    path = path_for(profiles()[name], held, offered)
    taken = [step.course for step in path.steps]
    for left_out in taken:
        others = [one for one in taken if one is not left_out]
        assert any(min(best(others, t, held), n) < min(best(taken, t, held), n) for t, n in path.gap.items())


def before(tag: str) -> set[str]:
    return set(tags()[tag].after).union(*(before(other) for other in tags()[tag].after))


def test_what_comes_first_comes_first_and_short_before_long():
    path = path_for(
        profiles()["role-overseer"],
        {},
        [
            course("duties", {"deployer-duties": 2, "oversight": 2}, hours=1.0),
            course("long", {"what-ai-is": 2, "law-classes": 1}, hours=30.0),
            course("limits", {"limits": 2, "checking": 2}, hours=3.0),
        ],
    )
    order = [step.course.id for step in path.steps]
    assert order == ["long", "limits", "duties"]


@pytest.mark.parametrize("name", sorted(profiles()))
def test_in_the_paths_that_ship_no_course_comes_before_what_it_needs(name):
    steps = path_for(profiles()[name], {}, COURSES, languages=["en", "nl"]).steps
    for early, late in itertools.combinations(steps, 2):
        first = set().union(*(before(tag) for tag in early.adds)) - set(early.course.teaches)
        new = set(late.adds) & first
        reached = {tag for step in steps[: steps.index(early)] for tag in step.adds}
        assert new <= reached, (early.course.id, late.course.id, new)


def test_what_somebody_knows_is_not_taught_again_and_what_is_not_known_of_them_is_planned_and_said():
    profile = profiles()["office-clerk"]
    everything = path_for(profile, dict(profile.needs), COURSES)
    assert (everything.gap, everything.steps, everything.lacks) == ({}, (), ())
    unsure = path_for(profile, {"limits": 0}, COURSES)
    assert "limits" in unsure.gap
    assert "limits" not in unsure.unknown
    assert "checking" in unsure.unknown


def test_a_course_in_another_language_is_not_put_into_a_path_but_named():
    offered = [course("fr", {"rights": 1}, languages=("fr",)), course("de", {"rights": 1}, countries=("DE",))]
    path = path_for(profiles()["role-affected"], {}, offered, languages=["nl", "en"], country="NL")
    assert path.steps == ()
    lack = next(lack for lack in path.lacks if lack.tag == "rights")
    assert [one.id for one in lack.elsewhere] == ["fr", "de"]


def test_courses_for_programmers_are_for_those_who_build():
    offered = [course("code", {"data": 2, "building": 2})]
    assert path_for(profiles()["role-buyer"], {}, offered).steps == ()
    assert path_for(profiles()["data-specialist"], {}, offered).steps


def test_hours_that_nobody_says_are_not_counted_as_none():
    path = path_for(
        profiles()["role-affected"], {}, [course("a", {"what-ai-is": 1}), course("b", {"rights": 1}, hours=None)]
    )
    assert (path.hours, path.hours_unknown) == (2.0, 1)
    assert academy.hours_sentence(path, EN) == "At least 2 hours; of one course the hours are not known."


def test_a_course_of_ones_own_counts_for_the_competences_it_names():
    asset = next(asset for asset in shipped() if asset.kind == "course")
    lesson = replace_lesson(asset, ("ai:limits:2", "ai:rights", "digcomp:2.1", "ai:nothing:1", "ai:limits:9"))
    assert dict(academy.courses([lesson], EN)[0].teaches) == {"limits": 2, "rights": 1}


def replace_lesson(asset, competences):
    from msgspec.structs import replace as changed

    from toepas.catalogue.model import Lesson

    return changed(asset, id="own", lesson=Lesson(competences=competences))


# ---- moves ----


def test_a_move_asks_least_first_and_lower_exposure_needs_a_known_one():
    exposures = {code: occupation.mean for code, occupation in occupations().items()}
    profile = profiles()["data-entry-clerk"]
    found = moves_from(profile, {}, exposures, lower=True)
    assert found
    assert all(move.exposure < exposures[profile.isco] for move in found)
    weights = [sum(move.gap.values()) for move in moves_from(profile, {})]
    assert weights == sorted(weights)
    assert moves_from(profile, {}, {}, lower=True) == ()


# ---- organisations and counts ----


def test_an_organisation_sees_which_course_serves_how_many():
    made = organisation_path({"role-buyer": 3, "role-affected": 10, "director": 0}, [course("a", {"what-ai-is": 1})])
    assert [(one.course.id, one.people, one.profiles) for one in made.courses] == [
        ("a", 13, ("role-buyer", "role-affected"))
    ]
    assert "director" not in made.paths
    assert made.lacks["limits"][1] == 13


@given(st.integers(0, 60), st.lists(st.integers(0, 60), min_size=1, max_size=3))
def test_no_shown_count_leaves_a_small_group(started, reached):
    reached = [min(count, started) for count in sorted(reached, reverse=True)]
    shown, marks = academy.safe_counts(started, reached)
    known = [count for count in (shown, *marks) if count is not None]
    for one, other in itertools.combinations_with_replacement(sorted({0, *known}), 2):
        assert abs(one - other) == 0 or abs(one - other) >= academy.SMALLEST
    assert all(mark is None for mark in marks) or shown is not None


# ---- quizzes ----


@given(st.sampled_from(sorted(banks())), st.integers(0, 10**9))
def test_a_seed_draws_the_same_again_and_only_the_right_options_pass(name, seed):
    bank = banks()[name]
    questions = draw(bank, seed)
    assert questions == draw(bank, seed)
    assert len({one.item.id for one in questions}) == bank.draw
    right = {one.item.id: one.order.index(0) for one in questions}
    assert mark(bank, questions, right).passed
    wrong = {item: (place + 1) % 3 for item, place in right.items()}
    assert not mark(bank, questions, wrong).passed
    assert mark(bank, questions, {}).right == 0


def test_the_right_option_stands_at_every_place():
    places = [one.right for seed in range(60) for one in draw(banks()["ai-literacy"], seed)]
    assert {place: places.count(place) / len(places) > 0.25 for place in range(3)} == {0: True, 1: True, 2: True}


@pytest.mark.parametrize(("share", "count", "needed"), [(0.75, 12, 9), (0.75, 10, 8), (0.7, 10, 7), (1.0, 3, 3)])
def test_a_part_of_a_question_counts_as_a_whole_one(share, count, needed):
    assert academy.needed(replace(banks()["ai-literacy"], share=share), count) == needed


# ---- the self-test ----


def test_a_self_test_keeps_what_is_not_known_apart_from_not_yet(tmp_path):
    file = tmp_path / "me.yaml"
    file.write_text("limits: 0\nchecking: unknown\nwhat-ai-is: 2\n")
    assert academy.read_self_test(file, EN) == {"limits": 0, "what-ai-is": 2}


@pytest.mark.parametrize("text", ["limits: 4", "limits: much", "limits: yes", "nothing: 1", "- limits"])
def test_a_self_test_that_says_something_else_is_refused_with_the_place(tmp_path, text):
    file = tmp_path / "me.yaml"
    file.write_text(text + "\n")
    with pytest.raises(Problem) as caught:
        academy.read_self_test(file, EN)
    assert str(file) in caught.value.where
    assert caught.value.expected


def test_courses_on_something_suit_the_work_and_come_spoken_and_short_first():
    offered = [
        course("english-long", {"data": 1}, hours=9.0),
        course("english-short", {"data": 1}),
        course("of-one-country", {"data": 1}, languages=("nl",), countries=("BE",)),
        course("dutch", {"data": 1}, languages=("nl",), hours=None),
        course("for-builders", {"data": 1, "building": 2}),
        course("of-something-else", {"limits": 1}),
    ]

    def found(work, **more):
        return [one.id for one in courses_on("data", offered, profiles()[work], **more)]

    spoken = ("nl", "en")
    assert found("office-clerk", languages=spoken) == ["dutch", "english-short", "english-long", "of-one-country"]
    assert found("office-clerk", languages=spoken, country="BE")[0] == "of-one-country"
    assert "of-one-country" not in found("office-clerk", languages=spoken, country="NL")
    assert "for-builders" in found("software-developer", languages=spoken)
    assert found("office-clerk", languages=("fi",)) == []
