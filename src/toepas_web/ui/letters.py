"""Letters by mail: that a server does not take one of them ends neither the page nor the letters of others."""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.utils.translation import override

logger = logging.getLogger(__name__)
REFUSED = (smtplib.SMTPRecipientsRefused, smtplib.SMTPDataError, smtplib.SMTPNotSupportedError)
"""What concerns one letter. That the server cannot be reached or lets nobody in concerns all, and is raised."""


class Reader(Protocol):
    """An account that can be written to."""

    language: str


AReader = TypeVar("AReader", bound=Reader)


@dataclass(frozen=True, slots=True)
class Sent:
    """How many letters were sent, and how many the mail server refused."""

    letters: int = 0
    refused: int = 0

    def __add__(self, other: Sent) -> Sent:
        """Both together."""
        return Sent(self.letters + other.letters, self.refused + other.refused)


def to_each(readers: Iterable[AReader], write: Callable[[AReader], int]) -> Sent:
    """Write to each in their language; ``write`` sends and then notes what was told, and returns how many letters that were. Who is refused is
    told the same the next time. No address goes into the log."""
    sent = Sent()
    for reader in readers:
        with override(reader.language):
            try:
                sent += Sent(letters=write(reader))
            except REFUSED as error:
                logger.warning("the mail server refused a letter: %s", type(error).__name__)
                sent += Sent(refused=1)
    return sent


def taken(send: Callable[[], object]) -> bool:
    """Whether the mail server took a letter that goes with a page; what the page did stands either way."""
    try:
        send()
    except OSError as error:  # of which all that smtplib raises is a kind
        logger.warning("a letter was not sent: %s", type(error).__name__)
        return False
    return True
