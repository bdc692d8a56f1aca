"""Whether a report is as it was when it was sealed: which part or file was changed, whose signature it is, and whether the data are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from toepas.assurance.canonical import canonical, parsed
from toepas.assurance.signing import ALGORITHM, FORMAT, SEAL, fingerprint, parts, signed_bytes
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

REPORT = "report.json"
Signature: TypeAlias = Literal["holds", "broken", "absent"]
File: TypeAlias = Literal["same", "changed", "missing"]
Data: TypeAlias = Literal["same", "other", "not-given"]
BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Checked:
    """What a check found.

    ``layout``: the file has the very bytes that were sealed. ``parts``: the parts of the report that are not as they were sealed, added or gone.
    ``files``: those beside it. ``key``: the public key below it (empty where it is not signed); ``expected``: whether that is the key that was
    asked for, None where none was.
    """

    signature: Signature
    layout: bool
    parts: tuple[str, ...]
    files: Mapping[str, File]
    data: Data
    key: bytes
    expected: bool | None
    made: str
    version: str
    source: str

    @property
    def intact(self) -> bool:
        """Whether nothing at all speaks against it: signed, unchanged to the byte, by the key and on the data that were asked for."""
        same = all(state == "same" for state in self.files.values())
        return (
            self.signature == "holds"
            and self.layout
            and not self.parts
            and same
            and self.data != "other"
            and self.expected is not False
        )

    @property
    def fingerprint(self) -> str:
        """The fingerprint of the key; empty where the report is not signed."""
        return fingerprint(self.key) if self.key else ""


def check(
    content: bytes,
    files: Mapping[str, bytes | None],
    data: str = "",
    key: bytes | None = None,
    where: str = REPORT,
    words: Words | None = None,
) -> Checked:
    """Hold a report against its seal.

    ``content``: the bytes of report.json. ``files``: the bytes of the files that the seal names, None for those that are gone; names that are not in
    it are not looked at. ``data``: the SHA-256 of the data file, empty where it was not given. ``key``: the public key that it should be signed with.
    Raises Problem for what is no sealed report.
    """
    words = words or Words()
    report, statement = _opened(content, where, words)
    seal = report.pop(SEAL)
    public, signature = _signature(seal, statement)
    here, sealed = parts(report), statement["parts"]
    changed = tuple(name for name in sorted({*here, *sealed}) if here.get(name) != sealed.get(name))
    source = statement["data"]
    return Checked(
        signature,
        canonical({**report, SEAL: seal}) == content,
        changed,
        {name: _file(files[name], wanted) for name, wanted in statement["files"].items() if name in files},
        "not-given" if not data else "same" if data == source["sha256"] else "other",
        public,
        None if key is None else public == key and signature == "holds",
        str(statement["made"]),
        str(statement["version"]),
        str(source["name"]),
    )


def _opened(content: bytes, where: str, words: Words) -> tuple[dict[str, Any], dict[str, Any]]:
    """The report and the statement of its seal."""
    try:
        report: Any = parsed(content)
        statement = report[SEAL]["statement"]
        tables = (statement["parts"], statement["files"], statement["data"])
        if statement["format"] != FORMAT or not all(isinstance(table, dict) for table in tables):
            raise ValueError(where)
        _ = (statement["made"], statement["version"], statement["data"]["name"], statement["data"]["sha256"])
        canonical(report)
    except (ValueError, KeyError, TypeError, RecursionError):
        raise Problem(
            words.t(
                "This is no report with a seal that can be read: it is another file, or it was changed beyond reading."
            ),
            where=where,
            expected=words.t("report.json as '{command}' writes it", command="toepas validate"),
            todo=words.t("Ask whoever gave it to you for the folder as it was made."),
        ) from None
    return report, statement


def _signature(seal: dict[str, Any], statement: dict[str, Any]) -> tuple[bytes, Signature]:
    """The public key of a seal and whether its signature holds; nothing but the exact form in which we write it counts."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if "signature" not in seal and "key" not in seal:
        return b"", "absent"
    try:
        public, signature = (bytes.fromhex(seal[name]) for name in ("key", "signature"))
        if (public.hex(), signature.hex(), seal["algorithm"]) != (seal["key"], seal["signature"], ALGORITHM):
            return b"", "broken"
        Ed25519PublicKey.from_public_bytes(public).verify(signature, signed_bytes(statement))
    except (InvalidSignature, ValueError, KeyError, TypeError):
        return b"", "broken"
    return public, "holds"


def _file(content: bytes | None, wanted: str) -> File:
    if content is None:
        return "missing"
    return "same" if hashlib.sha256(content).hexdigest() == wanted else "changed"


def check_path(path: Path, words: Words, data: Path | None = None, key: bytes | None = None) -> Checked:
    """Check a report's folder, with the files in it, or a report.json alone. Raises Problem where it cannot be read."""
    report = path / REPORT if path.is_dir() else path
    content = _bytes(report, words)
    found: dict[str, bytes | None] = {}
    if path.is_dir():
        _, statement = _opened(content, str(report), words)
        plain = [name for name in statement["files"] if Path(name).name == name]
        found = {name: (path / name).read_bytes() if (path / name).is_file() else None for name in plain}
    return check(content, found, _sha256(data, words) if data else "", key, str(report), words)


def _bytes(path: Path, words: Words) -> bytes:
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise Problem(
            words.t("There is no report here."),
            where=str(path),
            expected=words.t("a folder with report.json, or report.json itself"),
            todo=words.t("Check the name and the folder."),
        ) from None


def _sha256(path: Path, words: Words) -> str:
    """The SHA-256 of a file, read in pieces."""
    found = hashlib.sha256()
    try:
        with path.open("rb") as stream:
            while piece := stream.read(BLOCK):
                found.update(piece)
    except FileNotFoundError:
        raise Problem(
            words.t("There is no such file."), where=str(path), todo=words.t("Check the name and the folder.")
        ) from None
    return found.hexdigest()
