"""What a text of publiccode.yml must look like: each form by its name in the data, with what to say where it does not."""

from __future__ import annotations

import datetime
import difflib
import functools
import re
from collections.abc import Callable, Iterable

from toepas.catalogue.document import split_address
from toepas.catalogue.foreign import spdx
from toepas.catalogue.publiccode.schema import codes, schema
from toepas.kernel.words import Words

PAGE = "https://yml.publiccode.tools"
MOST_OPTIONS = 30
"""A longer list is not printed."""
ITALIAN = "urn:x-italian-pa:"
_MEDIA = re.compile(r" *[A-Za-z0-9][A-Za-z0-9!#$&^_-]{0,126}/[A-Za-z0-9][A-Za-z0-9!#$&^_.+-]{0,126} *")
_URN = re.compile(r"urn:[a-z0-9][a-z0-9-]{0,31}:(?:[a-z0-9()+,.:=@;$_!*'/?#-]|%[0-9a-f]{2})+", re.IGNORECASE)
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~\u00a0-\uffef-]+"
_LABEL = r"[A-Za-z0-9\u00a0-\uffef](?:[A-Za-z0-9\u00a0-\uffef-]{0,61}[A-Za-z0-9\u00a0-\uffef])?"
_MAIL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*@(?:{_LABEL}\.)+{_LABEL}\.?")
_OLD_TAGS = re.compile(
    r"en-gb-oed|i-(?:ami|bnn|default|enochian|hak|klingon|lux|mingo|navajo|pwn|tao|tay|tsu)|sgn-(?:be-fr|be-nl|ch-de)|"
    r"art-lojban|cel-gaulish|no-(?:bok|nyn)|zh-(?:guoyu|hakka|min|min-nan|xiang)|x-[a-z0-9]{1,8}"
)
"""Tags that were registered whole (RFC 5646, section 2.2.8), and those of private use."""
_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?P<extlang>(?:-[a-z]{3}){0,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|\d[a-z0-9]{3}))*)(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
)


def is_uri_with_host(text: str) -> bool:
    """Whether a text is an absolute address with a host, or a URN."""
    if text[:4].lower() == "urn:":
        return bool(_URN.fullmatch(text))
    parts = split_address(text)
    return bool(parts and parts.scheme and parts.netloc)


def is_address(text: str) -> bool:
    """Whether a text is an address of any scheme."""
    parts = split_address(text)
    if parts is None or not parts.scheme:
        return False
    return parts.scheme == "file" or bool(
        parts.netloc or parts.fragment or (parts.path and not parts.path.startswith("/"))
    )


def is_page(text: str) -> bool:
    """Whether a text is an address of the web."""
    parts = split_address(text)
    return bool(parts and parts.scheme in ("http", "https") and parts.hostname)


def is_day(text: str) -> bool:
    """Whether a text is a day, as year-month-day."""
    if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", text, re.ASCII):
        return False
    try:
        datetime.date.fromisoformat(text)
    except ValueError:
        return False
    return True


def is_language(text: str) -> bool:
    """Whether a text is a tag of a language whose every part is registered (BCP 47)."""
    tag = text.lower()
    if _OLD_TAGS.fullmatch(tag):
        return True
    found = _TAG.fullmatch(tag)
    known = codes().subtags
    if not found or found["language"] not in known.language:
        return False
    if (found["script"] or "zzzz") not in known.script or (found["region"] or "eu") not in known.region:
        return False
    return all(
        part in listed and _after(listed[part], tag)
        for listed, parts in ((known.extlang, found["extlang"]), (known.variant, found["variants"]))
        for part in parts.split("-")[1:]
    )


def _after(prefixes: tuple[str, ...], tag: str) -> bool:
    """Whether one of the beginnings that a part asks for is there."""
    return not prefixes or any(f"{tag}-".startswith(prefix) for prefix in prefixes)


def is_country(text: str) -> bool:
    """Whether a text is a code of a country, in capitals or, as it used to be, in small letters."""
    return text in (text.upper(), text.lower()) and text.upper() in schema().vocabularies["countries"]


def is_administration(text: str) -> bool:
    """Whether a text is the code of an Italian administration."""
    return text.lower() in codes().administrations


def is_organisation(text: str) -> bool:
    """Whether a text names an organisation: an address or URN, and an Italian one by a code that is listed."""
    if text[: len(ITALIAN)].lower() == ITALIAN:
        return is_administration(text[len(ITALIAN) :])
    return is_uri_with_host(text)


def is_support(text: str) -> bool:
    """Whether a text is a known alias of a standard or law, or an address or URN."""
    if text.startswith("alias:"):
        return text.removeprefix("alias:") in schema().vocabularies["aliases"]
    return is_uri_with_host(text)


@functools.cache
def _video() -> re.Pattern[str]:
    return re.compile("|".join(re.escape(pattern).replace(r"\*", ".*") for pattern in codes().video))


def is_video(text: str) -> bool:
    """Whether a text is an address on a site whose videos can be shown elsewhere (oEmbed)."""
    return is_page(text) and bool(_video().fullmatch(text))


FORMS: dict[str, Callable[[str], bool]] = {
    "address": is_address,
    "page": is_page,
    "day": is_day,
    "mail": lambda text: bool(_MAIL.fullmatch(text)),
    "media-type": lambda text: bool(_MEDIA.fullmatch(text)),
    "language": is_language,
    "country": is_country,
    "licence": lambda text: bool(spdx(text)),
    "administration": is_administration,
    "organisation": is_organisation,
    "support": is_support,
    "video": is_video,
}
"""Forms that are not a list of words, nor the name of a file."""
FILES = {"logo": (".svg", ".svgz", ".png"), "screenshot": (".jpg", ".png"), "file": ()}
"""Forms that name a file, with the endings that it may have."""


def fits(form: str, text: str) -> bool:
    """Whether a text has a form."""
    return FORMS[form](text) if form in FORMS else text in schema().vocabularies[form]


def expected(form: str, words: Words) -> str:
    """What a form asks for, in words."""
    told = {
        "address": words.t("an address such as https://example.org/software.git"),
        "page": words.t("a web address that begins with https:// or http://"),
        "day": words.t("a day, written year-month-day"),
        "mail": words.t("an e-mail address"),
        "media-type": words.t("a media type such as text/plain"),
        "language": words.t("a language tag (BCP 47) such as nl or en-GB"),
        "country": words.t("the two-letter code of a country (ISO 3166-1), in capitals"),
        "licence": words.t("a licence as SPDX writes it, such as EUPL-1.2"),
        "administration": words.t("a code of the index of Italian administrations (edition of {day})", day=codes().editions["administrations"]),
        "organisation": words.t("an address or URN of the organisation; for an Italian administration {form}", form=f"{ITALIAN}CODE"),
        "support": words.t("alias: and one of {options}; or an address or URN", options=", ".join(schema().vocabularies["aliases"])),
        "video": words.t("an address on a site for videos that supports oEmbed, such as YouTube or Vimeo"),
    }  # fmt: skip
    if form in told:
        return told[form]
    options = schema().vocabularies[form]
    if len(options) > MOST_OPTIONS:
        return words.t(
            "one of the {n} words of the standard's list ({address}), such as {options}",
            n=len(options), address=PAGE, options=", ".join(options[:3]),
        )  # fmt: skip
    return words.t("one of: {options}", options=", ".join(options))


def nearest(form: str, text: str) -> str:
    """The word of a form's list that is most like a text; empty where none is."""
    return closest(text, schema().vocabularies.get(form, ()))


def closest(text: str, options: Iterable[str]) -> str:
    """The word that is most like a text; empty where none is."""
    small = {option.lower(): option for option in options}
    return next((small[near] for near in difflib.get_close_matches(text.strip().lower()[:100], small, 1)), "")
