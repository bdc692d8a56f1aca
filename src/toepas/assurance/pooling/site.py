"""The three steps of a site: join (masks agreed), answer (own counts below masks), unlock (the masks of the sum that was formed).

After the third step the third party can open one sum, that of the sites on the list, and nothing else: a site unlocks one list per round and
never a second.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from toepas.assurance.pooling import keys, masking, messages, sharing
from toepas.assurance.pooling.kept import Secrets, Store
from toepas.assurance.pooling.layout import Counts, Layout
from toepas.assurance.pooling.messages import Message, digest
from toepas.assurance.pooling.postbox import Post, Postbox
from toepas.assurance.pooling.protocol import Protocol
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words


@dataclass(frozen=True, slots=True)
class Party:
    """A party at work: its keys, its own files, the protocol, the day (from the command line) and its language."""

    private: keys.Private
    store: Store
    protocol: Protocol
    at: str
    words: Words

    @property
    def salt(self) -> bytes:
        """Binds everything sealed to this protocol."""
        return bytes.fromhex(self.protocol.fingerprint)

    def message(self, kind: str, body: Mapping[str, object]) -> Message:
        """A signed message of this party."""
        return messages.write(kind, body, self.private, self.protocol.fingerprint, self.at)


def step(party: Party, box: Postbox, counted: Callable[[], Counts], despite: str = "") -> str:
    """Do what this site has to do next, and say by id what was done or is waited for.

    ``join``, ``answer``, ``unlock``: done now. ``wait-joined``, ``wait-added``, ``wait-result``: another has to act first. ``left-out``: the sum is formed
    without this site. ``done``: there is a result. ``despite`` is the reason to unlock a sum that lies too near to an earlier one.
    """
    _is_a_site(party)
    post, name = box.read(), party.private.name
    third = party.protocol.third_party.name
    if third in post["result"]:
        return "done"
    if name not in post["join"]:
        if third in post["joined"]:
            return "left-out"
        return _join(party, box)
    secrets = party.store.secrets(party.protocol)
    if secrets is None:
        raise Problem(
            party.words.t("This site joined the round, but its own file of the round is not here."),
            where=str(party.store.folder),
            todo=party.words.t(
                "Work from the folder with this site's keys. If the file is lost, this site cannot go on in this round; the others can."
            ),
        )
    joined = post["joined"].get(third)
    if joined is None:
        return "wait-joined"
    if name not in joined.body["joins"]:
        return "left-out"
    if name not in post["answer"]:
        return "left-out" if third in post["added"] else _answer(party, box, post, secrets, counted)
    added = post["added"].get(third)
    if added is None:
        return "wait-added"
    if name not in added.body["answers"]:
        return "left-out"
    return "wait-result" if name in post["unlock"] else _unlock(party, box, post, secrets, despite)


def _is_a_site(party: Party) -> None:
    site = party.protocol.site(party.private.name)
    if site is None or site.public != party.private.public:
        raise Problem(
            party.words.t("These keys are not those of a site in the protocol."),
            where=party.private.name,
            expected=", ".join(site.name for site in party.protocol.sites),
            todo=party.words.t("Use the keys whose public half stands in the protocol."),
        )


def _join(party: Party, box: Postbox) -> str:
    """Agree: send the public half of the mask key, and both secrets of the masks in sealed shares for the case that this site drops out."""
    secrets = party.store.secrets(party.protocol) or party.store.new(party.protocol)
    mask, own = keys.raw(secrets.mask), keys.raw(secrets.own)
    sites = party.protocol.sites
    places = range(1, len(sites) + 1)
    both = [sharing.split(secret, party.protocol.least_sites, places) for secret in (mask, own)]
    shares = {
        site.name: keys.seal(both[0][place] + both[1][place], party.private, site.public, party.salt, "share")
        for place, site in zip(places, sites, strict=True)
    }
    body = {"mask": keys.Private("", mask, mask).public.seal, "own": digest(own), "shares": shares}
    box.put(party.message("join", body))
    return "join"


def mask_keys(protocol: Protocol, post: Post, words: Words) -> dict[str, bytes]:
    """The public mask keys of those on the list of the third party, each from the very message that the list names."""
    joined = post["joined"][protocol.third_party.name]
    found = {}
    for name, named in joined.body["joins"].items():
        message = post["join"].get(name)
        if message is None or message.hash != named:
            raise Problem(
                words.t("The list of the third party and the messages do not fit together: '{name}'.", name=name),
                todo=words.t("Make sure that the folder is complete; otherwise stop this round."),
            )
        found[name] = keys.raw(message.body["mask"])
    return found


def _answer(party: Party, box: Postbox, post: Post, secrets: Secrets, counted: Callable[[], Counts]) -> str:
    protocol, name = party.protocol, party.private.name
    public = mask_keys(protocol, post, party.words)
    if len(public) < protocol.least_sites:
        raise _too_few(len(public), protocol, party.words)
    if not secrets.numbers:
        numbers = counted()
        _within(numbers, party)
        secrets = replace(secrets, numbers=tuple(int(one) for one in numbers))
        party.store.keep(protocol, secrets)
    seeds = seeds_of(secrets, name, public, protocol)
    packed = masking.pack(masking.masked(secrets.counts, name, seeds, keys.raw(secrets.own)))
    body = {
        "joined": post["joined"][protocol.third_party.name].hash,
        "masked": keys.seal(packed, party.private, protocol.third_party, party.salt, "answer"),
        "digest": digest(packed),
        "commitment": commitment(secrets.counts, secrets.nonce),
        "pairs": {other: digest(seed) for other, seed in seeds.items()},
    }
    box.put(party.message("answer", body))
    return "answer"


def seeds_of(secrets: Secrets, name: str, public: dict[str, bytes], protocol: Protocol) -> dict[str, bytes]:
    """The secret that this site has with each of the others, for this round."""
    mask = keys.raw(secrets.mask)
    return {
        other: masking.pair_seed(mask, key, protocol.fingerprint, name, other)
        for other, key in sorted(public.items())
        if other != name
    }


def commitment(numbers: Counts, nonce: str) -> str:
    """The hash that ties a site to its numbers without showing them; the nonce keeps them from being guessed."""
    return digest(bytes.fromhex(nonce) + masking.pack(numbers.astype("uint64")))


def _within(numbers: Counts, party: Party) -> None:
    site = party.protocol.site(party.private.name)
    cases = int(Layout(party.protocol).parts(numbers)["cases"][0])
    if site is not None and cases > site.most_cases:
        raise Problem(
            party.words.t("The file has {cases} cases, more than was agreed for this site.", cases=cases),
            expected=party.words.t("at most {most}", most=site.most_cases),
            todo=party.words.t("Check that it is the right file, or agree on a new protocol."),
        )


def _too_few(there: int, protocol: Protocol, words: Words) -> Problem:
    return Problem(
        words.t("Only {n} sites take part, too few for a sum.", n=there),
        expected=words.t("at least {least}", least=protocol.least_sites),
        todo=words.t("Wait for more sites, or agree on a new round."),
    )


def _unlock(party: Party, box: Postbox, post: Post, secrets: Secrets, despite: str) -> str:
    """Hand the third party the shares that open the sum: of those in it the own mask, of those who dropped out the mask key. Never both of one."""
    protocol = party.protocol
    added = post["added"][protocol.third_party.name]
    _check_list(party, post, added, despite)
    if secrets.answered not in ("", added.hash):
        raise Problem(
            party.words.t("The third party asks to open a second list in one round. This site refuses."),
            todo=party.words.t(
                "Stop this round and ask the third party why; two lists together would show the numbers of single sites."
            ),
        )
    party.store.keep(protocol, replace(secrets, answered=added.hash))
    party.store.note(protocol, added.body["answers"], party.at)
    found: dict[str, dict[str, str]] = {"own": {}, "mask": {}}
    for other in post["joined"][protocol.third_party.name].body["joins"]:
        share = _share(party, post["join"][other])
        if other in added.body["answers"]:
            found["own"][other] = share[sharing.WIDTH :].hex()
        else:
            found["mask"][other] = share[: sharing.WIDTH].hex()
    packed = json.dumps(found).encode("utf-8")
    body = {
        "added": added.hash,
        "sealed": keys.seal(packed, party.private, protocol.third_party, party.salt, "unlock"),
        "luck": os.urandom(16).hex(),
        "despite": despite,
    }
    box.put(party.message("unlock", body))
    return "unlock"


def _share(party: Party, join: Message) -> bytes:
    site = party.protocol.site(join.sender)
    try:
        if site is None:
            raise keys.Unsealed(join.sender)
        share = keys.unseal(join.body["shares"][party.private.name], party.private, site.public, party.salt, "share")
        if len(share) != 2 * sharing.WIDTH:
            raise keys.Unsealed(join.sender)
    except (keys.Unsealed, KeyError, TypeError):
        return bytes(2 * sharing.WIDTH)  # a share that fits nowhere: the third party finds whose it is
    return share


def _check_list(party: Party, post: Post, added: Message, despite: str) -> None:
    """What a site makes sure of before it unlocks: that its very answer is in, that there are enough, and that no earlier sum lies too near."""
    words, answers = party.words, added.body["answers"]
    mine = post["answer"][party.private.name]
    if answers[party.private.name] != mine.hash or mine.body["joined"] != added.body["joined"]:
        raise Problem(
            words.t("The third party lists another answer than this site gave. This site refuses."),
            todo=words.t("Stop this round and ask the third party why."),
        )
    if len(answers) < party.protocol.least_sites:
        raise _too_few(len(answers), party.protocol, words)
    if (near := party.store.too_near(party.protocol, answers)) and not despite:
        raise nearness(near, words)


def nearness(near: list[str], words: Words) -> Problem:
    """A sum that, held beside an earlier one, would show the numbers of few sites."""
    return Problem(
        words.t(
            "A sum of this model was opened before that differs only by these sites: {names}. Held beside each other, the two would show their numbers.",
            names=", ".join(near),
        ),
        expected=words.t("the same sites as before, or a difference of at least as many sites as a sum needs"),
        todo=words.t(
            "Take the same sites, or, if all of these agree, give the reason with {option}; it is printed in the result.",
            option="--despite",
        ),
    )
