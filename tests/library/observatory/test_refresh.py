"""`toepas observatory refresh` asks the office with patience, keeps what was answered, and never half of anything."""

import dataclasses
import importlib

import pytest

from tests.library.observatory.answers import (
    FIGURES,
    NOW,
    REAL,
    SMALL,
    WORDS,
    Answer,
    cells_of,
    csv,
    jsonstat,
    packed,
    tsv,
    with_real_answers,
)  # fmt: skip
from tests.library.observatory.test_read import FAULT, QUEUED
from toepas.kernel.problems import Problem
from toepas.observatory import State, datasets, newest, refresh, vintages
from toepas.observatory.vintages import FIGURES as FILE
from toepas.observatory.vintages import figures, folder, home

JSON = "/statistics/1.0/data/isoc_eb_ai"
SDMX = "/sdmx/2.1/data/ISOC_EB_AI/....."
BULK = "/sdmx/2.1/data/ISOC_EB_AI"
PAGE = b"<!DOCTYPE html><html><body>Scheduled maintenance</body></html>"
STATUS, DATA = "/1.0/async/status/abc-1", "/1.0/async/data/abc-1"


def state(word):
    return QUEUED.replace(b"SUBMITTED", word)


def left(dataset="small"):
    """What lies in the folder of a dataset, hidden things included."""
    return sorted(path.name for path in (home() / dataset).glob("*")) + sorted(
        path.name for path in (home() / dataset).glob(".*")
    )


def test_what_the_office_has_becomes_the_vintage_in_use_with_what_was_sent_beside_it(eurostat, office):
    eurostat.say(JSON, jsonstat())
    built = refresh(SMALL, office, NOW, WORDS)
    assert built.state is State.NEW
    assert newest("small").id == built.vintage.id == f"2026-06-15.{built.vintage.sha256[:8]}"
    assert cells_of(figures(built.vintage).collect()) == FIGURES
    import gzip
    import hashlib

    (part,) = built.vintage.parts
    raw = gzip.decompress((folder(built.vintage) / part.file).read_bytes())
    assert raw == jsonstat()
    assert part.sha256 == hashlib.sha256(raw).hexdigest()
    assert part.url.startswith(eurostat.base + JSON)
    assert left() == [built.vintage.id]


def test_the_same_answer_again_is_no_new_vintage(eurostat, office):
    eurostat.say(JSON, jsonstat())
    first = refresh(SMALL, office, NOW, WORDS)
    again = refresh(SMALL, office, NOW, WORDS)
    assert (again.state, again.vintage) == (State.UNCHANGED, newest("small"))
    assert [item.id for item in vintages("small")] == [first.vintage.id]


def test_the_same_figures_in_another_form_or_of_another_day_are_no_new_vintage(eurostat, office):
    eurostat.say(JSON, jsonstat(), jsonstat(updated="2026-07-01T11:00:00+0200"))
    refresh(SMALL, office, NOW, WORDS)
    assert refresh(SMALL, office, NOW, WORDS).state is State.UNCHANGED
    assert len(vintages("small")) == 1


def test_a_revised_figure_is_a_new_vintage_and_the_old_one_stays_as_it_was(eurostat, office):
    eurostat.say(
        JSON, jsonstat(), jsonstat(FIGURES | {("GE10", "NL", "2024"): (23.10, "")}, updated="2026-12-15T11:00:00+0100")
    )
    first = refresh(SMALL, office, NOW, WORDS).vintage
    before = (folder(first) / FILE).read_bytes()
    second = refresh(SMALL, office, NOW, WORDS).vintage
    assert [item.id for item in vintages("small")] == [second.id, first.id]
    assert (folder(first) / FILE).read_bytes() == before


@pytest.mark.parametrize("via", ["sdmx", "bulk"])
def test_other_interfaces_give_the_same_figures(eurostat, office, via):
    eurostat.say(SDMX, packed(csv()))
    eurostat.say(BULK, packed(tsv()))
    built = refresh(dataclasses.replace(SMALL, via=via), office, NOW, WORDS)
    assert cells_of(figures(built.vintage).collect()) == FIGURES
    assert built.vintage.updated.date().isoformat() == ("2026-06-15" if via == "sdmx" else "2026-11-26")


def test_a_query_is_asked_with_its_codes(eurostat, office):
    eurostat.say(JSON, jsonstat())
    refresh(dataclasses.replace(SMALL, queries=({"geo": ("NL", "FR"), "unit": ("PC_ENT",)},)), office, NOW, WORDS)
    assert eurostat.asked == [f"{JSON}?format=JSON&lang=EN&geo=NL&geo=FR&unit=PC_ENT"]


# -- what helps is tried again ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "trouble",
    [
        Answer(b"", 503),
        Answer(b"", 429, {"Retry-After": "7"}),
        Answer(PAGE),
        Answer(b"", 302, {"Location": "https://sorry.example.eu/"}),
        Answer(jsonstat(), cut=True),
        Answer(jsonstat()[:-100]),
        Answer(packed(csv())[:-30]),
        Answer(b""),
        Answer(b'{"warning":{"status":413,"label":"ASYNCHRONOUS_RESPONSE. Please try again later."}}', 413),
    ],
    ids=["503", "429", "page", "sorry", "cut", "cut json", "cut gzip", "empty", "later"],
)
def test_trouble_that_passes_is_waited_for(eurostat, office, trouble):
    eurostat.say(JSON, trouble, jsonstat())
    assert refresh(SMALL, office, NOW, WORDS).state is State.NEW
    assert len(eurostat.asked) == 2
    assert eurostat.waited
    assert max(eurostat.waited) <= 60


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (Answer(b"", 503), "HTTP 503"),
        (Answer(PAGE), "page for people"),
        (Answer(b"", 302, {"Location": "https://sorry.example.eu/"}), "sorry"),
        (Answer(b"", 302, {"Location": "https://elsewhere.example.org/x"}), "elsewhere.example.org"),
        (Answer(jsonstat()[:-100]), "JSON-stat"),
        (Answer(b"a picture"), "no answer with figures"),
        (Answer(b'{"error":[{"status":400,"id":150,"label":"INVALID_QUERY_DIMENSION: sizen"}]}', 400), "sizen"),
        (Answer(b'{"error":[{"status":404,"id":100,"label":"NO_RESULTS"}]}', 404), "no figures for this question"),
        (Answer(b"what", 418), "HTTP 418"),
    ],
)
def test_trouble_that_stays_is_one_clear_message_and_the_last_good_vintage_stays_in_use(eurostat, office, answer, said):
    eurostat.say(JSON, jsonstat())
    good = refresh(SMALL, office, NOW, WORDS).vintage
    eurostat.say(JSON, answer)
    with pytest.raises(Problem) as caught:
        refresh(SMALL, office, NOW, WORDS)
    assert said in str(caught.value)
    assert caught.value.where.startswith(eurostat.base)
    assert newest("small").id == good.id
    assert [name for name in left() if not name.startswith(".")] == [good.id]


def test_an_error_that_will_stay_is_not_asked_for_again(eurostat, office):
    eurostat.say(JSON, Answer(b'{"error":[{"status":400,"id":150,"label":"INVALID"}]}', 400))
    with pytest.raises(Problem):
        refresh(SMALL, office, NOW, WORDS)
    assert len(eurostat.asked) == 1


# -- the queue ----------------------------------------------------------------------------------------------------------


def test_a_question_in_the_queue_is_waited_for_and_fetched(eurostat, office):
    eurostat.say(SDMX, QUEUED)
    eurostat.say(STATUS, state(b"SUBMITTED"), state(b"PROCESSING"), state(b"AVAILABLE"))
    eurostat.say(DATA, csv())
    assert refresh(dataclasses.replace(SMALL, via="sdmx"), office, NOW, WORDS).state is State.NEW
    assert [path.split("?")[0] for path in eurostat.asked] == [SDMX, STATUS, STATUS, STATUS, DATA]


def test_a_question_the_office_has_forgotten_is_asked_again(eurostat, office):
    eurostat.say(SDMX, QUEUED, csv())
    eurostat.say(STATUS, state(b"EXPIRED"))
    assert refresh(dataclasses.replace(SMALL, via="sdmx"), office, NOW, WORDS).state is State.NEW


def test_a_queue_that_never_ends_is_said_so(eurostat, office):
    eurostat.say(SDMX, QUEUED)
    eurostat.say(STATUS, state(b"PROCESSING"))
    with pytest.raises(Problem, match="within 10 minutes"):
        refresh(dataclasses.replace(SMALL, via="sdmx"), office, NOW, WORDS)


# -- too big, interrupted, of two days ------------------------------------------------------------------------------------


def test_a_question_that_is_too_big_is_asked_in_parts_until_they_are_small_enough(eurostat, office):
    def answer(path, parameters):
        if len(parameters["geo"]) > 1:
            return Answer(FAULT % (b"413", b"EXTRACTION_TOO_BIG: estimated 7644780 rows"), 413)
        place = parameters["geo"][0]
        return Answer(jsonstat({key: cell for key, cell in FIGURES.items() if key[1] == place}))

    eurostat.answer = answer
    dataset = dataclasses.replace(
        SMALL,
        queries=(
            {
                "geo": ("EU27_2020", "NL", "FR"),
                "size_emp": ("GE10",),
                "indic_is": ("E_AI_TANY",),
                "nace_r2": ("C10-S951_X_K",),
                "unit": ("PC_ENT",),
            },
        ),
    )
    built = refresh(dataset, office, NOW, WORDS)
    assert cells_of(figures(built.vintage).collect()) == FIGURES
    assert len(built.vintage.parts) == 3


def test_a_question_that_is_too_big_and_cannot_be_made_smaller_is_said_so(eurostat, office):
    eurostat.say(JSON, Answer(FAULT % (b"413", b"EXTRACTION_TOO_BIG"), 413))
    single = dict.fromkeys(SMALL.dimensions, ("x",))
    with pytest.raises(Problem, match="cannot be made smaller"):
        refresh(dataclasses.replace(SMALL, queries=(single,)), office, NOW, WORDS)


def by_size(path, parameters):
    return Answer(jsonstat({key: cell for key, cell in FIGURES.items() if key[0] == parameters["size_emp"][0]}))


TWO = dataclasses.replace(SMALL, queries=({"size_emp": ("GE10",)}, {"size_emp": ("GE250",)}))


def test_an_interrupted_refresh_keeps_what_was_answered_and_goes_on_from_there(eurostat, office):
    def stops(path, parameters):
        return by_size(path, parameters) if parameters["size_emp"] == ["GE10"] else Answer(b"", 503)

    eurostat.answer = stops
    with pytest.raises(Problem):
        refresh(TWO, office, NOW, WORDS)
    assert newest("small") is None
    eurostat.asked.clear()
    eurostat.answer = by_size
    built = refresh(TWO, office, NOW, WORDS)
    assert cells_of(figures(built.vintage).collect()) == FIGURES
    assert [path for path in eurostat.asked if "GE10" in path.split("GE250")[0]] == []
    assert left() == [built.vintage.id]


def test_answers_of_two_days_do_not_go_together_so_the_older_is_fetched_again(eurostat, office):
    later = "2026-12-15T11:00:00+0100"
    days = {"GE10": ["2026-06-15T11:00:00+0200", later], "GE250": [later]}

    def answer(path, parameters):
        size = parameters["size_emp"][0]
        day = days[size].pop(0) if len(days[size]) > 1 else days[size][0]
        return Answer(jsonstat({key: cell for key, cell in FIGURES.items() if key[0] == size}, updated=day))

    eurostat.answer = answer
    built = refresh(TWO, office, NOW, WORDS)
    assert (built.state, built.vintage.updated.date().isoformat()) == (State.NEW, "2026-12-15")
    assert len(eurostat.asked) == 3


def test_answers_that_stay_of_two_days_are_held_back(eurostat, office):
    def answer(path, parameters):
        size = parameters["size_emp"][0]
        day = "2026-06-15T11:00:00+0200" if size == "GE10" else "2026-12-15T11:00:00+0100"
        return Answer(jsonstat({key: cell for key, cell in FIGURES.items() if key[0] == size}, updated=day))

    eurostat.answer = answer
    built = refresh(TWO, office, NOW, WORDS)
    assert [held.gate for held in built.vintage.held] == ["waves"]
    assert newest("small") is None


def test_another_dataset_than_asked_for_is_refused(eurostat, office):
    eurostat.say(JSON, jsonstat(code="ISOC_CI_IFP_IU"))
    with pytest.raises(Problem, match="another dataset"):
        refresh(SMALL, office, NOW, WORDS)


def test_a_table_from_a_document_is_not_fetched(office):
    with pytest.raises(Problem, match="not fetched"):
        refresh(datasets()["strategy-figures"], office, NOW, WORDS)


@with_real_answers
def test_the_real_answers_replayed_are_the_figures_that_are_shipped(eurostat, office):
    """Two questions, answered with the very bytes the office sent: nothing is new, for it is what came with Toepas."""
    real = [(REAL / f"isoc_eb_ai_batch_{number}.json").read_bytes() for number in (1, 2)]
    eurostat.say(JSON, *real)
    dataset = dataclasses.replace(datasets()["isoc_eb_ai"], queries=({"geo": ("AT",)}, {"geo": ("NL",)}))
    built = refresh(dataset, office, NOW, WORDS)
    assert (built.state, built.vintage.id, built.vintage.shipped) == (State.UNCHANGED, "2026-06-15.b32b4480", True)


@with_real_answers
@pytest.mark.parametrize(("name", "file"), [("isoc_ai_iaiu", "useofai.csv"), ("isoc_ai_iaiuxr", "notuseofai.csv")])
def test_the_real_answers_with_names_pass_every_gate_when_they_are_fetched(
    eurostat, office, name, file, monkeypatch, tmp_path
):
    monkeypatch.setattr(
        importlib.import_module("toepas.observatory.vintages"), "SHIPPED", tmp_path / "nothing is shipped"
    )
    dataset = dataclasses.replace(datasets()[name], via="sdmx", queries=({},))
    eurostat.say(f"/sdmx/2.1/data/{dataset.code}/....", packed((REAL / file).read_bytes()))
    assert refresh(dataset, office, NOW, WORDS).state is State.NEW
