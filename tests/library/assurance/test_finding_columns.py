"""Which columns a table has: names and kinds, never a value."""

from pathlib import Path

import pytest

from tests.repository.project import ROOT
from toepas.assurance import Column, columns_of
from toepas.kernel import Problem, Words


def found(tmp_path: Path, text: str) -> dict[str, Column]:
    path = tmp_path / "t.csv"
    path.write_text(text, encoding="utf-8")
    return {one.name: one for one in columns_of(path, Words())}


def test_the_example_is_recognised():
    listed = columns_of(ROOT / "examples" / "assurance" / "four-hospitals.csv", Words())
    kinds = {one.name: one.kind for one in listed}
    assert kinds == {
        "id": "number", "hospital": "few", "sex": "yes-no", "age": "number", "cholesterol": "number", "disease": "yes-no", "predicted": "share",
    }  # fmt: skip
    assert [one.name for one in listed if one.distinct] == ["id"]


def test_numbers_with_a_comma_and_empty_columns_are_told_apart(tmp_path):
    rows = "".join(f"0,{n};;t{n};c{n % 3}\n".replace("0,", "0,") for n in range(60))
    kinds = {name: one.kind for name, one in found(tmp_path, "p;nothing;free;town\n" + rows).items()}
    assert kinds == {"p": "share", "nothing": "empty", "free": "many", "town": "few"}


def test_a_name_that_stands_there_twice_cannot_be_chosen(tmp_path):
    assert list(found(tmp_path, "a,b,a\n1,2,3\n4,5,6\n")) == ["b"]


@pytest.mark.parametrize("text", ["63,1,0.2\n64,0,0.3\n", "a,b\n", ""])
def test_what_has_no_names_or_no_rows_is_refused(tmp_path, text):
    with pytest.raises(Problem) as refused:
        found(tmp_path, text)
    assert refused.value.todo
    assert "63" not in str(refused.value)
