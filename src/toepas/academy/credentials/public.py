"""What others use of credentials. Loaded when the first of it is asked for: the tools for signatures belong to the extra ``academy``."""

from toepas.academy.credentials.badge import badge
from toepas.academy.credentials.baked import baked_png, baked_svg
from toepas.academy.credentials.checks import Check, Known
from toepas.academy.credentials.did import is_wallet_key, own_document, web_address
from toepas.academy.credentials.elm import twin
from toepas.academy.credentials.holder import answered, credential_in, is_presentation, new_challenge, present
from toepas.academy.credentials.keys import Key, Keys, make_key
from toepas.academy.credentials.learner import is_about, new_salt
from toepas.academy.credentials.office import Issued, Made, Office
from toepas.academy.credentials.picture import as_png as badge_png
from toepas.academy.credentials.picture import picture as badge_picture
from toepas.academy.credentials.proof import sign
from toepas.academy.credentials.sentences import outcome as check_outcome
from toepas.academy.credentials.sentences import question as check_question
from toepas.academy.credentials.sentences import sentence as check_sentence
from toepas.academy.credentials.sentences import verdict_sentence
from toepas.academy.credentials.shown import Shown, missing_elements, shown
from toepas.academy.credentials.status import entry as status_entry
from toepas.academy.credentials.status import list_credential as status_list
from toepas.academy.credentials.verify import Verification, read_credential
from toepas.academy.credentials.verify import verify as verify_credential

__all__ = [
    "Check",
    "Issued",
    "Key",
    "Keys",
    "Known",
    "Made",
    "Office",
    "Shown",
    "Verification",
    "answered",
    "badge",
    "badge_picture",
    "badge_png",
    "baked_png",
    "baked_svg",
    "check_outcome",
    "check_question",
    "check_sentence",
    "credential_in",
    "is_about",
    "is_presentation",
    "is_wallet_key",
    "make_key",
    "missing_elements",
    "new_challenge",
    "new_salt",
    "own_document",
    "present",
    "read_credential",
    "shown",
    "sign",
    "status_entry",
    "status_list",
    "twin",
    "verdict_sentence",
    "verify_credential",
    "web_address",
]
