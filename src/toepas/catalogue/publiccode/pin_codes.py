"""Makes ``data/publiccode-codes.json.xz`` anew from the lists of others that publiccode.yml leans on.

``python -m toepas.catalogue.publiccode.pin_codes SUBTAGS ADMINISTRATIONS VIDEO-SITES`` takes three files that somebody
downloaded: the registry of subtags of IANA, the codes of Italian administrations (one a line), and the patterns of
addresses of oEmbed (a JSON list); each may be followed by ``@`` and the day of its edition.
"""

from __future__ import annotations

import json
import lzma
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

TARGET = Path(__file__).resolve().parent.parent / "data" / "publiccode-codes.json.xz"


def subtags(registry: str) -> dict[str, Any]:
    """Languages, scripts and regions that may stand in a tag; variants and extended languages with what goes before them."""
    found: dict[str, Any] = {"language": [], "script": [], "region": [], "variant": {}, "extlang": {}}
    for record in registry.split("%%"):
        fields = [line.partition(": ")[::2] for line in record.splitlines() if ": " in line]
        kind = next((value for name, value in fields if name == "Type"), "")
        code = next((value for name, value in fields if name == "Subtag"), "")
        if kind in ("variant", "extlang"):
            found[kind][code] = [value.lower() for name, value in fields if name == "Prefix"]
        elif kind in found:
            found[kind] += [one.lower() for one in _range(code)]
    return found


def _range(code: str) -> Iterator[str]:
    """The codes of a range such as ``qaa..qtz``; a plain code by itself."""
    first, _, last = code.partition("..")
    yield first
    while last and first != last:
        at = len(first) - 1
        while first[at] in "zZ":
            at -= 1
        first = (
            first[:at] + chr(ord(first[at]) + 1) + ("a" if first[at + 1 :].islower() else "A") * (len(first) - at - 1)
        )
        yield first


def main(arguments: list[str]) -> None:
    """Write the file."""
    (registry, when), (codes, codes_when), (schemes, schemes_when) = (name.partition("@")[::2] for name in arguments)
    document = {
        "editions": {"subtags": when, "administrations": codes_when, "video": schemes_when},
        "subtags": subtags(Path(registry).read_text("utf-8")),
        "administrations": sorted(
            {line.strip().lower() for line in Path(codes).read_text("utf-8").splitlines()} - {""}
        ),
        "video": sorted(json.loads(Path(schemes).read_text("utf-8"))),
    }
    TARGET.write_bytes(lzma.compress(json.dumps(document, separators=(",", ":")).encode(), preset=9))


if __name__ == "__main__":
    main(sys.argv[1:])
