"""A made-up site at the size of a Member State, in an empty PostgreSQL: a few rows made by the site's own actions, copied there
many times under other ids and owners. Its size is said in ``Size``; the same size gives the same site on every run.
"""

from __future__ import annotations

import hashlib
import random
import re
import sys
import time
import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bench import people_templates

HUB_SIZES = (5_000, 1_000, 40)
"""Customers of the first hubs; the others have 50 to 350 each."""
TASKS = 5
"""Tasks for each case, on average."""
SEEKING = 500
"""One of so many organisations seeks partners."""
SCRATCH = """
CREATE FUNCTION draw(n bigint, salt int, bound int) RETURNS int IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
  $$ SELECT ((hashint8extended(n, salt) & 9223372036854775807) % bound)::int $$;
CREATE FUNCTION named(kind text, n bigint) RETURNS uuid IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
  $$ SELECT md5(kind || ':' || n)::uuid $$;
CREATE FUNCTION one_of(given text[], n bigint, salt int) RETURNS text IMMUTABLE PARALLEL SAFE LANGUAGE sql AS
  $$ SELECT given[1 + draw(n, salt, array_length(given, 1))] $$;
"""
FORGET = "DROP FUNCTION one_of; DROP FUNCTION named; DROP FUNCTION draw; DROP TABLE bench_file;"
LARGE = "indrelid IN ('check_case'::regclass, 'check_task'::regclass, 'check_day'::regclass, 'check_revision'::regclass, 'audit_event'::regclass)"  # fmt: skip
"""The tables whose indexes wait until everything is in."""
FIRST_DAY, DAYS = "date '2025-01-01'", 690
KINDS = "array['firm','firm','firm','firm','firm','provider','public-body','research','association','hospital']"
COUNTRIES = "array['NL','NL','BE','DE','DE','FR','FR','IT','ES','PL','SE','RO','']"
SCOPES = """(array['["cases","maturity","services"]','["services"]','["cases","maturity","learning","services"]','["maturity","services"]',
  '["cases"]','[]','["cases","services"]'])"""
WORDS_ONE = "array['Noord','Groene','Rode','Oude','Nieuwe','Vrije','Blauwe','Hoge','Lage','Snelle','Stille','Witte','Alte','Neue','Belle','Petite']"
WORDS_TWO = "array['Molen','Bakker','Haven','Brug','Werf','Tuin','Kliniek','School','Weverij','Garage','Drukkerij','Smederij','Boerderij','Studio','Werkplaats','Gemeente']"  # fmt: skip
SEEKS = "array['a partner that reads letters of citizens by computer','help to plan the rounds of nurses','a model that finds defects in cast parts','translation of our catalogue into six languages','a hospital to test triage with','forecasts of the load of the grid','speech to text for meetings of the council','a firm that watches machines by sound']"  # fmt: skip
OFFERS = "array['labelled pictures of crops','a test field for small robots','engineers who check models for bias','secure computing for health data','courses for works councils','sensors with ten years of measurements','a chatbot for opening hours','legal advice on high risk systems']"  # fmt: skip


@dataclass(frozen=True, slots=True)
class Size:
    """How much is made."""

    organisations: int
    hubs: int
    cases: int

    @property
    def busy(self) -> int:
        """People with 91 cases more than the others have."""
        return max(20, self.organisations // 100)


FULL = Size(100_000, 300, 1_000_000)
SMALL = Size(6_000, 12, 30_000)


def seed(size: Size) -> None:
    """Fill the database. Raises SystemExit where it is not empty: nothing real is ever touched."""
    from django.db import connection, transaction

    from toepas_web.accounts.models import User

    if User.objects.exists():
        raise SystemExit("The database holds accounts already; the benchmark only fills an empty one.")
    owner = people_templates.make()
    with connection.cursor() as cursor:
        cursor.execute("SET synchronous_commit = off")
        if size is FULL:  # the same statements were checked against the foreign keys at the small size
            cursor.execute("SET session_replication_role = replica")
            cursor.execute("SET maintenance_work_mem = '512MB'")
            cursor.execute(f"UPDATE pg_index SET indisready = false WHERE {LARGE}")
        cursor.execute(SCRATCH)
        for name, step in _steps(size, owner):
            begun = time.perf_counter()
            with transaction.atomic():
                if callable(step):
                    count = step()
                else:
                    cursor.execute(step)
                    count = max(0, cursor.rowcount)
            print(f"  {name}: {count:,} in {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)
        cursor.execute(FORGET)
        if size is FULL:
            _index(cursor)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("VACUUM ANALYZE")


def _index(cursor: Any) -> None:
    """Build the indexes of the large tables at once, which takes less than to keep them up to date row by row."""
    begun = time.perf_counter()
    cursor.execute(f"SELECT DISTINCT indrelid::regclass::text FROM pg_index WHERE {LARGE}")
    tables = [name for (name,) in cursor.fetchall()]
    cursor.execute(f"UPDATE pg_index SET indisready = true WHERE {LARGE}")
    for name in tables:
        cursor.execute(f"REINDEX TABLE {name}")
    print(f"  indexes in {time.perf_counter() - begun:.0f} s", file=sys.stderr, flush=True)


def named(kind: str, number: int) -> uuid.UUID:
    """The id of a made-up row; in the database it is a function of the same name."""
    return uuid.UUID(hashlib.md5(f"{kind}:{number}".encode(), usedforsecurity=False).hexdigest())


def copies(model: type, of: str, values: Mapping[str, str]) -> str:
    """Rows of a model: ``of`` is what to select from, ``values`` the expression of a column. What is not said is that of the row
    ``t`` which is copied, so that a column added later comes along."""
    return _insert(model, of, values, lambda field: f't."{field.column}"')


def rows(model: type, of: str, values: Mapping[str, str]) -> str:
    """The same without a row that is copied: what is not said is the default of the model."""
    return _insert(
        model, of, values, lambda field: "NULL" if field.get_default() is None else f"'{field.get_default()}'"
    )


def _insert(model: type, of: str, values: Mapping[str, str], unsaid: Callable[[Any], str]) -> str:
    meta = model._meta  # noqa: SLF001 (the framework's own way to ask a model for its columns)
    fields = [field for field in meta.concrete_fields if field.column != "id" or "id" in values]
    if unknown := set(values) - {field.column for field in fields}:
        raise KeyError(unknown)
    names = ", ".join(f'"{field.column}"' for field in fields)
    chosen = ", ".join(values.get(field.column) or unsaid(field) for field in fields)
    return f'INSERT INTO "{meta.db_table}" ({names}) SELECT {chosen} FROM {of}'


Step = tuple[str, str | Callable[[], int]]
"""What is made, and the statement or the work that makes it."""


def _steps(size: Size, owner: str) -> list[Step]:
    return [*_people(size), *_hubs(size), *_books(), *_cases(size, owner), *_assessments(size), *_network(size)]


def _people(size: Size) -> list[tuple[str, str]]:
    """One owner for each organisation; its neighbour's owner is a member; a hub has an adviser as well."""
    from toepas_web.accounts.models import User
    from toepas_web.organisations.models import Membership, Organisation, SiteRole

    count = f"generate_series(0, {size.organisations - 1}) n"
    member = {"organisation_id": "named('organisation', n)", "since": "now()"}
    return [
        ("accounts", rows(User, count, {
            "id": "named('user', n)", "password": "'!'", "last_login": "NULL", "email": "'person' || n || '@made-up.example'", "is_active": "true",
            "is_moderator": "false", "language": "one_of(array['en','nl'], n, 1)", "joined": f"{FIRST_DAY} + draw(n, 2, {DAYS})"})),
        ("organisations", rows(Organisation, count, {
            "id": "named('organisation', n)",
            "name": f"CASE WHEN n < {size.hubs} THEN 'Hub ' ELSE '' END || one_of({WORDS_ONE}, n, 3) || ' ' || one_of({WORDS_TWO}, n, 4) || ' ' || n",
            "kind": f"CASE WHEN n < {size.hubs} THEN 'hub' ELSE one_of({KINDS}, n, 5) END",
            "sector": f"one_of({_sectors()}, n, 6)", "size": "one_of(array['1-9','1-9','10-49','10-49','50-249','250+',''], n, 7)",
            "country": f"one_of({COUNTRIES}, n, 8)", "region": "''", "created": f"{FIRST_DAY} + draw(n, 2, {DAYS})", "number": "1"})),
        ("owners", rows(Membership, count, {**member, "user_id": "named('user', n)", "role": "'owner'"})),
        ("members", rows(Membership, count, {**member, "user_id": f"named('user', (n + 1) % {size.organisations})", "role": "'member'"})),
        ("advisers", rows(Membership, f"generate_series(0, {size.hubs - 1}) n", {**member, "user_id": f"named('user', n + {size.hubs})", "role": "'adviser'"})),
        ("analyst", rows(SiteRole, "(SELECT 1) n", {"user_id": f"named('user', {size.organisations - 1})", "role": "'analyst'", "since": "now()"})),
    ]  # fmt: skip


def _sectors() -> str:
    from toepas.kernel import sectors

    return "array[" + ",".join(f"'{name}'" for name in (*sectors(), "", "")) + "]"


def _hubs(size: Size) -> list[tuple[str, str]]:
    """What a hub has with its customers: 70 of 100 agreed, 10 ended it, 20 have not agreed yet. One in twenty that agreed ended an
    earlier agreement. ``c`` counts the customers of hub ``h``, ``f`` all of them, ``org`` is the number of the organisation."""
    from toepas_web.organisations.models import Engagement, Invitation
    from toepas_web.workspace.models import Customer

    sizes = " ".join(f"WHEN {hub} THEN {count}" for hub, count in enumerate(HUB_SIZES))
    files = f"""CREATE UNLOGGED TABLE bench_file AS SELECT *, named('organisation', org) AS org_id FROM (
      SELECT h, c, h::bigint * 10000 + c AS f, {size.hubs} + (h * 331 + c) % {size.organisations - size.hubs} AS org,
        CASE WHEN draw(h::bigint * 10000 + c, 10, 100) < 70 THEN 'agreed' WHEN draw(h::bigint * 10000 + c, 10, 100) < 80 THEN 'ended' ELSE 'none' END AS state
      FROM generate_series(0, {size.hubs - 1}) h, generate_series(0, CASE h {sizes} ELSE 50 + draw(h, 9, 300) END - 1) c) made"""
    asked = {
        "id": "named('asked', f)",
        "organisation_id": "named('organisation', h)",
        "kind": "'customer'",
        "role": "''",
        "made": "now()",
    }
    agreed = {
        "hub_id": "named('organisation', h)",
        "customer_id": "org_id",
        "wished": "'[]'",
        "agreed": f"{FIRST_DAY} + draw(f, 11, {DAYS})",
    }
    return [
        ("files of customers", files),
        ("invitations", rows(Invitation, "bench_file WHERE state <> 'none' OR draw(f, 12, 3) = 0 AND c < 300", {
            **asked, "email": "CASE state WHEN 'none' THEN 'customer' || f || '@made-up.example' ELSE '' END", "wished": "'[\"cases\",\"services\"]'",
            "state": "CASE state WHEN 'none' THEN 'open' ELSE 'accepted' END", "expires": "now() + interval '9 days'"})),
        ("ended agreements", rows(Engagement, "bench_file WHERE state = 'ended' OR state = 'agreed' AND draw(f, 13, 20) = 0", {
            **agreed, "id": "named('ended', f)", "invitation_id": "NULL", "state": "'ended'", "scopes": "'[]'", "ended": "now()"})),
        ("running agreements", rows(Engagement, "bench_file WHERE state = 'agreed'", {
            **agreed, "id": "named('agreed', f)", "invitation_id": "named('asked', f)", "state": "'agreed'",
            "scopes": f"{SCOPES}[1 + draw(f, 14, 7)]::jsonb", "ended": "NULL"})),
        ("customers", rows(Customer, "bench_file JOIN organisations_organisation o ON o.id = org_id", {
            "id": "named('file', f)", "hub_id": "named('organisation', h)", "organisation_id": "CASE state WHEN 'none' THEN NULL ELSE org_id END",
            "invitation_id": "CASE WHEN state = 'agreed' OR state = 'none' AND draw(f, 12, 3) = 0 AND c < 300 THEN named('asked', f) END", "name": "o.name",
            "size": "o.size", "sector": "o.sector", "country": "o.country", "made": "now()"})),
    ]  # fmt: skip


def _books() -> list[tuple[str, str]]:
    from toepas_web.workspace.models import Collaboration, Investment, Referral, Service

    line = {
        "customer_id": "named('file', f)",
        "hub_id": "named('organisation', h)",
        "on": f"{FIRST_DAY} + draw(f * 20 + k, 15, {DAYS})",
        "note": "'Talked about the plan'",
        "made": "now()",
    }
    return [
        ("services", rows(Service, "bench_file, generate_series(1, draw(f, 16, 9)) k", {
            **line, "id": "named('service', f * 20 + k)", "kind": f"one_of({_texts(Service.KINDS)}, f * 20 + k, 17)",
            "hours": "CASE WHEN draw(f * 20 + k, 18, 5) > 0 THEN draw(f * 20 + k, 19, 4000) / 100.0 END",
            "value": "CASE WHEN draw(f * 20 + k, 20, 3) > 0 THEN draw(f * 20 + k, 21, 1000000) / 100.0 END"})),
        ("investments", rows(Investment, "bench_file, generate_series(1, draw(f, 22, 3)) k", {
            **line, "id": "named('investment', f * 20 + k)", "source": f"one_of({_texts(Investment.SOURCES)}, f * 20 + k, 23)", "evidence": "'Contract'",
            "amount": "CASE WHEN draw(f * 20 + k, 24, 4) > 0 THEN draw(f * 20 + k, 25, 100000000) / 100.0 END"})),
        ("referrals", rows(Referral, f"bench_file, generate_series(1, draw(f, 26, 4)) k, (SELECT {_assets()} AS known) assets", {
            **line, "id": "named('referral', f * 20 + k)", "asset": "known[1 + (f + k) % array_length(known, 1)]",
            "name": "known[1 + (f + k) % array_length(known, 1)]", "state": f"one_of({_texts(Referral.STATES)}, f * 20 + k, 27)"})),
        ("collaborations", rows(Collaboration, "(SELECT DISTINCT h FROM bench_file) hubs, generate_series(1, CASE h WHEN 0 THEN 1500 ELSE 40 END) k", {
            "id": "named('together', h * 2000 + k)", "hub_id": "named('organisation', h)", "kind": f"one_of({_texts(Collaboration.KINDS)}, h * 2000 + k, 28)",
            "partner": f"one_of({WORDS_TWO}, h * 2000 + k, 29)", "on": f"{FIRST_DAY} + draw(h * 2000 + k, 30, {DAYS})", "note": "''", "made": "now()"})),
    ]  # fmt: skip


def _texts(values: tuple[str, ...]) -> str:
    return "array[" + ",".join(f"'{value}'" for value in values) + "]"


def _assets() -> str:
    from toepas_web.catalogue.engine import collection
    from toepas_web.workspace.presenters import OFFERED

    return _texts(tuple(asset.id for asset in collection() if asset.kind in OFFERED and "'" not in asset.id))


def _cases(size: Size, owner: str) -> list[tuple[str, str]]:
    """Every person has the same number, some (``busy``) 91 more; every second case stands in the organisation of its owner."""
    from toepas_web.audit.models import Event
    from toepas_web.check.models import Case, Day, Revision, Task

    more = size.busy * 91
    whose = f"CASE WHEN n < {more} THEN n / 91 ELSE (n - {more}) % {size.organisations} END"
    kept = f"check_case WHERE owner_id = '{owner}'"
    templates = f"(SELECT row_number() OVER (ORDER BY title) - 1 AS k, * FROM {kept}) t"
    numbered = f"(SELECT n, {whose} AS who, draw(n, 31, (SELECT count(*)::int FROM {kept})) AS k FROM generate_series(0, {size.cases - 1}) n) made"
    of = f"{numbered} JOIN {templates} USING (k)"
    days = f"timestamptz '2025-01-01 08:00Z' + draw(n, 32, {DAYS * 86400}) * interval '1 second'"
    share = (
        f"(SELECT least(1, {TASKS} / avg(many)) FROM (SELECT count(*) AS many FROM check_case c LEFT JOIN check_task d ON d.case_id = c.id "
        f"WHERE c.owner_id = '{owner}' GROUP BY c.id) counted)"
    )
    tasks = f"{numbered} JOIN {templates} USING (k) JOIN check_task d ON d.case_id = t.id, {share} chosen(part)"
    return [
        ("cases", copies(Case, of, {
            "id": "named('case', n)", "owner_id": "named('user', who)", "title": "t.title || ' ' || n", "words": "t.words || ' ' || n", "created": days, "changed": days,
            "shared_with_id": "CASE WHEN n % 2 = 0 THEN named('organisation', who) END"})),
        ("tasks", copies(Task, f"{tasks} WHERE draw(n * 64 + d.id % 64, 33, 1000) < 1000 * part", {
            "case_id": "named('case', n)", "duty": "d.duty", "status": "d.status", "who": "d.who", "due": "d.due + draw(n, 34, 90)", "note": "d.note", "changed": days})),
        ("days", copies(Day, f"{numbered} JOIN {templates} USING (k) JOIN check_day s ON s.case_id = t.id", {
            "case_id": "named('case', n)", "organisation_id": "CASE WHEN n % 2 = 0 THEN named('organisation', who) END", "duty": "s.duty", "kind": "s.kind",
            "day": "CASE s.kind WHEN 'task' THEN s.day + draw(n, 34, 90) ELSE s.day END", "open": "s.open"})),
        ("revisions", copies(Revision, f"(SELECT n, t.*, r.changes, r.reason, {days} AS at FROM {numbered} JOIN {templates} USING (k) JOIN check_revision r ON r.case_id = t.id) t", {
            "case_id": "named('case', n)"})),
        ("lines in the record", rows(Event, f"{numbered}", {
            "at": days, "actor": "named('user', who)", "action": "'case created'", "subject": "'case:' || named('case', n)"})),
    ]  # fmt: skip


def _assessments(size: Size) -> list[tuple[str, str]]:
    """Half of the organisations answered the questionnaire of their kind, most of them twice, some three times."""
    from toepas_web.maturity.models import Agreed, Assessment, Score

    templates = "(SELECT a.*, substr(o.name, 10)::int AS k FROM maturity_assessment a JOIN organisations_organisation o ON o.id = a.organisation_id WHERE o.name LIKE 'Template %') t"
    of = f"""generate_series({size.hubs}, {size.organisations - 1}) n JOIN organisations_organisation o ON o.id = named('organisation', n)
      JOIN {templates} ON t.k = draw(n, 40, {people_templates.FIRMS})
        AND (t.questionnaire = CASE WHEN o.kind IN ('public-body', 'research') THEN 'public' ELSE 'sme' END OR t.questionnaire = 'ai-readiness' AND draw(n, 41, 5) = 0)
        AND t.stage <= CASE WHEN draw(n, 42, 100) < 20 THEN 'T2' WHEN draw(n, 42, 100) < 40 THEN 'T1' WHEN draw(n, 42, 100) < 50 THEN 'T0' ELSE '' END"""
    made = {"organisation_id": "o.id", "on": "t.on + draw(n, 43, 120)"}
    pk = "md5('assessment:' || n || t.questionnaire || t.stage)::uuid"
    scores = "JOIN maturity_score s ON s.assessment_id = t.id"
    kept = {field.column: f's."{field.column}"' for field in Score._meta.concrete_fields}  # noqa: SLF001 (the framework's own way)
    return [
        ("assessments", copies(Assessment, of, {"id": pk, **made})),
        ("scores", copies(Score, f"{of} {scores}", {**kept, "assessment_id": pk, **made, "size": "o.size", "sector": "o.sector", "country": "o.country"})),
        ("agreed to be counted", rows(Agreed, f"generate_series(0, {size.organisations - 1}) n WHERE draw(n, 44, 10) < 8", {
            "organisation_id": "named('organisation', n)", "since": "now()"})),
    ]  # fmt: skip


def _network(size: Size) -> list[Step]:
    """One of twenty organisations is a member with three pledges, one of ``SEEKING`` seeks partners; everybody has notices."""
    from toepas_web.network.models import Introduction, Member, Note, Pledge
    from toepas_web.notices.models import Notice

    members = f"generate_series(0, {size.organisations - 1}, 20) n JOIN organisations_organisation o ON o.id = named('organisation', n)"
    record = f"""jsonb_build_object('name', o.name, 'type', o.kind, 'sector', o.sector, 'lang', 'en', 'statement',
      'We want AI to serve the public. We look for ' || one_of({SEEKS}, n, 50) || ', and bring ' || one_of({OFFERS}, n, 51) || '.')"""
    partners = "(SELECT id, member_id, coalesce(lag(id) OVER (ORDER BY id), max(id::text) OVER ()::uuid) AS before FROM network_partner)"
    seekers = f"generate_series(0, {size.organisations - 1}, {SEEKING}) n"
    day = f"{FIRST_DAY} + draw(n, 52, {DAYS})"
    return [
        ("members", rows(Member, members, {"id": "named('member', n)", "organisation_id": "o.id", "state": "'settled'", "draft": record, "shown": record, "since": day})),
        ("pledges", rows(Pledge, f"{members}, generate_series(1, 3) k", {
            "id": "named('pledge', n * 3 + k)", "member_id": "named('member', n)", "pact": "one_of(array['ai-pact','pact-for-skills','own'], n * 3 + k, 53)",
            "text": "'We train ' || k * 10 || ' people'", "lang": "'en'", "until": f"{FIRST_DAY} + draw(n * 3 + k, 54, 1000)", "made": day, "state": "'settled'"})),
        ("notes of pledges", rows(Note, f"{members}, generate_series(1, 3) k", {
            "id": "named('note', n * 3 + k)", "pledge_id": "named('pledge', n * 3 + k)", "on": f"{FIRST_DAY} + draw(n * 3 + k, 55, {DAYS})", "text": "'Half of it'",
            "lang": "'en'", "done": "draw(n * 3 + k, 56, 3) = 0", "state": "'settled'"})),
        ("partner texts", lambda: _found(size)),
        ("introductions", rows(Introduction, f"{seekers} JOIN {partners} p ON p.member_id = named('member', n)", {
            "id": "named('met', n)", "mine_id": "p.before", "theirs_id": "p.id",
            "state": "one_of(array['asked','accepted','declined'], n, 61)", "made": day})),
        ("notices", rows(Notice, f"generate_series(0, {size.organisations - 1}) n, generate_series(1, CASE WHEN n < {size.busy} THEN 200 ELSE 4 END) k", {
            "id": "named('notice', n * 200 + k)", "user_id": "named('user', n)",
            "kind": "CASE k % 2 WHEN 0 THEN 'alliance-introduction-answered' ELSE 'organisation-invited' END",
            "address": "CASE k % 2 WHEN 0 THEN '[\"network-partners\"]'::jsonb ELSE jsonb_build_array('invitation', named('asked', n * 10000 + k)) END",
            "values": f"CASE k % 2 WHEN 0 THEN jsonb_build_object('introduction', named('met', (k * {SEEKING}) % {size.organisations})) ELSE jsonb_build_object('invitation', named('asked', k)) END",
            "at": f"timestamptz '2026-06-01 08:00Z' + draw(n * 200 + k, 62, {170 * 86400}) * interval '1 second'", "read": "k > 3", "mailed": "true"})),
    ]  # fmt: skip


def _found(size: Size) -> int:
    """Let members be found, through the site's own form: what is worked out of their texts then is of no concern here."""
    from django.test import Client
    from django.urls import reverse

    from toepas_web.accounts.models import User

    seeks, offers = (re.findall("'(.*?)'", texts) for texts in (SEEKS, OFFERS))
    draw = random.Random(1)
    numbers = range(0, size.organisations, SEEKING)
    for number in numbers:
        client = Client(SERVER_NAME="localhost")
        client.force_login(User.objects.get(pk=named("user", number)))
        texts = {
            "seeks": f"We seek {' and '.join(draw.sample(seeks, 2))}",
            "offers": f"We offer {' and '.join(draw.sample(offers, 2))}",
        }
        answer = client.post(reverse("network-found", args=[named("member", number)]), texts)
        if answer.status_code != 302:
            raise SystemExit(f"A member could not be found: {answer.status_code}")
    return len(numbers)
