"""The only writers of documents. A file is wholly on disk before the database speaks of it, and goes once the database has let go of it."""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.db.models import Max, Sum

from toepas_web.accounts.models import User
from toepas_web.audit.actions import record
from toepas_web.moderation import actions as moderation
from toepas_web.network.counting import RefusedError, allow
from toepas_web.network.kinds import DOCUMENT, WRITTEN
from toepas_web.network.limits import most
from toepas_web.network.models import Document, Member, Version
from toepas_web.network.telling import tell_followers
from toepas_web.ui import files
from toepas_web.ui.uploads import Upload


def add_document(*, by: User, member: Member, stream: str, title: str, lang: str, upload: Upload) -> Document:
    """Bring a document into a workstream; who follows it hears of it. Raises RefusedError."""
    place, sha256 = files.write([upload.content])
    try:
        with transaction.atomic():
            document = Document.objects.create(stream=stream, member=member, title=title, lang=lang)
            _add(by, document, upload, place, sha256)
            tell_followers(by, stream, WRITTEN, ("network-document", str(document.pk)), document=document.pk)
    except BaseException:
        files.remove([place])
        raise
    return document


def add_version(*, by: User, document: Document, upload: Upload) -> None:
    """A newer file of the same document; the older ones stay. What everybody sees stays until somebody looked at it. Raises RefusedError."""
    place, sha256 = files.write([upload.content])
    try:
        with transaction.atomic():
            locked = Document.objects.select_for_update().get(pk=document.pk)
            if locked.removed:
                raise RefusedError("ended")
            _add(by, locked, upload, place, sha256)
    except BaseException:
        files.remove([place])
        raise


def _add(by: User, document: Document, upload: Upload, place: str, sha256: str) -> None:
    allow(by, "document added")
    Member.objects.select_for_update().get(pk=document.member_id)
    kept = Version.objects.filter(document__member=document.member_id).aggregate(size=Sum("size"))["size"] or 0
    last = document.versions.aggregate(number=Max("number"))["number"] or 0
    if kept + len(upload.content) > most("bytes-of-a-member") or document.versions.count() >= most("versions"):
        raise RefusedError("full")
    version = Version.objects.create(
        document=document,
        number=last + 1,
        author=by,
        name=upload.name,
        kind=upload.kind,
        size=len(upload.content),
        sha256=sha256,
        place=place,
    )
    record(by=by.pk, action="document added", subject=version)


@transaction.atomic
def ask_to_show(*, by: User, version: Version) -> None:
    """Ask that everybody may have this file; a person looks at it first. Asked again after a refusal, it is looked at again."""
    if version.state in (Version.SENT, Version.SETTLED):
        return
    allow(by, "document to be shown")
    Version.objects.filter(pk=version.pk).update(state=Version.SENT)
    moderation.ask(by=by, kind=DOCUMENT, subject=version.pk)
    record(by=by.pk, action="document to be shown", subject=version)


@transaction.atomic
def no_longer_show(*, by: User, document: Document) -> None:
    """From now on only the workstream has it, in every version."""
    _drop(by, document)
    document.versions.update(state="")
    record(by=by.pk, action="document no longer shown", subject=document)


@transaction.atomic
def remove_document(*, by: User, document: Document, own: bool, ground: str = "", reason: str = "") -> None:
    """Remove a document: files and title are deleted, who removed it and why are shown. A moderator's reasons go to who brought it in."""
    last = document.versions.select_related("author").first()
    _drop(by, document)
    places = list(document.versions.values_list("place", flat=True))
    document.versions.all().delete()
    document.title, document.removed = "", Document.AUTHOR if own else Document.MODERATOR
    document.ground, document.reason = ground, reason
    document.save(update_fields=["title", "removed", "ground", "reason"])
    transaction.on_commit(lambda: files.remove(places))
    record(by=by.pk, action="document removed", subject=document)
    if not own and last is not None and last.author is not None:
        moderation.take_down(
            by=by, kind=DOCUMENT, subject=document.pk, sender=last.author, ground=ground, reasons=reason
        )


@transaction.atomic
def let_go(*, by: User, member: Member) -> None:
    """Before a member leaves: nothing of its documents waits any more, and their files go with the rows."""
    for document in member.documents.all():
        _drop(by, document)
    places = _places(member)
    transaction.on_commit(lambda: files.remove(places))


def erase_of_person(user: User) -> Callable[[], None]:
    """The files that a person brought in go; a document of which nothing is left keeps its place, without title."""
    mine = Version.objects.filter(author=user)
    moderation.forget(list(mine.values_list("pk", flat=True)))
    places, touched = list(mine.values_list("place", flat=True)), list(mine.values_list("document", flat=True))
    mine.delete()
    Document.objects.filter(pk__in=touched, removed="", versions=None).update(title="", removed=Document.ACCOUNT)
    return lambda: files.remove(places)


def _places(member: Member) -> list[str]:
    return list(Version.objects.filter(document__member=member).values_list("place", flat=True))


def _drop(by: User, document: Document) -> None:
    for version in document.versions.filter(state=Version.SENT):
        moderation.drop(by=by, kind=DOCUMENT, subject=version.pk)
