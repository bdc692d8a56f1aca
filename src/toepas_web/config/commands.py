"""Starting the site and keeping its data, from the command line."""

from __future__ import annotations

import argparse
import os
import socket
import subprocess
import sys
from pathlib import Path

WORKERS = max(2, min(8, (os.cpu_count() or 1) + 1))
"""Processes of the site: one more than processors, so that a slow page does not hold up the others."""


def main(arguments: list[str]) -> int:
    """Run ``serve``, ``backup``, ``restore`` or, for administrators, any command of the framework (``manage …``)."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toepas_web.config.settings")
    command, *rest = arguments or ["serve"]
    if command == "serve":
        return _serve(rest)
    import django
    from django.core.management import execute_from_command_line
    from django.utils.translation import activate

    django.setup()
    activate(os.environ.get("TOEPAS_LANG", "en"))
    execute_from_command_line(["toepas", *(rest if command == "manage" else arguments)])
    return 0


def _serve(arguments: list[str]) -> int:
    """Bring the data up to date and start the site on this machine."""
    parser = argparse.ArgumentParser(prog="toepas serve")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--workers", type=int, default=WORKERS)
    given = parser.parse_args(arguments)
    os.environ.setdefault("TOEPAS_URL", f"http://localhost:{given.port}")
    import django
    from django.conf import settings
    from django.core.management import call_command

    from toepas_web.ui.words import in_language

    said = in_language(os.environ.get("TOEPAS_LANG", "en"))
    if not _is_free(given.host, given.port):
        what = said.t("Another program already answers at {host}:{port}.", host=given.host, port=given.port)
        print(f"{what} {said.t('Stop it, or choose another port with --port.')}", file=sys.stderr)
        return 2
    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    print(
        said.t("Toepas is at {address} (Ctrl-C stops it).", address=f"{os.environ['TOEPAS_URL']}/{said.lang}/"),
        flush=True,
    )
    if "console" in settings.EMAIL_BACKEND:
        print(said.t("No mail server is set: codes for signing in are shown here."), flush=True)
    program = [sys.executable, "-m", "gunicorn", "toepas_web.config.wsgi:application"]
    program += ["--config", str(Path(__file__).with_name("gunicorn.py"))]
    program += ["--bind", f"{given.host}:{given.port}", "--workers", str(given.workers)]
    if os.name == "posix":
        os.execv(sys.executable, program)  # noqa: S606 (our own interpreter, no shell)
    return subprocess.call(program)


def _is_free(host: str, port: int) -> bool:
    """Whether nobody listens there yet."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
    return True
