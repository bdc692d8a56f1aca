"""A self-test from a file: what somebody says they can, by tag."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toepas.academy.learning.model import HIGHEST, NOT_YET
from toepas.academy.learning.reading import tags
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.kernel.yamlfile import read


def read_self_test(path: Path, words: Words) -> dict[str, int]:
    """Levels by tag from a YAML file with lines such as ``limits: 2``; ``unknown`` leaves a tag out. Raises Problem with the line."""
    located = read(path, words)
    if not isinstance(located.data, dict):
        raise Problem(
            words.t("This file is no self-test."),
            where=str(path),
            expected="what-ai-is: 1",
            todo=words.t("Write one line per tag; '{command}' lists them.", command="academy list"),
        )
    return checked({str(key): value for key, value in located.data.items()}, words, located.where)


def checked(given: Mapping[str, Any], words: Words, where: Any = lambda name: name) -> dict[str, int]:
    """The same levels, as far as they are known. Raises Problem for a tag or a level that there is not."""
    found: dict[str, int] = {}
    for name, level in given.items():
        if name not in tags():
            raise Problem(
                words.t("'{name}' is nothing to know of AI here.", name=name),
                where=where(name),
                expected=", ".join(tags()),
                todo=words.t("Write one line per tag; '{command}' lists them.", command="academy list"),
            )
        if level == "unknown" or level is None:
            continue
        if isinstance(level, bool) or not isinstance(level, int) or not NOT_YET <= level <= HIGHEST:
            raise Problem(
                words.t("'{value}' is no level.", value=level),
                where=where(name),
                expected=words.t("0 (not yet), 1, 2, 3 or unknown"),
            )
        found[name] = level
    return found
