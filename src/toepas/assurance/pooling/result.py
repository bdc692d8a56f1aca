"""The result of a round as data: what the third party signs and hands to all, and back. Nothing in it is of one site alone but its name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from toepas.assurance.canonical import canonical
from toepas.assurance.document import SCHEMA_ID as REPORT
from toepas.assurance.document import validation_data, validation_from_data
from toepas.assurance.model import Validation
from toepas.assurance.pooling.audit import Report, check, drawn, opened_sum
from toepas.assurance.pooling.messages import Message
from toepas.assurance.pooling.pooled import Pooled, pooled
from toepas.assurance.pooling.postbox import Post, Postbox
from toepas.assurance.pooling.protocol import Protocol
from toepas.assurance.pooling.site import Party
from toepas.assurance.pooling.third_party import Opened, open_sum
from toepas.kernel.problems import Problem
from toepas.kernel.words import Words

SCHEMA_ID = "urn:toepas:assurance:pool:1"


def publish(party: Party, box: Postbox) -> Pooled:
    """Open the sum and hand out, signed, what of it may be shown."""
    found = pooled(party.protocol, open_sum(party, box))
    again = party.store.again(party.protocol, found.opened.sites)
    box.put(party.message("result", result_data(found, drawn(party.protocol, box.read()), again=again)))
    return found


def result_data(found: Pooled, asked: tuple[str, ...], *, again: bool = False) -> dict[str, Any]:
    """The result in every language alike. ``asked``: the sites that were drawn to open their answer; ``again``: whether a sum of the same sites
    and model was opened before, so that the two show what changed in between."""
    protocol, opened = found.protocol, found.opened
    inside = validation_data(found.validation, Words())["validation"] if found.validation else None
    return {
        "schema": SCHEMA_ID,
        "protocol": protocol.id,
        "round": protocol.round,
        "fingerprint": protocol.fingerprint,
        "model": protocol.model,
        "outcome": protocol.outcome,
        "sites": list(opened.sites),
        "missing": dict(opened.missing),
        "false_shares": list(opened.false),
        "despite": list(opened.despite),
        "again": again,
        "faults": [asdict(fault) for fault in found.faults],
        "smallest_cell": protocol.smallest_cell,
        "hidden_counts": found.hidden,
        "binning": [_plain(asdict(one)) for one in found.blur],
        "if_sites_lie": {"sites": protocol.lying, "figures": [_plain(asdict(one)) for one in found.moved]},
        "drawn": list(asked),
        "validation": inside,
    }


def _plain(entry: dict[str, Any]) -> dict[str, Any]:
    return {**entry, "key": [list(pair) for pair in entry["key"]]}


def validation_of(result: Message, words: Words) -> Validation | None:
    """The validation in a result; None where the counts contradicted each other."""
    inside = result.body.get("validation")
    return validation_from_data({"schema": REPORT, "validation": inside}, words) if inside else None


def same(result: Message, protocol: Protocol, post: Post, opened: Opened) -> bool:
    """Whether a result is what follows from these numbers: how an auditor to whom all sites opened checks the third party."""
    own = result_data(pooled(protocol, opened), drawn(protocol, post))
    parts: tuple[str, ...] = ("sites", "faults", "hidden_counts", "validation")
    there: Mapping[str, Any] = result.body
    return all(canonical(own[part]) == canonical(there.get(part)) for part in parts)


def audited(party: Party, box: Postbox) -> Report:
    """The auditor's report on all openings there are; where every site of the sum opened, on the third party's result too."""
    post = box.read()
    found, asked = check(party, post), drawn(party.protocol, post)
    added, result = (post[kind].get(party.protocol.third_party.name) for kind in ("added", "result"))
    if added is None or result is None:
        raise Problem(
            party.words.t("The sum is not opened yet; an answer is opened afterwards."),
            todo=party.words.t("Wait for the result."),
        )
    listed, numbers = tuple(added.body["answers"]), opened_sum(party, post)
    whole = None if numbers is None else same(result, party.protocol, post, Opened(numbers, listed, {}, (), ()))
    return Report(found, asked, len(listed), whole)
