"""The power fails while people save: the site is killed with -9, started again, and looked at. Nothing that was
confirmed may be lost, nothing half written may be there.

`python -m bench.kill [TIMES]` prints the figures; a short run is part of the tests.
"""

from __future__ import annotations

import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import threading
import time
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from http.cookiejar import Cookie, CookieJar
from pathlib import Path

from bench.measure import ROOT
from bench.site import free_port

MAKE_VISITOR = """
from toepas_web.accounts.models import User
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.auth import SESSION_KEY, BACKEND_SESSION_KEY, HASH_SESSION_KEY
user = User.objects.create_user("saver@example.org", "a-long-enough-secret")
session = SessionStore()
session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(user.pk), "allauth.account.auth_backends.AuthenticationBackend"
session[HASH_SESSION_KEY] = user.get_session_auth_hash()
session.create()
print("SESSION", session.session_key)
"""
LOOK = """
from toepas.check import unpack
from toepas_web.check.models import Case
from toepas_web.audit.models import Event
titles = []
for case in Case.objects.prefetch_related("revisions"):
    numbers = sorted(revision.number for revision in case.revisions.all())
    assert numbers == list(range(1, case.number + 1)), (case.title, numbers)
    newest = next(r for r in case.revisions.all() if r.number == case.number)
    assert newest.answers == case.answers and newest.seen == case.seen, case.title
    assert unpack(case.answers)[0].given, case.title
    assert Event.objects.filter(subject=f"case:{case.pk}").count() == case.number, case.title
    titles.append(case.title)
print("TITLES", " ".join(titles))
"""


@dataclass
class Outcome:
    """What was seen over all rounds."""

    kills: int = 0
    confirmed: set[str] = field(default_factory=set)
    kept: set[str] = field(default_factory=set)

    @property
    def lost(self) -> set[str]:
        """Confirmed to the visitor, and gone."""
        return self.confirmed - self.kept


def run(times: int, home: Path, seed: int = 1) -> Outcome:
    """Kill the site ``times`` times while four visitors save as fast as they can."""
    random.seed(seed)
    kept = {
        name: value for name, value in os.environ.items() if name != "DATABASE_URL" and not name.startswith("DJANGO")
    }
    env = {**kept, "PYTHONPATH": str(ROOT / "src"), "TOEPAS_HOME": str(home), "TOEPAS_URL": "http://localhost"}
    _manage(env, "migrate", "-v0")
    _manage(env, "createcachetable", "-v0")
    _manage(env, "collectstatic", "-v0", "--noinput")
    session = re.search(r"SESSION (\w+)", _manage(env, "shell", "-v0", "-c", MAKE_VISITOR))[1]
    outcome = Outcome()
    for number in range(times):
        _round(env, session, number, outcome)
        if sys.stderr.isatty():
            print(f"\r{number + 1} of {times}", end="", file=sys.stderr, flush=True)
    titles = re.search(r"TITLES (.*)", _manage(env, "shell", "-v0", "-c", LOOK))[1]
    outcome.kept = set(titles.split())
    return outcome


def _manage(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-P", "-m", "toepas_web", "manage", *arguments],
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    return done.stdout


def _round(env: dict[str, str], session: str, number: int, outcome: Outcome) -> None:
    port = free_port()
    command = [sys.executable, "-P", "-m", "gunicorn", "toepas_web.config.wsgi:application"]
    command += [
        "--config",
        str(ROOT / "src/toepas_web/config/gunicorn.py"),
        "--bind",
        f"127.0.0.1:{port}",
        "--workers",
        "2",
    ]
    site = subprocess.Popen(
        command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    stop = threading.Event()
    savers = [
        threading.Thread(target=_save, args=(port, session, f"{number}-{who}", stop, outcome)) for who in range(4)
    ]
    for saver in savers:
        saver.start()
    begun = time.monotonic()
    before = len(outcome.confirmed)
    while len(outcome.confirmed) == before and time.monotonic() - begun < 60:
        time.sleep(0.002)
    time.sleep(random.uniform(0.0, 0.15))
    os.killpg(site.pid, signal.SIGKILL)
    site.wait()
    outcome.kills += 1
    stop.set()
    for saver in savers:
        saver.join()


def _save(port: int, session: str, name: str, stop: threading.Event, outcome: Outcome) -> None:
    jar = CookieJar()
    for key, value in (("sessionid", session), ("csrftoken", "x" * 32)):
        jar.set_cookie(
            Cookie(
                0,
                key,
                value,
                None,
                False,
                "localhost.local",
                False,
                False,
                "/",
                True,
                False,
                None,
                False,
                None,
                None,
                {},
            )
        )

    class Stay(urllib.request.HTTPRedirectHandler):
        def redirect_request(self, *_: object) -> None:
            return None

    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar), Stay)
    count = 0
    from toepas.check import Answers

    answers = Answers().with_answer("ai_system", True)[0].with_answer("gpai_model", False)[0].pack()
    while not stop.is_set():
        title = f"case-{name}-{count}"
        fields = {"title": title, "a": answers, "csrfmiddlewaretoken": "x" * 32}
        request = urllib.request.Request(
            f"http://localhost:{port}/en/check/cases/save/", urllib.parse.urlencode(fields).encode()
        )
        try:
            opener.open(request, timeout=5)
        except urllib.error.HTTPError as answer:
            if answer.code == 302:
                outcome.confirmed.add(title)
                count += 1
        except OSError:
            time.sleep(0.01)


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 200
    with tempfile.TemporaryDirectory() as folder:
        seen = run(wanted, Path(folder))
    print(
        f"{seen.kills} kills; {len(seen.confirmed)} cases confirmed, {len(seen.kept)} kept, {len(seen.lost)} lost; none half written"
    )
    sys.exit(bool(seen.lost))
