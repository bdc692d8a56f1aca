"""YAML read so that every message can say the line, and a country code ``NO`` stays a text."""

from __future__ import annotations

import datetime
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from toepas.kernel.files import opened
from toepas.kernel.problems import EXIT_INPUT, Problem
from toepas.kernel.words import Words

MAX_BYTES = 1_000_000
"""Larger files are refused: a case or article file is a few kilobytes."""
MAX_DEPTH = 40
MAX_NODES = 100_000
"""Bounds what aliases can expand to."""

_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
Place = tuple[str | int, ...]


@dataclass(slots=True)
class Located:
    """The content of a YAML file; ``lines`` and ``raw`` give the line and the written text of each place."""

    path: Path
    data: Any
    lines: dict[Place, int] = field(default_factory=dict)
    raw: dict[Place, str] = field(default_factory=dict)

    def where(self, *place: str | int) -> str:
        """``file.yaml:12`` for a place, or for its nearest parent that is known."""
        while place and place not in self.lines:
            place = place[:-1]
        line = self.lines.get(place)
        return f"{self.path}:{line}" if line else str(self.path)


def _text(path: Path, words: Words) -> str:
    with opened(path, words, words.t("Name a YAML file.")) as stream:
        size = os.fstat(stream.fileno()).st_size
        if size > MAX_BYTES:
            raise Problem(
                words.t("The file is too large."),
                where=str(path),
                expected=words.t("at most {limit} bytes; this one has {size}", limit=MAX_BYTES, size=size),
                todo=words.t("Check that this is a case file and not a data set."),
            )
        content = stream.read()
    try:
        decoded = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Problem(
            words.t("This is not a text file."),
            where=str(path),
            expected=words.t("text in UTF-8; byte {position} is not", position=error.start),
            todo=words.t("Save the file as plain text (UTF-8)."),
        ) from None
    if "\x00" in decoded:
        raise Problem(
            words.t("This is not a text file."),
            where=str(path),
            expected=words.t("text in UTF-8"),
            todo=words.t("Save the file as plain text (UTF-8)."),
        )
    return decoded


def read(path: Path, words: Words) -> Located:
    """Read a YAML file. Raises Problem with file and line for whatever cannot be read."""
    text = _text(path, words)
    try:
        if _is_too_deep(text):
            raise _too_deep(path, words)
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        where = f"{path}:{mark.line + 1}" if mark else str(path)
        reason = str(getattr(error, "problem", None) or error)
        raise Problem(
            words.t("The YAML is broken: {reason}", reason=reason),
            where=where,
            expected=words.t("lines of the form 'name: value', indented with spaces"),
            todo=words.t("Mend this line; quotes, colons and tabs are the usual cause."),
            code=EXIT_INPUT,
        ) from None
    located = Located(path, None)
    if node is not None:
        located.data = _construct(node, (), located, words)
    return located


def _is_too_deep(text: str) -> bool:
    """Whether a text nests deeper than is allowed; asked first, since the composer goes down in C without a bound."""
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MAX_DEPTH:
                return True
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return False


def _too_deep(path: Path, words: Words) -> Problem:
    return Problem(
        words.t("The file is nested too deeply."),
        where=str(path),
        expected=words.t("at most {limit} levels", limit=MAX_DEPTH),
        todo=words.t("Write the facts one below the other."),
    )


def _construct(node: Any, place: Place, located: Located, words: Words) -> Any:
    if len(place) > MAX_DEPTH or len(located.lines) > MAX_NODES:
        raise _too_deep(located.path, words)
    located.lines[place] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, place, located, words)
    if isinstance(node, yaml.SequenceNode):
        return [_construct(child, (*place, index), located, words) for index, child in enumerate(node.value)]
    located.raw[place] = str(node.value)
    return _scalar(node)


def _mapping(node: Any, place: Place, located: Located, words: Words) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        here = (*place, key)
        if key in result:
            raise Problem(
                words.t("The name '{name}' stands here twice.", name=key),
                where=f"{located.path}:{located.lines[here]} + {located.path}:{key_node.start_mark.line + 1}",
                expected=words.t("each name once"),
                todo=words.t("Keep one of the two lines."),
            )
        result[key] = _construct(value_node, here, located, words)
        located.lines[here] = key_node.start_mark.line + 1
    return result


def _scalar(node: Any) -> Any:
    tag, value = node.tag, node.value
    if tag == "tag:yaml.org,2002:null":
        return None
    if tag == "tag:yaml.org,2002:bool":
        return value.lower() in ("yes", "true", "on")
    if tag == "tag:yaml.org,2002:int":
        return _number(value, int)
    if tag == "tag:yaml.org,2002:float":
        return _number(value, float)
    if tag == "tag:yaml.org,2002:timestamp":
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            return value
    return value


def _number(value: str, kind: type[int] | type[float]) -> Any:
    try:
        return kind(value.replace("_", ""))
    except ValueError:
        return value
