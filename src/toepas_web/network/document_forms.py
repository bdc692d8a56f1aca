"""Forms of documents: a title and a file, and the ground and reasons of a removal."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from toepas_web.moderation.models import Ruling
from toepas_web.network.forms import Typed
from toepas_web.ui.uploads import RefusedError, Upload, taken


def read_file(form: Typed, given: UploadedFile | None) -> Upload | None:
    """The file, checked by what is in it; None where it is not taken."""
    try:
        return taken(given, settings.MOST_UPLOAD_BYTES, form.said)
    except RefusedError as refused:
        form.problems.append(("file", str(refused)))
        return None


def read_removal(form: Typed, *, own: bool) -> dict[str, str]:
    """Why a document is removed; a moderator names the ground as well."""
    return {
        "ground": "" if own else form.choice("ground", [code for code in Ruling.GROUNDS if code != "fits"]),
        "reason": form.text("reason", "reason", needed=not own),
    }
