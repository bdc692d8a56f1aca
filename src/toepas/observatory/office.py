"""Asks the statistical office: one question after another, with patience, and only over the connection that is handed in.

An answer is written into a file as it comes, looked at, and only then given its name. What helps is tried again, with growing
pauses: a broken connection, an answer that was cut off, a page of maintenance, "later". A question put in a queue is waited for.
"""

from __future__ import annotations

import gzip
import urllib.parse
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx

from toepas import __version__
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words
from toepas.observatory.model import BULK, SDMX, Dataset
from toepas.observatory.read.answer import GZIP, open_answer, told
from toepas.observatory.read.refusals import Kind, Refusal, refusal

BASE = "https://ec.europa.eu/eurostat/api/dissemination"
TRIES = 4
PAUSE = 1.0
MOST_PATIENCE = 60.0
"""Seconds between two tries, and seconds that we wait because the office asks for it."""
POLLS = 120
POLL_PAUSE = 5.0
"""A question in the queue is asked after so often, so many seconds apart: ten minutes."""
MOST_HOPS = 5
TIMEOUT = httpx.Timeout(120.0, connect=20.0)
AGAIN = {408, 425, 429, 500, 502, 503, 504}
LARGEST = 4 * 2**30
"""Bytes of an answer as it is sent."""
AVAILABLE, EXPIRED, UNKNOWN = "AVAILABLE", "EXPIRED", "UNKNOWN_REQUEST"
Sleep = Callable[[float], None]
Progress = Callable[[str, int, int], None]
"""Called with what is being fetched, the bytes so far, and how many there will be (0 where that is not said)."""
Query = dict[str, tuple[str, ...]]


class TooBig(Exception):
    """The office wants a smaller question."""


class _Again(Exception):
    """Worth another try, after so many seconds; the text says what happened."""

    def __init__(self, said: str, seconds: float = 0.0) -> None:
        super().__init__(said)
        self.seconds = seconds


def address(base: str, dataset: Dataset, query: Query) -> str:
    """Where a question is asked."""
    code = dataset.code.lower()
    if dataset.via == BULK:
        return f"{base}/sdmx/2.1/data/{code.upper()}?format=TSV&compressed=true"
    if dataset.via == SDMX:
        key = ".".join("+".join(query.get(dimension, ())) for dimension in dataset.dimensions)
        return (
            f"{base}/sdmx/2.1/data/{code.upper()}/{urllib.parse.quote(key, safe='.+')}?format=SDMX-CSV&compressed=true"
        )
    pairs = [("format", "JSON"), ("lang", "EN"), *((dimension, one) for dimension in query for one in query[dimension])]
    return f"{base}/statistics/1.0/data/{code}?{urllib.parse.urlencode(pairs)}"


@dataclass(slots=True)
class Office:
    """The office at an address. ``sleep`` waits, ``progress`` is told what comes in."""

    base: str
    client: httpx.Client
    sleep: Sleep
    words: Words
    progress: Progress | None = None
    asked: int = 0

    def fetch(self, url: str, target: Path, name: str) -> None:
        """Write the answer at an address into ``target``, whole or not at all.

        Raises TooBig where the question has to be made smaller, and Problem for everything that cannot be mended here.
        """
        part = target.with_name(f"{target.name}.part")
        said, wait = "", 0.0
        try:
            for attempt in range(TRIES):
                if self.asked:
                    self.sleep(min(max(PAUSE * 4**attempt, wait), MOST_PATIENCE))
                self.asked += 1
                try:
                    self._answer(url, part, name)
                except _Again as again:
                    said, wait = str(again), again.seconds
                except (httpx.TransportError, httpx.DecodingError) as error:
                    said, wait = str(error) or type(error).__name__, 0.0
                except (httpx.InvalidURL, ValueError) as error:
                    said = str(error)
                    break
                else:
                    part.replace(target)
                    return
        finally:
            part.unlink(missing_ok=True)
        raise Problem(
            self.words.t("The office could not be reached, or sent something unusable: {reason}", reason=said),
            where=url,
            todo=self.words.t("Try again later; what was fetched so far is kept, and what was in use stays in use."),
            code=EXIT_OUTPUT,
        )

    def _answer(self, url: str, part: Path, name: str) -> None:
        """One try: the figures are in ``part`` afterwards."""
        found = self._get(url, part, name)
        if found is not None and found.kind is Kind.QUEUED and found.ticket:
            found = self._wait(found, part, name)
        if found is None:
            return self._must_be_whole(part, url)
        if found.kind is Kind.TOO_BIG:
            raise TooBig(found.label)
        if found.kind in (Kind.LATER, Kind.PAGE, Kind.QUEUED):
            raise _Again(told(found, url, self.words).what, PAUSE * 10 if found.kind is Kind.LATER else 0.0)
        raise told(found, url, self.words)

    def _wait(self, ticket: Refusal, part: Path, name: str) -> Refusal | None:
        """Ask after a question in the queue until it is answered, then fetch the answer."""
        key = urllib.parse.quote(ticket.ticket, safe="")
        if ticket.state != AVAILABLE:
            for _ in range(POLLS):
                self.sleep(POLL_PAUSE)
                told_now = self._get(f"{self.base}/1.0/async/status/{key}", part, name)
                state = told_now.state if told_now is not None else ""
                if state in (EXPIRED, UNKNOWN):
                    raise _Again(self.words.t("the office has forgotten the question ({state})", state=state))
                if state == AVAILABLE:
                    break
            else:
                raise _Again(
                    self.words.t("the office did not answer within {n} minutes", n=int(POLLS * POLL_PAUSE / 60))
                )
        return self._get(f"{self.base}/1.0/async/data/{key}", part, name)

    def _get(self, url: str, part: Path, name: str) -> Refusal | None:
        """Fetch into ``part``; returns what was sent in place of figures, None where it may be figures."""
        address = url
        for _ in range(MOST_HOPS):
            with self.client.stream(
                "GET", address, headers={"User-Agent": f"Toepas/{__version__}"}, timeout=TIMEOUT, follow_redirects=False
            ) as answer:
                if answer.has_redirect_location:
                    address = self._onward(address, answer.headers.get("location", ""))
                    continue
                if answer.status_code in AGAIN:
                    asked = answer.headers.get("retry-after", "")
                    raise _Again(f"HTTP {answer.status_code}", float(asked) if asked.isdecimal() else 0.0)
                self._write(answer, part, name)
                return self._looked_at(part, answer.status_code)
        raise _Again(self.words.t("no answer within {count} steps", count=MOST_HOPS))

    def _onward(self, address: str, location: str) -> str:
        """Where the office sends us; its page of excuses is no answer, and another host none of ours."""
        target = urllib.parse.urljoin(address, location)
        here, there = urllib.parse.urlsplit(address), urllib.parse.urlsplit(target)
        if (there.hostname or "").startswith("sorry."):
            raise _Again(self.words.t("the office says sorry (maintenance): {host}", host=there.hostname))
        if there.hostname != here.hostname or (here.scheme, there.scheme) == ("https", "http"):
            raise _Again(f"-> {there.scheme}://{there.hostname}")
        return target

    def _write(self, answer: httpx.Response, part: Path, name: str) -> None:
        length = answer.headers.get("content-length", "")
        size, total = 0, int(length) if length.isdecimal() else 0
        with part.open("wb") as file:
            for chunk in answer.iter_bytes(1 << 16):
                size += len(chunk)
                if size > LARGEST:
                    raise TooBig(f"{LARGEST} bytes")
                file.write(chunk)
                if self.progress:
                    self.progress(name, size, total)

    def _looked_at(self, part: Path, status: int) -> Refusal | None:
        """What is in an answer: None for what may be figures. Raises _Again for what was cut off."""
        with part.open("rb") as file:
            start = file.read(100_001)
        if start[:2] == GZIP:
            try:
                with gzip.open(part, "rb") as packed:
                    start = packed.read(100_001)
            except (EOFError, zlib.error, gzip.BadGzipFile):
                raise _Again(self.words.t("an answer that was cut off")) from None
        found = refusal(start)
        if found is None and status == 413:
            return Refusal(Kind.TOO_BIG, code="413")
        if found is None and status >= 400:
            return Refusal(Kind.ERROR, f"HTTP {status}")
        if found is None and not start.strip():
            raise _Again(self.words.t("an empty answer"))
        return found

    def _must_be_whole(self, part: Path, url: str) -> None:
        """An answer that breaks off, or is something else than figures, is asked for again."""
        try:
            open_answer(part, url, self.words)
        except Problem as problem:
            raise _Again(problem.what) from None
        finally:
            part.with_name(f"{part.name}.unpacked").unlink(missing_ok=True)
