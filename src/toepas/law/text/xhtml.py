"""Reads the XHTML pages of the Publications Office: as published (oj-*) and consolidated (title-*, grid-list)."""

from __future__ import annotations

import dataclasses
import re

from lxml import etree, html

from toepas.law.text.collect import NOTE_MARK, Collector
from toepas.law.text.model import INSERTED, REPLACED, SUPERSCRIPTS, LawText, NotThisTextError, Provision

_ID = re.compile(r"^(?:art_\d+[a-z]*|anx_[IVX]+|rct_\d+)$")
_HEADINGS = {
    "title-article-norm",
    "oj-ti-art",
    "title-annex-1",
    "oj-doc-ti",
    "title-annex-2",
    "stitle-article-norm",
    "oj-sti-art",
}
_NUMBERED = re.compile(r"^\s*(\d+[a-z]?(?:\s(?:bis|ter|quater))?\.)[\s\u00a0]{2,}(?=\S)")
_LINE_NUMBER = re.compile(r"^\s*(\d{1,2}\.\d{1,2}\.|\d{1,2}\.|\(?\w{1,2}[.)])[\s\u00a0\u2003]+(?=\S)")
_CHANGES = {"INSERTED": INSERTED, "ADDED": INSERTED, "REPLACED": REPLACED}


def read(page: bytes, version: str, lang: str) -> LawText:
    """Read a page. Raises NotThisTextError where it holds no article (a notice of maintenance, say)."""
    try:
        root = html.document_fromstring(page, parser=html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError) as error:
        raise NotThisTextError(str(error)) from error
    reader = _Reader(root)
    found = {}
    for node in root.iter("div"):
        name = node.get("id", "")
        if _ID.match(name):
            found[name] = reader.provision(node, name)
    if not any(name.startswith("art_") for name in found):
        raise NotThisTextError("no article found")
    return LawText(version, lang, found)


class _Reader:
    """Walks a page in document order; a mark of change counts until the next one."""

    def __init__(self, root: html.HtmlElement) -> None:
        self.notes = {
            link.get("id", ""): _one_line(str(paragraph.text_content()))
            for paragraph in root.iter("p")
            if paragraph.get("class") in ("footnote", "oj-note")
            for link in paragraph.iter("a")
            if link.get("id")
        }
        self.changes = dict(self._marks(root))
        self.out = Collector()

    def _marks(self, root: html.HtmlElement) -> list[tuple[html.HtmlElement, str]]:
        """For each paragraph that marks a change, which one begins there."""
        found = []
        for paragraph in root.iter("p"):
            if paragraph.get("class") in ("modref", "arrow"):
                titles = " ".join(link.get("title", "") for link in paragraph.iter("a"))
                action = re.search(r": ([A-Z]+)", titles)
                found.append((paragraph, _CHANGES.get(action[1], "") if action else ""))
        return found

    def provision(self, node: html.HtmlElement, name: str) -> Provision:
        """An article, annex or recital by its anchor, which is the same in every language."""
        self.out = Collector()
        self.sections = self.floor = 0
        self.heading = False
        self.change = self._change_before(node)
        label, title = self._headings(node)
        if name.startswith("rct_"):
            cells = list(node.iter("td"))
            label = _one_line(str(cells[0].text_content())) if cells else ""
            self.walk(cells[1] if len(cells) > 1 else node)
        else:
            self.walk(node)
        return Provision(name, label, title, tuple(self.out.passages), tuple(self.out.notes))

    def _change_before(self, node: html.HtmlElement) -> str:
        """The change that counts where a provision begins: that of the last mark before it."""
        before = next(node.itersiblings("p", preceding=True), None)
        return self.changes.get(before, "") if before is not None else ""

    def _headings(self, node: html.HtmlElement) -> tuple[str, str]:
        lines = []
        for paragraph in node.iter("p"):
            if paragraph.get("class") in _HEADINGS:
                lines.append(_one_line(self.inline(paragraph)))
            elif lines and paragraph.get("class") not in ("modref", "arrow") and _one_line(self.inline(paragraph)):
                break
        return (lines[0], " ".join(lines[1:])) if lines else ("", "")

    def walk(self, node: html.HtmlElement) -> None:
        """Add what stands in an element: running text as one passage, blocks as their own."""
        buffer = [node.text or ""]
        for child in node:
            if not isinstance(child.tag, str):
                buffer.append(child.tail or "")
                continue
            if self._is_block(child):
                self.flush(buffer)
                self.block(child)
            else:
                buffer.append(self.inline(child))
            buffer.append(child.tail or "")
        self.flush(buffer)

    def flush(self, buffer: list[str]) -> None:
        """Add what has run on together so far."""
        self.text("".join(buffer))
        buffer.clear()

    def text(self, given: str) -> None:
        """Add a line."""
        if given.strip():
            self.heading = False
        self.out.add(given, self.change)

    def numbered_line(self, node: html.HtmlElement, gap: html.HtmlElement) -> None:
        """A line that prints its number itself: "3.1." lies below point 3, "2." below the section it stands in."""
        label, gap.text = node.text or "", ""
        node.text = ""
        here = self.out.here
        if label.strip().count(".") > 1:
            del here[1:]
        else:
            del here[1 if here and here[0].isupper() else 0 :]
        self.out.enter(label.strip())
        self.text(self.inline(node))

    @staticmethod
    def _is_block(node: html.HtmlElement) -> bool:
        return node.tag in ("p", "div", "table", "tbody", "tr", "td", "ul", "ol", "li", "hr")

    def block(self, node: html.HtmlElement) -> None:
        """Add an element that begins a passage of its own."""
        kind = node.get("class") or ""
        if node in self.changes:
            self.change = self.changes[node]
        elif kind in _HEADINGS or kind in ("eli-title", "footnote", "oj-note", "separator-annex") or node.tag == "hr":
            return
        elif kind.startswith(("title-gr-seq-level", "oj-ti-grseq")):
            self.section(node)
        elif "grid-list" in kind and "column" not in kind:
            self.item(node)
        elif node.tag == "table":
            self.table(node)
        elif (
            node.tag == "p"
            and (gap := node.find("span[@style]")) is not None
            and "word-spacing" in gap.get("style", "")
        ):
            self.numbered_line(node, gap)
        elif node.tag == "div" and (number := node.find("span[@class='no-parag']")) is not None:
            self.paragraph(node, _one_line(str(number.text_content())))
        elif node.tag == "div" and re.match(r"^\d{3}[A-Z]*\.\d{3}[A-Z]*$", node.get("id", "")):
            self.oj_paragraph(node)
        else:
            self.walk(node)

    def paragraph(self, node: html.HtmlElement, label: str) -> None:
        """A numbered paragraph of a consolidated text; unnumbered ones that follow belong to it."""
        del self.out.here[self.floor :]
        number = node.find("span[@class='no-parag']")
        assert number is not None
        tail, number.tail = number.tail, None
        node.remove(number)
        self.out.enter(label)
        self.text(tail or "")
        self.walk(node)

    def oj_paragraph(self, node: html.HtmlElement) -> None:
        """A numbered paragraph as published: its number stands in the first line."""
        first = next((child for child in node if child.tag == "p"), None)
        line = self.inline(first) if first is not None else ""
        match = _NUMBERED.match(line)
        if first is None or match is None:
            self.walk(node)
            return
        self.out.enter(match[1])
        self.out.add(line[match.end() :], self.change)
        node.remove(first)
        self.walk(node)
        self.out.leave(self.change)

    def item(self, node: html.HtmlElement) -> None:
        """An item of a list in two columns."""
        label = node.xpath("./div[contains(@class,'grid-list-column-1')]")
        content = node.xpath("./div[contains(@class,'grid-list-column-2')]")
        self.out.enter(_one_line(str(label[0].text_content())) if label else "")
        self.within(content)

    def within(self, parts: list[html.HtmlElement]) -> None:
        """What stands below the number just entered, numbered paragraphs included; then come back."""
        before, self.floor = self.floor, len(self.out.here)
        for part in parts:
            self.walk(part)
        del self.out.here[self.floor :]
        self.floor = before
        self.out.leave(self.change)

    def table(self, node: html.HtmlElement) -> None:
        """A table: as published, a list in two columns; else rows with cells parted by a bar."""
        rows = [row for row in node.iter("tr") if next(row.iterancestors("table")) is node]
        is_list = "oj-table" not in (node.get("class") or "") and all(self._is_item(row) for row in rows)
        for row in rows:
            cells = [cell for cell in row if cell.tag in ("td", "th")]
            if is_list:
                self.out.enter(_one_line(str(cells[0].text_content())))
                self.within(cells[1:2])
            else:
                texts = [_one_line(self.inline(cell)) for cell in cells]
                self.out.add(" | ".join(text for text in texts if text), self.change)

    @staticmethod
    def _is_item(row: html.HtmlElement) -> bool:
        cells = [cell for cell in row if cell.tag in ("td", "th")]
        return len(cells) == 2 and bool(
            re.fullmatch(r"\(?[\w.]{1,6}\)?\.?|[–—•-]", _one_line(str(cells[0].text_content())))
        )

    def section(self, node: html.HtmlElement) -> None:
        """A heading inside an annex: numbered, or a section named by its place; it may run over two lines."""
        line, out = _one_line(self.inline(node)), self.out
        level = 2 if (node.get("class") or "").endswith("2") else 1
        match = _LINE_NUMBER.match(line)
        if match:
            del out.here[level - 1 :]
            out.enter(match[1])
            out.add(line[match.end() :], self.change)
        elif self.heading:
            last = out.passages.pop()
            out.passages.append(dataclasses.replace(last, text=f"{last.text} {line}"))
        else:
            self.sections += 1
            out.here[:] = [chr(64 + self.sections)]
            out.label = ""
            out.add(line, self.change)
        self.heading = match is None

    def inline(self, node: html.HtmlElement) -> str:
        """The text of an element that runs on with its surroundings."""
        if node.tag == "a" and (target := node.get("href", "")).startswith("#") and target[1:] in self.notes:
            self.out.notes.append(self.notes[target[1:]])
            return NOTE_MARK
        pieces = [node.text or ""]
        for child in node:
            if isinstance(child.tag, str):
                pieces.append(self.inline(child))
            pieces.append(child.tail or "")
        text = "".join(pieces)
        if (node.get("class") or "") in ("superscript", "oj-super"):
            return text.strip().translate(SUPERSCRIPTS)
        return text


def _one_line(text: str) -> str:
    return re.sub(r"[\s\u00a0]+", " ", text.replace(NOTE_MARK, "")).strip()
