"""Texts of others as plain text, and days and addresses as such."""

from __future__ import annotations

import datetime
import html
import re
import unicodedata
from typing import Any

from toepas.catalogue.document import is_address

LONGEST_FIELD = 2**18
_TAG = re.compile(r"<[A-Za-z/!?][^<>]{0,1000}>")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"',;()\[\]]+")
_MAIL = re.compile(r"\b[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,6}")
_DAYS = ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y")


def text_of(value: Any, longest: int = 10_000) -> str:
    """A value as plain text in one paragraph: no markup, no control signs, one space between words; None is empty."""
    if value is None or isinstance(value, dict | list):
        return ""
    plain = html.unescape(str(value)[:LONGEST_FIELD])
    plain = _TAG.sub(" ", _without_scripts(plain))
    plain = " ".join(_CONTROL.sub(" ", unicodedata.normalize("NFC", plain)).split())
    return plain if len(plain) <= longest else plain[: longest - 1].rsplit(" ", 1)[0] + "…"


def _without_scripts(text: str) -> str:
    """The text without scripts and styles; one that is never closed ends the text."""
    for tag in ("script", "style"):
        small, kept, at = text.lower(), [], 0
        while (start := small.find(f"<{tag}", at)) >= 0:
            kept.append(text[at:start])
            end = small.find(f"</{tag}", start)
            at = len(text) if end < 0 else end
        text = " ".join([*kept, text[at:]])
    return text


def first_line(text: str, longest: int = 240) -> str:
    """The first sentence of a text, cut at a space where it is long."""
    sentence = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0]
    return sentence if len(sentence) <= longest else sentence[:longest].rsplit(" ", 1)[0] + " …"


def without_mail(text: str) -> str:
    """A text without e-mail addresses: they are often those of persons."""
    return " ".join(_MAIL.sub("", text).split())


def address(value: Any) -> str:
    """A web address; empty where the value is none. A missing https:// is added where a host is plain."""
    text = str(value or "").strip()
    if re.fullmatch(r"www\.[\w.-]+\.[a-z]{2,}(?:/\S*)?", text, re.IGNORECASE):
        text = f"https://{text}"
    return text if len(text) <= 2000 and is_address(text) else ""


def addresses(value: Any) -> tuple[str, ...]:
    """Every web address in a text, once."""
    found = (part.rstrip(".") for part in _ADDRESS.findall(str(value or "")[:LONGEST_FIELD]))
    return tuple(dict.fromkeys(part for part in found if is_address(part)))


def day(value: Any) -> datetime.date | None:
    """A day as sources write it; None where it is none."""
    text = str(value or "").strip()[:10]
    for pattern in _DAYS:
        try:
            return datetime.datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    return None


def parts(value: Any, separators: str = r"[,;\n|]") -> tuple[str, ...]:
    """The parts of a list that is written as one text."""
    found = (text_of(part, 200) for part in re.split(separators, str(value or "")))
    return tuple(dict.fromkeys(part for part in found if part))


def folded(text: str) -> str:
    """A text for comparing: small letters without accents and punctuation."""
    plain = text.lower().replace("ß", "ss").replace("ø", "o").replace("ł", "l").replace("đ", "d").replace("ı", "i")
    bare = "".join(sign for sign in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(sign))
    return " ".join("".join(sign if sign.isalnum() else " " for sign in bare).split())


def slug(text: str) -> str:
    """A text as an identifier: small letters without accents, digits, dashes; never empty."""
    return re.sub(r"[^a-z0-9]+", "-", folded(text))[:90].strip("-") or "x"
