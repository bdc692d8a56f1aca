"""Who judges nothing in a call because they apply in it, and what in a text would tell applicants who judged."""

from __future__ import annotations

import re

from toepas.alliance import plain
from toepas_web.alliance.call_actions import RefusedError
from toepas_web.alliance.call_data import lines
from toepas_web.alliance.call_models import Call, Panelist
from toepas_web.organisations.models import Organisation

SHORTEST = 3
"""A name that is shorter than this says nothing of who somebody is."""


def is_rival(panelist: Panelist, call: Call) -> bool:
    """Whether somebody who judges works for an applicant of this call: what they give to others changes where their own stands."""
    applied = Organisation.objects.filter(applications__call=call, applications__sent__isnull=False)
    if panelist.user_id and applied.filter(memberships__user=panelist.user_id).exists():
        return True
    stated = lines(panelist.affiliations)
    return bool(stated) and any(plain(name) in stated for name in applied.values_list("name", flat=True))


def gives_away(comment: str, panelist: Panelist) -> str:
    """What in a comment says who wrote it: their address, or an organisation that is theirs; empty where nothing does."""
    own = [panelist.user.email, *map(str.strip, panelist.affiliations.splitlines())]
    own += Organisation.objects.of(panelist.user).values_list("name", flat=True)
    said = _as_words(comment)
    return next((name for name in own if len(name) >= SHORTEST and _as_words(name) in said), "")


def _as_words(text: str) -> str:
    return " " + " ".join(re.findall(r"[^\W_]+", text.casefold())) + " "


def name_nobody(text: str, call: Call) -> None:
    """A text for an applicant names no address of somebody who judges in this call. Raises RefusedError("names-reviewer")."""
    seats = Panelist.objects.filter(call=call, user__isnull=False).values_list("user__email", flat=True)
    if told := next((one for one in seats if one.casefold() in text.casefold()), ""):
        raise RefusedError("names-reviewer", told=told)
