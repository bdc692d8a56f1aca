"""What a person, or an organisation, takes along of the academy."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from toepas_web.academy.models import Attempt, Credential, Learning, Plan, SelfTest
from toepas_web.accounts.models import User
from toepas_web.accounts.personal_data import Keeper
from toepas_web.organisations.holdings import Holding
from toepas_web.organisations.models import Organisation


def export(user: User) -> Iterator[tuple[str, bytes]]:
    """The self-test, paths, quizzes and credentials of a person."""
    test = SelfTest.objects.filter(user=user).first()
    data = {
        "self_test": test.levels if test else {},
        "paths": list(Learning.objects.filter(user=user).values("profile", "languages", "steps", "done")),
        "quizzes": list(Attempt.objects.filter(user=user).values("bank", "answers", "right", "asked", "passed")),
    }
    if any(data.values()):
        yield "academy.json", json.dumps(data, ensure_ascii=False, indent=2).encode()
    for one in Credential.objects.filter(user=user):
        yield f"credential-{one.pk}.json", json.dumps(one.document, ensure_ascii=False, indent=2).encode()
        if one.twin:
            yield f"credential-{one.pk}-elm.json", json.dumps(one.twin, ensure_ascii=False, indent=2).encode()


def erase(_: User) -> Callable[[], None]:
    """Everything goes with the account. The register of the issuer has ids only, and stays so that it can still revoke."""
    return lambda: None


def export_of_organisation(organisation: Organisation) -> Iterator[tuple[str, bytes]]:
    """What it planned; never what its people learn."""
    for plan in Plan.objects.filter(organisation=organisation):
        yield "plan.json", json.dumps(plan.people, indent=2).encode()


KEEPER = Keeper("academy", export, erase)
HOLDING = Holding("academy", export_of_organisation)
