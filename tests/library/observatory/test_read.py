"""Answers are read in every form the office sends, and what is no answer is refused with the reason and the place."""

import json

import pytest

from tests.library.observatory.answers import FIGURES, WORDS, cells_of, csv, jsonstat, packed, tsv
from toepas.kernel.problems import Problem
from toepas.observatory.read.answer import open_answer
from toepas.observatory.read.jsonstat import read_jsonstat
from toepas.observatory.read.labels import codelist
from toepas.observatory.read.refusals import Kind, refusal
from toepas.observatory.read.sdmx_csv import read_sdmx_csv
from toepas.observatory.read.tsv import read_tsv

HEAD = "DATAFLOW,LAST UPDATE,freq,isco08,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS\n"
ROW = "ESTAT:LFSA(1.0),30/06/26 11:00:00,A,OC1,THS_PER,NL,2025,"
QUEUED = (
    b'<?xml version="1.0"?><env:Envelope xmlns:env="http://schemas.xmlsoap.org/soap/envelope/"><env:Body>'
    b'<ns0:asyncResponse xmlns:ns0="urn:x"><status>SUBMITTED</status><queued><id>abc-1</id></queued>'
    b"</ns0:asyncResponse></env:Body></env:Envelope>"
)
FAULT = (
    b'<S:Fault xmlns:S="http://schemas.xmlsoap.org/soap/envelope/"><faultcode>%s</faultcode>'
    b"<faultstring>%s</faultstring></S:Fault>"
)


def opened(tmp_path, content, **how):
    path = tmp_path / "answer"
    path.write_bytes(content)
    return open_answer(path, "the address", WORDS, **how)


def problem(reading):
    with pytest.raises(Problem) as caught:
        reading()
    assert caught.value.where
    return str(caught.value)


# -- JSON-stat ----------------------------------------------------------------------------------------------------------


def test_values_and_states_are_read_as_one_union():
    assert cells_of(read_jsonstat(jsonstat(), "x", WORDS).frame) == FIGURES


def test_values_and_states_may_be_lists():
    cube = json.loads(jsonstat())
    total = 1
    for size in cube["size"]:
        total *= size
    cube["value"] = [cube["value"].get(str(at)) for at in range(total)]
    cube["status"] = [cube["status"].get(str(at)) for at in range(total)]
    assert cells_of(read_jsonstat(json.dumps(cube).encode(), "x", WORDS).frame) == FIGURES


def test_an_answer_without_states_has_no_flags():
    few = {key: (value, "") for key, (value, _) in FIGURES.items() if value is not None}
    cube = json.loads(jsonstat(few))
    assert "status" not in cube
    assert cells_of(read_jsonstat(json.dumps(cube).encode(), "x", WORDS).frame) == few


def test_one_state_for_all_is_the_flag_of_every_value():
    frame = read_jsonstat(jsonstat(status="p"), "x", WORDS).frame
    assert set(frame["flag"]) == {"p"}
    assert len(frame) == len([value for value, _ in FIGURES.values() if value is not None])


def test_codes_may_come_as_a_list_or_as_a_single_name():
    cube = json.loads(jsonstat())
    for dimension in cube["dimension"].values():
        dimension["category"]["index"] = list(dimension["category"]["index"])
    del cube["dimension"]["freq"]["category"]["index"]
    assert cells_of(read_jsonstat(json.dumps(cube).encode(), "x", WORDS).frame) == FIGURES


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"size": [1, 2]}, "zip"),
        ({"size": [1, 9, 1, 1, 1, 3, 2]}, "codes"),
        ({"dimension": {}}, "freq"),
        ({"id": None}, "id"),
        ({"value": {"999999": 1.0}}, "999999"),
        ({"value": {"-1": 1.0}}, "-1"),
        ({"value": {"0": "many"}}, "value"),
        ({"value": {"0": 1.0, "00": 2.0}}, "value"),
        ({"updated": "yesterday"}, "yesterday"),
    ],
)
def test_an_answer_that_does_not_add_up_is_refused_with_what_is_wrong(change, said):
    assert said in problem(lambda: read_jsonstat(jsonstat(**change), "the address", WORDS))


@pytest.mark.parametrize("content", [b"", b"[]", b"null", b"{", b'{"a":' * 100_000, jsonstat()[:300]])
def test_what_is_no_jsonstat_is_refused_and_never_a_defect(content):
    assert "JSON-stat" in problem(lambda: read_jsonstat(content, "the address", WORDS))


# -- SDMX-CSV -----------------------------------------------------------------------------------------------------------


def test_sdmx_csv_says_its_dataset_and_the_last_update_in_the_time_of_the_office():
    table = read_sdmx_csv((HEAD + ROW + "867.5,bd,\n").encode(), "x", WORDS)
    assert (table.code, table.dimensions) == ("LFSA", ("freq", "isco08", "unit", "geo"))
    assert table.updated.isoformat() == "2026-06-30T11:00:00+02:00"
    assert table.frame.rows() == [("A", "OC1", "THS_PER", "NL", "2025", 867.5, "bd")]


def test_an_empty_value_with_a_flag_was_surveyed_and_not_published():
    assert read_sdmx_csv((HEAD + ROW + ",u,\n").encode(), "x", WORDS).frame.rows()[0][-2:] == (None, "u")


@pytest.mark.parametrize("status", ["C", "N", "P"])
def test_a_status_of_confidence_is_one_flag_and_not_mistaken_for_provisional_or_not_significant(status):
    assert read_sdmx_csv((HEAD + ROW + f",,{status}\n").encode(), "x", WORDS).frame["flag"].to_list() == ["c"]


def test_version_2_is_read_with_and_without_names():
    plain = "STRUCTURE,STRUCTURE_ID,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\ndataflow,ESTAT:LFSA(1.0),A,NL,2025,1.5,b\n"
    named = (
        "STRUCTURE,STRUCTURE_ID,STRUCTURE_NAME,freq,Time frequency,geo,Geopolitical entity,TIME_PERIOD,Time,OBS_VALUE,Value,OBS_FLAG,Flag\n"
        "dataflow,ESTAT:LFSA(1.0),Employment,A,Annual,NL,Netherlands,2025,,1.5,,b,break\n"
    )
    for content in (plain, named):
        table = read_sdmx_csv(content.encode(), "x", WORDS)
        assert (table.code, table.dimensions, table.frame.rows()) == (
            "LFSA",
            ("freq", "geo"),
            [("A", "NL", "2025", 1.5, "b")],
        )


def test_names_beside_the_codes_in_one_cell_are_taken_off():
    content = "DATAFLOW,LAST UPDATE,freq:Time frequency,geo:Place,TIME_PERIOD:Time,OBS_VALUE,OBS_FLAG\nESTAT:X(1.0),30/06/26 11:00:00,A:Annual,NL:Netherlands,2025,1.5,\n"
    assert read_sdmx_csv(content.encode(), "x", WORDS).frame.rows() == [("A", "NL", "2025", 1.5, "")]


def test_names_in_place_of_codes_are_mapped_back_and_an_unknown_name_stays_visible():
    head = "DATAFLOW,LAST UPDATE,freq,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    rows = "x,30/06/26 11:00:00,Annual,Netherlands,2025,1.5,\nx,30/06/26 11:00:00,Annual,Atlantis,2025,1.5,\n"
    frame = read_sdmx_csv((head + rows).encode(), "x", WORDS, codelist("isoc_ai_iaiu")).frame
    assert frame["geo"].to_list() == ["NL", "Atlantis"]
    assert frame["freq"].to_list() == ["A", "A"]


def test_a_value_that_is_no_number_is_named_with_its_row():
    said = problem(lambda: read_sdmx_csv((HEAD + ROW + "1.5,,\n" + ROW + "a lot,,\n").encode(), "the address", WORDS))
    assert "row 3" in said
    assert "a lot" in said


@pytest.mark.parametrize("content", [b"", b"a,b\n1,2\n", b"DATAFLOW,freq,TIME_PERIOD\n", b"<html></html>"])
def test_what_is_no_sdmx_csv_is_refused(content):
    assert "SDMX-CSV" in problem(lambda: read_sdmx_csv(content, "the address", WORDS))


# -- TSV ----------------------------------------------------------------------------------------------------------------


def test_cells_of_a_tsv_are_read_with_flags_and_nothing_is_made_of_nothing():
    content = "freq,geo\\TIME_PERIOD\t2021 \t2022 \t2023 \t2024 \t2025 \nA,NL\t13.48 \t5.88 b\t: \t: u\t:\nA,EL\t1e3 bdp\t0n\t: c\t-0.5 \t: \n"
    assert read_tsv(content.encode(), "x", WORDS).frame.sort("geo", "time").rows() == [
        ("A", "EL", "2021", 1000.0, "bdp"), ("A", "EL", "2022", 0.0, "n"), ("A", "EL", "2023", None, "c"), ("A", "EL", "2024", -0.5, ""),
        ("A", "NL", "2021", 13.48, ""), ("A", "NL", "2022", 5.88, "b"), ("A", "NL", "2024", None, "u"),
    ]  # fmt: skip


def test_a_cell_of_a_tsv_that_is_no_number_is_named_with_its_place():
    content = b"freq,geo\\TIME_PERIOD\t2024 \t2025 \nA,NL\t1.0 \tmany\n"
    said = problem(lambda: read_tsv(content, "the address", WORDS))
    assert "many" in said
    assert "A,NL 2025" in said


# -- any answer ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", [jsonstat, csv, tsv])
@pytest.mark.parametrize("pack", [bytes, packed])
def test_an_answer_is_recognised_by_what_is_in_it_packed_or_not(tmp_path, form, pack):
    assert cells_of(opened(tmp_path, pack(form())).rows.collect()) == FIGURES


@pytest.mark.parametrize("form", [jsonstat, csv])
def test_a_mark_of_the_order_of_bytes_is_no_obstacle(tmp_path, form):
    assert cells_of(opened(tmp_path, b"\xef\xbb\xbf" + form()).rows.collect()) == FIGURES


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (jsonstat()[:-200], "JSON-stat"),
        (csv()[:-3], "cut off"),
        (tsv()[:-4], "cut off"),
        (packed(csv())[:-20], "cut off"),
        (b"<!DOCTYPE html><html><body>Maintenance</body></html>", "page for people"),
        (b"%PDF-1.7 ...", "no answer with figures"),
        (b'{"error":[{"status":400,"id":150,"label":"INVALID_QUERY_DIMENSION: sizen"}]}', "INVALID_QUERY_DIMENSION"),
        (b'{"error":[{"status":404,"id":100,"label":"No results found"}]}', "no figures for this question"),
        (QUEUED, "queue"),
        (FAULT % (b"413", b"EXTRACTION_TOO_BIG: The requested extraction is too big"), "too big"),
    ],
)
def test_what_is_no_figures_is_refused_with_what_it_is(tmp_path, content, said):
    assert said in problem(lambda: opened(tmp_path, content))


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b'{"error":[{"status":400,"id":150,"label":"INVALID"}]}', Kind.ERROR),
        (b'{"error":{"status":404,"id":100,"label":"NO_RESULTS"}}', Kind.NOTHING),
        (b'{"error":[{"status":413,"label":"EXTRACTION_TOO_BIG"}]}', Kind.TOO_BIG),
        (
            b'{"warning":{"status":413,"label":"ASYNCHRONOUS_RESPONSE. Your request will be treated asynchronously"}}',
            Kind.LATER,
        ),
        (FAULT % (b"100", b"NO_RESULTS: nothing"), Kind.NOTHING),
        (FAULT % (b"100", b"DATA_NOT_YET_AVAILABLE"), Kind.LATER),
        (QUEUED, Kind.QUEUED),
        (b"<html>x", Kind.PAGE),
        (b"<broken", Kind.PAGE),
    ],
)
def test_what_the_office_says_in_place_of_figures_is_told_apart(content, kind):
    assert refusal(content).kind is kind


@pytest.mark.parametrize("content", [jsonstat(), csv(), tsv(), b"", b"[1]", b'{"a": {"b": 1}}'])
def test_figures_and_what_is_unknown_are_no_refusal(content):
    assert refusal(content) is None


def test_xml_cannot_reach_for_files_or_grow_without_end():
    bomb = b'<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a><id>&x;</id></a>'
    assert refusal(bomb).ticket == ""
