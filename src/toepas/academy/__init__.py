"""Academy: what people must know, and credentials that anybody can check."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from toepas.academy.credentials.elements import (
    Award,
    Description,
    Issuer,
    Organisation,
    Quality,
    element_title,
    read_description,
)
from toepas.academy.credentials.elements import choices as credential_choices
from toepas.academy.credentials.elements import messages as credential_messages
from toepas.academy.credentials.elements import title_of as credential_choice

if TYPE_CHECKING:
    from toepas.academy.credentials.public import (
        Check,
        Issued,
        Key,
        Keys,
        Known,
        Made,
        Office,
        Shown,
        Verification,
        badge,
        check_outcome,
        check_question,
        check_sentence,
        credential_in,
        is_about,
        make_key,
        missing_elements,
        new_challenge,
        new_salt,
        own_document,
        present,
        read_credential,
        shown,
        sign,
        status_entry,
        status_list,
        twin,
        verdict_sentence,
        verify_credential,
        web_address,
    )

__all__ = [
    "Award",
    "Check",
    "Description",
    "Issued",
    "Issuer",
    "Key",
    "Keys",
    "Known",
    "Made",
    "Office",
    "Organisation",
    "Quality",
    "Shown",
    "Verification",
    "badge",
    "check_outcome",
    "check_question",
    "check_sentence",
    "credential_choice",
    "credential_choices",
    "credential_in",
    "credential_messages",
    "element_title",
    "is_about",
    "make_key",
    "missing_elements",
    "new_challenge",
    "new_salt",
    "own_document",
    "present",
    "read_credential",
    "read_description",
    "shown",
    "sign",
    "status_entry",
    "status_list",
    "twin",
    "verdict_sentence",
    "verify_credential",
    "web_address",
]


def __getattr__(name: str) -> Any:
    """Loaded when first asked for: signatures take a moment to load, and an installation may do without them."""
    if name in __all__:
        return getattr(importlib.import_module("toepas.academy.credentials.public"), name)
    raise AttributeError(name)
