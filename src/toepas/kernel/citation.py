"""Citations: ``26(7)``, ``annex III(4)(a)``, ``recital 54 (2024)``; where they point and how to link to them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_ARTICLE = re.compile(
    r"^(?P<number>\d{1,3}[a-d]?)(?P<points>(?:\((?:\d{1,2}[a-z]?|[a-z]{1,3}|[ivx]+)\))*)(?: subpara (?P<sub>\d(?:-\d)?))?$"
)
_ANNEX = re.compile(
    r"^annex (?P<number>[IVX]{1,5})(?P<points>(?:\((?:[A-Z]|\d{1,2}(?:\.\d{1,2})?[a-z]?|[a-z]{1,3}|[ivx]+)\))*)$"
)
_RECITAL = re.compile(r"^recital (?P<number>\d{1,3}) \((?P<act>\d{4}(?:/\d{3,4})?)\)$")
_AMENDING = re.compile(r"^(?P<act>\d{4}/\d{3,4}) (?P<number>\d{1,2})(?P<points>(?:\([^)]+\))*)$")
_BASE = "https://eur-lex.europa.eu/legal-content/{lang}/TXT/?uri=CELEX:{celex}"


@dataclass(frozen=True, slots=True)
class Citation:
    """One passage of the law: ``kind`` (article, annex, recital, amending), its number and the points below it."""

    kind: str
    number: str
    points: tuple[str, ...] = ()
    text: str = ""
    subparagraph: str = ""
    act: str = ""

    @property
    def provision(self) -> str:
        """Language-neutral id of the article or annex: ``art_26``, ``anx_III``, ``rec_54``."""
        prefix = {"article": "art", "annex": "anx", "recital": "rec", "amending": "amd"}[self.kind]
        return f"{prefix}_{self.number}"

    def link(self, celex: str, lang: str, recitals: str) -> str:
        """Deep link to the official page; ``recitals`` is the identifier of the act that holds the recitals."""
        if "/" in self.act:  # another act, named by year and number
            year, number = self.act.split("/")
            return _BASE.format(lang=lang.upper(), celex=f"3{year}R{int(number):04d}")
        if self.kind == "recital":
            return _BASE.format(lang=lang.upper(), celex=recitals) + f"#rct_{self.number}"
        return _BASE.format(lang=lang.upper(), celex=celex) + f"#{self.provision}"


def parse(text: str) -> Citation:
    """Read one citation. Raises ValueError with the text when it has no known form."""
    for kind, pattern in (("article", _ARTICLE), ("annex", _ANNEX), ("recital", _RECITAL), ("amending", _AMENDING)):
        match = pattern.match(text)
        if match:
            groups = match.groupdict()
            points = tuple(re.findall(r"\(([^)]+)\)", groups.get("points") or ""))
            return Citation(kind, groups["number"], points, text, groups.get("sub") or "", groups.get("act") or "")
    raise ValueError(text)
