"""Published figures: an attacker who has read all of them learns no more of a hidden group than that it is small, or that it may be."""

from __future__ import annotations

import statistics

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from toepas.maturity import Domain, Entry, Sheet, apart, rounding, sheet, smallest

SIZES = Domain(("1-9", "10-49", "50-249", "GE250"), "TOTAL", "UNSAID")
SECTORS = Domain(("agri-food", "energy", "mobility"), "TOTAL", "UNSAID")
GEO = Domain(("BE", "DE", "NL"), "HERE", "ELSEWHERE")
DOMAINS = {"size": SIZES, "sector": SECTORS, "geo": GEO}
WHOLE = {"size": "TOTAL", "sector": "TOTAL", "geo": "HERE"}
LEAST, HALF = smallest(), rounding() // 2


COUNTS = st.sampled_from((0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 13))


@st.composite
def organisations(draw) -> list[tuple[dict[str, str], float]]:
    """Of each trait some groups that are small or just large enough, and one that has all the others; in any order, so that groups of different
    traits lie across each other or within one another."""
    columns: dict[str, list[str]] = {}
    most = draw(st.integers(5, 45))
    for trait, domain in DOMAINS.items():
        *others, common = draw(st.permutations([*domain.codes, domain.rest]))
        column = [code for code in others for _ in range(draw(COUNTS))][:most]
        columns[trait] = column + [common] * (most - len(column))
    order = draw(st.randoms(use_true_random=False))
    if draw(st.booleans()):
        for column in columns.values():
            order.shuffle(column)
    scores = [float(5 * order.randint(0, 20)) for _ in range(most)]
    return [({trait: column[at] for trait, column in columns.items()}, score) for at, score in enumerate(scores)]


GROUPS = organisations()


def made(rows) -> tuple[list[Entry], Sheet | None]:
    entries = [Entry(traits, {"overall": (value, value)}) for traits, value in rows]
    return entries, sheet(entries, DOMAINS, (0.0, 100.0))


def table(found: Sheet) -> dict[tuple[str, str, str], float | None]:
    """What everybody can read: trait, code, unit, value; trait and code empty for all together."""
    read = {}
    for one in found.figures:
        named = [(trait, code) for trait, code in one.traits.items() if code != WHOLE[trait]]
        trait, code = named[0] if named else ("", "")
        read[trait, code, one.unit] = one.value
    return read


def members(entries: list[Entry], trait: str, code: str) -> list[Entry]:
    return [one for one in entries if not trait or one.traits[trait] == code]


def attack(found: Sheet, entries: list[Entry], trait: str, code: str) -> tuple[float, float]:
    """The least and the most that a hidden count can be for who read every table and knows besides which hidden groups are small: linear
    programming over the counts of all groups of all traits at once."""
    read = table(found)
    names = [(t, c) for t, domain in DOMAINS.items() for c in (*domain.codes, domain.rest)]
    at = {name: place for place, name in enumerate(names)}
    total = len(names)
    bounds: list[tuple[float, float | None]] = []
    for t, c in names:
        shown, real = read[t, c, "N"], len(members(entries, t, c))
        if shown is not None:
            bounds.append((max(LEAST, shown - HALF), shown + HALF))
        elif not any(read[t, other, "N"] is not None for other in (*DOMAINS[t].codes, DOMAINS[t].rest)):
            bounds.append((0, None))  # of a trait that is not published, nothing is known
        else:
            bounds.append((0, LEAST - 1) if real < LEAST else (LEAST, None))
    whole = read["", "", "N"]
    bounds.append((max(LEAST, whole - HALF), whole + HALF))
    rows = []
    for t in DOMAINS:
        row = np.zeros(total + 1)
        for name in names:
            row[at[name]] = float(name[0] == t)
        row[total] = -1
        rows.append(row)
    wanted = np.zeros(total + 1)
    wanted[at[trait, code]] = 1
    ends = [linprog(sign * wanted, A_eq=rows, b_eq=np.zeros(len(rows)), bounds=bounds) for sign in (1, -1)]
    assert all(one.success for one in ends)
    return ends[0].fun, -ends[1].fun


@settings(max_examples=120, deadline=None)
@given(GROUPS)
def test_of_a_small_hidden_group_the_tables_leave_open_anything_from_none_to_the_most_a_small_one_can_have(rows):
    entries, found = made(rows)
    assume(found is not None)
    for (trait, code, unit), value in table(found).items():
        if unit == "N" and value is None and 0 < len(members(entries, trait, code)) < LEAST:
            low, high = attack(found, entries, trait, code)
            assert low <= 1e-9
            assert high >= LEAST - 1 - 1e-9


@settings(max_examples=120, deadline=None)
@given(GROUPS)
def test_what_is_shown_and_what_can_be_got_by_subtracting_is_a_group_of_enough_that_differ(rows):
    entries, found = made(rows)
    assume(found is not None)
    read = table(found)
    for trait, domain in DOMAINS.items():
        every = (*domain.codes, domain.rest)
        shown = [code for code in every if read[trait, code, "N"] is not None]
        groups = [members(entries, trait, code) for code in shown]
        rest = [one for one in entries if one.traits[trait] not in shown]
        for group in [*groups, *([rest] if shown and rest else [])]:
            assert len(group) >= LEAST
            values = [one.values["overall"][0] for one in group]
            assert statistics.stdev(values) * (len(group) - 1) / len(group) ** 0.5 >= apart() - 1e-9


@settings(max_examples=80, deadline=None)
@given(GROUPS)
def test_between_two_published_groups_of_which_one_is_within_the_other_there_are_never_only_a_few(rows):
    entries, found = made(rows)
    assume(found is not None)
    shown = []
    for (trait, code, unit), value in table(found).items():
        if unit == "N" and value is not None:
            shown.append({id(one) for one in members(entries, trait, code)})
    for wide in shown:
        for narrow in shown:
            if narrow < wide:
                assert len(wide - narrow) >= LEAST


@settings(max_examples=60, deadline=None)
@given(GROUPS)
def test_one_score_cannot_be_got_from_all_means_even_by_who_knows_every_other_group_exactly(rows):
    """Linear programming over the scores: who knows all the counts exactly, and reads the means (rounded), still has every organisation's score
    uncertain by the stated points, as long as memberships across tables are not known: each table is attacked by itself."""
    entries, found = made(rows)
    assume(found is not None)
    read = table(found)
    for trait, domain in DOMAINS.items():
        groups = [members(entries, trait, code) for code in (*domain.codes, domain.rest) if read[trait, code, "N"] is not None]  # fmt: skip
        means = [read[trait, code, "MEAN"] for code in (*domain.codes, domain.rest) if read[trait, code, "N"] is not None]  # fmt: skip
        places = {id(one): at for at, one in enumerate(entries)}
        above, limits = [], []
        for group, mean in [(entries, read["", "", "MEAN"]), *zip(groups, means, strict=True)]:
            row = np.zeros(len(entries))
            row[[places[id(one)] for one in group]] = 1 / len(group)
            above += [row, -row]
            limits += [mean + 0.5, -(mean - 0.5)]
        for target in range(0, len(entries), 7):
            wanted = np.zeros(len(entries))
            wanted[target] = 1
            ends = [linprog(sign * wanted, A_ub=above, b_ub=limits, bounds=(0, 100)) for sign in (1, -1)]
            assert -ends[1].fun - ends[0].fun >= apart()


@settings(max_examples=60, deadline=None)
@given(GROUPS)
def test_what_is_shown_is_right_to_the_rounding(rows):
    entries, found = made(rows)
    assume(found is not None)
    for (trait, code, unit), value in table(found).items():
        group = [one.values["overall"][0] for one in members(entries, trait, code)]
        if value is not None and unit == "N":
            assert abs(value - len(group)) <= HALF
        elif value is not None and unit == "MEAN":
            assert abs(value - statistics.fmean(group)) <= 0.5 + 1e-9


def of(**counts: int) -> list[Entry]:
    """Organisations of sizes, of one sector and country, with scores far apart."""
    sizes = {"small": "1-9", "mid": "10-49", "large": "GE250"}
    return [
        Entry({"size": sizes[name], "sector": "energy", "geo": "NL"}, {"overall": (at % 5 * 25.0,) * 2})
        for name, count in counts.items()
        for at in range(count)
    ]


def test_too_few_or_all_alike_are_not_published_at_all():
    assert sheet(of(mid=LEAST - 1), DOMAINS, (0.0, 100.0)) is None
    same = [Entry(one.traits, {"overall": (60.0, 60.0)}) for one in of(mid=30)]
    assert sheet(same, DOMAINS, (0.0, 100.0)) is None
    assert sheet(of(mid=30), DOMAINS, (0.0, 100.0)) is not None


def test_one_small_group_takes_another_with_it():
    read = table(sheet(of(small=2, mid=20, large=40), DOMAINS, (0.0, 100.0)))
    assert read["size", "1-9", "N"] is None
    assert read["size", "10-49", "N"] is None
    assert read["size", "GE250", "N"] == 40
    assert (read["", "", "N"], read["geo", "NL", "N"]) == (60, 60)


def test_a_trait_of_which_nothing_can_be_shown_is_named():
    found = sheet(of(small=3, mid=4), DOMAINS, (0.0, 100.0))
    assert "size" in found.left_out
    assert all(one.value is None and one.flag == "c" for one in found.figures if one.traits["size"] != "TOTAL")


def test_a_wide_interval_and_a_break_are_flagged():
    found = sheet(of(mid=6), DOMAINS, (0.0, 100.0), broken=True)
    flags = {one.unit: one.flag for one in found.figures if one.traits == WHOLE}
    assert flags == {"MEAN": "bu", "LOW": "bu", "HIGH": "bu", "N": "b"}


def laid(sizes: dict[str, int], geo: dict[str, int]) -> list[tuple[dict[str, str], float]]:
    """Organisations by size and country, lying across each other, with scores far apart."""
    columns = [[code for code, count in counts.items() for _ in range(count)] for counts in (sizes, geo)]
    columns[1] = [columns[1][at * 17 % len(columns[1])] for at in range(len(columns[1]))]
    return [
        ({"size": size, "sector": "energy", "geo": place}, float(at * 35 % 105))
        for at, (size, place) in enumerate(zip(*columns, strict=True))
    ]


@pytest.mark.parametrize(
    ("sizes", "geo"),
    [
        ({"1-9": 1, "10-49": 5, "50-249": 18, "GE250": 18}, {"NL": 42}),
        ({"1-9": 1, "10-49": 5, "50-249": 18, "GE250": 19}, {"BE": 12, "DE": 12, "NL": 12, "ELSEWHERE": 7}),
    ],
    ids=["from its own table", "with the help of another table"],
)
def test_a_count_that_rounding_would_give_away_takes_one_more_group_with_it(sizes, geo):
    entries, found = made(laid(sizes, geo))
    low, high = attack(found, entries, "size", "1-9")
    assert low <= 0
    assert high >= LEAST - 1
    assert table(found)["size", "50-249", "N"] is None
