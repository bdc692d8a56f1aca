"""Does a credential count today: its dates, and the list of what was revoked."""

from __future__ import annotations

import datetime
from typing import Any

from toepas.academy.credentials import status as lists
from toepas.academy.credentials.checks import Check, Document, Known, no, unknown, yes
from toepas.academy.credentials.proof import proofs
from toepas.academy.credentials.shape import moment_of, types
from toepas.academy.credentials.signature import issuer_of, signed

DATES, STATUS = "dates", "status"


def dates(document: Document, now: datetime.datetime) -> Check:
    """Whether the day lies between ``validFrom`` and ``validUntil``, and before the signature ends, where it says so.

    A date that is none counts as wrong, not as absent.
    """
    start = moment_of(document.get("validFrom"))
    ends = [document["validUntil"]] if "validUntil" in document else []
    ends += [proof["expires"] for proof in proofs(document) if "expires" in proof]
    moments = [when for when in map(moment_of, ends) if when is not None]
    if len(moments) < len(ends) or ("validFrom" in document and start is None):
        return no(DATES, "no-date")
    end = min(moments, default=None)
    if start is not None and now < start:
        return no(DATES, "not-yet", date=start.date().isoformat())
    if end is not None and now > end:
        return no(DATES, "expired", date=end.date().isoformat())
    return yes(DATES, "runs", date=end.date().isoformat()) if end else yes(DATES, "no-end")


def status(document: Document, now: datetime.datetime, known: Known) -> Check:
    """Whether the credential was revoked or suspended, by every list that it names."""
    named = document.get("credentialStatus", [])
    entries = named if isinstance(named, list) else [named]
    if not entries:
        return yes(STATUS, "no-list")
    found = [_entry(entry, document, now, known) for entry in entries]
    order = {"no": 0, "unknown": 1, "yes": 2}
    return min(found, key=lambda check: order[check.outcome])


def _entry(entry: Any, document: Document, now: datetime.datetime, known: Known) -> Check:
    if not isinstance(entry, dict) or lists.ENTRY not in types(entry) or str(entry.get("statusSize", 1)) != "1":
        return unknown(STATUS, "kind-not-checked", kind=", ".join(types(entry))[:100])
    address, purpose = str(entry.get("statusListCredential", "")), str(entry.get("statusPurpose", ""))
    listed = known.lookup(address)
    if listed is None:
        return unknown(STATUS, "list-not-at-hand", list=address[:200])
    wrong = _list_problem(listed, purpose, now, known)
    if wrong:
        return unknown(STATUS, wrong, list=address[:200])
    try:
        bits = lists.decoded(str(listed["credentialSubject"].get("encodedList", "")))
        on = lists.is_set(bits, int(str(entry.get("statusListIndex"))))
    except (lists.BadList, ValueError):
        return unknown(STATUS, "list-broken", list=address[:200])
    if on and purpose in (lists.REVOCATION, lists.SUSPENSION):
        return no(STATUS, "revoked" if purpose == lists.REVOCATION else "suspended")
    if len(bits) * 8 < lists.SMALLEST:
        return unknown(STATUS, "list-too-short", list=address[:200])
    if listed.get("id", address) != address:
        # Another list, put in the place of this one: it can say too much, which is safe; that it says nothing of the credential proves nothing.
        return unknown(STATUS, "list-of-other", list=address[:200])
    if issuer_of(listed) != issuer_of(document):
        # Somebody else may say that a credential was revoked, where the issuer points to their list; not that it was not.
        return unknown(STATUS, "list-of-other-issuer", list=address[:200])
    return yes(STATUS, "not-revoked", date=str(listed.get("validFrom", ""))[:10])


def _list_problem(listed: Document, purpose: str, now: datetime.datetime, known: Known) -> str:
    """Why a list says nothing about the credential; nothing where it does."""
    subject = listed.get("credentialSubject")
    if lists.LIST_CREDENTIAL not in types(listed) or not isinstance(subject, dict) or lists.LIST not in types(subject):
        return "list-broken"
    purposes = subject.get("statusPurpose")
    if purpose not in (purposes if isinstance(purposes, list) else [purposes]):
        return "list-of-other"
    if dates(listed, now).outcome != "yes":
        return "list-out-of-date"
    if any(check.outcome != "yes" for check in signed(listed, issuer_of(listed), known)):
        return "list-not-signed"
    return ""
