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

pytestmark = pytest.mark.django_db
WORLDS = int(os.environ.get("TOEPAS_WORLDS", "0"))


def test_whatever_happens_everybody_gets_what_is_theirs_and_nothing_else(files):
    run_state_machine_as_test(
        Worlds,
        settings=settings(
            max_examples=WORLDS or 4,
            derandomize=not WORLDS,
            stateful_step_count=30,
            deadline=None,
            database=None,
            report_multiple_bugs=False,
            phases=(Phase.generate,),
            suppress_health_check=list(HealthCheck),
        ),
    )
