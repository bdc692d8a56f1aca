"""Rows as the site's own actions make them, of which the made-up site is copied: cases with tasks, and finished assessments."""

from __future__ import annotations

import datetime
import random

from bench.measure import ROOT

FIRMS = 12
"""So many made-up organisations answered every questionnaire at every moment."""
MOMENTS = (("T0", datetime.date(2025, 2, 1)), ("T1", datetime.date(2025, 11, 1)), ("T2", datetime.date(2026, 6, 1)))
EMAIL = "templates@made-up.example"


def make() -> str:
    """Make them, with the account that owns them; returns its id."""
    from toepas_web.accounts.models import User

    owner = User.objects.create_user(EMAIL)
    _cases(owner)
    for number in range(FIRMS):
        _assessments(owner, number)
    return str(owner.pk)


def _cases(owner: object) -> None:
    """Every example of the project, with its real answers, and a task for each of its duties."""
    from toepas.check import Answers, read_case
    from toepas.kernel import Words
    from toepas_web.check import actions
    from toepas_web.check.models import Task

    today = datetime.datetime.now(tz=datetime.UTC).date()
    for path in sorted((ROOT / "examples").glob("*.yaml")):
        found = read_case(path, Words())
        texts = {"title": path.stem.replace("-", " ").capitalize(), "organisation": "", "system": "", "purpose": ""}
        case = actions.create(by=owner, answers=Answers(found.facts), texts=texts, on=today)
        for number, duty in enumerate(case.seen["duties"]):
            status = Task.STATUSES[number % len(Task.STATUSES)]
            due = today + datetime.timedelta(30 * number - 60) if number % 3 else None
            actions.change_task(by=owner, case=case, duty=duty, status=status, who="", due=due, note="")


def _assessments(owner: object, number: int) -> None:
    from toepas import maturity
    from toepas_web.maturity import actions
    from toepas_web.organisations import actions as organisations

    traits = {"kind": "hospital", "sector": "healthcare", "size": "10-49", "country": "NL", "region": ""}
    firm = organisations.create(by=owner, texts={"name": f"Template {number}", **traits})
    for name, asked in maturity.questionnaires().items():
        for moment, (stage, on) in enumerate(MOMENTS):
            made = actions.start(by=owner, organisation=firm, questionnaire=name, version=asked.version, stage=stage, on=on)  # fmt: skip
            draw = random.Random(f"{number} {name} {stage}")
            for part in asked.dimensions:
                given = {question.id: _answers(question, 0.2 + 0.2 * moment, draw) for question in part.questions}
                actions.answer(by=owner, assessment=made, dimension=part.id, answers=given, evidence={}, number=0)
            actions.finish(by=owner, assessment=made)


def _answers(question: object, high: float, draw: random.Random) -> dict[str, str]:
    """A code for each row, one in twenty not known; the higher ``high``, the more of the high ones."""
    codes = list(question.kind.codes)
    return {
        row.id: codes[-1] if draw.random() < high else draw.choice(codes)
        for row in question.rows
        if draw.random() > 0.05
    }
