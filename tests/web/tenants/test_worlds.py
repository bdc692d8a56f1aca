"""Random worlds: people come and go, consent is given and taken back, things are shown and deleted; at any moment everybody asks for
everything, and gets what the naive account in ``oracle`` says.

``TOEPAS_WORLDS=200 pytest tests/web/tenants/test_worlds.py`` tries so many worlds, new ones each time.
"""

from __future__ import annotations

import os

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.web.tenants.machine import Worlds
from toepas_web.assurance.models import ValidationQuerySet
from toepas_web.audit import refusals
from toepas_web.check.models import CaseQuerySet
from toepas_web.organisations import rules
from toepas_web.organisations.roles import roles
from toepas_web.workspace.rules import Agreement

pytestmark = pytest.mark.django_db
WORLDS = int(os.environ.get("TOEPAS_WORLDS", "0"))


def test_whatever_happens_everybody_gets_what_is_theirs_and_nothing_else(files, monkeypatch):
    monkeypatch.setattr(refusals, "MOST", -1)  # tried in test_refused; half of what everybody asks for is refused
    run_state_machine_as_test(
        Worlds,
        settings=settings(
            max_examples=WORLDS or 2,
            derandomize=not WORLDS,
            stateful_step_count=30 if WORLDS else 20,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def world(files):
    """A firm of p0 that a hub of p1 advises, with a case and a validation of p2, who left."""
    made = Worlds()
    made.begin(given={"services"})
    made.leave(number=0, who="p2")
    made.change_consent(number=0, given={"learning"})
    yield made
    made.end()


def look(world: Worlds) -> None:
    for who in ("p0", "p1"):
        world.look(who=who)


BROKEN = {
    "who left is forgotten to be asked for": (CaseQuerySet, "in_organisation", lambda rows, org: rows.filter(shared_with=org)),
    "a report is shown to all": (ValidationQuerySet, "shown_in", lambda rows, _: rows.all()),
    "consent is consent": (rules, "consented", lambda user, _: roles("organisation")["adviser"].may if user.is_active else frozenset()),
    "the books are open": (Agreement, "books", property(lambda _: True)),
}  # fmt: skip


@pytest.mark.parametrize("what", BROKEN)
def test_a_rule_that_is_broken_is_found(world, monkeypatch, what):
    owner, name, broken = BROKEN[what]
    monkeypatch.setattr(owner, name, broken)
    with pytest.raises(AssertionError, match=r"p[01] reads \("):
        look(world)
    monkeypatch.undo()
