"""Small files of predictions for the tests, and a short way to read them."""

from pathlib import Path

from toepas.assurance import Columns, read_sample
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

PLAIN = "y,p,sex,age,site\n1,0.9,F,70,A\n0,0.2,M,35,A\n1,0.4,M,52,B\n0,0.1,F,44,B\n"


def read(folder: Path, content: str | bytes, name: str = "data.csv", sheet: str = "", further: bool = True, **columns):
    """The sample of a file with this content; columns ``y`` and ``p`` unless others are named."""
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_sample(path, Columns(**{"label": "y", "score": "p", **columns}), Words(), sheet=sheet, further=further)


def problem(folder: Path, content: str | bytes, name: str = "data.csv", sheet: str = "", **columns) -> Problem:
    """The problem that a file with this content gives; fails where there is none."""
    try:
        read(folder, content, name, sheet, **columns)
    except Problem as found:
        return found
    raise AssertionError("the file was read without a problem")


def ids(remarks) -> list[str]:
    return [remark.id for remark in remarks]
