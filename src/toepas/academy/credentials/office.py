"""The office of an issuer in a folder: its keys, and what it issued and revoked (no names).

``issuer.json``  the name under which it signs and where the list is published
``keys/``        the keys, readable by their owner alone
``issued.jsonl`` one line per credential: id, title, day, place on the list, whether revoked; nothing about the learner
"""

from __future__ import annotations

import calendar
import contextlib
import datetime
import json
import os
import secrets
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

from toepas.academy.credentials import status
from toepas.academy.credentials.badge import badge
from toepas.academy.credentials.did import own_document, web_address
from toepas.academy.credentials.elements import Award, Description, Issuer, element_title
from toepas.academy.credentials.keys import Key, Keys, make_key, needed, write_private
from toepas.academy.credentials.learner import new_salt
from toepas.academy.credentials.proof import moment, sign
from toepas.academy.credentials.shown import missing_elements
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

OWN_MACHINE = ("http://localhost/", "http://localhost:", "http://127.0.0.1:")
"""To try it out, a list may be published on one's own machine, where nobody else sees it."""
TURNS = 200
"""How often a writer asks for its turn before it gives up: for ten seconds."""
LIST_DAYS = 90
"""How long a published list may be used; after that whoever checks must fetch it anew."""
LIST_SLACK = datetime.timedelta(minutes=1)
"""A list counts from so long before it was made: the clock of whoever checks may be behind, if only by the second that the check began."""


@dataclass(frozen=True, slots=True)
class Issued:
    """One line of the register: what was issued and when; of the learner it says nothing. ``index`` is the place on the list."""

    id: str
    title: str
    day: str
    index: int
    revoked: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Made:
    """An issued credential: signed, and what it was made from, for its twin in the European Learning Model."""

    credential: dict[str, Any]
    award: Award
    did: str


class Office:
    """The keys, the register and the list of one issuer, in one folder."""

    def __init__(self, folder: Path, words: Words) -> None:
        self.folder = folder
        self.words = words
        self.keys = Keys(folder / "keys", words)
        self.turn_seconds = 0.05

    def open(self, now: datetime.datetime, *, did: str | None, list_address: str) -> Key:
        """Make the first key and the list. ``list_address``: where the list will be published. Raises Problem where there is an office."""
        if not list_address.startswith(("https://", *OWN_MACHINE)):
            raise Problem(
                self.words.t("'{value}' is no web address.", value=list_address),
                expected="https://example.org/credentials/status/1",
                todo=self.words.t("Say where you will publish the list of what was revoked."),
            )
        if did and web_address(did) is None:
            raise Problem(
                self.words.t("'{value}' is no name of an issuer on the web.", value=did),
                expected="did:web:academy.example.org",
                todo=self.words.t("Write did:web: and your domain; further parts of the address after colons."),
            )
        with self._alone():
            if self.keys.all() or self.issued():
                raise Problem(
                    self.words.t("There is an office with keys or a register already."),
                    where=str(self.folder),
                    todo=self.words.t("Use '{command}' to replace the key in use.", command="credential keys --rotate"),
                )
            key = make_key(now, did)
            write_private(self.folder / "issued.jsonl", "")
            kept = self.keys.keep(key)
            # Last: where this file is, the office is whole.
            write_private(self.folder / "issuer.json", json.dumps({"did": key.did, "list": list_address}, indent=2))
        return kept

    def issue(
        self, described: Description, issuer: Issuer, now: datetime.datetime, *, identity: str = "", holder: str = ""
    ) -> Made:
        """A signed credential for one learner, written down in the register. Raises Problem."""
        key = needed(self.keys)
        with self._alone():
            index = self._free_index()
            award = Award(
                described,
                issuer,
                now,
                f"urn:uuid:{_random_id()}",
                identity,
                new_salt() if identity else "",
                holder,
                months_later(now, described.months_valid) if described.months_valid else None,
                status.entry(self._settings()["list"], index),
            )
            unsigned = badge(award, key.did, self.words)
            self._whole(unsigned)
            signed = sign(unsigned, key.secret, method=key.method, now=now)
            self._keep([*self.issued(), Issued(award.id, described.title, moment(now), index)])
        return Made(signed, award, key.did)

    def _whole(self, credential: dict[str, Any]) -> None:
        """Raise Problem for one that does not say what every European micro-credential must say."""
        missing = missing_elements(credential)
        if missing:
            named = ", ".join(element_title(name, self.words) for name in missing)
            raise Problem(
                self.words.t("The micro-credential does not say: {element}.", element=named),
                todo=self.words.t("Nothing was issued. Say it in the description of what is awarded."),
            )

    def issued(self) -> list[Issued]:
        """The register, oldest first. Raises Problem for a line that is none."""
        path = self.folder / "issued.jsonl"
        lines = path.read_text("utf-8").splitlines() if path.exists() else []
        found = []
        for number, line in enumerate(lines, start=1):
            try:
                found.append(Issued(**json.loads(line)))
            except (ValueError, TypeError) as error:
                raise Problem(
                    self.words.t("This line of the register cannot be read."),
                    where=f"{path}:{number}",
                    todo=self.words.t("Bring the file back from a backup."),
                ) from error
        return found

    def revoke(self, name: str, now: datetime.datetime, reason: str = "") -> Issued:
        """Put a credential on the list of what was revoked. Raises Problem for one that is not in the register, or is on the list already."""
        with self._alone():
            known = self.issued()
            found = next((item for item in known if item.id == name), None)
            if found is None:
                raise Problem(
                    self.words.t("This credential is not in the register."),
                    where=name,
                    expected=str(self.folder / "issued.jsonl"),
                    todo=self.words.t("Only its issuer can revoke a credential."),
                )
            if found.revoked:
                raise Problem(self.words.t("This credential was revoked before."), where=name, expected=found.revoked)
            gone = replace(found, revoked=moment(now), reason=reason)
            self._keep([gone if item.id == name else item for item in known])
        return gone

    def status_list(self, now: datetime.datetime) -> dict[str, Any]:
        """The signed list to publish: every revoked credential is set. Raises Problem where there is no key."""
        key = needed(self.keys)
        bits = status.empty()
        for item in self.issued():
            bits = status.with_entry(bits, item.index, bool(item.revoked))
        document = status.list_credential(
            self._settings()["list"],
            bits,
            issuer=key.did,
            valid_from=now - LIST_SLACK,
            valid_until=now + datetime.timedelta(days=LIST_DAYS),
        )
        return sign(document, key.secret, method=key.method, now=now)

    def files(self, *, with_keys: bool) -> dict[str, Path]:
        """What a backup takes along, by name; nothing where there is no office.

        The register comes first: whatever it names was signed by keys that are read after it.
        """
        if not (self.folder / "issuer.json").exists():
            return {}
        names = ["issued.jsonl", "issuer.json"]
        if with_keys:
            names += [f"keys/{path.name}" for path in sorted(self.keys.folder.glob("*.json"))]
        return {name: self.folder / name for name in names}

    def check_return(self, kept: Office) -> None:
        """Whether ``kept``, out of a backup, may come back here. Raises Problem for one that cannot be read, or is of another issuer."""
        theirs, _, _ = kept._settings(), kept.issued(), kept.keys.all()
        if (self.folder / "issuer.json").exists() and self._settings() != theirs:
            raise Problem(
                self.words.t("The folder here is the office of another issuer than the one in the backup."),
                where=str(self.folder),
                expected=theirs["did"],
                todo=self.words.t(
                    "Move that folder elsewhere first; its keys are needed as long as its credentials count."
                ),
            )

    def take_back(self, kept: Office) -> None:
        """Bring an office out of a backup back, beside what is here. What was issued, revoked, retired or withdrawn since then stays so.

        Raises Problem as ``check_return`` does.
        """
        self.check_return(kept)
        with self._alone():
            known = {key.public: key for key in self.keys.all()}
            for key in kept.keys.all():
                here = known.get(key.public, key)
                ended = {name: getattr(here, name) or getattr(key, name) for name in ("retired", "withdrawn")}
                self.keys.keep(replace(key, **ended))
            lines = {item.id: item for item in kept.issued()}
            for item in self.issued():
                lines[item.id] = item if item.revoked else lines.get(item.id, item)
            self._keep(sorted(lines.values(), key=lambda item: item.day))
            write_private(self.folder / "issuer.json", json.dumps(kept._settings(), indent=2))

    def document(self) -> dict[str, Any]:
        """The document with the keys, to publish for a did:web. Raises Problem where there is no office."""
        return own_document(self._settings()["did"], self.keys.all())

    def _settings(self) -> dict[str, str]:
        try:
            found = json.loads((self.folder / "issuer.json").read_text("utf-8"))
            return {"did": str(found["did"]), "list": str(found["list"])}
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise Problem(
                self.words.t("This folder is no office of an issuer."),
                where=str(self.folder / "issuer.json"),
                todo=self.words.t("Make one with '{command}'.", command="credential keys --new"),
            ) from error

    def _free_index(self) -> int:
        """A place on the list that nobody has, drawn by lot: places then say nothing about who was there when."""
        taken = {item.index for item in self.issued()}
        if len(taken) > status.SMALLEST // 2:
            raise Problem(
                self.words.t("The list of this office is half full."),
                where=str(self.folder),
                todo=self.words.t("Open another office in another folder."),
            )
        while (index := secrets.randbelow(status.SMALLEST)) in taken:
            pass
        return index

    def _keep(self, items: list[Issued]) -> None:
        lines = (json.dumps(asdict(item), ensure_ascii=False) for item in items)
        write_private(self.folder / "issued.jsonl", "".join(f"{line}\n" for line in lines))

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One writer at a time: two that issue at once would give away one place on the list twice. Waits a while for its turn."""
        self.folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self.folder / "writing"
        for _ in range(TURNS):
            with contextlib.suppress(FileExistsError):
                os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
                break
            time.sleep(self.turn_seconds)
        else:
            raise Problem(
                self.words.t("Another program is writing in this office."),
                where=str(path),
                todo=self.words.t("Try again. If no other program runs, remove this file."),
            )
        try:
            yield
        finally:
            path.unlink(missing_ok=True)


def _random_id() -> str:
    import uuid

    return str(uuid.UUID(bytes=secrets.token_bytes(16), version=4))


def months_later(day: datetime.datetime, months: int) -> datetime.datetime:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.month - 1 + months, 12)
    last = calendar.monthrange(day.year + year, month + 1)[1]
    return day.replace(year=day.year + year, month=month + 1, day=min(day.day, last))
