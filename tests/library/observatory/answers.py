"""What the tests of the observatory share: the real answers where they are, small made-up ones, and an office on this machine."""

from __future__ import annotations

import dataclasses
import datetime
import gzip
import json
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest

from tests.repository.project import ROOT
from toepas.kernel.words import Words
from toepas.observatory import SITE, Office
from toepas.observatory.registry import datasets, indicators

WORDS = Words("en")
SHIPPED = sorted(name for name, one in indicators().items() if datasets()[one.dataset].via != SITE)
"""The indicators of which there are figures here; the others a site makes itself."""
REAL = ROOT.parent / "shared" / "observatory" / "eurostat"
with_real_answers = pytest.mark.skipif(
    not REAL.exists(),
    reason="the real answers lie beside the project (../shared/observatory/eurostat) and are not here",
)
NOW = datetime.datetime(2026, 11, 26, 12, tzinfo=datetime.UTC)
UPDATED = "2026-06-15T11:00:00+0200"
SIZES, PLACES, YEARS = ("GE10", "GE250"), ("EU27_2020", "NL", "FR"), ("2024", "2025")
FIGURES = {
    ("GE10", "EU27_2020", "2024"): (13.48, ""), ("GE10", "EU27_2020", "2025"): (19.95, ""),
    ("GE10", "NL", "2024"): (23.06, ""), ("GE10", "NL", "2025"): (33.21, "b"),
    ("GE10", "FR", "2024"): (9.91, "b"), ("GE10", "FR", "2025"): (18.16, ""),
    ("GE250", "EU27_2020", "2025"): (55.03, ""), ("GE250", "NL", "2025"): (67.64, "b"),
    ("GE250", "FR", "2024"): (None, "bu"), ("GE250", "FR", "2025"): (58.01, ""),
}  # fmt: skip
"""A few real figures, one of them surveyed and not published."""
SMALL = dataclasses.replace(datasets()["isoc_eb_ai"], id="small", queries=({},), countries=2)


def jsonstat(figures=FIGURES, *, updated=UPDATED, code="ISOC_EB_AI", unit="PC_ENT", years=YEARS, **more):
    """A JSON-stat answer with these figures: by size, place and year, each a value and a flag."""
    sizes = sorted({size for size, _, _ in figures} or SIZES)
    places = sorted({place for _, place, _ in figures} or PLACES)
    years = sorted({year for _, _, year in figures} | set(years))
    codes = {
        "freq": ["A"], "size_emp": sizes, "nace_r2": ["C10-S951_X_K"], "indic_is": ["E_AI_TANY"],
        "unit": [unit], "geo": places, "time": years,
    }  # fmt: skip
    values, states = {}, {}
    for (size, place, year), (value, flag) in figures.items():
        at = (sizes.index(size) * len(places) + places.index(place)) * len(years) + years.index(year)
        if value is not None:
            values[str(at)] = value
        if flag:
            states[str(at)] = flag
    cube = {
        "version": "2.0", "class": "dataset", "label": "x", "source": "ESTAT", "updated": updated,
        "value": values, "id": list(codes), "size": [len(known) for known in codes.values()],
        "dimension": {
            name: {"label": name, "category": {"index": {c: n for n, c in enumerate(known)}, "label": {c: c for c in known}}}
            for name, known in codes.items()
        },
        "extension": {"id": code},
    }  # fmt: skip
    if states:
        cube["status"] = states
    return json.dumps({**cube, **more}).encode()


def csv(figures=FIGURES, updated="15/06/26 11:00:00", code="ESTAT:ISOC_EB_AI(1.0)"):
    """The same figures as SDMX-CSV 1.0."""
    lines = ["DATAFLOW,LAST UPDATE,freq,size_emp,nace_r2,indic_is,unit,geo,TIME_PERIOD,OBS_VALUE,OBS_FLAG,CONF_STATUS"]
    for (size, place, year), (value, flag) in figures.items():
        said = "" if value is None else value
        lines.append(f"{code},{updated},A,{size},C10-S951_X_K,E_AI_TANY,PC_ENT,{place},{year},{said},{flag},")
    return ("\r\n".join(lines) + "\r\n").encode()


def tsv(figures=FIGURES, years=YEARS):
    """The same figures as TSV, written as the office writes it: a space behind a number, a colon where nothing is."""
    lines = ["freq,size_emp,nace_r2,indic_is,unit,geo\\TIME_PERIOD\t" + "\t".join(f"{year} " for year in years)]
    for size, place in sorted({(size, place) for size, place, _ in figures}):
        cells = []
        for year in years:
            value, flag = figures.get((size, place, year), (None, ""))
            cells.append(f"{':' if value is None else value} {flag}")
        lines.append(f"A,{size},C10-S951_X_K,E_AI_TANY,PC_ENT,{place}\t" + "\t".join(cells))
    return ("\r\n".join(lines) + "\r\n").encode()


def cells_of(frame):
    """A frame as {(size, place, year): (value, flag)}."""
    return {
        (row["size_emp"], row["geo"], row["time"]): (row["value"], row["flag"]) for row in frame.iter_rows(named=True)
    }


@dataclasses.dataclass
class Answer:
    """A status with headers and a body; ``cut`` sends less than was announced."""

    body: bytes = b""
    status: int = 200
    headers: dict = dataclasses.field(default_factory=dict)
    cut: bool = False


class Eurostat:
    """An office on this machine. ``say`` queues answers for a path; the last one stays. ``answer`` may be set to a function
    of path and parameters instead."""

    def __init__(self):
        self.queues, self.asked, self.waited, self.answer = {}, [], [], None
        office = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                office.reply(self)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def base(self):
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def say(self, path, *answers):
        self.queues[path] = deque(answer if isinstance(answer, Answer) else Answer(answer) for answer in answers)

    def reply(self, request):
        path, parameters = urlsplit(request.path).path, parse_qs(urlsplit(request.path).query)
        self.asked.append(request.path)
        queue = self.queues.get(path)
        if self.answer is not None:
            said = self.answer(path, parameters)
        elif not queue:
            said = Answer(b'{"error":[{"status":404,"id":100,"label":"NO_RESULTS"}]}', 404)
        else:
            said = queue[0] if len(queue) == 1 else queue.popleft()
        request.send_response(said.status)
        for name, value in said.headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(said.body)))
        request.end_headers()
        request.wfile.write(said.body[: len(said.body) // 2] if said.cut else said.body)
        if said.cut:
            request.close_connection = True

    def office(self, client: httpx.Client) -> Office:
        return Office(self.base, client, self.waited.append, WORDS)


def packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)
