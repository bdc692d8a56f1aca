"""Asks the Publications Office for official texts: content negotiation, patience, and honest answers.

The office answers 404 for a format it does not have and 406 for a language it does not have: both are answers, not
failures. 5xx and broken transfers are tried again, with growing pauses.
"""

from __future__ import annotations

import datetime
import io
import re
import urllib.parse
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass

import httpx

from toepas import __version__
from toepas.kernel.problems import EXIT_OUTPUT, Problem
from toepas.kernel.words import Words
from toepas.law.text.identity import version_of
from toepas.law.text.languages import LANGUAGES
from toepas.law.text.model import FORMEX, XHTML, Fetched

ACCEPT = {FORMEX: "application/zip;mtype=fmx4", XHTML: "application/xhtml+xml, text/html;q=0.9"}
TRIES = 3
PAUSE = 1.0
TIMEOUT = 120.0
MOST_BYTES = 60_000_000
MOST_HOPS = 6
Progress = Callable[[str, int, int], None]
"""Called with what is being fetched, the bytes so far, and how many there will be (0 where that is not said)."""
Sleep = Callable[[float], None]


class Missing(Exception):
    """The office does not have this: ``what`` is "format" or "language"."""

    def __init__(self, what: str) -> None:
        super().__init__(what)
        self.what = what


class _Again(Exception):
    """Worth another try; the text says what happened."""


@dataclass(slots=True)
class Cellar:
    """The office at an address, spoken to politely: one request after another, with a pause between."""

    base: str
    client: httpx.Client
    sleep: Sleep
    words: Words
    asked: int = 0

    def consolidations(self, act: str) -> tuple[str, ...]:
        """The CELEX numbers of the consolidated texts of an act, oldest first; some may hold only from a later day.

        Raises Problem where none is found.
        """
        # The act is named by its address, which the office looks up at once; comparing numbers would read them all.
        query = (
            "PREFIX cdm: <http://publications.europa.eu/ontology/cdm#> "
            "PREFIX owl: <http://www.w3.org/2002/07/owl#> "
            f"SELECT DISTINCT ?celex WHERE {{ ?act owl:sameAs <http://publications.europa.eu/resource/celex/{act}> . "
            "?text cdm:act_consolidated_based_on_resource_legal ?act ; cdm:resource_legal_id_celex ?celex . } "
            "ORDER BY DESC(?celex) LIMIT 100"
        )
        address = f"{self.base}/webapi/rdf/sparql?" + urllib.parse.urlencode({"query": query})
        answer = self._patiently(address, {"Accept": "application/sparql-results+json"}, address, None)
        try:
            rows = httpx.Response(200, content=answer[1]).json()["results"]["bindings"]
            found = sorted({str(row["celex"]["value"]) for row in rows})
        except (ValueError, KeyError, TypeError) as error:
            raise self._unclear(address) from error
        usable = tuple(celex for celex in found if re.fullmatch(r"0\d{4}[A-Z]\d{4}-\d{8}", celex))
        if not usable:
            raise Problem(
                self.words.t("The Publications Office names no consolidated text of {act}.", act=act),
                where=address,
                todo=self.words.t("Name the text yourself with --version."),
            )
        return usable

    def newest(self, act: str, on: datetime.date) -> tuple[str, tuple[str, ...]]:
        """The newest consolidated text that holds on a day (else the oldest), and those that only hold later."""
        every = self.consolidations(act)
        later = tuple(celex for celex in every if version_of(celex) > on)
        held = every[: len(every) - len(later)]
        return (held[-1] if held else every[0]), later

    def fetch(self, celex: str, lang: str, kind: str, progress: Progress | None = None) -> Fetched:
        """An act in a language and format. Raises Missing for what the office does not have, Problem for the rest."""
        address = f"{self.base}/resource/celex/{celex}"
        headers = {"Accept": ACCEPT[kind], "Accept-Language": LANGUAGES[lang]}
        url, content = self._patiently(address, headers, f"{celex} {lang}", progress, kind)
        if kind == FORMEX:
            return Fetched(FORMEX, url, _members(content))
        return Fetched(XHTML, url, {"page.html": content})

    # -- one request, several tries -----------------------------------------------------------------------------------
    def _patiently(
        self, address: str, headers: dict[str, str], name: str, progress: Progress | None, kind: str = ""
    ) -> tuple[str, bytes]:
        said = ""
        for attempt in range(TRIES):
            if self.asked:
                self.sleep(PAUSE * (4**attempt))
            self.asked += 1
            try:
                return self._once(address, headers, name, progress, kind)
            except (_Again, httpx.TransportError, httpx.DecodingError) as error:
                said = str(error) or type(error).__name__
            except (httpx.InvalidURL, ValueError) as error:  # an address that is none
                raise self._unclear(f"{address} ({error})") from None
        raise Problem(
            self.words.t(
                "The Publications Office could not be reached, or sent something unusable: {reason}", reason=said
            ),
            where=address,
            todo=self.words.t("Try again later; what was fetched so far is kept."),
            code=EXIT_OUTPUT,
        )

    def _once(
        self, address: str, headers: dict[str, str], name: str, progress: Progress | None, kind: str
    ) -> tuple[str, bytes]:
        for _ in range(MOST_HOPS):
            status, answered, content, onward = self._get(address, headers, name, progress)
            if status in (301, 302, 303, 307, 308) and onward:
                address = urllib.parse.urljoin(answered, onward)
            elif status == 300:
                address = urllib.parse.urljoin(answered, self._choice(content))
                headers = {**headers, "Accept": "*/*"}
            elif status == 404:
                raise Missing("format")
            elif status == 406:
                raise Missing("language")
            elif status == 200:
                self._must_be(kind, content)
                return answered, content
            elif status >= 500 or status in (202, 408, 429):
                raise _Again(f"HTTP {status}")
            else:
                raise self._unclear(f"{address} (HTTP {status})")
        raise self._unclear(address)

    def _get(
        self, address: str, headers: dict[str, str], name: str, progress: Progress | None
    ) -> tuple[int, str, bytes, str]:
        agent = {"User-Agent": f"Toepas/{__version__}"}
        with self.client.stream("GET", address, headers={**agent, **headers}, timeout=TIMEOUT) as answer:
            length = answer.headers.get("Content-Length", "")
            total = int(length) if length.isdigit() else 0
            pieces, size = [], 0
            for piece in answer.iter_bytes():
                pieces.append(piece)
                size += len(piece)
                if size > MOST_BYTES:
                    raise self._unclear(address)
                if progress:
                    progress(name, size, total)
            return answer.status_code, str(answer.url), b"".join(pieces), answer.headers.get("Location", "")

    def _choice(self, content: bytes) -> str:
        """Several documents: the first of the list is the act itself."""
        found = re.search(rb"<a\s[^>]*href=[\"']([^\"']+)[\"']", content, re.IGNORECASE)
        if not found:
            raise _Again("HTTP 300")
        return found[1].decode("utf-8", "replace").replace("&amp;", "&")

    def _must_be(self, kind: str, content: bytes) -> None:
        """A page of maintenance comes with status 200: what was asked for has to be in it."""
        if kind == FORMEX:
            try:
                with zipfile.ZipFile(io.BytesIO(content)) as package:
                    if sum(info.file_size for info in package.infolist()) > MOST_BYTES or package.testzip() is not None:
                        raise _Again(self.words.t("a damaged package"))
            except zipfile.BadZipFile:
                looks_like_page = content[:500].lstrip()[:1] == b"<"
                what = (
                    self.words.t("a page (maintenance?) instead of a package")
                    if looks_like_page
                    else self.words.t("a package that was cut off")
                )
                raise _Again(what) from None
            except (zlib.error, EOFError, RuntimeError):  # broken inside, or not made to be read
                raise _Again(self.words.t("a damaged package")) from None
        elif kind == XHTML and (b"</html>" not in content[-2000:].lower() or b'id="art_' not in content):
            raise _Again(self.words.t("a page without the text (maintenance, or cut off)"))

    def _unclear(self, address: str) -> Problem:
        return Problem(
            self.words.t("The Publications Office answered in a way that is not understood."),
            where=address,
            todo=self.words.t("Open the address in a browser; if the text is there, report this."),
            code=EXIT_OUTPUT,
        )


def _members(content: bytes) -> dict[str, bytes]:
    """The files of a package under their bare names: none may lead out of the folder it is kept in."""
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        files = [info for info in package.infolist() if not info.is_dir()]
        return {info.filename.replace("\\", "/").rsplit("/", 1)[-1]: package.read(info) for info in files}
