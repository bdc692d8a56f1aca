"""A bad wave is held back and says why; the last good vintage stays in use until a person decides otherwise."""

import datetime

import pytest

from tests.library.observatory.answers import FIGURES, NOW, SMALL, WORDS, csv, jsonstat, tsv
from toepas.kernel.problems import Problem
from toepas.observatory import State, build, newest, reason, release, vintages
from toepas.observatory.build import Sent

LATER = "2026-12-15T11:00:00+0100"


@pytest.fixture
def wave(tmp_path):
    """Builds a vintage from an answer as it would have been sent."""
    numbers = iter(range(100))

    def build_(content, dataset=SMALL, updated=None):
        path = tmp_path / f"answer-{next(numbers)}"
        path.write_bytes(content)
        return build(dataset, [Sent(path, "the address")], NOW.date(), WORDS, updated=updated)

    return build_


def gates(built):
    return {held.gate: held for held in built.vintage.held}


def changed(**cells):
    """The figures with some of them changed: keys such as GE10_NL_2024."""
    return FIGURES | {
        (*key.split("_", 1)[:1], *key.split("_", 1)[1].rsplit("_", 1)): cell for key, cell in cells.items()
    }


def test_a_good_wave_passes(wave):
    built = wave(jsonstat())
    assert (built.state, built.vintage.held) == (State.NEW, ())
    assert wave(jsonstat(changed(GE10_NL_2024=(23.5, "")), updated=LATER)).state is State.NEW


@pytest.mark.parametrize(
    ("figures", "gate", "where", "found"),
    [
        (changed(GE10_NL_2024=(123.0, "")), "bounds", "GE10 C10-S951_X_K E_AI_TANY PC_ENT NL 2024", "123"),
        (changed(GE10_NL_2024=(-1.0, "")), "bounds", "NL 2024", "-1"),
        (changed(GE10_NL_2024=(60.0, "")), "step", "NL 2024", "23.06 -> 60"),
        (changed(GE10_NL_2022=(10.0, "")), "period", "NL 2022", "2022"),
        (changed(GE10_NL_2031=(10.0, "")), "period", "NL 2031", "2031"),
        (changed(GE10_NL_spring=(10.0, "")), "period", "NL spring", "spring"),
        (changed(GE10_NL_2024=(23.06, "x")), "flag", "NL 2024", "x"),
        (changed(GE10_XX_2024=(23.06, "")), "code", "geo", "XX"),
        (changed(GE7_NL_2024=(23.06, "")), "code", "size_emp", "GE7"),
        ({key: cell for key, cell in FIGURES.items() if key[1] != "NL"}, "countries", "2025", "1"),
        (dict(list(FIGURES.items())[:-1]), "fewer", "", "9"),
        (changed(GE10_NL_2024=(None, "u"), GE10_FR_2024=(None, "u")), "gone", "FR 2024", ""),
        ({key: (value and value / 100, flag) for key, (value, flag) in FIGURES.items()}, "unit", "", "x 0.01"),
    ],
)
def test_a_bad_wave_is_held_back_with_the_reason_and_the_place(wave, figures, gate, where, found):
    good = wave(jsonstat()).vintage
    built = wave(jsonstat(figures, updated=LATER))
    assert built.state is State.HELD
    held = gates(built)[gate]
    assert where in held.where
    assert found in held.found
    assert newest("small").id == good.id
    sentence = reason(held, WORDS)
    assert held.where in sentence
    assert held.found in sentence


def test_a_break_in_many_places_that_nobody_described_is_held_back(wave):
    wave(jsonstat())
    broken = {
        (size, place, year): (value, "b" if year == "2024" else flag)
        for (size, place, year), (value, flag) in FIGURES.items()
    }
    assert gates(wave(jsonstat(broken, updated=LATER)))["break"].where == "2024"


def test_figures_older_than_those_in_use_are_held_back(wave):
    wave(jsonstat())
    assert "older" in gates(wave(jsonstat(changed(GE10_NL_2024=(23.1, "")), updated="2026-01-15T11:00:00+0100")))


def test_another_unit_than_the_known_ones_is_held_back(wave):
    wave(jsonstat())
    built = wave(jsonstat(unit="THS_PER", updated=LATER))
    assert (gates(built)["code"].where, gates(built)["code"].found) == ("unit", "THS_PER")


@pytest.mark.parametrize(
    ("content", "gate"),
    [
        (csv().replace(b",unit,", b",sort,"), "dimension"),
        (
            b"\r\n".join(line.replace(b",PC_ENT,", b",").replace(b",unit,", b",") for line in csv().split(b"\r\n")),
            "dimension",
        ),
        (tsv().replace(b"freq,size_emp", b"freq,sex,size_emp").replace(b"\nA,GE", b"\nA,T,GE"), "dimension"),
        (csv() + csv().split(b"\r\n", 1)[1], "duplicate"),
        (csv().replace(b",NL,2024,", b",,2024,"), "key"),
        (csv({}), "empty"),
    ],
    ids=["other dimension", "missing unit", "new dimension", "duplicated keys", "missing code", "nothing"],
)
def test_what_cannot_be_read_as_this_dataset_can_be_let_through_by_nobody(wave, content, gate):
    good = wave(jsonstat()).vintage
    built = wave(content, updated=NOW)
    assert gates(built)[gate].final
    with pytest.raises(Problem, match="cannot be let through"):
        release(SMALL, built.vintage.id, "I say so", NOW.date(), WORDS)
    assert newest("small").id == good.id


def test_a_person_can_let_a_held_vintage_through_and_the_decision_is_kept(wave):
    wave(jsonstat())
    held = wave(jsonstat(changed(GE10_NL_2024=(60.0, "")), updated=LATER)).vintage
    let = release(SMALL, held.id, "CBS confirmed the revision", datetime.date(2026, 12, 16), WORDS)
    used = newest("small")
    assert used == let
    assert (used.released.because, used.released.on) == ("CBS confirmed the revision", datetime.date(2026, 12, 16))
    assert used.held == held.held  # why it was held back is not forgotten


@pytest.mark.parametrize("because", ["", "   "])
def test_nothing_is_let_through_without_a_reason(wave, because):
    wave(jsonstat())
    held = wave(jsonstat(changed(GE10_NL_2024=(60.0, "")), updated=LATER)).vintage
    with pytest.raises(Problem, match="needs a reason"):
        release(SMALL, held.id, because, NOW.date(), WORDS)
    assert newest("small").id != held.id


def test_what_is_not_held_back_or_not_there_cannot_be_let_through(wave):
    good = wave(jsonstat()).vintage
    with pytest.raises(Problem, match="not held back"):
        release(SMALL, good.id, "why not", NOW.date(), WORDS)
    with pytest.raises(Problem, match="no figures of this vintage"):
        release(SMALL, "2020-01-01.00000000", "why not", NOW.date(), WORDS)


def test_a_held_vintage_that_comes_again_is_not_kept_twice(wave):
    wave(jsonstat())
    bad = jsonstat(changed(GE10_NL_2024=(60.0, "")), updated=LATER)
    assert wave(bad).state is State.HELD
    assert wave(bad).state is State.UNCHANGED
    assert len(vintages("small")) == 2


def test_a_wave_after_a_held_one_is_compared_with_the_one_in_use(wave):
    good = wave(jsonstat()).vintage
    wave(jsonstat(changed(GE10_NL_2024=(60.0, "")), updated=LATER))
    mended = wave(jsonstat(changed(GE10_NL_2024=(23.5, "")), updated="2026-12-20T11:00:00+0100"))
    assert mended.state is State.NEW
    assert [item.id for item in vintages("small") if item.usable] == [mended.vintage.id, good.id]


def test_a_table_cut_off_within_a_number_leaves_nothing_behind(wave, home):
    with pytest.raises(Problem):
        wave(csv()[:-4])
    assert list(home.rglob("*.parquet")) == []


def test_a_vintage_whose_description_is_broken_is_named(wave):
    vintage = wave(jsonstat()).vintage
    from toepas.observatory.vintages import ABOUT, folder

    (folder(vintage) / ABOUT).write_text("{")
    with pytest.raises(Problem, match="cannot be read") as caught:
        newest("small")
    assert vintage.id in caught.value.where
