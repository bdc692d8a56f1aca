"""The library stays a library: no site, no clock, no network, nothing left open, no drawer for leftovers."""

import ast
import re

import pytest

from tests.repository.project import files, imported_roots, library_files, named, python_files, tree

DRAWERS = {"utils", "util", "misc", "helpers", "helper"}
NETWORK = {"socket", "urllib", "http", "requests", "httpx", "aiohttp", "ftplib", "smtplib"}
# Who speaks over the network, and why that is not by itself: a person asked for it, with a command.
ONLINE = {
    "src/toepas/academy/credentials/did.py": "takes addresses apart",
    "src/toepas/cli/ask.py": "the command opens the connection where the operator named a language model",
    "src/toepas/ask/writer.py": "takes addresses apart; speaks over the connection that it is handed",
    "src/toepas/catalogue/document.py": "takes addresses apart",
    "src/toepas/catalogue/merge.py": "takes addresses apart",
    "src/toepas/cli/pool_loopback.py": "the processes of a rehearsal speak with each other on this machine only",
    "src/toepas/cli/credential_sources.py": "opens the connection where the user said --fetch, and hands the library a lookup",
    "src/toepas/cli/catalogue_harvest.py": "the command opens the connection and hands it to the library",
    "src/toepas/cli/law.py": "the command opens the connection and hands it to the library",
    "src/toepas/cli/observatory_vintages.py": "the command opens the connection and hands it to the library",
    "src/toepas/law/text/cellar.py": "speaks over the connection that it is handed",
    "src/toepas/observatory/office.py": "speaks over the connection that it is handed",
    "src/toepas/observatory/permalink.py": "takes addresses apart",
    "src/toepas/catalogue/harvest/web.py": "speaks over the connection that it is handed",
}
CLOCK = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}
LEFT_OPEN = re.compile(r"\b(?:TO" + r"DO|FIX" + r"ME|X{3}|NotImplemented" + r"Error)\b")


def clock_readings(module: ast.Module) -> list[int]:
    return [
        node.lineno
        for node in ast.walk(module)
        if isinstance(node, ast.Attribute)
        and (getattr(node.value, "attr", getattr(node.value, "id", "")), node.attr) in CLOCK
    ]


def test_there_is_a_library_to_look_at():
    assert len(library_files()) > 10


def test_the_library_imports_neither_django_nor_the_site():
    assert {named(p): found for p in library_files() if (found := imported_roots(p) & {"django", "toepas_web"})} == {}


def test_the_library_never_opens_the_network_by_itself():
    found = {named(path) for path in library_files() if imported_roots(path) & NETWORK}
    assert found == set(ONLINE)


def test_the_library_opens_no_connection_outside_the_command_line():
    opened = {
        named(path)
        for path in library_files()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and ast.unparse(node.func) in {"httpx.Client", "httpx.get", "httpx.stream"}
    }
    assert "src/toepas/cli/law.py" in opened
    assert {name for name in opened if not name.startswith("src/toepas/cli/")} == set()


def test_only_the_command_line_looks_at_the_clock():
    inside = [path for path in library_files() if not named(path).startswith("src/toepas/cli/")]
    assert {named(path): found for path in inside if (found := clock_readings(tree(path)))} == {}


@pytest.mark.parametrize("reading", ["date.today()", "datetime.datetime.now(tz)", "time.time()"])
def test_a_look_at_the_clock_would_be_found(reading):
    assert clock_readings(ast.parse(f"x = {reading}")) == [1]


def test_no_module_is_a_drawer_for_leftovers():
    parts = {named(path): set(path.relative_to(path.anchor).with_suffix("").parts[-2:]) for path in python_files()}
    assert {name for name, last_two in parts.items() if last_two & DRAWERS} == set()


def test_nothing_in_src_or_tools_is_left_open():
    left = [
        f"{named(path)}:{number}"
        for path in files()
        if named(path).startswith(("src/", "tools/", "toepas", ".ci/"))
        for number, line in enumerate(path.read_text("utf-8", errors="ignore").splitlines(), start=1)
        if LEFT_OPEN.search(line)
    ]
    assert left == []


@pytest.mark.parametrize("comment", ["# " + mark for mark in ("noqa: S101", "type: ignore[arg-type]")])
def test_an_exception_from_the_linters_without_a_reason_would_be_found(comment):
    assert unexplained([f"x = 1  {comment}"]) == [1]
    assert unexplained(["# The reason stands here.", f"x = 1  {comment}"]) == []
    assert unexplained([f"x = 1  {comment} the library has no types here"]) == []


def test_every_exception_from_the_linters_says_why():
    left = {
        named(path): found
        for path in python_files()
        if path.name != "test_library.py" and (found := unexplained(path.read_text("utf-8").splitlines()))
    }
    assert left == {}


def unexplained(lines: list[str]) -> list[int]:
    """Numbers of the lines that silence a linter without words after it and without a comment line above."""
    exception = re.compile(r"#\s*(?:noqa|type:\s*ignore)(?::\s*[A-Z]+\d+(?:\s*,\s*[A-Z]+\d+)*|\[[\w, -]+\])?(.*)$")
    found = []
    for number, line in enumerate(lines, start=1):
        match = exception.search(line)
        above = lines[number - 2].strip() if number > 1 else ""
        if match and len(re.findall(r"[A-Za-z]{2,}", match[1])) < 3 and not above.startswith("#"):
            found.append(number)
    return found
