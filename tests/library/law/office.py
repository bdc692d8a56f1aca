"""A small Publications Office on this machine: it says what the real one was seen to say."""

from __future__ import annotations

import threading
from collections import deque
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """A status with headers and a body; ``cut`` sends less than was announced."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    cut: bool = False


class Office:
    """Answers by (path, accepted format, language); a queue of answers is worked off, the last one stays."""

    def __init__(self) -> None:
        self.answers: dict[tuple[str, str, str], deque[Answer]] = {}
        self.asked: list[tuple[str, str, str]] = []
        self.agents: set[str] = set()
        office = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                office.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.01,), daemon=True)
        self.thread.start()

    @property
    def base(self) -> str:
        return f"http://127.0.0.1:{self.server.server_address[1]}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def say(self, path: str, kind: str, lang: str, *answers: Answer) -> None:
        self.answers[path, kind, lang] = deque(answers)

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        accept = request.headers.get("Accept", "")
        kind = "zip" if "zip" in accept else "xhtml" if "xhtml" in accept else "sparql" if "sparql" in accept else "any"
        key = (request.path.split("?")[0], kind, request.headers.get("Accept-Language", ""))
        self.asked.append(key)
        self.agents.add(request.headers.get("User-Agent", ""))
        queue = self.answers.get(key)
        said = Answer(404, b"no such manifestation") if not queue else queue[0] if len(queue) == 1 else queue.popleft()
        request.send_response(said.status)
        for name, value in said.headers.items():
            request.send_header(name, value)
        request.send_header("Content-Length", str(len(said.body)))
        request.end_headers()
        request.wfile.write(said.body[: len(said.body) // 2] if said.cut else said.body)
        if said.cut:
            request.close_connection = True
