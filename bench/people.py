"""The people's side of the site under load: advisers, hubs and organisations of a whole Member State, on PostgreSQL.

Pages are asked one after the other by people who are signed in, each time another hub, customer, period or word. To measure one
more page, add a line to ``PAGES``.
"""

from __future__ import annotations

import datetime
import http.client
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench import people_seed
from bench.measure import Line, percentile
from bench.people_seed import HUB_SIZES, Size, named
from bench.site import site

REQUESTS, WARM = 200, 10
SECONDS = 60
"""A page that is so slow that its requests take longer is asked less often; the line says how often."""
TARGET = 200
"""Milliseconds in which 95 of 100 answers are to be there."""
NAMES = ("Molen", "Haven", "Groene", "Oude Bakker", "Tuin 1", "School", "Noord", "Nieuwe Werf")
PERIODS, STATES = ("late", "4", "13", "52", "520"), ("open", "settled", "all")
QUESTIONS = ("chatbot", "applicants", "Molen", "triage hospital", "grid", "Groene Haven", "vision", "training")


@dataclass(frozen=True, slots=True)
class Asker:
    """Whose page is asked: the hubs, organisations and people of the made-up site, drawn by chance but alike on every run."""

    size: Size
    draw: random.Random

    def hub(self, number: int | None = None) -> tuple[int, str]:
        """A hub, or the one of that number, with its adviser."""
        chosen = self.draw.randrange(self.size.hubs) if number is None else number
        return chosen + self.size.hubs, f"workspace/{named('organisation', chosen)}/"

    def customer(self, number: int | None = None) -> tuple[int, str]:
        """The file of a customer of a hub, with its adviser."""
        chosen = self.draw.randrange(self.size.hubs) if number is None else number
        count = HUB_SIZES[chosen] if chosen < len(HUB_SIZES) else 50
        who, path = self.hub(chosen)
        return who, f"{path}customers/{named('file', chosen * 10_000 + self.draw.randrange(count))}/"

    def busy(self) -> int:
        """Somebody with a hundred cases and two hundred notices."""
        return self.draw.randrange(self.size.busy)

    def anybody(self) -> int:
        """Somebody."""
        return self.draw.randrange(self.size.organisations)

    def seeking(self) -> int:
        """Somebody whose organisation seeks partners."""
        return 100 * self.draw.randrange(self.size.organisations // 100)

    def analyst(self) -> int:
        """Who may see the figures over all organisations."""
        return self.size.organisations - 1

    def period(self) -> dict[str, str]:
        """The first and last day of a report."""
        first = datetime.date(2025, 1, 1) + datetime.timedelta(self.draw.randrange(300))
        return {"from": first.isoformat(), "to": (first + datetime.timedelta(self.draw.randrange(30, 400))).isoformat()}


def with_query(found: tuple[int, str], more: str = "", **query: object) -> tuple[int, str]:
    """An address with something behind it."""
    return found[0], f"{found[1]}{more}{'?' + urlencode(query) if query else ''}"


PAGES: dict[str, Callable[[Asker], tuple[int, str]]] = {
    "workspace, hubs": lambda a: (a.hub()[0], "workspace/"),
    "workspace, customers of a hub": lambda a: with_query(a.hub(), page=a.draw.randrange(1, 8)),
    "workspace, customers of the hub of 5,000": lambda a: with_query(a.hub(0), page=a.draw.randrange(1, 101)),
    "workspace, search by name, hub of 5,000": lambda a: with_query(a.hub(0), q=a.draw.choice(NAMES)),
    "workspace, page of a customer": lambda a: a.customer(),
    "workspace, page of a customer, hub of 5,000": lambda a: a.customer(0),
    "workspace, collaborations, 1,500 of one hub": lambda a: with_query(a.hub(0), "collaborations/"),
    "search over everything, an adviser": lambda a: (a.hub()[0], f"search/?{urlencode({'q': a.draw.choice(QUESTIONS)})}"),
    "search over everything, adviser of the hub of 5,000": lambda a: (a.hub(0)[0], f"search/?{urlencode({'q': a.draw.choice(QUESTIONS)})}"),
    "search over everything, somebody with 100 cases": lambda a: (a.busy(), f"search/?{urlencode({'q': a.draw.choice(QUESTIONS)})}"),
    "workspace, maturity of the customers, hub of 5,000": lambda a: with_query(a.hub(0), "maturity/"),
    "workspace, what is due, any hub": lambda a: with_query(a.hub(), "dates/", period=a.draw.choice(PERIODS)),
    "workspace, what is due, hub of 5,000": lambda a: with_query(a.hub(0), "dates/", period=a.draw.choice(PERIODS), state=a.draw.choice(STATES)),
    "workspace, what is due, one customer of 5,000": lambda a: with_query(a.hub(0), "dates/", period="520", customer=a.draw.choice(NAMES)),
    "workspace, duties that begin, hub of 5,000": lambda a: with_query(a.hub(0), "dates/", what="duties", period=a.draw.choice(PERIODS)),
    "dates of a person with 100 cases": lambda a: (a.busy(), f"notices/dates/?{urlencode({'weeks': a.draw.choice((4, 13, 52))})}"),
    "report, hub of 40": lambda a: with_query(a.hub(2), "report/", **a.period()),
    "report, hub of 1,000": lambda a: with_query(a.hub(1), "report/", **a.period()),
    "report, hub of 5,000": lambda a: with_query(a.hub(0), "report/", **a.period()),
    "report as CSV, any hub": lambda a: with_query(a.hub(), "report/csv/", **a.period()),
    "report as JSON, hub of 5,000": lambda a: with_query(a.hub(0), "report/json/", **a.period()),
    "cases of a person with 100": lambda a: (a.busy(), "check/cases/"),
    "cases of anybody": lambda a: (a.anybody(), "check/cases/"),
    "organisations of anybody": lambda a: (a.anybody(), "organisations/"),
    "network, register": lambda a: (-1, f"network/?{urlencode({'page': a.draw.randrange(1, 20)})}"),
    "network, register of a sector": lambda a: (-1, f"network/?{urlencode({'sector': a.draw.choice(('energy', 'healthcare', 'finance'))})}"),
    "network, partner finder": lambda a: (a.seeking(), "network/partners/"),
    "maturity, figures over all": lambda a: (a.analyst(), f"maturity/figures/?{urlencode({'questionnaire': a.draw.choice(('sme', 'public')), 'by': a.draw.choice(('size', 'sector', 'country'))})}"),
    "maturity, organisations of an adviser": lambda a: (a.hub()[0], "maturity/"),
    "notices of a person with 200": lambda a: (a.busy(), "notices/"),
    "notices of anybody": lambda a: (a.anybody(), "notices/"),
}  # fmt: skip


def people(size: Size) -> list[Line]:
    """Fill an empty database, start the site on it, and ask every page."""
    if not os.environ.get("DATABASE_URL", "").startswith("postgres"):
        return [Line("people under load", "not measured", "run as `tools/with_postgres.sh ./toepas bench people`", "")]
    with tempfile.TemporaryDirectory() as home:
        took = _filled(Path(home), size)
        lines = [Line(f"made {size.organisations:,} organisations, {size.cases:,} cases", f"{took:.0f} s", _held(), "")]
        with site(Path(home)) as address:
            lines += [_measured(name, page, size, address) for name, page in PAGES.items()]
    return lines


def _filled(home: Path, size: Size) -> float:
    """Make the tables and fill them; returns the seconds."""
    os.environ["TOEPAS_HOME"] = str(home)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "toepas_web.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    begun = time.perf_counter()
    call_command("migrate", verbosity=0, interactive=False)
    people_seed.seed(size)
    return time.perf_counter() - begun


def _held() -> str:
    """How many rows the large tables hold, and how much room everything takes."""
    from django.db import connection

    from toepas_web.check.models import Task
    from toepas_web.maturity.models import Assessment
    from toepas_web.workspace.models import Customer

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_database_size(current_database())")
        (octets,) = cursor.fetchone()
    counted = {"tasks": Task, "customers of hubs": Customer, "assessments": Assessment}
    rows = ", ".join(f"{model.objects.count():,} {name}" for name, model in counted.items())
    return f"{rows}; {octets / 1e9:.1f} GB"


def _cookie(number: int) -> str:
    """The session of a person; nobody is signed in under a negative number."""
    if number < 0:
        return ""
    from django.conf import settings
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from toepas_web.accounts.models import User

    user = User.objects.get(pk=named("user", number))
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def _measured(name: str, page: Callable[[Asker], tuple[int, str]], size: Size, address: str) -> Line:
    asker = Asker(size, random.Random(name))
    asked = [page(asker) for _ in range(WARM + REQUESTS)]
    cookies = {who: _cookie(who) for who in {who for who, _ in asked}}
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    took, wrong, octets = [], 0, 0
    first = time.perf_counter()
    for who, path in asked:
        if time.perf_counter() - first > SECONDS and len(took) > WARM:
            break
        begun = time.perf_counter()
        connection.request("GET", f"/en/{path}", headers={"Cookie": cookies[who]})
        answer = connection.getresponse()
        body = answer.read()
        took.append(1000 * (time.perf_counter() - begun))
        wrong += answer.status != 200
        octets = max(octets, len(body))
    _keep(name, body)
    took = took[WARM:]
    middle, late, worst = (f"{value:.0f} ms" for value in (percentile(took, 0.5), percentile(took, 0.95), max(took)))
    print(f"  {name}: p95 {late}", file=sys.stderr, flush=True)
    reached = "" if percentile(took, 0.95) < TARGET else ", not reached"
    return Line(
        name,
        f"p50 {middle}, p95 {late}, max {worst}",
        f"{len(took)} requests, {wrong} errors, largest page {octets / 1000:.0f} kB",
        f"target: p95 {TARGET} ms{reached}",
    )


def _keep(name: str, body: bytes) -> None:
    """Keep the last page of each kind in the folder that TOEPAS_BENCH_PAGES names, to look at what was measured."""
    if folder := os.environ.get("TOEPAS_BENCH_PAGES"):
        Path(folder).mkdir(parents=True, exist_ok=True)
        (Path(folder) / f"{re.sub(r'[^a-z0-9]+', '-', name.lower())}.html").write_bytes(body)
