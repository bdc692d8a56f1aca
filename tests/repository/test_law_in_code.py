"""The law is data: no date, article number or threshold of an act stands in the library's Python."""

import ast
import re

import pytest

from tests.repository.project import library_files, named, tree

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
DATE = re.compile(rf"\b20\d\d-[01]\d-[0-3]\d\b|\b[0-3]?\d (?:{MONTHS}) 20\d\d\b")
PLACES = "[Aa]rt(?:icle|ikel)?s?\\.?|[Aa]nnex|[Bb]ijlage|[Rr]ecital"
ARTICLE = re.compile(rf"\b(?:{PLACES})[\s_-]?(?:\d+|[IVX]+\b)|\bart_?\d+|\bannex_?[ivx]+\b")
ACT = re.compile(r"\b20\d\d/\d{3,4}\b")
# Amounts of the fines and of compute: nothing else in the library is that large and that round.
THRESHOLDS = {7_500_000, 15_000_000, 35_000_000, 750_000, 1_500_000, 10**23, 10**25, 1e23, 1e25}

# Where a constant only looks like law: the file, what the constant holds, and why that is no rule.
EXCEPTIONS = {
    ("src/toepas/cli/mcp.py", "art_26, art_4a, anx_III"): "shows in an error message how a provision is named",
    ("src/toepas/check/case.py", "2026-08-02, 2026-08, 2026"): "shows in an error message how a date is written",
    ("src/toepas/cli/common.py", "2026-11-22"): "shows in an error message how a date is written",
    ("src/toepas/cli/law.py", "art_26.7"): "shows in the help how a provision is named",
    ("src/toepas/cli/show_law.py", "art_26"): "shows in an error message how a provision is named",
    ("src/toepas/law/text/xhtml.py", "title-annex-"): "the name of a style in the pages of the office",
}


def docstrings(module: ast.Module) -> set[int]:
    """The texts that only explain, by identity: they may say which article made a rule of thumb necessary."""
    return {
        id(node.body[0].value)
        for node in ast.walk(module)
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and isinstance(node.body[0].value, ast.Constant)
    }


def law_constants(module: ast.Module) -> list[tuple[int, str]]:
    explained = docstrings(module)
    found = []
    for node in ast.walk(module):
        if isinstance(node, ast.Constant) and id(node) not in explained and looks_like_law(node.value):
            found.append((node.lineno, str(node.value)))
        elif isinstance(node, ast.Call) and is_fixed_date(node):
            found.append((node.lineno, ast.unparse(node)))
    return found


def looks_like_law(value: object) -> bool:
    if isinstance(value, str):
        return any(pattern.search(value) for pattern in (DATE, ARTICLE, ACT))
    return isinstance(value, int | float) and not isinstance(value, bool) and value in THRESHOLDS


def is_fixed_date(call: ast.Call) -> bool:
    name = getattr(call.func, "attr", getattr(call.func, "id", ""))
    years = [arg.value for arg in call.args[:1] if isinstance(arg, ast.Constant)]
    return name in {"date", "datetime"} and any(isinstance(year, int) and year > 1900 for year in years)


def test_no_date_article_or_threshold_of_an_act_stands_in_the_librarys_python():
    found = [
        f"{named(path)}:{line}: {constant[:80]}"
        for path in library_files()
        for line, constant in law_constants(tree(path))
        if not any(named(path) == file and excused in constant for file, excused in EXCEPTIONS)
    ]
    assert found == []


def test_every_exception_is_still_needed():
    constants = [(named(path), constant) for path in library_files() for _, constant in law_constants(tree(path))]
    needed = {
        (file, excused)
        for file, excused in EXCEPTIONS
        for where, what in constants
        if where == file and excused in what
    }
    assert set(EXCEPTIONS) - needed == set()


@pytest.mark.parametrize(
    "constant",
    ["'2026-08-02'", "'from 2 August 2026'", "'Art. 5'", "'Article 50'", "'annex III'", "'art_26'", "'2024/1689'",
     "35_000_000", "1e25", "date(2026, 8, 2)", "datetime.date(2027, 12, 2)"],
)  # fmt: skip
def test_law_in_code_would_be_found(constant):
    assert law_constants(ast.parse(f"x = {constant}"))


@pytest.mark.parametrize(
    "constant", ["'article {number}'", "'part 2'", "'smart 5'", "1000", "date(year, 1, 1)", "True"]
)
def test_what_is_not_law_is_left_alone(constant):
    assert not law_constants(ast.parse(f"x = {constant}"))
