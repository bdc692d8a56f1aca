"""Asks other catalogues for their files and pages: with patience and limits, and only over the connection that is handed in."""

from __future__ import annotations

import hashlib
import ipaddress
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from toepas import __version__
from toepas.kernel.places import cache_dir
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    import httpx

LARGEST = 500 * 2**20
"""Bytes of an answer, unpacked."""
LARGEST_PAGE = 50 * 2**20
TRIES = 3
MOST_HOPS = 5
MOST_PATIENCE = 60.0
"""Seconds that we wait because a source asks for it."""
TIMEOUT = (20.0, 120.0, 120.0, 120.0)
"""Seconds to connect, to read, to write and to get a connection."""
AGENT = f"Toepas/{__version__} (catalogue)"
AGAIN = {429, 500, 502, 503, 504}
NOT_MODIFIED = 304
Sleep = Callable[[float], None]


class _Again(Exception):
    """Worth another try, after so many seconds."""

    def __init__(self, said: str, seconds: float = 0.0) -> None:
        super().__init__(said)
        self.seconds = seconds


@dataclass(slots=True)
class Web:
    """A polite client: one request after another, ``delay`` seconds apart."""

    client: httpx.Client
    sleep: Sleep
    words: Words
    delay: float = 1.0
    asked: int = 0

    def file(self, url: str) -> Path:
        """What is at an address, as a file in the cache; what has not changed there is not fetched again.

        Raises Problem where it cannot be fetched; what was in the cache then stays.
        """
        folder = cache_dir() / "harvest"
        folder.mkdir(parents=True, exist_ok=True)
        kept = folder / hashlib.sha256(url.encode()).hexdigest()[:24]
        note = kept.with_suffix(".json")
        headers = _conditions(note) if kept.exists() else {}
        part = kept.with_suffix(".part")
        try:
            answered = self._patiently(url, headers, part, LARGEST)
            if answered is not None:
                note.unlink(missing_ok=True)  # first: a note must never belong to an older file
                part.replace(kept)
                note.write_text(json.dumps(answered), encoding="utf-8")
        finally:
            part.unlink(missing_ok=True)
        return kept

    def page(self, url: str) -> Any:
        """A JSON answer. Raises Problem where there is none."""
        folder = cache_dir() / "harvest"
        folder.mkdir(parents=True, exist_ok=True)
        part = folder / (hashlib.sha256(url.encode()).hexdigest()[:24] + ".page")
        try:
            self._patiently(url, {"Accept": "application/json"}, part, LARGEST_PAGE)
            return json.loads(part.read_bytes())
        except (ValueError, RecursionError):
            raise Problem(
                self.words.t("The source answers, but not in JSON."),
                where=url,
                todo=self.words.t("Try again later, or give a file that you downloaded."),
            ) from None
        finally:
            part.unlink(missing_ok=True)

    def _patiently(self, url: str, headers: dict[str, str], part: Path, most: int) -> dict[str, str] | None:
        """Fetch into a file. Returns what to ask with next time; None where nothing has changed."""
        import httpx

        said, wait = "", 0.0
        for attempt in range(TRIES):
            if self.asked:
                self.sleep(max(self.delay * 4**attempt, wait))
            self.asked += 1
            try:
                return self._once(url, headers, part, most)
            except _Again as again:
                said, wait = str(again), again.seconds
            except (httpx.TransportError, httpx.DecodingError) as error:
                said, wait = str(error) or type(error).__name__, 0.0
            except (httpx.InvalidURL, ValueError) as error:
                said = str(error)
                break
        raise self._unreachable(url, said)

    def _once(self, url: str, headers: dict[str, str], part: Path, most: int) -> dict[str, str] | None:
        address = url
        for _ in range(MOST_HOPS):
            with self.client.stream(
                "GET", address, headers={"User-Agent": AGENT, **headers}, timeout=TIMEOUT, follow_redirects=False
            ) as answer:
                if answer.has_redirect_location:
                    address = self._next(address, answer.headers.get("location", ""))
                    continue
                if answer.status_code == NOT_MODIFIED:
                    return None
                if answer.status_code in AGAIN:
                    asked = answer.headers.get("retry-after", "")
                    raise _Again(
                        f"HTTP {answer.status_code}", min(float(asked), MOST_PATIENCE) if asked.isdecimal() else 0
                    )
                if not answer.is_success:
                    raise self._unreachable(url, f"HTTP {answer.status_code}")
                self._write(answer, part, most, url)
                return {name: answer.headers[name] for name in ("etag", "last-modified") if name in answer.headers}
        raise self._unreachable(url, self.words.t("an answer within {count} steps", count=MOST_HOPS))

    def _write(self, answer: httpx.Response, part: Path, most: int, url: str) -> None:
        size = 0
        with part.open("wb") as file:
            for chunk in answer.iter_bytes():  # unpacked: that is what counts
                size += len(chunk)
                if size > most:
                    raise Problem(
                        self.words.t("The answer is too large."),
                        where=url,
                        expected=self.words.t("at most {limit} bytes", limit=most),
                    )
                file.write(chunk)

    def _next(self, address: str, location: str) -> str:
        """Where a source sends us; refused where that is no honest place: less secure, or inside our own network."""
        target = urljoin(address, location)
        here, there = urlsplit(address), urlsplit(target)
        if there.scheme not in ("http", "https") or (here.scheme == "https" and there.scheme == "http"):
            raise self._unreachable(address, f"-> {there.scheme}://{there.hostname}")
        if _inside(there.hostname or "") and not _inside(here.hostname or ""):
            raise self._unreachable(address, f"-> {there.hostname}")
        return target

    def _unreachable(self, url: str, said: str) -> Problem:
        return Problem(
            self.words.t("The source cannot be reached: {reason}", reason=said[:300]),
            where=url,
            todo=self.words.t("Try again later, or give a file that you downloaded."),
            code=EXIT_OUTPUT,
        )


def _inside(host: str) -> bool:
    """Whether an address is of this machine or its network."""
    if host == "localhost" or host.endswith((".localhost", ".local", ".internal")):
        return True
    try:
        return not ipaddress.ip_address(host).is_global
    except ValueError:
        return False


def _conditions(note: Path) -> dict[str, str]:
    """What to ask with, so that only something new is sent."""
    try:
        known = json.loads(note.read_bytes())
    except (OSError, ValueError):
        return {}
    asks = {"etag": "If-None-Match", "last-modified": "If-Modified-Since"}
    return {asks[name]: str(value) for name, value in known.items() if name in asks}
