"""What is checked afterwards: some sites, drawn by lot, or all, open their answer to the auditor, who sees whether it is what they sent.

Who is drawn follows from the messages with which the sites unlocked the sum, so nobody knows it before all answers are in, and anybody can work
it out again. An opening shows the auditor, and nobody else, the counts of that site.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from toepas.assurance.pooling import keys, masking
from toepas.assurance.pooling.checks import Fault, faults
from toepas.assurance.pooling.layout import Counts, Layout, total
from toepas.assurance.pooling.messages import digest
from toepas.assurance.pooling.postbox import Post, Postbox
from toepas.assurance.pooling.site import Party, commitment, mask_keys, seeds_of
from toepas.kernel.problems import Problem

if TYPE_CHECKING:
    from toepas.assurance.pooling.messages import Message
    from toepas.assurance.pooling.protocol import Protocol


@dataclass(frozen=True, slots=True)
class Checked:
    """What the auditor found of one site. ``broken``: ids of what the opening does not keep to. ``faults``: contradictions in its numbers."""

    name: str
    opened: bool
    broken: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether the answer is what was sent, and holds together."""
        return self.opened and not self.broken and not self.faults


def drawn(protocol: Protocol, post: Post) -> tuple[str, ...]:
    """The sites that have to open their answer: as many as the protocol says, by the lot of all messages that unlocked the sum."""
    added = post["added"].get(protocol.third_party.name)
    if added is None:
        return ()
    lot = "".join(message.hash for _, message in sorted(post["unlock"].items())) + added.hash
    ranked = sorted(added.body["answers"], key=lambda name: hashlib.sha256(f"{lot}|{name}".encode()).hexdigest())
    return tuple(sorted(ranked[: protocol.draw]))


def open_answer(party: Party, box: Postbox) -> str:
    """A site opens its answer to the auditor; says ``opening``, or ``done`` where it did."""
    post, name, words = box.read(), party.private.name, party.words
    if name in post["opening"]:
        return "done"
    secrets = party.store.secrets(party.protocol)
    if secrets is None or name not in post["answer"] or not secrets.numbers:
        raise Problem(words.t("This site has no answer in this round to open."), where=str(party.store.folder))
    if party.protocol.third_party.name not in post["result"]:
        raise Problem(
            words.t("The sum is not opened yet; an answer is opened afterwards."), todo=words.t("Wait for the result.")
        )
    seeds = seeds_of(secrets, name, mask_keys(party.protocol, post, words), party.protocol)
    shown = {
        "numbers": list(secrets.numbers),
        "nonce": secrets.nonce,
        "own": secrets.own,
        "seeds": {other: keys.text(seed) for other, seed in seeds.items()},
    }
    packed = json.dumps(shown).encode("utf-8")
    sealed = keys.seal(packed, party.private, party.protocol.auditor, party.salt, "opening")
    box.put(party.message("opening", {"sealed": sealed}))
    return "opening"


def check(party: Party, post: Post) -> tuple[Checked, ...]:
    """The auditor looks at every opening there is, and at who was drawn and did not open."""
    if party.protocol.auditor != party.private.public:
        raise Problem(
            party.words.t("These keys are not those of the auditor in the protocol."),
            where=party.private.name,
            expected=party.protocol.auditor.name,
        )
    asked = sorted({*drawn(party.protocol, post), *post["opening"]})
    return tuple(_checked(party, post, name) for name in asked)


def opened_sum(party: Party, post: Post) -> Counts | None:
    """The sum again, from the openings, where every site of the sum opened; None where not."""
    added = post["added"].get(party.protocol.third_party.name)
    if added is None or not set(added.body["answers"]) <= set(post["opening"]):
        return None
    shown = [_shown(party, post["opening"][name]) for name in added.body["answers"]]
    if None in shown:
        return None
    return total(_numbers(one) for one in shown if one)


def _checked(party: Party, post: Post, name: str) -> Checked:
    site, layout = party.protocol.site(name), Layout(party.protocol)
    if name not in post["opening"] or site is None:
        return Checked(name, opened=False)
    shown = _shown(party, post["opening"][name])
    if shown is None:
        return Checked(name, opened=True, broken=("unreadable",))
    numbers = _numbers(shown)
    broken = tuple(_broken(post, name, shown, numbers))
    return Checked(name, opened=True, broken=broken, faults=faults(numbers, layout, 1, site.most_cases))


def _broken(post: Post, name: str, shown: Mapping[str, Any], numbers: Counts) -> list[str]:
    """Ids of what an opening does not keep to."""
    answer, own = post["answer"][name], keys.raw(shown["own"])
    seeds = {other: keys.raw(seed) for other, seed in shown["seeds"].items()}
    broken = []
    if commitment(numbers, shown["nonce"]) != answer.body["commitment"]:
        broken.append("commitment")
    if digest(own) != post["join"][name].body["own"]:
        broken.append("own-mask")
    said = {other: digest(seed) for other, seed in seeds.items()}
    theirs = {other: post["answer"][other].body["pairs"].get(name) for other in seeds if other in post["answer"]}
    if said != answer.body["pairs"] or any(said[other] != there for other, there in theirs.items()):
        broken.append("pair-masks")
    if digest(masking.pack(masking.masked(numbers, name, seeds, own))) != answer.body["digest"]:
        broken.append("answer")
    return broken


def _shown(party: Party, opening: Message) -> dict[str, Any] | None:
    site = party.protocol.site(opening.sender)
    try:
        if site is None:
            return None
        packed = keys.unseal(opening.body["sealed"], party.private, site.public, party.salt, "opening")
        shown: dict[str, Any] = json.loads(packed)
        right = len(shown["numbers"]) == Layout(party.protocol).length and {"nonce", "own", "seeds"} <= set(shown)
    except (keys.Unsealed, ValueError, KeyError, TypeError):
        return None
    return shown if right else None


def _numbers(shown: Mapping[str, Any]) -> Counts:
    return np.asarray(shown["numbers"], dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Report:
    """What the auditor found. ``whole``: whether the result is what follows from all openings; None where not all sites opened."""

    checked: tuple[Checked, ...]
    asked: tuple[str, ...]
    listed: int
    whole: bool | None

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return all(one.sound for one in self.checked) and self.whole is not False

    @property
    def caught(self) -> float:
        """The chance that one site that lies would have been drawn."""
        return len(self.asked) / self.listed if self.listed else 0.0


def report_data(found: Report) -> dict[str, Any]:
    """The auditor's findings as data."""
    return {
        "sites": [{**asdict(one), "sound": one.sound} for one in found.checked],
        "drawn": list(found.asked),
        "chance_that_one_liar_is_drawn": found.caught,
        "result_follows_from_all_openings": found.whole,
        "sound": found.sound,
    }
