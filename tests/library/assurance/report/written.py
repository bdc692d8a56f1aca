"""The report of the four hospitals, made once for all tests that look at it, and the moment at which it is made."""

import datetime as dt
import functools
from dataclasses import replace

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from tests.library.assurance import hospitals
from toepas.assurance import Key, Made, report_files
from toepas.assurance.model import Demand
from toepas.assurance.plan import default_plan
from toepas.assurance.validation import validate
from toepas.kernel.words import Words

MADE = Made(dt.datetime(2026, 11, 26, 18, 0, tzinfo=dt.UTC), "0.1.0")
KEY = Key(Ed25519PrivateKey.from_private_bytes(bytes(range(32))))


@functools.cache
def asked(smallest_cell=1):
    """The four hospitals with a demand, a claim of the developer and a threshold fixed beforehand and one chosen."""
    plan = replace(
        default_plan(),
        thresholds=(0.5,),
        fixed=True,
        choose=("youden",),
        demands=(Demand("sensitivity", 0.8, by=("sex",)),),
        stated={"auroc": 0.95},
        smallest_cell=smallest_cell,
    )
    return validate(hospitals.sample(), plan)


@functools.cache
def files():
    return report_files(asked(), Words(), MADE, KEY)
