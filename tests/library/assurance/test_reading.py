"""Predictions with outcomes come in as files leave spreadsheets and programs: in many encodings and ways of writing."""

import hashlib

import numpy as np
import polars as pl
import pytest
import xlsxwriter

from tests.library.assurance.files import PLAIN, ids, read


def same_as_plain(sample):
    return sample.label.tolist() == [1, 0, 1, 0] and sample.score.tolist() == [0.9, 0.2, 0.4, 0.1]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_encoding_line_ends_and_separator_are_recognised(tmp_path, encoding, end, separator):
    content = PLAIN.replace(",A", ",Zürich").replace(",", separator).replace("\n", end).encode(encoding)
    sample = read(tmp_path, content, site="site")
    assert same_as_plain(sample)
    assert sample.groups["site"].values == ("B", "Zürich")
    assert ("encoding" in ids(sample.remarks)) == (not encoding.startswith("utf-8"))


def test_decimal_commas_are_read_and_said(tmp_path):
    sample = read(tmp_path, PLAIN.replace(",", ";").replace("0.", "0,"))
    assert same_as_plain(sample)
    assert ids(sample.remarks) == ["decimal-commas"]


def test_decimal_commas_between_quotation_marks_are_read_too(tmp_path):
    assert same_as_plain(read(tmp_path, 'y,p\n1,"0,9"\n0,"0,2"\n1,"0,4"\n0,"0,1"\n'))


def test_a_line_that_names_the_separator_is_minded(tmp_path):
    assert same_as_plain(read(tmp_path, "sep=^\n" + PLAIN.replace(",", "^")))


def test_quoted_cells_may_hold_separators_and_line_ends(tmp_path):
    sample = read(tmp_path, 'y,note,p\n1,"a, b\nc ""d""",0.9\n0,,0.2\n1,e,0.4\n0,f,0.1\n')
    assert same_as_plain(sample)
    assert sample.others["note"].to_list() == ['a, b\nc "d"', None, "e", "f"]
    assert sample.rows.tolist() == [1, 2, 3, 4]


def test_a_file_without_a_last_line_end_and_with_blank_lines_keeps_its_row_numbers(tmp_path):
    sample = read(tmp_path, "y,p\n1,0.9\n\n0,0.2\n   \n1,0.4\n0,0.1")
    assert same_as_plain(sample)
    assert sample.rows.tolist() == [1, 3, 5, 6]


@pytest.mark.parametrize(
    ("yes", "no"),
    [("1", "0"), ("1.0", "0.0"), ("1,0", "0,0"), ("true", "FALSE"), ("Yes", "no"), ("Ja", "Nee"), ("WAAR", "ONWAAR")],
)
def test_plain_outcomes_need_no_explanation(tmp_path, yes, no):
    content = PLAIN.replace(",", ";").replace("\n1;", f"\n{yes};").replace("\n0;", f"\n{no};")
    assert same_as_plain(read(tmp_path, content))


def test_two_other_texts_are_an_outcome_once_it_is_said_which_counts(tmp_path):
    content = PLAIN.replace("\n1,", "\nsick,").replace("\n0,", "\nwell,")
    sample = read(tmp_path, content, positive=("sick",))
    assert same_as_plain(sample)
    assert sample.remarks[0].values == {"positive": ["sick"], "negative": ["well"]}


def test_several_values_may_count_as_the_outcome(tmp_path):
    sample = read(tmp_path, "y,p\n3,0.9\n0,0.2\n1,0.4\n0,0.1\n", positive=("1", "2", "3")[::2])
    assert sample.label.tolist() == [1, 0, 1, 0]


def test_bands_of_age_have_names_without_words(tmp_path):
    sample = read(tmp_path, PLAIN, by=("age:40,65", "sex"))
    assert sample.groups["age"].values == ("<40", "40-64", "≥65")
    assert sample.groups["age"].codes.tolist() == [2, 0, 1, 1]
    assert sample.groups["sex"].values == ("F", "M")
    assert sample.others["age"].to_list() == [70, 35, 52, 44]


def test_bands_of_numbers_with_decimals_say_where_they_end(tmp_path):
    sample = read(tmp_path, PLAIN.replace("52", "52.5"), by=("age:40,65",))
    assert sample.groups["age"].values == ("<40", "40-<65", "≥65")


def test_numbers_without_edges_keep_their_values_for_who_cuts_them_later(tmp_path):
    lines = "".join(f"{n % 2},0.5,{n + 20}\n" for n in range(60))
    sample = read(tmp_path, "y,p,age\n" + lines + "1,0.5,999\n", by=("age",))
    assert sample.groups["age"].values == tuple(str(n + 20) for n in range(60))
    assert sample.groups["age"].codes[-1] == -1
    assert ids(sample.remarks) == ["outside-bands"]


def test_decimal_commas_of_a_division_become_points(tmp_path):
    assert read(tmp_path, "y;p;dose\n1;0,5;1,5\n0;0,2;2\n", by=("dose",)).groups["dose"].values == ("1.5", "2")


FINDINGS = "y,p,scan,sex\n0,0.2,s1,F\n1,0.7,s1,F\n0,0.4,s2,M\n1,,s3,F\n0,0.1,,M\n"


def test_rows_of_one_case_are_put_together(tmp_path):
    sample = read(tmp_path, FINDINGS, task="detection", case="scan", by=("sex",))
    assert sample.label.tolist() == [1, 0, 1]
    assert sample.score.tolist() == [0.7, 0.4, 0.0]
    assert sample.groups["sex"].codes.tolist() == [0, 1, 0]
    assert sample.rows.tolist() == [1, 3, 4]
    assert sample.source.used == 3
    assert ids(sample.remarks) == ["left-out", "no-finding", "rows-to-cases"]


def test_an_age_that_cannot_be_is_an_age_that_is_not_known(tmp_path):
    sample = read(tmp_path, PLAIN.replace("70", "999"), by=("age:40,65",))
    assert sample.groups["age"].codes.tolist() == [-1, 0, 1, 1]
    remark = next(remark for remark in sample.remarks if remark.id == "outside-bands")
    assert (remark.column, remark.rows, remark.count) == ("age", (1,), 1)


def test_rows_without_outcome_or_score_are_left_out_and_counted(tmp_path):
    sample = read(tmp_path, "y,p\n1,0.9\n,0.2\n1,NA\n0,onbekend\n0,0.1\n")
    assert sample.rows.tolist() == [1, 5]
    assert (sample.source.rows, sample.source.used) == (5, 2)
    left = {remark.column: (remark.count, remark.rows) for remark in sample.remarks}
    assert left == {"y": (1, (2,)), "p": (2, (3, 4))}


def test_a_missing_group_is_kept_and_marked(tmp_path):
    sample = read(tmp_path, PLAIN.replace(",F,70", ",,70"), by=("sex",))
    assert sample.groups["sex"].codes.tolist() == [-1, 1, 1, 0]


def test_a_group_called_unknown_is_a_group(tmp_path):
    sample = read(tmp_path, PLAIN.replace(",F,70", ",unknown,70"), by=("sex",))
    assert sample.groups["sex"].values == ("F", "M", "unknown")


def test_rows_with_another_number_of_cells_are_left_out_and_named(tmp_path):
    sample = read(tmp_path, PLAIN + "1,0.5,F\n0,0.5,M,1,A,extra\n")
    assert same_as_plain(sample)
    (remark,) = sample.remarks
    assert (remark.id, remark.rows, remark.count) == ("broken-rows", (5, 6), 2)


def test_the_hash_is_that_of_the_bytes(tmp_path):
    content = PLAIN.encode("utf-16")
    assert read(tmp_path, content).source.sha256 == hashlib.sha256(content).hexdigest()
    assert read(tmp_path, content).source.name == "data.csv"


def test_a_second_model_is_read_beside_the_first(tmp_path):
    sample = read(tmp_path, "y,p,q\n1,0.9,0.8\n0,0.2,\n0,0.1,0.3\n", second="q")
    assert sample.second.tolist() == [0.8, 0.3]
    assert sample.score.tolist() == [0.9, 0.1]
    assert ids(sample.remarks) == ["left-out"]


def test_classes_come_from_the_names_of_their_columns(tmp_path):
    content = "kind,p_cat,p_car,p_dog\ncar,0.2,0.7,0.1\ndog,0.3,0.3,0.4\n"
    sample = read(tmp_path, content, label="kind", score=("p_cat", "p_car", "p_dog"), task="multiclass")
    assert sample.classes == ("cat", "car", "dog")
    assert sample.label.tolist() == [1, 2]
    assert sample.score.shape == (2, 3)


def test_regression_takes_any_finite_number(tmp_path):
    sample = read(tmp_path, "y;p\n-1,5;2\n30;1e3\n", task="regression")
    assert sample.label.tolist() == [-1.5, 30.0]
    assert sample.score.tolist() == [2.0, 1000.0]


def test_parquet_gives_what_csv_gives(tmp_path):
    frame = pl.read_csv(PLAIN.encode())
    frame.write_parquet(tmp_path / "data.parquet")
    sample = read(tmp_path, (tmp_path / "data.parquet").read_bytes(), "data.parquet", by=("sex", "age:40,65"))
    other = read(tmp_path, PLAIN, by=("sex", "age:40,65"))
    assert same_as_plain(sample)
    assert sample.groups["age"].codes.tolist() == other.groups["age"].codes.tolist()
    assert sample.others.equals(other.others.cast(sample.others.schema))


def test_true_and_false_of_parquet_are_outcomes(tmp_path):
    pl.DataFrame({"y": [True, False, None], "p": [0.5, 0.25, 0.1]}).write_parquet(tmp_path / "x")
    assert read(tmp_path, (tmp_path / "x").read_bytes(), "x").label.tolist() == [1, 0]


def workbook(path, **sheets):
    book = xlsxwriter.Workbook(str(path))
    for name, rows in sheets.items():
        sheet = book.add_worksheet(name)
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    book.close()
    return path.read_bytes()


ROWS = [["y", "p", "sex"], [1, 0.9, "F"], [0, 0.2, "M"], [1, 0.4, "M"], [0, 0.1, "F"]]


def test_the_sheet_with_the_columns_is_taken_and_said(tmp_path):
    content = workbook(tmp_path / "x.xlsx", Notes=[["read me"]], Data=ROWS)
    sample = read(tmp_path, content, "x.xlsx", by=("sex",))
    assert same_as_plain(sample)
    assert sample.remarks[0].values == {"sheet": "Data", "sheets": 2}


def test_a_sheet_can_be_named(tmp_path):
    content = workbook(tmp_path / "x.xlsx", One=[["y", "p"], [1, 0.5]], Two=ROWS)
    assert len(read(tmp_path, content, "x.xlsx", sheet="Two").label) == 4


def test_what_is_printed_of_a_sample_shows_nobody(tmp_path):
    shown = repr(read(tmp_path, PLAIN.replace("70", "71.125"), by=("sex",)))
    assert "71.125" not in shown
    assert "0.9" not in shown


def test_of_a_large_table_some_rows_are_kept_for_the_checks(tmp_path, monkeypatch):
    monkeypatch.setattr("toepas.assurance.tables.parts.MOST_CELLS", 100)
    lines = "".join(f"{row % 2},{'' if row % 5 == 0 else row / 1000},{row}\n" for row in range(1, 901))
    for name, content in [("data.csv", f"y,p,x\n{lines}".encode())]:
        sample = read(tmp_path, content, name)
        assert len(sample.label) == 720
        assert sample.others.height <= 100
        assert np.array_equal(sample.rows[sample.others_at], sample.others["x"].to_numpy().astype(int))


def test_only_the_columns_that_are_named_are_kept_where_no_others_are_wanted(tmp_path):
    assert read(tmp_path, PLAIN, further=False).others is None


@pytest.mark.parametrize("name", ["[patient]", "{patient}", "[", "[note 1]"])
def test_the_name_of_the_first_column_may_begin_with_a_bracket(tmp_path, name):
    assert same_as_plain(read(tmp_path, f"{name},y,p\na,1,0.9\nb,0,0.2\nc,1,0.4\nd,0,0.1\n"))
