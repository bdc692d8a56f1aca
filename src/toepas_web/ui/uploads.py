"""Files that people add and others open: what they may be is decided by what is in them, not by what they are called."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import dataclass

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpResponse
from django.utils.http import content_disposition_header

from toepas.kernel import Words
from toepas_web.ui import files
from toepas_web.ui.names import clean_name

TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "txt": "text/plain; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
}
SAME = {"jpeg": "jpg"}
_PARTS = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml", "ods": "content.xml"}
_OPEN_DOCUMENT = {
    "odt": b"application/vnd.oasis.opendocument.text",
    "ods": b"application/vnd.oasis.opendocument.spreadsheet",
}


class RefusedError(ValueError):
    """The file is not taken; the text says why, in the reader's language."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that may be kept."""

    name: str
    kind: str
    content: bytes


def taken(given: UploadedFile | None, most: int, said: Words) -> Upload:
    """The file of a form, of at most so many bytes. Raises RefusedError with a sentence for the person who sent it."""
    if given is None or given.size is None:
        raise RefusedError(said.t("Choose a file."))
    return accept(given.name or "", given.read(most + 1), most, said)


def download(place: str, name: str, kind: str) -> HttpResponse:
    """A kept file, always as a download and never as a page of ours. Raises Http404 where it is gone."""
    try:
        content = files.path_of(place).read_bytes()
    except OSError:
        raise Http404 from None
    response = HttpResponse(content, content_type=TYPES[kind])
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def accept(name: str, content: bytes, most: int, said: Words) -> Upload:
    """Check a file. Raises RefusedError with a sentence for the person who sent it."""
    shown = clean_name(name)
    kind = shown.rsplit(".", 1)[-1].lower() if "." in shown else ""
    kind = SAME.get(kind, kind)
    if not content:
        raise RefusedError(said.t("The file is empty."))
    if len(content) > most:
        raise RefusedError(said.t("The file is larger than {n} MB.", n=most // 1_000_000))
    if kind not in TYPES:
        raise RefusedError(said.t("Files of this type are not taken. Use one of: {types}.", types=", ".join(TYPES)))
    if not _is(kind, content):
        raise RefusedError(
            said.t("The file is not what its name says. Save it again as {kind} and send that.", kind=kind)
        )
    return Upload(shown, kind, content)


def _is(kind: str, content: bytes) -> bool:
    if kind == "pdf":
        return content.startswith(b"%PDF-")
    if kind == "png":
        return content.startswith(b"\x89PNG\r\n\x1a\n")
    if kind == "jpg":
        return content.startswith(b"\xff\xd8\xff")
    if kind in _PARTS:
        return _is_office(kind, content)
    return _is_text(content)


def _is_office(kind: str, content: bytes) -> bool:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = set(archive.namelist())
            if any(name.lower().endswith("vbaproject.bin") for name in names):
                return False
            if kind in _OPEN_DOCUMENT:
                with archive.open("mimetype") as stream:
                    return stream.read(100).strip() == _OPEN_DOCUMENT[kind]
            return _PARTS[kind] in names
    except (zipfile.BadZipFile, KeyError, RuntimeError, OSError):
        return False


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    if re.match(r"\s*<(!doctype|html|svg|\?xml|script)", text, re.IGNORECASE):
        return False
    return not any(sign < " " and sign not in "\t\r\n\f" for sign in text)
