"""Reads Formex 4, the format in which the Publications Office keeps acts.

Deleted passages still stand in a consolidated text, between processing instructions; they are dropped. Identifiers
are the same in every language, printed numbers are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from lxml import etree

from toepas.law.text.collect import NOTE_MARK, Collector
from toepas.law.text.model import INSERTED, REPLACED, SUPERSCRIPTS, LawText, NotThisTextError, Provision

_BLOCKS = {"P", "LIST", "TBL", "NP", "ALINEA", "PARAG", "GR.SEQ", "ITEM", "CONTENTS", "DLIST", "DLIST.ITEM", "QUOT.S"}
_CHANGES = {"INSERTED": INSERTED, "ADDED": INSERTED, "REPLACED": REPLACED}
_ATTRIBUTE = re.compile(r'([\w.]+)="([^"]*)"')
ROMAN = (
    "",
    "I",
    "II",
    "III",
    "IV",
    "V",
    "VI",
    "VII",
    "VIII",
    "IX",
    "X",
    "XI",
    "XII",
    "XIII",
    "XIV",
    "XV",
    "XVI",
    "XVII",
    "XVIII",
    "XIX",
    "XX",
)


def roots(members: Mapping[str, bytes]) -> Iterator[etree._Element]:
    """The acts and annexes among the files, in the order of their names; lists of contents are left out."""
    for name in sorted(members):
        root = _parse(members[name], name)
        if root.tag in ("ACT", "CONS.ACT", "ANNEX"):
            yield root


def read(members: Mapping[str, bytes], version: str, lang: str) -> LawText:
    """Read the XML members of a Formex package by file name. Raises NotThisTextError where it holds no act."""
    found: dict[str, Provision] = {}
    annexes = 0
    for root in roots(members):
        reader = _Reader()
        if root.tag == "ANNEX":
            annexes += 1
            provision = reader.annex(root, annexes)
            found[provision.id] = provision
        else:
            for provision in reader.act(root):
                found[provision.id] = provision
    if not any(name.startswith("art_") for name in found):
        raise NotThisTextError("no article found")
    return LawText(version, lang, found)


def _parse(content: bytes, name: str) -> etree._Element:
    # No entities, no network: the files need neither.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False, remove_comments=True)
    try:
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise NotThisTextError(f"{name}: {error}") from error


class _Reader:
    """Walks a file in document order, knowing at each point what the amendment did there."""

    def __init__(self) -> None:
        self.open: list[tuple[str, str]] = []
        self.out = Collector()

    # -- what the amendment did ----------------------------------------------------------------------------------
    def instruction(self, node: etree._Element) -> None:
        """Take notice of the beginning or end of a change."""
        attributes = dict(_ATTRIBUTE.findall(node.text or ""))
        if node.target == "CLG.MDFO":
            self.open.append((attributes.get("ID", ""), attributes.get("ACTION", "")))
        elif node.target == "CLG.MDFC":
            self.open = [item for item in self.open if item[0] != attributes.get("IDREF")]

    @property
    def deleted(self) -> bool:
        """Whether what stands here was deleted."""
        return any(action == "DELETED" for _, action in self.open)

    @property
    def change(self) -> str:
        """What happened to what stands here."""
        return next((_CHANGES[action] for _, action in reversed(self.open) if action in _CHANGES), "")

    # -- provisions --------------------------------------------------------------------------------------------------
    def act(self, root: etree._Element) -> list[Provision]:
        """Recitals, articles and annexes of an act, in document order."""
        found: list[Provision] = []
        annexes = 0
        for node in root.iter():
            if node.tag is etree.ProcessingInstruction:
                if not _within(node, ("ARTICLE", "CONSID", "CONS.ANNEX", "ANNEX")):
                    self.instruction(node)
            elif node.tag == "CONSID":
                found.append(self.recital(node))
            elif node.tag == "ARTICLE" and not self.deleted:
                found.append(self.article(node))
            elif node.tag in ("CONS.ANNEX", "ANNEX") and node is not root:
                annexes += 1
                found.append(self.annex(node, annexes))
        return found

    def recital(self, node: etree._Element) -> Provision:
        """A recital; its number is its name."""
        self.out = Collector()
        label = _text(node.find(".//NO.P"))
        self.walk(node)
        digits = re.sub(r"\D", "", label)
        return Provision(f"rct_{digits}", label, "", tuple(self.out.passages), tuple(self.out.notes))

    def article(self, node: etree._Element) -> Provision:
        """An article, named by its identifier: 004A is 4a, also where it is printed "4 bis"."""
        self.out = Collector()
        identifier = re.match(r"0*(\d+)([A-Z]*)", node.get("IDENTIFIER", ""))
        if identifier is None:
            raise NotThisTextError("an article without identifier")
        digits, letters = identifier.groups()
        title = self.inline(node.find("STI.ART")) if node.find("STI.ART") is not None else ""
        label = _text(node.find("TI.ART"))
        self.walk(node, skip=("TI.ART", "STI.ART"))
        out = self.out
        return Provision(
            f"art_{digits}{letters.lower()}", label, _one_line(title), tuple(out.passages), tuple(out.notes)
        )

    def annex(self, node: etree._Element, position: int) -> Provision:
        """An annex; its number is its place, printed in the language of the text."""
        self.out = Collector()
        heading = node.find("TITLE")
        lines = [_one_line(self.inline(p)) for p in heading.iter("P")] if heading is not None else []
        self.walk(node, skip=("TITLE", "BIB.INSTANCE"))
        label, title = (lines[0], " ".join(lines[1:])) if lines else ("", "")
        return Provision(f"anx_{ROMAN[position]}", label, title, tuple(self.out.passages), tuple(self.out.notes))

    # -- passages ----------------------------------------------------------------------------------------------------
    def walk(self, node: etree._Element, skip: tuple[str, ...] = ()) -> None:
        """Add the text of an element: what runs on together as one passage, blocks as their own."""
        buffer = [] if self.deleted else [node.text or ""]
        for child in node:
            if child.tag is etree.ProcessingInstruction:
                self.instruction(child)
            elif child.tag in skip:
                pass
            elif child.tag in _BLOCKS:
                self.flush(buffer)
                self.block(child)
            else:
                buffer.append(self.inline(child))
            if child.tail and not self.deleted:
                buffer.append(child.tail)
        self.flush(buffer)

    def flush(self, buffer: list[str]) -> None:
        """Add what has run on together so far."""
        self.out.add("".join(buffer), self.change)
        buffer.clear()

    def block(self, node: etree._Element) -> None:
        """Add an element that begins a passage of its own."""
        if self.deleted:
            self.pass_over(node)
        elif node.tag == "PARAG":
            label = self.printed(node.find("NO.PARAG"))
            part = re.match(r"[\dA-Z]+\.0*(\d+)([A-Z]*)", node.get("IDENTIFIER", ""))
            self.out.enter(label, f"{part[1]}{part[2].lower()}" if part else None)
            self.walk(node, skip=("NO.PARAG",))
            self.out.leave(self.change)
        elif node.tag == "NP":
            self.numbered(node, within_recital=_within(node, ("CONSID",)))
        elif node.tag == "ITEM" and node.find("NP") is None:
            self.out.enter("–")
            self.walk(node)
            self.out.leave(self.change)
        elif node.tag == "GR.SEQ":
            self.section(node)
        elif node.tag == "TBL":
            self.table(node)
        else:
            self.walk(node)

    def numbered(self, node: etree._Element, within_recital: bool) -> None:
        """A point: its number, its text, and what stands below it."""
        if within_recital:
            self.walk(node, skip=("NO.P",))
            return
        self.out.enter(self.printed(node.find("NO.P")))
        self.walk(node, skip=("NO.P",))
        self.out.leave(self.change)

    def section(self, node: etree._Element) -> None:
        """A part of an annex with a heading: numbered, or named by a letter in the order of the sections."""
        heading = node.find("TITLE")
        point = heading.find("TI/NP") if heading is not None else None
        if point is not None:
            self.out.enter(self.printed(point.find("NO.P")))
            self.out.add(self.inline(point.find("TXT")), self.change)
        else:
            key = "section"
            self.out.counts[key] = self.out.counts.get(key, 0) + 1
            self.out.enter("", chr(64 + self.out.counts[key]))
            self.out.label = ""
            if heading is not None:
                self.out.add(" ".join(self.inline(p) for p in heading.iter("P")), self.change)
        self.walk(node, skip=("TITLE",))
        self.out.leave(self.change)

    def table(self, node: etree._Element) -> None:
        """A table, row by row, cells parted by a bar."""
        for row in node.iter("ROW"):
            cells = [_one_line(self.inline(cell)) for cell in row.iter("CELL")]
            self.out.add(" | ".join(cell for cell in cells if cell), self.change)

    def printed(self, node: etree._Element | None) -> str:
        """A number as it is printed, quotation marks included."""
        return "" if node is None else _one_line(self.inline(node))

    def pass_over(self, node: etree._Element) -> None:
        """Leave a deleted element out, but notice changes that begin or end inside it."""
        for inner in node.iter(etree.ProcessingInstruction):
            self.instruction(inner)

    def inline(self, node: etree._Element) -> str:
        """The text of an element that runs on with its surroundings."""
        if node.tag == "NOTE":
            self.out.notes.append(_one_line("".join(self._pieces(node))))
            return NOTE_MARK
        if node.tag in ("QUOT.START", "QUOT.END"):
            return chr(int(node.get("CODE", "2019"), 16))
        text = "".join(self._pieces(node))
        if node.tag == "HT" and node.get("TYPE") == "SUP":
            return text.translate(SUPERSCRIPTS)
        if node.tag == "FT" and node.get("TYPE") == "NUMBER" and text.isdigit():
            return f"{int(text):,}".replace(",", "\u00a0")
        return text

    def _pieces(self, node: etree._Element) -> list[str]:
        pieces = [] if self.deleted else [node.text or ""]
        for child in node:
            if child.tag is etree.ProcessingInstruction:
                self.instruction(child)
            elif isinstance(child.tag, str):
                piece = self.inline(child)
                if not self.deleted:
                    pieces.append(f"\n{piece}\n" if child.tag == "P" else piece)
            if child.tail and not self.deleted:
                pieces.append(child.tail)
        return pieces


def _within(node: etree._Element, tags: tuple[str, ...]) -> bool:
    return any(above.tag in tags for above in node.iterancestors())


def _text(node: etree._Element | None) -> str:
    return "" if node is None else _one_line("".join(node.itertext()))


def _one_line(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text.replace(NOTE_MARK, "")).strip()
