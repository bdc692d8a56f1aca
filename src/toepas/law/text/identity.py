"""Which text a file holds, and whether it is the one that was asked for.

A text in another language, of another day or of another act reads well and is wrong; so what a file says about itself
is compared with the request before it is kept.
"""

from __future__ import annotations

import datetime
import re

from toepas.law.sources import read_act
from toepas.law.text.model import FORMEX, Fetched, NotThisTextError

_CELEX = re.compile(r"[03](?P<year>\d{4})[A-Z](?P<number>\d{4})(?:-(?P<start>\d{8}))?")
_REFERENCE = re.compile(
    r"(?P<celex>0\d{4}[A-Z]\d{4})\s*[—–-]\s*(?P<lang>[A-Z]{2})\s*[—–-]\s*(?P<day>\d\d\.\d\d\.\d{4})"
)


def celex_of(version: str) -> str:
    """The CELEX number of a text version (YYYY-MM-DD): the one we know, else that of the consolidated text of that day."""
    act = read_act("ai_act").act
    known = act["text_versions"].get(version)
    return str(known["celex"]) if known else f"0{str(act['recitals_celex'])[1:]}-{version.replace('-', '')}"


def version_of(celex: str) -> datetime.date:
    """The day from which a consolidated text holds."""
    return datetime.datetime.strptime(celex.rsplit("-", 1)[1], "%Y%m%d").replace(tzinfo=datetime.UTC).date()


def must_be(fetched: Fetched, celex: str, lang: str) -> None:
    """Raise NotThisTextError unless the files say that they are this text in this language.

    A consolidated text must name its day. What a file leaves out (a page of the Official Journal names little) is not
    held against it; what it says and was not asked for is.
    """
    wanted = _CELEX.fullmatch(celex)
    if wanted is None:
        raise NotThisTextError(celex)
    said = _formex(_documents(fetched)) if fetched.format == FORMEX else _page(next(iter(fetched.members.values())))
    if said["lang"] - {lang.upper()}:
        raise NotThisTextError(f"language {', '.join(sorted(said['lang']))}, {lang.upper()} wanted")
    number = f"{wanted['year']}/{int(wanted['number'])}"
    if said["number"] - {number}:
        raise NotThisTextError(f"act {', '.join(sorted(said['number']))}, {number} wanted")
    if wanted["start"] and said["start"] != {wanted["start"]}:
        raise NotThisTextError(f"START.DATE {', '.join(sorted(said['start'])) or '?'}, {wanted['start']} wanted")


def _documents(fetched: Fetched) -> dict[str, bytes]:
    return {name: content for name, content in fetched.members.items() if name.lower().endswith(".xml")}


def _formex(members: dict[str, bytes]) -> dict[str, set[str]]:
    from toepas.law.text.formex import roots

    said: dict[str, set[str]] = {"lang": set(), "number": set(), "start": set()}
    for root in roots(members):
        bib = root.find("CONS.DOC/BIB.INSTANCE" if root.tag == "CONS.ACT" else "BIB.INSTANCE")
        if bib is not None and bib.findtext("LG.DOC"):
            said["lang"].add(str(bib.findtext("LG.DOC")).strip().upper())
        for info in root.iterfind("INFO.CONSLEG"):
            said["start"].add(info.get("START.DATE", ""))
            said["number"].add(re.sub(r"[A-Z]0*", "/", info.get("CONSLEG.REF", "")))
        if root.tag == "ACT" and bib is not None and (own := bib.find(".//NO.DOC")) is not None:
            said["number"].add(f"{own.findtext('YEAR')}/{own.findtext('NO.CURRENT')}")
    return said


def _page(page: bytes) -> dict[str, set[str]]:
    text = page.decode("utf-8", "replace")
    head = re.sub(r"<[^>]+>", " ", text[: text.find('id="art_')])
    said: dict[str, set[str]] = {"lang": set(), "number": set(), "start": set()}
    if match := _REFERENCE.search(head):
        day, month, year = match["day"].split(".")
        said["lang"].add(match["lang"])
        said["number"].add(f"{match['celex'][1:5]}/{int(match['celex'][6:])}")
        said["start"].add(year + month + day)
    elif journal := re.search(r'class="oj-hd-lg"[^>]*>\s*([A-Z]{2})\s*<', text):
        said["lang"].add(journal[1])
    return said
