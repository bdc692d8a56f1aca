"""What a party keeps for itself between the steps: a site the secrets of a round, everybody a list of the sums that were opened.

The list is what stops a sum from being taken twice with one site more or less: the two together would show that site's own numbers.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from toepas.assurance.pooling import keys
from toepas.assurance.pooling.protocol import Protocol
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from numpy.typing import NDArray


@dataclass(frozen=True, slots=True)
class Secrets:
    """What a site must not lose and not show before the round is over. ``answered``: the list that it unlocked (hash), never a second one."""

    mask: str
    own: str
    nonce: str
    numbers: tuple[int, ...] = ()
    answered: str = ""
    sent: str = ""

    @property
    def counts(self) -> NDArray[np.int64]:
        """The numbers that were counted."""
        return np.asarray(self.numbers, dtype=np.int64)


class Store:
    """The files of one party beside its private key."""

    def __init__(self, folder: Path, name: str, words: Words) -> None:
        self.folder, self.name, self.words = folder, name, words

    def _round(self, protocol: Protocol) -> Path:
        return self.folder / f"{self.name}.{protocol.id}.{protocol.fingerprint[:8]}.round.json"

    def secrets(self, protocol: Protocol) -> Secrets | None:
        """The secrets of a round; None where the site has not joined it from this folder."""
        path = self._round(protocol)
        if not path.exists():
            return None
        try:
            found = json.loads(path.read_text(encoding="utf-8"))
            return replace(Secrets(**found), numbers=tuple(found["numbers"]))
        except (ValueError, TypeError, KeyError):
            raise Problem(
                self.words.t("The site's own file of this round is damaged."),
                where=str(path),
                todo=self.words.t("Put back a copy of it. Without it this site cannot go on in this round."),
            ) from None

    def new(self, protocol: Protocol) -> Secrets:
        """Fresh secrets for a round, kept before anything is sent."""
        made = Secrets(keys.text(os.urandom(32)), keys.text(os.urandom(32)), os.urandom(32).hex())
        self.keep(protocol, made)
        return made

    def keep(self, protocol: Protocol, secrets: Secrets) -> None:
        """Write the secrets, for the owner only, whole or not at all."""
        _write(self._round(protocol), json.dumps(asdict(secrets)))

    def forget(self, protocol: Protocol) -> bool:
        """Delete the secrets of a round; False where there are none."""
        path = self._round(protocol)
        there = path.exists()
        path.unlink(missing_ok=True)
        return there

    @property
    def _ledger(self) -> Path:
        return self.folder / f"{self.name}.opened.json"

    def opened(self) -> list[dict[str, object]]:
        """The sums that this party helped to open."""
        if not self._ledger.exists():
            return []
        found: list[dict[str, object]] = json.loads(self._ledger.read_text(encoding="utf-8"))
        return found

    def note(self, protocol: Protocol, sites: Iterable[str], at: str) -> None:
        """Write down that a sum of these sites is being opened."""
        entry = {"model": _same(protocol.model), "round": protocol.fingerprint, "sites": sorted(sites), "at": at}
        others = [one for one in self.opened() if one["round"] != protocol.fingerprint]
        _write(self._ledger, json.dumps([*others, entry], indent=1))

    def too_near(self, protocol: Protocol, sites: Iterable[str]) -> list[str]:
        """Sites that this sum and an earlier one of the same model do not have in common, where they are fewer than a sum needs."""
        now = set(sites)
        for entry in self.opened():
            then = entry["sites"]
            if entry["model"] != _same(protocol.model) or entry["round"] == protocol.fingerprint:
                continue
            apart = now ^ set(then) if isinstance(then, list) else set()
            if 0 < len(apart) < protocol.least_sites:
                return sorted(apart)
        return []

    def again(self, protocol: Protocol, sites: Iterable[str]) -> bool:
        """Whether a sum of the same sites and model was opened before."""
        listed, model = sorted(sites), _same(protocol.model)
        return any(
            one["model"] == model and one["sites"] == listed and one["round"] != protocol.fingerprint
            for one in self.opened()
        )


def _same(model: str) -> str:
    return " ".join(model.casefold().split())


def _write(path: Path, content: str) -> None:
    aside = path.with_suffix(".part")
    aside.unlink(missing_ok=True)
    handle = os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as stream:
        stream.write(content)
    aside.replace(path)
