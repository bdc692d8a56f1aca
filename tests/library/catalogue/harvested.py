"""What the tests of harvesting share: a store, a clock, made-up files, the real ones where they are, and a replay server."""

import contextlib
import datetime
import http.server
import itertools
import json
import threading

import pytest

from tests.repository.project import ROOT
from toepas.catalogue import Store
from toepas.catalogue.harvest.pstw import Cases
from toepas.catalogue.harvest.register import Algorithms
from toepas.catalogue.harvest.rows import open_table
from toepas.catalogue.harvest.run import harvest
from toepas.kernel.words import Words

WORDS = Words("en")
REAL = ROOT.parent / "shared" / "catalogue"
with_real_files = pytest.mark.skipif(
    not REAL.exists(), reason="the real files lie beside the project (../shared/catalogue) and are not here"
)


def clock():
    """A clock that goes on by a minute with every look."""
    minutes = itertools.count()
    start = datetime.datetime(2026, 11, 1, 12, tzinfo=datetime.UTC)
    return lambda: start + datetime.timedelta(minutes=next(minutes))


class Home:
    """A store in a folder, and harvests into it."""

    def __init__(self, folder):
        self.folder = folder
        self.now = clock()
        self.store = Store(folder / "catalogue.sqlite", WORDS)

    def harvest(self, connector, **how):
        return harvest(connector, self.store, WORDS, self.now, **how)

    def algorithms(self, *rows, name="list.json", **how):
        return self.harvest(self.file(Algorithms, name, {"algoritmes": list(rows)}), **how)

    def file(self, kind, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        return kind(open_table(path, WORDS, kind.lists), WORDS)

    def real(self, kind, name):
        return kind(open_table(REAL / name, WORDS, kind.lists), WORDS)


def algorithm(number, title="Anonimiseren", **fields):
    return {
        "id": str(number), "title": title, "organisatie": "Gemeente Delft", "status": "in_gebruik",
        "doel": "Persoonsgegevens weglakken.", "url": f"https://example.eu/algoritme/{number}", **fields,
    }  # fmt: skip


def case(number, name="Chatbot for residents", **fields):
    return {
        "PSTW ID": f"PSTW-{number}", "Name": name, "Primary Technology": "Artificial Intelligence",
        "Geographical coverage (country)": "Denmark ", "Status": "Pilot ", "Description": "Answers questions.",
        "Responsible organisation": "Town of Aarhus", "Responsible organisation category": "Local government", **fields,
    }  # fmt: skip


__all__ = ["REAL", "WORDS", "Algorithms", "Cases", "Home", "algorithm", "case", "clock", "replay", "with_real_files"]


@contextlib.contextmanager
def replay(answers):
    """A server on this machine. ``answers`` is called with path and headers and gives (status, headers, body)."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append((self.path, dict(self.headers)))
            status, headers, body = answers(self.path, self.headers)
            self.send_response(status)
            for name, value in {"Content-Length": str(len(body)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                self.wfile.write(body)

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", asked
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
