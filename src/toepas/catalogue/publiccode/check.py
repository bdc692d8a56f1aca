"""The checker of publiccode.yml: the verdict of the official one, with a message for whoever wrote the file.

It opens no connection: whether an address can be reached is reported as not checked.
"""

from __future__ import annotations

from pathlib import Path

from toepas.catalogue.publiccode import forms, graphemes
from toepas.catalogue.publiccode.files import Found, look
from toepas.catalogue.publiccode.nodes import DEEPEST, MOST_BYTES, Broken, Node, read_tree
from toepas.catalogue.publiccode.schema import VERSION, Key, schema
from toepas.catalogue.report import Message, Report, Severity, shown
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

STANDARD = "publiccode.yml"
CURRENT = ("0", VERSION)
MAY_BE_EMPTY = (*forms.FILES, "administration")
"""Forms of which an empty text says nothing, as if the key were not there."""


def check_publiccode(content: bytes, words: Words, *, folder: Path | None = None) -> Report:
    """What is wrong with a file, and what could not be checked. ``folder`` is where it stands: logos and screenshots are
    looked for below it; without it they are not checked."""
    try:
        tree = read_tree(content)
    except Broken as broken:
        return Report.of(STANDARD, [_broken(broken, words)])
    if tree is not None and tree.kind != "map":
        return Report.of(STANDARD, [_broken(Broken("map", tree.line), words)])
    checking = _Check(words, folder)
    checking.file(tree or Node("map", 1))
    return Report.of(STANDARD, checking.messages)


def _broken(broken: Broken, words: Words) -> Message:
    told = {
        "size": (words.t("The file is too large."), words.t("at most {limit} bytes", limit=MOST_BYTES)),
        "encoding": (words.t("This is not a text file."), words.t("text in UTF-8")),
        "yaml": (words.t("The YAML is broken: {reason}", reason=shown(broken.said)), words.t("lines of the form 'name: value', indented with spaces")),
        "documents": (words.t("The file holds several documents."), words.t("one document, without a line of ---")),
        "alias": (words.t("The name “{name}” stands for nothing.", name=shown(broken.said)), words.t("an anchor (&) before it is used (*)")),
        "tag": (words.t("The sign “{name}” is not allowed here.", name=shown(broken.said)), words.t("plain texts, lists and names with values")),
        "depth": (words.t("The file is nested too deeply."), words.t("at most {limit} levels", limit=DEEPEST)),
        "nodes": (words.t("The file is too large."), words.t("the description of one software")),
        "key": (words.t("A name must be a text."), words.t("lines of the form 'name: value', indented with spaces")),
        "twice": (words.t("The name '{name}' stands here twice.", name=shown(broken.said)), words.t("each name once")),
        "merge": (words.t("This cannot be taken over here."), words.t("names with values after <<")),
        "map": (words.t("This is not a publiccode.yml."), words.t("lines of the form 'name: value', indented with spaces")),
    }  # fmt: skip
    what, expected = told[broken.rule]
    todo = words.t("Mend this line; nothing else was checked.") if broken.line else ""
    return Message(Severity.ERROR, "", broken.line, what, expected, todo)


def problem_of(broken: Broken, where: str, words: Words) -> Problem:
    """The message for a file that cannot be read at all."""
    message = _broken(broken, words)
    place = f"{where}:{message.line}" if message.line else where
    return Problem(message.what, where=place, expected=message.expected, todo=message.todo)


class _Check:
    """Goes through the tree with the standard beside it."""

    def __init__(self, words: Words, folder: Path | None) -> None:
        self.words = words
        self.folder = folder
        self.messages: list[Message] = []

    def say(self, severity: Severity, key: str, line: int, what: str, expected: str = "", todo: str = "") -> None:
        """Add a message."""
        self.messages.append(Message(severity, key, line, what, expected, todo))

    def error(self, key: str, line: int, what: str, expected: str = "", todo: str = "") -> None:
        """Add an error."""
        self.say(Severity.ERROR, key, line, what, expected, todo)

    def file(self, tree: Node) -> None:
        """The whole file. One of an unknown version is checked no further."""
        version = tree.entries.get("publiccodeYmlVersion")
        if version is not None and not version.empty and not self.version(version):
            return
        self.map(tree, schema().keys, "", tree.line)
        self.maintenance(tree.entries.get("maintenance"))
        if (
            "IT" in tree.entries
            and "it" in tree.entries
            and not tree.entries["IT"].empty
            and not tree.entries["it"].empty
        ):
            self.error("it", tree.lines["it"], self.words.t("“IT” and “it” are the same section."), self.words.t("each name once"), self.words.t("Keep “IT”."))  # fmt: skip

    def version(self, node: Node) -> bool:
        """Whether the version is one that we know."""
        t = self.words.t
        key, known = "publiccodeYmlVersion", schema().vocabularies["versions"]
        if node.kind != "text" or node.number or node.flag is not None:
            self.error(
                key, node.line, t("The version is not written as a text."), f'"{VERSION}"', t("Put it in quotes.")
            )
        elif node.text not in known:
            self.error(
                key, node.line, t("Version “{value}” of publiccode.yml is not known.", value=shown(node.text)),
                t("one of: {options}", options=", ".join(known)), t("Write {version}; nothing else was checked.", version=f'"{VERSION}"'),
            )  # fmt: skip
        else:
            if node.text not in CURRENT and not node.text.startswith(f"{VERSION}."):
                self.say(
                    Severity.WARNING, key, node.line, t("Version {value} of publiccode.yml is not the newest.", value=node.text),
                    f'"{VERSION}"', t("Write {version}.", version=f'"{VERSION}"'),
                )  # fmt: skip
            return True
        return False

    def map(self, node: Node, keys: dict[str, Key], path: str, line: int) -> None:
        """Each key of a map, those that are missing, and those that the standard does not have."""
        t = self.words.t
        for name, key in keys.items():
            here = f"{path}.{name}" if path else name
            value = node.entries.get(name)
            at = node.lines.get(name, line)
            if value is None or value.empty:
                self.absent(key, here, at)
                continue
            self.value(value, key, here, at)
        for name in node.entries.keys() - keys.keys():
            known = forms.closest(name, keys)
            self.error(
                f"{path}.{name}" if path else name, node.lines[name],
                t("publiccode.yml has no key “{key}” here.", key=shown(name)),
                t("one of: {options}", options=", ".join(keys)),
                t("Perhaps you mean: {ids}", ids=known) if known else t("Remove it."),
            )  # fmt: skip

    def absent(self, key: Key, here: str, line: int) -> None:
        """A key of which nothing is said; what is mandatory inside it is missing with it."""
        if not key.required:
            return
        if key.type == "map":
            self.map(Node("map", line), key.keys, here, line)
            return
        self.error(
            here, line, self.words.t("“{key}” is missing.", key=here), self.type_of(key),
            self.words.t("Add it: publiccode.yml demands it."),
        )  # fmt: skip

    def type_of(self, key: Key) -> str:
        """What a key takes, in words."""
        t = self.words.t
        if key.type == "text":
            return forms.expected(key.form, self.words) if key.form and key.form not in forms.FILES else t("a text")
        return {
            "flag": t("true or false"),
            "list": t("a list: each entry on a line of its own that begins with -"),
            "map": t("names with values, indented below it"),
            "languages": t("a section for each language, such as nl or en"),
        }[key.type]

    def value(self, node: Node, key: Key, here: str, line: int) -> None:
        """What a key holds."""
        if key.type == "flag":
            if node.flag is None:
                self.wrong_type(key, here, line)
        elif key.type == "map":
            if node.kind == "map":
                self.map(node, key.keys, here, line)
            else:
                self.wrong_type(key, here, line)
        elif key.type == "languages":
            self.languages(node, key, here, line)
        elif key.type == "list":
            self.items(node, key, here, line)
        elif node.kind != "text":
            self.wrong_type(key, here, line)
        else:
            self.text(node, key, here, line)
        if key.deprecated and (node.kind != "text" or node.text or key.empty_too):
            self.outdated(node, key, here, line)

    def wrong_type(self, key: Key, here: str, line: int) -> None:
        """Something else than the key takes."""
        self.error(
            here, line, self.words.t("“{key}” holds something else than it may.", key=here), self.type_of(key),
            self.words.t("Write it like that, or leave the key out."),
        )  # fmt: skip

    def languages(self, node: Node, key: Key, here: str, line: int) -> None:
        """A section for each language."""
        if node.kind != "map":
            self.wrong_type(key, here, line)
            return
        if not node.entries:
            self.absent(key, here, line)
        for name, section in node.entries.items():
            at = node.lines[name]
            if not forms.is_language(name):
                self.form("language", name, f"{here}.{name}", at)
            if section.kind == "map" or section.empty:
                self.map(section, key.keys, f"{here}.{name}", at)
            else:
                self.wrong_type(Key(type="map"), f"{here}.{name}", at)

    def items(self, node: Node, key: Key, here: str, line: int) -> None:
        """Each entry of a list."""
        if key.single and node.kind == "text":
            node = Node("list", node.line, items=[node])
        if node.kind != "list":
            self.wrong_type(key, here, line)
            return
        if key.required and not node.items:
            self.absent(key, here, line)
        for at, item in enumerate(node.items):
            place = f"{here}[{at}]"
            if key.keys:
                if item.kind == "map" or item.empty:
                    self.map(item, key.keys, place, item.line)
                else:
                    self.wrong_type(Key(type="map"), place, item.line)
            elif item.kind != "text":
                self.wrong_type(Key(form=key.form), place, item.line)
            elif key.form:
                self.form(key.form, "" if item.empty else item.text, place, item.line)

    def text(self, node: Node, key: Key, here: str, line: int) -> None:
        """A text: there, of the form and of the length that is asked for."""
        t = self.words.t
        if not node.text:
            self.absent(key, here, line)
            if key.required or key.form in MAY_BE_EMPTY:
                return
        if key.form and here != "publiccodeYmlVersion":
            self.form(key.form, node.text, here, line)
        size = graphemes.count(node.text) if key.least or key.most else 0
        if key.most and size > key.most:
            self.error(here, line, t("“{key}” is too long: {size} characters.", key=here, size=size), t("at most {limit} characters", limit=key.most), t("Make it shorter."))  # fmt: skip
        if node.text and size < key.least:
            self.error(here, line, t("“{key}” is too short: {size} characters.", key=here, size=size), t("at least {limit} characters", limit=key.least), t("Say more."))  # fmt: skip

    def form(self, form: str, text: str, here: str, line: int) -> None:
        """A text of a form; whether its address can be reached is not checked."""
        t = self.words.t
        if form in forms.FILES:
            self.named_file(form, text, here, line)
            return
        if not forms.fits(form, text):
            near = forms.nearest(form, text)
            self.error(
                here, line, t("“{value}” is not what “{key}” takes.", value=shown(text), key=here), forms.expected(form, self.words),
                t("Perhaps you mean: {ids}", ids=near) if near else t("Correct it, or leave the key out."),
            )  # fmt: skip
        elif form in ("address", "page"):
            self.say(
                Severity.UNCHECKED,
                here,
                line,
                t("Whether this address can be reached: {address}", address=shown(text, 200)),
            )
        elif form == "country" and text != text.upper():
            self.say(
                Severity.WARNING, here, line, t("Codes of countries in small letters are outdated."), text.upper(),
                t("Write {version}.", version=text.upper()),
            )  # fmt: skip

    def named_file(self, form: str, name: str, here: str, line: int) -> None:
        """A file that belongs to the software."""
        t = self.words.t
        found = look(form, name, self.folder)
        beside = t("the name of a file in the same repository, from its root; or a web address")
        told = {
            Found.ABSOLUTE: (t("“{value}” is a place on one computer only.", value=shown(name)), beside),
            Found.OUTSIDE: (t("“{value}” is not inside the folder of the publiccode.yml.", value=shown(name)), beside),
            Found.MISSING: (t("There is no file “{value}”.", value=shown(name)), beside),
            Found.ENDING: (t("“{value}” does not end as a picture may.", value=shown(name)), t("one of: {options}", options=", ".join(forms.FILES[form]))),
            Found.NO_IMAGE: (t("“{value}” is no picture, in spite of its name.", value=shown(name)), t("a picture in PNG")),
        }  # fmt: skip
        if found in told:
            what, expected = told[found]
            self.error(here, line, what, expected, t("Put the file there, or correct the name."))
        elif found is Found.ELSEWHERE:
            self.say(Severity.UNCHECKED, here, line, t("Whether this file is there: {name}", name=shown(name, 200)))

    def outdated(self, node: Node, key: Key, here: str, line: int) -> None:
        """A key that the standard is about to drop."""
        t = self.words.t
        if key.form == "administration" and not forms.is_administration(node.text):
            return  # that is an error already
        todo = {
            "drop": t("Leave it out."),
            "logo": t("Use “logo”."),
            "organisation-name": t("Use “organisation.name”."),
            "organisation-uri": t("Use “organisation.uri”: {value}", value=f"{forms.ITALIAN}{shown(node.text)}"),
            "upper-case": t("Write “IT”."),
        }[key.deprecated]
        self.say(
            Severity.WARNING,
            here,
            line,
            t("“{key}” is outdated and will be dropped from the standard.", key=here),
            "",
            todo,
        )

    def maintenance(self, node: Node | None) -> None:
        """Who maintains it is named where the way of maintaining asks for it, and not otherwise."""
        t = self.words.t
        if node is None or node.kind != "map" or (kind := node.entries.get("type")) is None or kind.kind != "text":
            return
        there = {name for name in ("contractors", "contacts") if name in node.entries and not node.entries[name].empty}
        needed = {"contract": "contractors", "internal": "contacts", "community": "contacts"}.get(kind.text)
        if needed and needed not in there:
            self.error(
                f"maintenance.{needed}", kind.line, t("“{key}” is missing.", key=f"maintenance.{needed}"),
                t("a list: each entry on a line of its own that begins with -"),
                t("Name them, or choose another “maintenance.type”."),
            )  # fmt: skip
        if kind.text != "contract" and "contractors" in there:
            self.error(
                "maintenance.contractors", node.lines["contractors"], t("“maintenance.contractors” belongs to “type: contract” only."),
                "type: contract", t("Remove it, or choose another “maintenance.type”."),
            )  # fmt: skip
