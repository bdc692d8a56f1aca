"""Numbers that stand in forms."""

MOST_DIGITS = 9


def counted(text: str | None) -> int:
    """The count that a form brought back: which state of something it was filled in for. -1, which nothing has, for what is no such number."""
    given = text or ""
    return int(given) if given.isascii() and given.isdecimal() and len(given) <= MOST_DIGITS else -1
