"""How figures are written in charts and beside them."""

from __future__ import annotations

from toepas.kernel.words import Words


def figure(value: float, digits: int, words: Words) -> str:
    """A figure with a fixed number of digits and the language's separators: 33.2, in Dutch 33,2."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * digits if digits else "")
    return format_decimal(value, format=pattern, locale=words.locale).replace("-", "\u2212")
