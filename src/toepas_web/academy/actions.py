"""The only writers of the academy; each is one transaction with its line in the record."""

from __future__ import annotations

import secrets
import uuid
from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from toepas.academy import Bank, Profile, banks, draw, is_wallet_key, mark, profiles
from toepas.kernel import Words
from toepas_web.academy import issuing, teaching, telling
from toepas_web.academy.models import Attempt, Credential, Learning, Plan, SelfTest
from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.organisations.models import Organisation

LARGEST_SEED = 2**62


class RefusedError(Exception):
    """Not possible; the argument says why, by id: tries, finished, not-finished, already, no-issuer, no-key,
    not-proven."""


def held_by(user: User) -> dict[str, int]:
    """What a person says they can; empty where they did not say."""
    found = SelfTest.objects.filter(user=user).first()
    return dict(found.levels) if found else {}


@transaction.atomic
def keep_self_test(*, by: User, levels: Mapping[str, int], asked: Collection[str] | None = None) -> None:
    """Keep what a person says of themselves. ``asked``: the tags that they were asked about (all, where it is None); the rest stays as it was."""
    before = {} if asked is None else {tag: level for tag, level in held_by(by).items() if tag not in asked}
    kept, _ = SelfTest.objects.update_or_create(user=by, defaults={"levels": before | dict(levels)})
    record(by=by.pk, action="self-test kept", subject=kept)


@transaction.atomic
def begin(
    *,
    by: User,
    profile: Profile,
    organisation: Organisation | None,
    said: Words,
    languages: Sequence[str] | None = None,
) -> Learning:
    """Take a path on, or plan it anew; courses that were done stay done. ``languages``: of the courses; None leaves them as they were."""
    made, new = Learning.objects.select_for_update().get_or_create(user=by, profile=profile.id)
    made.languages = made.languages if languages is None else list(languages)
    path = teaching.planned(profile, held_by(by), organisation, said, made.languages)
    made.organisation = organisation
    made.steps = [step.course.id for step in path.steps]
    made.save()
    record(by=by.pk, action="path begun" if new else "path planned anew", subject=made)
    return made


@transaction.atomic
def set_done(*, by: User, learning: Learning, course: str, done: bool) -> None:
    """The learner says that a course is finished, or not after all."""
    locked = Learning.objects.select_for_update().get(pk=learning.pk)
    if course in locked.steps and done != (course in locked.done):
        locked.done = [*locked.done, course] if done else [one for one in locked.done if one != course]
        locked.save(update_fields=["done"])
        record(by=by.pk, action="course done" if done else "course not done", subject=locked)


@transaction.atomic
def be_counted(*, by: User, learning: Learning, organisation: Organisation | None) -> None:
    """The learner lets an organisation count them, or no longer."""
    learning.organisation = organisation
    learning.save(update_fields=["organisation"])
    record(by=by.pk, action="counted" if organisation else "no longer counted", subject=learning)


@transaction.atomic
def give_up(*, by: User, learning: Learning) -> None:
    """Forget a path with its progress; credentials stay."""
    record(by=by.pk, action="path given up", subject=learning)
    learning.delete()


@transaction.atomic
def begin_quiz(*, by: User, bank: Bank) -> Attempt:
    """Draw questions; one that is open goes on. Raises RefusedError("tries") after too many on one day."""
    User.objects.select_for_update().get(pk=by.pk)
    running = Attempt.objects.filter(user=by, bank=bank.id, finished=None).first()
    if running:
        return running
    if not Attempt.objects.left(by, bank):
        raise RefusedError("tries")
    made = Attempt.objects.create(user=by, bank=bank.id, seed=secrets.randbelow(LARGEST_SEED))
    record(by=by.pk, action="quiz begun", subject=made)
    return made


@transaction.atomic
def finish_quiz(*, by: User, attempt: Attempt, chosen: Mapping[str, int]) -> Attempt:
    """Mark the answers, once. Raises RefusedError("finished") for one that was marked before."""
    locked = Attempt.objects.select_for_update().get(pk=attempt.pk)
    if locked.finished:
        raise RefusedError("finished")
    bank = banks()[locked.bank]
    outcome = mark(bank, draw(bank, locked.seed), chosen)
    locked.answers, locked.finished = dict(chosen), timezone.now()
    locked.right, locked.asked, locked.passed = outcome.right, len(outcome.marked), outcome.passed
    locked.save()
    record(by=by.pk, action="quiz finished", subject=locked)
    return locked


@transaction.atomic
def claim(*, by: User, learning: Learning, said: Words, holder: str = "") -> Credential:
    """Issue the credential for a path whose courses are done and whose quiz was passed. ``holder``: the did:key of the learner's wallet.

    In the place of one that has ended comes a new one, for who passed the quiz again. Raises RefusedError.
    """
    locked = Learning.objects.select_for_update().get(pk=learning.pk)
    bank = banks()[profiles()[locked.profile].quiz]
    old = Credential.objects.held_for(by, bank.id)
    if old and not old.ended:
        raise RefusedError("already")
    passed = Attempt.objects.passed(by, bank.id)
    if locked.left or passed is None:
        raise RefusedError("not-finished")
    if not issuing.can_issue():
        raise RefusedError("no-issuer")
    if holder and not is_wallet_key(holder):
        raise RefusedError("no-key")
    taken = [course for course in teaching.offered(said) if course.id in locked.steps]
    hours = bank.hours + sum(course.hours or 0 for course in taken)
    told = said.t(
        "Passed the quiz with {right} of {count} right. It was taken online; nobody watched, or checked who answered. The learner says they have finished these courses: {courses}. Courses whose hours are not known are not in the workload.",
        right=passed.right,
        count=passed.asked,
        courses=", ".join(course.title for course in taken) or said.t("none"),
    )
    made = issuing.issue(bank, by.email, hours, told, said, holder)
    if old:
        old.replaced = timezone.now()
        old.save(update_fields=["replaced"])
    kept = Credential.objects.create(
        id=uuid.UUID(made.award.id.removeprefix("urn:uuid:")),
        user=by,
        bank=bank.id,
        document=made.credential,
        twin=issuing.twin_of(made, said),
        ends=made.award.until,
    )
    record(by=by.pk, action="credential issued", subject=kept)
    return kept


@transaction.atomic
def ask_to_revoke(*, by: User, credential: Credential) -> None:
    """The learner asks the issuer to revoke it."""
    credential.asked = True
    credential.save(update_fields=["asked"])
    record(by=by.pk, action="revocation asked", subject=credential)


@transaction.atomic
def revoke(*, by: User, credential_id: uuid.UUID, reason: str, said: Words) -> None:
    """Put a credential on the list of what was revoked. Raises Problem for one that is not in the register, or was revoked before."""
    issuing.office(said).revoke(f"urn:uuid:{credential_id}", issuing.now(), reason)
    Credential.objects.filter(pk=credential_id).update(revoked=timezone.now(), asked=False)
    record(by=by.pk, action="credential revoked", subject=Credential(id=credential_id))
    for kept in Credential.objects.filter(pk=credential_id).select_related("user"):
        telling.revoked(kept)


@transaction.atomic
def plan(*, by: User, organisation: Organisation, people: Mapping[str, int]) -> None:
    """Keep how many people do which work."""
    kept, _ = Plan.objects.update_or_create(organisation=organisation, defaults={"people": dict(people)})
    record(by=by.pk, action="learning planned", subject=kept)
