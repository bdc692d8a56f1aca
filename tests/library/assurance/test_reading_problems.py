"""What cannot be read for certain is refused, with row and column, and no message shows more of a row than one cell."""

import polars as pl
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.library.assurance.files import PLAIN, problem, read
from tests.library.assurance.test_reading import ROWS, workbook
from toepas.kernel.problems import Problem

# content, columns, part of what, part of where, part of expected or todo
REFUSED = {
    "a label of another kind": ("y,p\n1,0.1\n2,0.2\n", {}, "“2” is neither 0 nor 1", "row 2 below the header, column “y”", "“1” (first in row 1)"),
    "two texts without saying which counts": ("y,p\nM,0.1\nF,0.2\n", {}, "“M” is neither", "row 1", "for example “M”"),
    "a label with many values": ("y,p\n" + "".join(f"n{i},0.1\n" for i in range(9)), {}, "“n0”", "row 1", "many different values"),
    "an outcome that never comes": ("y,p\na,0.1\nb,0.2\n", {"positive": ("A",)}, "“A”", "column “y”", "one of: a, b"),
    "percentages": ("y,p\n1,10\n0,85\n", {}, "10 looks like a percentage", "row 1 below the header, column “p”", "Divide the scores by 100"),
    "a percent sign": ("y,p\n1,85%\n", {}, "“85%” is a percentage", "row 1", "0.85"),
    "a negative score": ("y,p\n1,0.5\n0,-2.5\n", {}, "-2.5 is negative", "row 2", "probabilities"),
    "a score far above 1": ("y,p\n1,0.5\n0,900\n", {}, "900 is no probability", "row 2", "from 0 to 1"),
    "text in numbers": ("y,p\n1,0.5\n0,high\n", {}, "“high” is not a number", "row 2 below the header, column “p”", "a number"),
    "an infinite score": ("y,p\n1,0.5\n0,inf\n", {}, "infinite", "row 2 below the header, column “p”", "finite"),
    "mixed decimals": ("y;p\n1;0.5\n0;0,25\n", {}, "decimal points and decimal commas", "row 2 below the header, column “p”", "row 1 has “0.5”, row 2 has “0,25”"),
    "commas of thousands or decimals": ('y,p\n"1,234","1,500"\n', {"task": "regression"}, "cannot be told", "row 1", "between thousands"),
    "no such column": ("outcome,prob\n1,0.5\n", {"label": "outcom"}, "no column “outcom”", "data.csv", "Did you mean “outcome”?"),
    "no header": ("1,0.5\n0,0.25\n", {}, "no column “y”", "data.csv", "names of the columns"),
    "a header twice": ("y,p,p\n1,0.5,0.6\n", {}, "“p” 2 times", "columns 2, 3", "each name once"),
    "a column for two things": (PLAIN, {"score": "y"}, "“y” is named for two things", "data.csv", "once"),
    "a division named twice": (PLAIN, {"by": ("sex", "sex")}, "“sex” is named", "data.csv", "once"),
    "an outcome as a division": (PLAIN, {"by": ("y",)}, "“y” is named", "data.csv", "once"),
    "edges that fall": (PLAIN, {"by": ("age:65,40",)}, "65,40", "data.csv", "rising numbers"),
    "edges that are none": (PLAIN, {"by": ("age:young",)}, "young", "data.csv", "age:40,65"),
    "bands of texts": (PLAIN, {"by": ("sex:1,2",)}, "“F” is not a number", "row 1 below the header, column “sex”", "a number"),
    "a division with a group for everybody": ("y,p,id\n" + "".join(f"1,0.1,n{i}\n" for i in range(60)), {"by": ("id",)}, "more than 50", "data.csv", "id:40,65"),
    "an empty file": ("", {}, "empty", "data.csv", ""),
    "a file of spaces": (" \n\n ", {}, "empty", "data.csv", ""),
    "a header alone": ("y,p\n", {}, "no rows", "data.csv", ""),
    "no row with both": ("y,p\n1,\n,0.5\n", {}, "No row has both", "data.csv", ""),
    "a wrong separator": ("y:p\n1:0.5\n", {}, "no column “y”", "data.csv", "y:p"),
    "a page": ("<!DOCTYPE html><html><body>Please sign in</body></html>", {}, "web page", "data.csv", "CSV"),
    "JSON": ('[{"y": 1, "p": 0.5}]', {}, "JSON", "data.csv", "CSV"),
    "a PDF": (b"%PDF-1.7 ...", {}, "another kind: PDF", "data.csv", "CSV"),
    "a packed file that is no workbook": (b"PK\x03\x04 nothing", {}, "cannot be read", "data.csv", ""),
    "half a Parquet file": (b"PAR1 and no more", {}, "cut off or broken", "data.csv", ""),
    "bytes": (bytes(range(256)) * 20, {}, "no text", "data.csv", "UTF-8"),
    "a quotation mark that stays open": ('y,p\n1,0.5\n0,"0.25\n1,0.1\n', {}, "never closed", "row 2 below the header", "Close"),
    "broken quotation marks": ('y,p,n\n1,0.5,a\n0,0.25,"b"c\n', {}, "broken", "row 2 below the header", "twice"),
    "many rows of another length": ("y,p,n\n" + "1,0.5\n" * 50, {}, "another number of cells", "row 1", "3 cells"),
    "probabilities that do not add up": ("y,a,b\na,0.2,0.2\n", {"score": ("a", "b"), "task": "multiclass"}, "0.4", "row 1", "together 1"),
    "a class without a column": ("y,a,b\nc,0.2,0.8\n", {"score": ("a", "b"), "task": "multiclass"}, "“c”", "row 1", "one of: a, b"),
    "a case of two groups": ("y,p,c,sex\n0,0.1,a,F\n1,0.2,a,M\n", {"task": "detection", "case": "c", "by": ("sex",)}, "different values in “sex”", "row 1", "one value"),
    "a case where there is none": ("y,p,c\n0,0.1,a\n", {"case": "c"}, "detection only", "data.csv", "Leave"),
    "a sheet of a text": (PLAIN, {"sheet": "One"}, "no workbook", "data.csv", "Leave the sheet out"),
}  # fmt: skip


@pytest.mark.parametrize("case", REFUSED)
def test_what_is_not_clear_is_refused_with_its_place(tmp_path, case):
    content, columns, what, where, more = REFUSED[case]
    found = problem(tmp_path, content, **columns)
    assert what in found.what
    assert where in found.where
    assert more in found.expected + found.todo
    assert found.todo or found.expected


def test_a_missing_file_and_a_folder_are_said_plainly(tmp_path):
    from toepas.assurance import Columns, read_sample
    from toepas.kernel.words import Words

    for path, what in [(tmp_path / "none.csv", "no such file"), (tmp_path, "folder")]:
        with pytest.raises(Problem, match=what):
            read_sample(path, Columns("y", "p"), Words())


def test_two_sheets_that_fit_are_asked_about(tmp_path):
    found = problem(tmp_path, workbook(tmp_path / "x.xlsx", One=ROWS, Two=ROWS), "x.xlsx")
    assert "“One”, “Two”" in found.expected


def test_a_sheet_that_is_not_there_is_named(tmp_path):
    found = problem(tmp_path, workbook(tmp_path / "x.xlsx", One=ROWS), "x.xlsx", sheet="Data")
    assert "“Data”" in found.what
    assert "“One”" in found.expected


def test_a_parquet_column_of_lists_is_refused(tmp_path):
    pl.DataFrame({"y": [[1], [0]], "p": [0.5, 0.5]}).write_parquet(tmp_path / "x")
    assert "“y”" in problem(tmp_path, (tmp_path / "x").read_bytes(), "x").what


SECRET = "Jansen-Bakker 1950"


@pytest.mark.parametrize("wrong", ["2,0.5", "1,high", "1,-3", "1,inf", "1,7", '1,0.5,"x"y', '1,"0.5', "1,5%"])
def test_no_message_shows_another_cell_of_the_row(tmp_path, wrong):
    content = f"name,y,p,n\n{SECRET},1,0.5,a\n{SECRET},{wrong}" + (",a\n" if wrong.count(",") == 1 else "\n")
    found = problem(tmp_path, content)
    trail = [found, found.__cause__, found.__context__]
    assert not any("Jansen" in str(part) for part in trail if part)


def test_a_label_that_is_a_name_shows_one_name_at_most(tmp_path):
    names = [f"Person {number}" for number in range(20)]
    found = problem(tmp_path, "y,p\n" + "".join(f"{name},0.5\n" for name in names))
    assert sum(name in str(found) for name in names) <= 2  # "Person 1" is part of "Person 10"


def test_a_first_row_of_data_is_not_shown_as_names(tmp_path):
    assert "Jansen" not in str(problem(tmp_path, f"{SECRET},1,0.5\nPietersen,0,0.5\n"))


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=400), st.text(alphabet='yp01.,;\t\n\r"é NA<', max_size=200).map(str.encode)))
@example(b"y,p\n")
@example(b"\xff\xfey\x00,\x00p\x00")
def test_whatever_the_bytes_are_the_answer_is_a_sample_or_a_problem(tmp_path, content):
    for bytes_read in (content, b"y,p\n" + content):
        try:
            sample = read(tmp_path, bytes_read)
        except Problem:
            continue
        assert set(sample.label.tolist()) <= {0, 1}
        assert ((sample.score >= 0) & (sample.score <= 1)).all()
        assert len(sample.rows) == len(sample.label) == sample.source.used


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.tuples(st.booleans(), st.floats(0, 1), st.text(max_size=8)), min_size=1, max_size=30),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["utf-8", "utf-16"]),
)
def test_what_was_written_is_what_is_read(tmp_path, rows, separator, encoding):
    def quoted(text):
        return '"' + text.replace('"', '""').replace("\r", " ").replace("\x00", "") + '"'

    lines = [separator.join([str(int(y)), repr(p), quoted(note)]) for y, p, note in rows]
    content = "\n".join([separator.join(["y", "p", "note"]), *lines]) + "\n"
    sample = read(tmp_path, content.encode(encoding, "ignore"))
    assert sample.label.tolist() == [int(y) for y, _, _ in rows]
    assert sample.score.tolist() == [p for _, p, _ in rows]
