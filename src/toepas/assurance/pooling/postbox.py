"""Where messages lie: a folder that everybody reaches, by whatever way (a shared drive, e-mail attachments saved by hand).

Nothing here is trusted: every message is checked against the protocol each time it is read.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Protocol as Shape
from typing import TypeAlias

from toepas.assurance.pooling import messages
from toepas.assurance.pooling.messages import KINDS, Message
from toepas.assurance.pooling.protocol import Protocol
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

Post: TypeAlias = Mapping[str, Mapping[str, Message]]
"""Messages by kind, then by sender."""


class Postbox(Shape):
    """What the steps of a round need: read all, put one."""

    def read(self) -> Post:
        """Every message, checked."""

    def put(self, message: Message) -> None:
        """Add a message; a second one of the same kind by the same sender is refused."""


class Folder:
    """A folder as postbox."""

    def __init__(self, folder: Path, protocol: Protocol, words: Words) -> None:
        self.folder, self.protocol, self.words = folder, protocol, words

    def read(self) -> Post:
        """Every message of the folder; raises Problem for the first that is not what it says it is."""
        found: dict[str, dict[str, Message]] = {kind: {} for kind in KINDS}
        for path in sorted(self.folder.glob("*.*.json")):
            if path.name.split(".")[0] in KINDS:
                message = self._message(path)
                found[message.kind][message.sender] = message
        return found

    def _message(self, path: Path) -> Message:
        with path.open("rb") as stream:
            message = messages.read(stream.read(messages.LARGEST + 1), str(path), self.words)
        if message.file_name != path.name:
            raise Problem(
                self.words.t("The name of the file and what is in it do not belong together."),
                where=str(path),
                expected=message.file_name,
                todo=self.words.t("Give it back its name, if it comes from its sender."),
            )
        return receive(message, self.protocol, str(path), self.words)

    def put(self, message: Message) -> None:
        """Write a message; one that lies there already is never written over."""
        path = self.folder / message.file_name
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            aside = path.with_suffix(".part")
            aside.write_bytes(message.to_bytes())
            if path.exists():
                aside.unlink()
                raise twice(message, str(path), self.words)
            aside.replace(path)
        except OSError as error:
            raise Problem(
                self.words.t("The result could not be written: {reason}", reason=error.strerror or str(error)),
                where=str(path),
                todo=self.words.t("Choose a folder you may write to."),
                code=EXIT_OUTPUT,
            ) from None


def receive(message: Message, protocol: Protocol, where: str, words: Words) -> Message:
    """The same message, where its sender may send it and signed it."""
    return messages.check(message, protocol.fingerprint, protocol.sender(message.kind, message.sender), where, words)


def twice(message: Message, where: str, words: Words) -> Problem:
    """A second message of one kind by one sender."""
    return Problem(
        words.t("'{name}' has sent this step already. A message cannot be sent twice or changed.", name=message.sender),
        where=where,
        todo=words.t("Leave the first one. If it is wrong, agree on a new round with a new protocol file."),
        code=EXIT_OUTPUT,
    )
