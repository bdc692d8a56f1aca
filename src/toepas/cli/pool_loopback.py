"""A postbox over loopback, for rehearsals of a pooled validation with separate processes on one machine.

The server holds the messages in a folder and refuses what the protocol does not allow: strangers, changed messages, and a second one of the same
step. It holds no key and can read no answer. It listens on 127.0.0.1 only; between machines a shared folder is the way.
"""

from __future__ import annotations

import http.client
import json
import re
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import urlsplit

from toepas.assurance.pooling import messages
from toepas.assurance.pooling.messages import KINDS, Message
from toepas.assurance.pooling.postbox import Folder, Post, receive
from toepas.assurance.pooling.protocol import Protocol, read_protocol
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

HERE = "127.0.0.1"
NAME = re.compile(r"/([a-z]+)\.([a-z0-9][a-z0-9-]*)\.json")
TIMEOUT = 30


class Loopback:
    """The postbox as its users see it; messages do not change, so each is fetched once."""

    def __init__(self, address: str, protocol: Protocol, words: Words) -> None:
        parts = urlsplit(address)
        if parts.hostname != HERE or not parts.port:
            raise Problem(
                words.t("Only an address on this machine can be a postbox."), where=address, expected=f"http://{HERE}:PORT",
                todo=words.t("Between machines, use a folder that all reach."),
            )  # fmt: skip
        self.port, self.protocol, self.words = parts.port, protocol, words
        self._known: dict[str, Message] = {}

    def read(self) -> Post:
        """Every message, checked."""
        found: dict[str, dict[str, Message]] = {kind: {} for kind in KINDS}
        for name in json.loads(self._ask("GET", "/")[1]):
            if name not in self._known:
                message = messages.read(self._ask("GET", f"/{name}")[1], name, self.words)
                self._known[name] = receive(message, self.protocol, name, self.words)
            message = self._known[name]
            found[message.kind][message.sender] = message
        return found

    def put(self, message: Message) -> None:
        """Hand in a message. Raises Problem with what the server says where it refuses."""
        status, said = self._ask("PUT", f"/{message.file_name}", message.to_bytes())
        if status != http.client.CREATED:
            raise Problem(said.decode("utf-8", "replace"), where=message.file_name)

    def _ask(self, method: str, path: str, content: bytes | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection(HERE, self.port, timeout=TIMEOUT)
        try:
            connection.request(method, path, content)
            answer = connection.getresponse()
            return answer.status, answer.read()
        except OSError as error:
            raise Problem(
                self.words.t("The postbox does not answer: {reason}", reason=str(error)),
                where=f"http://{HERE}:{self.port}",
            ) from None
        finally:
            connection.close()


def server(protocol: Protocol, folder: Path, words: Words) -> ThreadingHTTPServer:
    """A postbox on a free port of this machine; ``serve_forever`` runs it."""
    box, lock = Folder(folder, protocol, words), Lock()
    folder.mkdir(parents=True, exist_ok=True)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            named = NAME.fullmatch(self.path)
            if self.path == "/":
                listed = [path.name for path in sorted(folder.glob("*.*.json"))]
                self._say(200, json.dumps(listed).encode("utf-8"))
            elif named and (folder / self.path[1:]).is_file():
                self._say(200, (folder / self.path[1:]).read_bytes())
            else:
                self._say(404, b"")

        def do_PUT(self) -> None:
            size = int(self.headers.get("Content-Length") or 0)
            if not 0 < size <= messages.LARGEST:
                self._say(413, b"")
                return
            content = self.rfile.read(size)
            try:
                message = messages.read(content, self.path, words)
                receive(message, protocol, self.path, words)
                if f"/{message.file_name}" != self.path or not NAME.fullmatch(self.path):
                    raise Problem(
                        words.t("The name of the file and what is in it do not belong together."), where=self.path
                    )
                with lock:
                    box.put(message)
            except Problem as problem:
                self._say(409, problem.what.encode("utf-8"))
            else:
                self._say(201, b"")

        def _say(self, status: int, content: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 the framework's own name
            """Nothing is logged."""

    return ThreadingHTTPServer((HERE, 0), Handler)


def main(arguments: list[str]) -> int:
    """``python -m toepas.cli.pool_loopback PROTOCOL FOLDER``: serve until stopped; the first line printed is the port."""
    words = Words()
    running = server(read_protocol(Path(arguments[0]), words), Path(arguments[1]), words)
    print(running.server_address[1], flush=True)
    running.serve_forever()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
