"""A YAML file that does not fit its schema is answered with the line of the first thing that does not."""

import json

import pytest

from toepas.kernel.problems import Problem
from toepas.kernel.shape import check_shape
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import read

SCHEMA = {
    "type": "object",
    "required": ["name"],
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "size": {"type": "integer", "minimum": 1},
        "share": {"type": "number", "exclusiveMinimum": 0, "maximum": 1},
        "kind": {"enum": ["small", "large"]},
        "code": {"type": "string", "pattern": "^[A-Z]{2}$", "description": "two capitals, such as NL"},
        "parts": {
            "type": "array",
            "items": {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}},
        },
    },
}


@pytest.fixture
def check(tmp_path):
    schema = tmp_path / "schema.json"
    schema.write_text(json.dumps(SCHEMA), "utf-8")

    def check(text):
        path = tmp_path / "file.yaml"
        path.write_text(text, "utf-8")
        check_shape(read(path, Words()), schema, Words())

    return check


def test_what_fits_passes(check):
    check("name: one\nsize: 2\nshare: 0.5\nkind: small\ncode: NL\nparts: [{id: a}]\n")


@pytest.mark.parametrize(
    ("text", "line", "expected"),
    [
        ("name: one\nsyze: 2\n", 2, "name, size, share, kind, code, parts"),
        ("name: one\nsize: none\n", 2, "a whole number"),
        ("name: one\nsize: 0\n", 2, "at least 1"),
        ("name: one\nshare: 2\n", 2, "a number from 0 to 1"),
        ("name: one\nkind: huge\n", 2, "small, large"),
        ("name: one\ncode: nl\n", 2, "two capitals, such as NL"),
        ("name: one\nparts:\n  - id: a\n  - name: b\n", 4, ""),
        ("name: one\nparts: a\n", 2, "a list"),
        ("name: one\nkind: huge\nsize: 0\n", 2, "small, large"),
    ],
)
def test_what_does_not_fit_is_named_with_its_line_and_what_was_expected(check, text, line, expected):
    with pytest.raises(Problem) as caught:
        check(text)
    assert caught.value.where.endswith(f"file.yaml:{line}")
    assert expected in caught.value.expected
    assert caught.value.todo


def test_what_is_missing_is_named(check):
    with pytest.raises(Problem, match=r"missing: name"):
        check("size: 2\n")
