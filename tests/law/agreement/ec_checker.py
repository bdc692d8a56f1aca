"""The Commission's own checker: 1,720 sets of answers with its results."""

from __future__ import annotations

import datetime
import json
from collections.abc import Iterator
from typing import Any

from tests.law.agreement.deviations import SHARED, Difference, words
from tests.law.agreement.ec_adapter import facts_of, outcome_of
from toepas.check import check

SUITE = SHARED / "oracles" / "ec_checker" / "suite_2026-07-20.jsonl"
ON = datetime.date(2026, 11, 22)
ROLES = {
    "provider": "provider",
    "deployer": "deployer",
    "importer": "importer",
    "distributor": "distributor",
    "authorisedrepre": "authorised_representative",
    "productmanufacturer": "product_manufacturer",
    "gpai-provider": "gpai_provider",
    "gpai-authrep": "gpai_authorised_representative",
}


def suite() -> list[dict[str, Any]]:
    """Every case of the suite."""
    with SUITE.open(encoding="utf-8") as stream:
        return [json.loads(line) for line in stream]


def differences(case: dict[str, Any]) -> Iterator[Difference]:
    """Where our result differs from the checker's."""
    ours = outcome_of(check(facts_of(case["answers"]), ON))
    name = case["name"]
    if ours["class"] != case["class"]:
        yield Difference(name, "class", case["class"], ours["class"])
    if ours["art50"] != case["art50"]:
        yield Difference(name, "transparency", words(case["art50"]), words(ours["art50"]))
    theirs, mine = set(case["extra"]), set(ours["extra"])
    for item in sorted(theirs ^ mine):
        yield Difference(name, item, "yes" if item in theirs else "no", "yes" if item in mine else "no")
    role = ROLES.get(case["role"] or "")
    if role and case["class"] != "out-of-scope" and role not in ours["roles"]:
        yield Difference(name, "role", role, words(ours["roles"]))
