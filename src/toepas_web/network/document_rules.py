"""Who may do what with documents. Who reads a workstream reads them; who speaks for the member that brought one in changes it, also when
that member no longer takes part."""

from __future__ import annotations

import uuid

from django.http import Http404

from toepas_web.accounts.models import User
from toepas_web.network.models import Document, Version
from toepas_web.network.rules import PLEDGE, moderates, reads, speaking


def document_for(user: User, document_id: uuid.UUID) -> Document:
    """A document in a workstream that this account reads, or of a member that it speaks for. Raises Http404 otherwise."""
    found = Document.objects.filter(pk=document_id).select_related("member").first()
    if found is None or not _sees(user, found):
        raise Http404
    return found


def _sees(user: User, document: Document) -> bool:
    return reads(user, document.stream) or speaking(user).filter(pk=document.member_id).exists()


def speaks_for(user: User, document: Document) -> bool:
    """Whether this account adds versions to a document and removes it."""
    return not document.removed and speaking(user).filter(pk=document.member_id).exists()


def shows(user: User, document: Document) -> bool:
    """Whether this account may ask that everybody may have it: who may bind the member."""
    return not document.removed and speaking(user, PLEDGE).filter(pk=document.member_id).exists()


def own_document(user: User, document_id: uuid.UUID) -> Document:
    """A document that this account changes. Raises Http404 otherwise."""
    found = document_for(user, document_id)
    if not speaks_for(user, found):
        raise Http404
    return found


def removable_document(user: User, document_id: uuid.UUID) -> Document:
    """A document that this account may remove: of its own member, or any for a moderator. Raises Http404 otherwise."""
    found = document_for(user, document_id)
    if found.removed or not (speaks_for(user, found) or moderates(user)):
        raise Http404
    return found


def version_for(user: User, version_id: uuid.UUID) -> Version:
    """A file of such a document. Raises Http404 otherwise."""
    found = Version.objects.filter(pk=version_id, document__removed="").select_related("document__member").first()
    if found is None or not _sees(user, found.document):
        raise Http404
    return found


def showable(user: User, version_id: uuid.UUID) -> Version:
    """A file of which this account may say whether everybody may have it. Raises Http404 otherwise."""
    found = version_for(user, version_id)
    if not shows(user, found.document):
        raise Http404
    return found


def public_version(version_id: uuid.UUID) -> Version:
    """A file that everybody may have. Raises Http404 otherwise."""
    found = Version.objects.public().filter(pk=version_id).first()
    if found is None:
        raise Http404
    return found
