"""Made-up figures come through every form unharmed, and two waves differ exactly as plain dictionaries do."""

import datetime
import importlib
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.library.observatory.answers import SMALL, WORDS, cells_of, csv, jsonstat, tsv
from tests.library.observatory.test_diff import naive
from toepas.observatory import build, diff
from toepas.observatory.build import Sent
from toepas.observatory.read.jsonstat import read_jsonstat
from toepas.observatory.read.sdmx_csv import read_sdmx_csv
from toepas.observatory.read.tsv import read_tsv

KEYS = st.tuples(
    st.sampled_from(["GE10", "10-49", "GE250"]),
    st.sampled_from(["NL", "FR", "EU27_2020", "EL"]),
    st.sampled_from(["2023", "2024", "2025"]),
)
VALUES = st.one_of(st.none(), st.integers(0, 10_000).map(lambda hundredths: hundredths / 100))
CELLS = st.tuples(VALUES, st.sampled_from(["", "b", "u", "bu", "d", "c"])).filter(lambda cell: cell != (None, ""))
WAVES = st.dictionaries(KEYS, CELLS, min_size=1, max_size=36)


@given(WAVES)
@settings(max_examples=60, deadline=None)
def test_figures_come_through_every_form_as_they_were(figures):
    years = sorted({year for _, _, year in figures})
    assert cells_of(read_jsonstat(jsonstat(figures), "x", WORDS).frame) == figures
    assert cells_of(read_sdmx_csv(csv(figures), "x", WORDS).frame) == figures
    assert cells_of(read_tsv(tsv(figures, years), "x", WORDS).frame) == figures


@given(WAVES, WAVES)
@settings(max_examples=25, deadline=None)
def test_two_waves_differ_as_dictionaries_do(before, after):
    with tempfile.TemporaryDirectory() as folder:
        made = []
        for number, figures in enumerate((before, after)):
            path = Path(folder) / str(number)
            path.write_bytes(jsonstat(figures, updated=f"2026-0{number + 1}-15T11:00:00+0100"))
            made.append(
                build(SMALL, [Sent(path, "x")], datetime.date(2026, 11, 26), WORDS, root=Path(folder) / "kept").vintage
            )
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr(
                importlib.import_module("toepas.observatory.vintages"), "home", lambda: Path(folder) / "kept"
            )
            assert diff(SMALL, *made, WORDS).counts == naive(before, after)
