"""Files that are broken or mean harm are refused with a message, record by record where that can be."""

import io
import json
import time
import tracemalloc
import zipfile

import pytest

from tests.library.catalogue.harvested import WORDS, Algorithms, Cases, Home, algorithm, case
from toepas.catalogue.harvest.reading import text_of
from toepas.catalogue.harvest.rows import open_table
from toepas.kernel.problems import Problem

HEAD = b"PSTW ID,Name,Primary Technology,Description\n"


@pytest.fixture
def home(tmp_path):
    found = Home(tmp_path)
    yield found
    found.store.close()


def rows(home, name, content):
    path = home.folder / name
    path.write_bytes(content)
    return list(open_table(path, WORDS).rows())


def line(number, said="plain"):
    return f"PSTW-{number},Case {number},Artificial Intelligence,{said}\n".encode()


def test_a_line_of_100_megabytes_is_refused_without_being_held_in_memory(home):
    path = home.folder / "long.csv"
    with path.open("wb") as file:
        file.write(HEAD + line(1))
        for _ in range(100):
            file.write(b"x" * 2**20)
        file.write(b"\n" + line(2))
    tracemalloc.start()
    found = list(open_table(path, WORDS).rows())
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    path.unlink()
    assert [bool(row.wrong) for row in found] == [False, True, False]
    assert "too long" in found[1].wrong
    assert found[2].content["PSTW ID"] == "PSTW-2"
    assert peak < 20 * 2**20


def test_a_json_record_of_50_megabytes_is_refused_and_the_next_one_read(home):
    path = home.folder / "long.json"
    with path.open("wb") as file:
        file.write(b'[{"id": "1"}, {"id": "')
        for _ in range(50):
            file.write(b"x" * 2**20)
        file.write(b'"}, {"id": "3"}]')
    found = list(open_table(path, WORDS).rows())
    assert [bool(row.wrong) for row in found] == [False, True, False]
    assert found[2].content == {"id": "3"}


def test_a_quotation_mark_that_is_never_closed_costs_one_row(home):
    found = rows(home, "open.csv", HEAD + line(1) + line(2, 'an "open') + b"".join(map(line, range(3, 900))))
    assert [row.number for row in found if row.wrong] == [2]
    assert len(found) == 899


def test_only_the_row_that_is_not_utf_8_is_refused(home):
    found = rows(home, "latin.csv", HEAD + line(1) + line(2, "Zürich").decode().encode("latin-1") + line(3, "Zürich"))
    assert [bool(row.wrong) for row in found] == [False, True, False]
    assert found[2].content["Description"] == "Zürich"
    assert found[1].where.endswith("latin.csv:3")


def test_a_file_in_utf_16_is_refused_with_what_to_do(home):
    with pytest.raises(Problem, match="UTF-8") as caught:
        rows(home, "wide.csv", (HEAD + line(1)).decode().encode("utf-16"))
    assert "Save it" in caught.value.todo


def test_a_mark_at_the_start_of_the_file_is_no_part_of_the_first_column(home):
    assert rows(home, "mark.csv", b"\xef\xbb\xbf" + HEAD + line(1))[0].content["PSTW ID"] == "PSTW-1"
    assert rows(home, "mark.json", b'\xef\xbb\xbf[{"id": 1}]')[0].content == {"id": 1}


def test_a_json_record_that_is_not_utf_8_is_refused_alone(home):
    found = rows(home, "latin.json", b'[{"id": "1"}, {"id": "\xff\xfe"}, {"id": "3"}]')
    assert [bool(row.wrong) for row in found] == [False, True, False]


def test_deep_nesting_costs_one_record(home):
    deep = b'{"a":' * 5000 + b"1" + b"}" * 5000
    found = rows(home, "deep.json", b'[{"id": 1},' + deep + b',{"id": 3}]')
    assert [bool(row.wrong) for row in found] == [False, True, False]
    assert "deep" in found[1].wrong


@pytest.mark.parametrize("cut", [1, 10, 60, 200])
def test_truncated_json_gives_what_is_whole_and_then_a_problem(home, cut):
    whole = json.dumps([algorithm(number, 'with "quotes" and \\ and ]}') for number in range(50)]).encode()
    path = home.folder / "cut.json"
    path.write_bytes(whole[:-cut])
    with pytest.raises(Problem, match="cut off"):
        list(open_table(path, WORDS).rows())
    got = []
    try:
        for row in open_table(path, WORDS).rows():
            got.append(row.content)  # noqa: PERF401 - the loop ends with a problem
    except Problem:
        pass
    assert 45 <= len(got) <= 50
    assert got == json.loads(whole)[: len(got)]


@pytest.mark.parametrize("size", [1, 7, 64, 65536])
def test_records_are_cut_out_alike_however_the_file_comes_in(home, monkeypatch, size):
    from toepas.catalogue.harvest import json_rows

    monkeypatch.setattr(json_rows, "CHUNK", size)
    records = [{"id": 1, "t": 'a "quoted" \\ [ { text', "n": [[{"x": "]"}]]}, {"id": 2, "t": "é€"}, {}]
    for content in (records, {"meta": {"algoritmes": 1}, "note": "[", "algoritmes": records, "more": [1]}):
        path = home.folder / "any.json"
        path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        assert [row.content for row in open_table(path, WORDS, ("algoritmes",)).rows()] == records


def test_values_that_are_no_records_are_refused_one_by_one(home):
    found = rows(home, "mixed.json", b'[1, "two", {"id": 3}, null, [5], {"id": 6}]')
    assert [row.content for row in found if not row.wrong] == [{"id": 3}, {"id": 6}]
    assert [row for row in found if row.wrong]


def packed(parts):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return buffer.getvalue()


def test_a_workbook_that_unpacks_to_far_too_much_is_refused_quickly(home):
    start = time.perf_counter()
    with pytest.raises(Problem, match="unpacks"):
        rows(home, "bomb.xlsx", packed({"xl/worksheets/sheet1.xml": b"0" * 300_000_000}))
    assert time.perf_counter() - start < 10


def test_a_workbook_that_declares_entities_is_refused(home):
    evil = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    with pytest.raises(Problem, match="entities"):
        rows(home, "entities.xlsx", packed({"xl/workbook.xml": evil}))


def test_a_page_that_declares_entities_is_refused(home):
    page = b'<!DOCTYPE html [<!ENTITY a SYSTEM "file:///etc/hostname">]><table><tr><th>a</th><th>b</th></tr></table>'
    with pytest.raises(Problem, match="entities"):
        rows(home, "entities.html", page)


@pytest.mark.parametrize(
    "content", [b"PK\x03\x04 no workbook", b"just words", b"{}", b"[", b'{"a": [1]}', b"<p>no table</p>"]
)
def test_what_is_no_table_is_refused_with_one_message(home, content):
    with pytest.raises(Problem):
        rows(home, "odd.dat", content)


def test_an_empty_file_a_folder_and_no_file_are_told_apart(home):
    (home.folder / "empty.csv").write_bytes(b"")
    for name, said in (("empty.csv", "empty"), (".", "folder"), ("nowhere.csv", "no such file")):
        with pytest.raises(Problem, match=said):
            open_table(home.folder / name, WORDS)


def test_markup_in_a_field_is_kept_as_text_without_its_tags(home):
    evil = "Reads <b>letters</b><script>alert(1)</script> &lt;img src=x onerror=alert(2)&gt; if a < b \u202e\x00and c"
    home.harvest(home.file(Cases, "cases.json", [case(1, Description=evil)]))
    assert home.store.records()[0].description == {"en": "Reads letters if a < b and c"}


def test_an_address_that_would_run_something_is_dropped(home):
    home.harvest(
        home.file(Cases, "cases.json", [case(1, Website="javascript:alert(1)"), case(2, Website="www.aarhus.dk/x")])
    )
    assert [asset.url for asset in home.store.records()] == ["", "https://www.aarhus.dk/x"]


def test_fields_of_the_wrong_sort_never_stop_a_harvest(home):
    wild = [dict.fromkeys(case(1), value) | {"PSTW ID": f"PSTW-{at}", "Primary Technology": "Artificial Intelligence"}
            for at, value in enumerate([None, 1, 1.5, True, [], {}, [[]], {"a": {"b": 1}}, "\x00", "x" * 200_000])]  # fmt: skip
    outcome = home.harvest(home.file(Cases, "cases.json", wild))
    assert outcome.counts["read"] == len(wild)
    odd = [
        algorithm(at, title=value, url=value, status=value) for at, value in enumerate([None, 1, [], {}, "x" * 90_000])
    ]
    assert home.harvest(home.file(Algorithms, "list.json", {"algoritmes": odd})).counts["read"] == len(odd)


EVIL = {
    "opened": "<" * 250_000,
    "quoted": '<"' * 120_000,
    "scripts": "<script>" * 30_000,
    "tags": "<a " * 80_000,
    "escaped": "&lt;" * 60_000,
    "accents": "a\u0301" * 100_000,
}


@pytest.mark.parametrize("kind", EVIL)
def test_stripping_markup_takes_no_long_time_whatever_the_text(kind):
    start = time.perf_counter()
    text_of(EVIL[kind])
    assert time.perf_counter() - start < 2


def workbook(rows):
    """The smallest workbook that a spreadsheet program opens."""
    cells = "".join(
        "<row>" + "".join(f'<c t="inlineStr"><is><t>{cell}</t></is></c>' if isinstance(cell, str) else f"<c><v>{cell}</v></c>" for cell in row) + "</row>"
        for row in rows
    )  # fmt: skip
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    return packed(
        {
            "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kind}.worksheet+xml"/></Types>',
            "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
            "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets><sheet name="List" sheetId="1" r:id="r1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{main}"><sheetData>{cells}</sheetData></worksheet>',
        }
    )  # fmt: skip


def test_an_honest_workbook_is_read(home):
    cells = case(7, **{"Start Year": 2024})
    outcome = home.harvest(home.file(Cases, "cases.xlsx", workbook([list(cells), list(cells.values())])))
    assert outcome.counts["new"] == 1
    assert home.store.get("pstw:7").practice.since == "2024"


def test_a_mapping_that_refers_to_itself_is_refused(home):
    from toepas.catalogue.harvest import mapping

    path = home.folder / "m.yaml"
    path.write_text("columns: &a\n  Naam: *a\n")
    with pytest.raises(Problem):
        mapping.read(path, WORDS)
