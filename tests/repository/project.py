"""The files of the project as the house laws see them: everything git knows or would pick up, nothing it ignores."""

import ast
import subprocess
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


@cache
def files() -> tuple[Path, ...]:
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout.split("\0")
    return tuple(sorted(ROOT / name for name in listed if name and (ROOT / name).is_file()))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def python_files(under: str = "") -> list[Path]:
    return [path for path in files() if path.suffix == ".py" and named(path).startswith(under)]


def library_files() -> list[Path]:
    return python_files("src/toepas/")


def texts() -> Iterator[tuple[str, str]]:
    """Name and content of every file that is text."""
    for path in files():
        content = path.read_bytes()
        if b"\0" not in content:
            yield named(path), content.decode("utf-8")


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), filename=named(path))


@cache
def pyproject() -> dict:
    return tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))


def imported_roots(path: Path) -> set[str]:
    """The top-level packages a file imports, wherever in the file that happens."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            found.add(node.module.split(".")[0])
    return found
