"""Real requests: every address of the site that takes the id of something, asked by anybody, without leaving a trace."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.web.tenants.filling import file_of
from tests.web.test_access import ADDRESSES

OF_EVERYBODY = {
    "asset_id", "action_id", "profile_id", "finding", "form", "country", "dataset", "kind", "link", "pk", "name",
}  # fmt: skip
"""Names in addresses that stand for something public (a record of the catalogue, an action), or for a part of something."""
FIXED = {
    "assurance-file": "report.json", "assurance-published-file": "report.json", "assurance-monitor-file": "monitor.json",
    "assurance-energy-file": "energy.json", "assurance-energy-published-file": "energy.json",
}  # fmt: skip
FORMS = {"academy-download-as": "svg"}
BODIES: dict[str, dict[str, str]] = {
    "organisation-member": {"role": "member"}, "organisation-invite": {"email": "x@elsewhere.example", "role": "member"},
    "project-gate": {"level": "2"}, "network-write": {"title": "T", "text": "X"}, "network-topic": {"text": "X"},
    "network-meet": {"title": "T", "day": "2099-01-01", "time": "10:00", "zone": "UTC", "minutes": "60"},
}  # fmt: skip


def takes_an_id(name: str) -> bool:
    """Whether an address stands for something that belongs to somebody."""
    needed = frozenset[str]().union(*ADDRESSES[name])
    stream = "code" in needed and name.startswith("network-")
    return stream or bool(needed - OF_EVERYBODY - {"code", "duty", "questionnaire", "dimension", "what", "side"})


WITH_ID = sorted(name for name in ADDRESSES if takes_an_id(name))


def path_of(name: str, ids: Mapping[str, Any]) -> str:
    """The address, with what it needs filled in."""
    fixed = {"form": FORMS.get(name, "csv"), "name": FIXED.get(name, ""), "code": ids.get("stream", "")}
    needed = min(ADDRESSES[name], key=len)
    return reverse(name, kwargs={key: fixed[key] if key in fixed else ids[key] for key in needed})


def body_of(name: str, ids: Mapping[str, Any]) -> dict[str, Any]:
    """What a form sends: small, and with the ids of others where it speaks of them."""
    given: dict[str, Any] = {**BODIES.get(name, {}), "member": str(ids.get("member_id", ""))}
    if name == "call-release":
        given["seat"] = str(ids.get("seat_id", ""))
    if name in ("step-show", "case-evidence", "assurance-monitor-add", "network-document", "network-document-add"):
        given["file"] = file_of("a,b\n1,2\n")
    return given


def ask(client: Client, method: str, name: str, ids: Mapping[str, Any]):
    """Ask, and take back whatever that did."""
    path = path_of(name, ids)
    with transaction.atomic():
        if method in ("PUT", "DELETE"):
            given = {"number": 1, "facts": {}} if method == "PUT" else {}
            response = getattr(client, method.lower())(path, given, content_type="application/json")
        elif method == "POST":
            response = client.post(path, body_of(name, ids))
        else:
            response = client.get(path)
        transaction.set_rollback(True)
    return response


def sign(response) -> str:
    """What came back, as a sign of the table."""
    status = response.status_code
    if status == 401 or (status == 302 and "/account/login/" in response["Location"]):
        return "s"
    return {403: "f", 404: ".", 405: "-"}.get(
        status, "y" if status in (200, 201, 204, 302, 400, 409, 422) else str(status)
    )
