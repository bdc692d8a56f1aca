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
from toepas.academy.learning.courses import course_ids, courses
from toepas.academy.learning.document import path_data, profile_data
from toepas.academy.learning.model import Bank, Course, Lack, Levels, Move, Path, Profile, Step, Tag
from toepas.academy.learning.naming import (
    bank_outcomes,
    bank_title,
    bank_what,
    cited,
    course_hours,
    exposure_sentence,
    hours_sentence,
    item_option,
    item_question,
    item_why,
    judged_sentence,
    level_title,
    needs_sentence,
    profile_title,
    profile_what,
    tag_can,
    tag_title,
)
from toepas.academy.learning.organisation import SMALLEST, OrganisationPath, organisation_path, safe_counts
from toepas.academy.learning.paths import gap_of, moves_from, path_for
from toepas.academy.learning.quiz import Outcome, Question, draw, mark, needed
from toepas.academy.learning.reading import banks, level_titles, profiles, tags
from toepas.academy.learning.reading import messages as learning_messages
from toepas.academy.learning.selftest import checked as checked_levels
from toepas.academy.learning.selftest import read_self_test

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
        answered,
        badge,
        badge_picture,
        badge_png,
        baked_png,
        baked_svg,
        check_outcome,
        check_question,
        check_sentence,
        credential_in,
        is_about,
        is_wallet_key,
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
    "SMALLEST",
    "Award",
    "Bank",
    "Check",
    "Course",
    "Description",
    "Issued",
    "Issuer",
    "Key",
    "Keys",
    "Known",
    "Lack",
    "Levels",
    "Made",
    "Move",
    "Office",
    "Organisation",
    "OrganisationPath",
    "Outcome",
    "Path",
    "Profile",
    "Quality",
    "Question",
    "Shown",
    "Step",
    "Tag",
    "Verification",
    "answered",
    "badge",
    "badge_picture",
    "badge_png",
    "baked_png",
    "baked_svg",
    "bank_outcomes",
    "bank_title",
    "bank_what",
    "banks",
    "check_outcome",
    "check_question",
    "check_sentence",
    "checked_levels",
    "cited",
    "course_hours",
    "course_ids",
    "courses",
    "credential_choice",
    "credential_choices",
    "credential_in",
    "credential_messages",
    "draw",
    "element_title",
    "exposure_sentence",
    "gap_of",
    "hours_sentence",
    "is_about",
    "is_wallet_key",
    "item_option",
    "item_question",
    "item_why",
    "judged_sentence",
    "learning_messages",
    "level_title",
    "level_titles",
    "make_key",
    "mark",
    "missing_elements",
    "moves_from",
    "needed",
    "needs_sentence",
    "new_challenge",
    "new_salt",
    "organisation_path",
    "own_document",
    "path_data",
    "path_for",
    "present",
    "profile_data",
    "profile_title",
    "profile_what",
    "profiles",
    "read_credential",
    "read_description",
    "read_self_test",
    "safe_counts",
    "shown",
    "sign",
    "status_entry",
    "status_list",
    "tag_can",
    "tag_title",
    "tags",
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
