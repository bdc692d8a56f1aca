"""The third party: closes the list of who takes part, adds the masked answers, and opens the sum when enough sites unlocked it.

It holds the masked answer of each site, which says nothing, and learns the sum, which it may not show whole: see ``hiding``.
"""

from __future__ import annotations

import functools
import itertools
import json
import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

from toepas.assurance.pooling import keys, masking, sharing
from toepas.assurance.pooling.layout import Counts, Layout
from toepas.assurance.pooling.masking import Numbers
from toepas.assurance.pooling.messages import digest
from toepas.assurance.pooling.postbox import Post, Postbox
from toepas.assurance.pooling.site import Party, mask_keys, nearness
from toepas.kernel.problems import Problem

if TYPE_CHECKING:
    from toepas.assurance.pooling.messages import Message

Shares: TypeAlias = Mapping[str, Mapping[str, bytes]]
"""By kind (``own``, ``mask``), then by the site whose secret it is."""
NOTHING: Shares = {"own": {}, "mask": {}}
TRIED = 2000
"""Combinations of shares that are tried where some do not fit."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The sum, and how it came about. ``missing``: the others and the step at which they were missed (``join``, ``answer``, ``unlock``).

    Those missed at ``unlock`` are in the sum all the same. ``false``: sites whose share did not fit.
    """

    numbers: Counts
    sites: tuple[str, ...]
    missing: Mapping[str, str]
    false: tuple[str, ...]
    despite: tuple[str, ...]


def add(party: Party, box: Postbox, without: Iterable[str] = (), despite: str = "") -> str:
    """Close the step that is open: ``joined`` (who takes part) or ``added`` (whose answers are in the sum). Says by id what was done."""
    _is_third_party(party)
    post, name = box.read(), party.private.name
    if name in post["added"]:
        return "wait-unlock"
    if name not in post["joined"]:
        joins = {sender: message.hash for sender, message in sorted(post["join"].items()) if sender not in set(without)}
        _enough(joins, party, "join")
        box.put(party.message("joined", {"joins": joins}))
        return "joined"
    answers = _answers(party, post, set(without))
    _enough(answers, party, "answer")
    near = party.store.too_near(party.protocol, answers)
    if near and not despite:
        raise nearness(near, party.words)
    body = {
        "joined": post["joined"][name].hash,
        "answers": {sender: message.hash for sender, message in answers.items()},
        "despite": despite,
    }
    box.put(party.message("added", body))
    return "added"


def _is_third_party(party: Party) -> None:
    if party.protocol.third_party != party.private.public:
        raise Problem(
            party.words.t("These keys are not those of the third party in the protocol."),
            where=party.private.name,
            expected=party.protocol.third_party.name,
        )


def _enough(found: Mapping[str, object], party: Party, missed: str) -> None:
    if len(found) < party.protocol.least_sites:
        said = {
            "join": party.words.t("Only {n} sites joined.", n=len(found)),
            "answer": party.words.t("Only {n} sites answered.", n=len(found)),
            "unlock": party.words.t("Only {n} sites unlocked the sum.", n=len(found)),
        }
        lacking = [site.name for site in party.protocol.sites if site.name not in found]
        raise Problem(
            said[missed],
            expected=party.words.t("at least {least}", least=party.protocol.least_sites),
            todo=party.words.t("Wait for: {names}. With fewer there is no sum.", names=", ".join(lacking)),
        )


def _answers(party: Party, post: Post, without: set[str]) -> dict[str, Message]:
    """The answers that can be added: by sites on the list, whole, with masks on which both sides of each pair agree."""
    joined = post["joined"][party.private.name]
    found = {
        sender: message
        for sender, message in sorted(post["answer"].items())
        if sender in joined.body["joins"] and sender not in without and message.body["joined"] == joined.hash
    }
    for message in found.values():
        _masked(party, message)
    for one, other in itertools.combinations(found, 2):
        if found[one].body["pairs"].get(other) != found[other].body["pairs"].get(one):
            raise Problem(
                party.words.t(
                    "The masks of '{one}' and '{other}' do not belong together: one of the two does not keep to the protocol.",
                    one=one,
                    other=other,
                ),
                todo=party.words.t("Ask both. Go on without one of them: {option}.", option=f"--without {one}"),
            )
    return found


def _masked(party: Party, message: Message) -> Numbers:
    """The masked numbers of an answer, as the third party holds them. Raises Problem where they are not what was promised."""
    site = party.protocol.site(message.sender)
    try:
        if site is None:
            raise keys.Unsealed(message.sender)
        packed = keys.unseal(message.body["masked"], party.private, site.public, party.salt, "answer")
        if digest(packed) != message.body["digest"] or len(packed) != 8 * Layout(party.protocol).length:
            raise keys.Unsealed(message.sender)
    except (keys.Unsealed, KeyError, TypeError):
        raise Problem(
            party.words.t(
                "The answer of '{name}' cannot be used: it is not what its sender promised, or of another length.",
                name=message.sender,
            ),
            todo=party.words.t("Go on without it: {option}.", option=f"--without {message.sender}"),
        ) from None
    return masking.unpack(packed)


def open_sum(party: Party, box: Postbox) -> Opened:
    """Take the masks off the sum. Raises Problem while too few sites unlocked it."""
    _is_third_party(party)
    post, protocol = box.read(), party.protocol
    added = post["added"].get(party.private.name)
    if added is None:
        raise Problem(party.words.t("The answers are not added yet."), todo="toepas pool add")
    listed = tuple(added.body["answers"])
    unlocks = {
        name: message for name, message in sorted(post["unlock"].items())
        if name in listed and message.body["added"] == added.hash
    }  # fmt: skip
    _enough(unlocks, party, "unlock")
    answers = {name: post["answer"][name] for name in listed}
    if any(message.hash != added.body["answers"][name] for name, message in answers.items()):
        raise Problem(
            party.words.t("An answer was exchanged after it was added."), todo=party.words.t("Stop this round.")
        )
    length = Layout(protocol).length
    total = masking.add((_masked(party, message) for message in answers.values()), length)
    public = mask_keys(protocol, post, party.words)
    shares = {name: _shares(party, message) for name, message in unlocks.items()}
    total, false = _bare(party, post, shares, (total, listed), public)
    party.store.note(protocol, listed, party.at)
    missing = {site.name: "join" for site in protocol.sites if site.name not in public}
    missing |= {name: "answer" for name in sorted(public) if name not in listed}
    missing |= {name: "unlock" for name in listed if name not in unlocks}
    despite = {added.body["despite"], *(message.body["despite"] for message in unlocks.values())} - {""}
    return Opened(masking.signed(total), listed, missing, tuple(sorted(false)), tuple(sorted(despite)))


def _bare(
    party: Party,
    post: Post,
    shares: Mapping[str, Shares],
    added: tuple[Numbers, tuple[str, ...]],
    public: Mapping[str, bytes],
) -> tuple[Numbers, set[str]]:
    """The sum without its masks, and the sites whose shares did not fit."""
    total, listed = added
    length, false, protocol = total.size, set[str](), party.protocol
    for name in listed:
        promised = str(post["join"][name].body["own"])
        held = _held(party, shares, "own", name)
        own, wrong = _secret(party, held, name, functools.partial(_is_own, promised))
        total, false = total - masking.stream(own, length), false | wrong
    for name in sorted(public.keys() - set(listed)):
        held = _held(party, shares, "mask", name)
        key, wrong = _secret(party, held, name, functools.partial(_is_key, public[name]))
        false |= wrong
        for other in listed:
            mask = masking.stream(masking.pair_seed(key, public[other], protocol.fingerprint, name, other), length)
            total = total - mask if other < name else total + mask
    return total, false


def _is_own(promised: str, secret: bytes) -> bool:
    return digest(secret) == promised


def _is_key(public: bytes, secret: bytes) -> bool:
    return keys.raw(keys.Private("", secret, secret).public.seal) == public


def _held(party: Party, shares: Mapping[str, Shares], kind: str, name: str) -> dict[int, tuple[str, bytes]]:
    """The shares of one secret, by the place of the site that held them."""
    return {
        party.protocol.place(holder): (holder, found[kind][name])
        for holder, found in shares.items()
        if name in found[kind]
    }


def _secret(
    party: Party, held: Mapping[int, tuple[str, bytes]], name: str, fits: Callable[[bytes], bool]
) -> tuple[bytes, set[str]]:
    """The secret that its shares give back, and the sites whose share is not on the same curve."""
    needed = party.protocol.least_sites
    shares = {place: share for place, (_, share) in held.items()}
    for places in _choices(sorted(shares), needed):
        secret = sharing.join(shares, sharing.weights(places))
        if secret is not None and fits(secret):
            swapped = {
                place: sharing.join(shares, sharing.weights((*places[1:], place)))
                for place in shares
                if place not in places
            }
            return secret, {held[place][0] for place, found in swapped.items() if found != secret}
    raise Problem(
        party.words.t(
            "The masks of '{name}' cannot be taken off: the shares that it gave, or those that came back, do not fit.",
            name=name,
        ),
        todo=party.words.t("Agree on a new round; leave out the site that did not keep to the protocol."),
    )


def _choices(places: list[int], needed: int) -> Iterator[tuple[int, ...]]:
    """Sets of places to try: all of them where they are few, else the ones next to each other."""
    if math.comb(len(places), needed) <= TRIED:
        yield from itertools.combinations(places, needed)
    else:
        for begun in range(len(places)):
            yield tuple((places[begun:] + places[:begun])[:needed])


def _shares(party: Party, message: Message) -> Shares:
    """The shares that a site handed over; none where they cannot be read."""
    site = party.protocol.site(message.sender)
    try:
        if site is None:
            return NOTHING
        packed = keys.unseal(message.body["sealed"], party.private, site.public, party.salt, "unlock")
        found = json.loads(packed)
        return {kind: {name: bytes.fromhex(share) for name, share in found[kind].items()} for kind in ("own", "mask")}
    except (keys.Unsealed, ValueError, KeyError, TypeError, AttributeError):
        return NOTHING
