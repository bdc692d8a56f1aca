"""Files and functions stay small enough to read in one sitting."""

import ast

from tests.repository.debt import listed
from tests.repository.project import named, python_files, tree

LONGEST_FILE = 400
LONGEST_FUNCTION = 75


def long_files() -> set[str]:
    return {named(path) for path in python_files() if len(path.read_text("utf-8").splitlines()) > LONGEST_FILE}


def long_functions() -> set[str]:
    return {
        f"{named(path)}::{node.name}"
        for path in python_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or 0) - node.lineno + 1 > LONGEST_FUNCTION
    }


def test_no_python_file_is_longer_than_400_lines_unless_the_debt_table_says_why():
    assert long_files() == listed("file length")


def test_no_function_is_longer_than_75_lines_unless_the_debt_table_says_why():
    assert long_functions() == listed("function length")
