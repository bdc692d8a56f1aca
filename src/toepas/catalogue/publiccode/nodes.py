"""YAML as a tree that knows its lines, read so that no file can do harm.

Nothing is built from tags, nothing is expanded: an alias is the same node again. The tree is made without recursion, and
a file that is too large, too deep or not text is refused. Plain words are what YAML 1.2 says: ``no`` is a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import yaml

MOST_BYTES = 1_000_000
"""A hundred times the largest that we know of."""
DEEPEST = 20
"""Levels of nesting; the standard has six."""
MOST_NODES = 50_000
_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TAGS = {f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map")} | {"!"}
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
_NUMBER = re.compile(r"[-+]?(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][-+]?\d+)?|0x[0-9a-fA-F]+|0o[0-7]+")


class Broken(Exception):
    """A file that is no usable YAML: which rule it breaks, at which line (0 where there is none), with what."""

    def __init__(self, rule: str, line: int = 0, said: str = "") -> None:
        super().__init__(rule)
        self.rule = rule
        self.line = line
        self.said = said


@dataclass(slots=True)
class Node:
    """A text, a list or a map, with the line it begins on. ``lines`` has the line of each key of a map."""

    kind: Literal["text", "list", "map"]
    line: int
    text: str = ""
    quoted: bool = False
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Node] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    @property
    def empty(self) -> bool:
        """Whether nothing is said here: YAML's null."""
        return self.kind == "text" and not self.quoted and self.text in ("", "~", "null", "Null", "NULL")

    @property
    def flag(self) -> bool | None:
        """Yes or no; None for anything else, ``yes`` and ``no`` among them."""
        return None if self.kind != "text" or self.quoted else _FLAGS.get(self.text)

    @property
    def number(self) -> bool:
        """Whether it is written as a number."""
        return self.kind == "text" and not self.quoted and bool(_NUMBER.fullmatch(self.text))


@dataclass(slots=True)
class _Open:
    """A list or map that is being read, its anchor and, in a map, the key that waits for its value."""

    node: Node
    anchor: str | None
    key: str | None = None
    merged: list[Node] = field(default_factory=list)


def read_tree(content: bytes) -> Node | None:
    """The tree of a file; None for one that says nothing. Raises Broken."""
    if len(content) > MOST_BYTES:
        raise Broken("size")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Broken("encoding", content[: error.start].count(b"\n") + 1) from None
    try:
        return _Builder().tree(yaml.parse(text, Loader=_LOADER))
    except yaml.YAMLError as error:
        mark: Any = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
        said = str(getattr(error, "problem", None) or getattr(error, "reason", None) or "")
        raise Broken("yaml", mark.line + 1 if mark else 0, said) from None


class _Builder:
    """Makes the tree from the events of a parser."""

    def __init__(self) -> None:
        self.root: Node | None = None
        self.documents = 0
        self.open: list[_Open] = []
        self.anchors: dict[str, Node] = {}
        self.nodes = 0

    def tree(self, events: Iterator[Any]) -> Node | None:
        """The tree of the one document."""
        for event in events:
            if isinstance(event, yaml.DocumentStartEvent):
                self.documents += 1
                if self.documents > 1:
                    mark: Any = event.start_mark
                    raise Broken("documents", mark.line + 1)
            elif isinstance(event, yaml.NodeEvent):
                self._node(event)
            elif isinstance(event, yaml.CollectionEndEvent):
                self._close()
        return None if self.root is None or self.root.empty else self.root

    def _node(self, event: Any) -> None:
        line = event.start_mark.line + 1
        self._count(1, line)
        if isinstance(event, yaml.AliasEvent):
            if event.anchor not in self.anchors:
                raise Broken("alias", line, str(event.anchor))
            self._put(self.anchors[event.anchor], line)
            return
        if event.tag and event.tag not in _TAGS:
            raise Broken("tag", line, str(event.tag)[:80])
        if isinstance(event, yaml.ScalarEvent):
            node = Node("text", line, event.value, bool(event.style) or event.tag == "tag:yaml.org,2002:str")
            if event.anchor:
                self.anchors[event.anchor] = node
            self._put(node, line)
            return
        if len(self.open) >= DEEPEST:
            raise Broken("depth", line)
        kind: Literal["map", "list"] = "map" if isinstance(event, yaml.MappingStartEvent) else "list"
        self.open.append(_Open(Node(kind, line), event.anchor))

    def _count(self, more: int, line: int) -> None:
        self.nodes += more
        if self.nodes > MOST_NODES:
            raise Broken("nodes", line)

    def _put(self, node: Node, line: int) -> None:
        """Give a node its place: at the root, in a list, or as key or value of a map."""
        if not self.open:
            self.root = node
            return
        into = self.open[-1]
        if into.node.kind == "list":
            into.node.items.append(node)
        elif into.key is None:
            if node.kind != "text":
                raise Broken("key", line)
            if node.text in into.node.entries:
                raise Broken("twice", line, node.text[:80])
            into.key = node.text
            into.node.lines.setdefault(node.text, line)
        else:
            self._value(into, into.key, node, line)

    def _value(self, into: _Open, key: str, node: Node, line: int) -> None:
        into.key = None
        if key != "<<":
            into.node.entries[key] = node
            return
        del into.node.lines[key]
        several = node.items if node.kind == "list" else [node]
        if any(one.kind != "map" for one in several):
            raise Broken("merge", line)
        into.merged += several

    def _close(self) -> None:
        done = self.open.pop()
        for other in done.merged:
            self._count(len(other.entries), done.node.line)
            for key, value in other.entries.items():
                done.node.entries.setdefault(key, value)
                done.node.lines.setdefault(key, other.lines[key])
        if done.anchor:
            self.anchors[done.anchor] = done.node
        self._put(done.node, done.node.line)
