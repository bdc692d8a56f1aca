"""One way to write data as bytes, so that the same data always has the same fingerprint: JSON as RFC 8785 lays it out.

No spaces, names in the order of their UTF-16 units, numbers as ECMAScript writes them, text as UTF-8 with no more escapes than JSON needs.
"""

from __future__ import annotations

import hashlib
import json
import math
from typing import Any

LARGEST = 2**53
"""From here on whole numbers are not exact in the readers that RFC 8785 writes for."""


def canonical(data: Any) -> bytes:
    """The bytes of JSON-like data. Raises ValueError for what JSON cannot hold exactly: NaN, infinity, very large whole numbers."""
    return _written(data).encode("utf-8")


def digest(data: Any) -> str:
    """SHA-256 of the canonical bytes, in hexadecimal."""
    return hashlib.sha256(canonical(data)).hexdigest()


def parsed(content: bytes) -> Any:
    """JSON read strictly: a name that stands twice in an object, and anything that is no JSON, raises ValueError."""
    return json.loads(content.decode("utf-8"), object_pairs_hook=_once, parse_constant=_never)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError("a name stands twice in one object")
    return found


def _never(name: str) -> Any:
    raise ValueError(f"{name} is no number of JSON")


def _written(data: Any) -> str:
    if data is None or isinstance(data, bool | str):
        return json.dumps(data, ensure_ascii=False)
    if isinstance(data, int | float):
        return _number(data)
    if isinstance(data, list | tuple):
        return "[" + ",".join(_written(item) for item in data) + "]"
    if isinstance(data, dict):
        names = sorted(data, key=lambda name: name.encode("utf-16-be"))
        return "{" + ",".join(f"{json.dumps(name, ensure_ascii=False)}:{_written(data[name])}" for name in names) + "}"
    raise TypeError(f"no JSON: {type(data).__name__}")


def _number(value: float) -> str:
    """A number as ECMAScript writes it (Number::toString)."""
    if isinstance(value, int):
        if abs(value) > LARGEST and _number(float(value)) != str(value):
            raise ValueError(f"not exact in every reader: {value}")
        return str(value)
    if not math.isfinite(value):
        raise ValueError(f"no number of JSON: {value}")
    if value == 0:
        return "0"
    sign = "-" if value < 0 else ""
    mantissa, _, exponent = repr(abs(value)).partition("e")
    whole, _, part = mantissa.partition(".")
    digits = (whole + part).lstrip("0")
    point = len(whole) + int(exponent or 0) - (len(whole + part) - len(digits))
    digits = digits.rstrip("0") or "0"
    return sign + _placed(digits, point)


def _placed(digits: str, point: int) -> str:
    """Digits with the decimal point behind ``point`` of them: in full from 1e-6 to below 1e21, else with an exponent."""
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return "0." + "0" * -point + digits
    power = point - 1
    shown = digits[0] + ("." + digits[1:] if len(digits) > 1 else "")
    return f"{shown}e{'+' if power > 0 else '-'}{abs(power)}"
