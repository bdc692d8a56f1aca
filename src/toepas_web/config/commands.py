"""Starting the site and keeping its data, from the command line."""

from __future__ import annotations

import argparse
import os
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
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    print(f"Toepas: {os.environ['TOEPAS_URL']}/  (Ctrl-C stops it)", flush=True)
    program = [sys.executable, "-m", "gunicorn", "toepas_web.config.wsgi:application"]
    program += ["--config", str(Path(__file__).with_name("gunicorn.py"))]
    program += ["--bind", f"{given.host}:{given.port}", "--workers", str(given.workers)]
    if os.name == "posix":
        os.execv(sys.executable, program)  # noqa: S606 (our own interpreter, no shell)
    return subprocess.call(program)
