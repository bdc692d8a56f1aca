"""On PostgreSQL, an index of the words of what everybody sees of a member: a register of a hundred thousand is too long to read at each search.

The function says which words; ``network/find.py`` asks it. Where it stays the same, so does the index.
"""

from django.db import migrations

ALIKE = {
    "a": "àáâãäåāăą", "c": "çćċč", "d": "ďđ", "e": "èéêëēėęě", "g": "ģğġ", "h": "ħ", "i": "ìíîïīį", "k": "ķ", "l": "ĺļľł", "n": "ñńņň",
    "o": "òóôõöøőō", "r": "ŕř", "s": "śšșş", "t": "ťțţ", "u": "ùúûüūůűų", "y": "ýÿ", "z": "źżž",
    "α": "ά", "ε": "έ", "η": "ή", "ι": "ίϊΐ", "ο": "ό", "υ": "ύϋΰ", "ω": "ώ", "и": "й",
}  # fmt: skip
"""Letters with accents by the letter without. A database whose locale knows no accents does not make them small either."""
PAIRS = {
    sign: plain
    for plain, signs in ALIKE.items()
    for small in signs
    for sign in dict.fromkeys((small, small.upper()))
    if len(sign) == 1
}
ACCENTS = "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0326\u0327\u0328"
"""Signs of their own behind a letter; what ``translate`` has no counterpart for goes."""
MAKE = f"""
CREATE FUNCTION network_member_words(shown jsonb) RETURNS tsvector IMMUTABLE PARALLEL SAFE LANGUAGE sql AS $$
  SELECT to_tsvector('simple', replace(replace(replace(translate(lower(coalesce(shown->>'name', '') || ' ' || coalesce(shown->>'statement', '')),
    '{"".join(PAIRS)}{ACCENTS}', '{"".join(PAIRS.values())}'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'))
$$;
CREATE INDEX network_member_words ON network_member USING gin (network_member_words(shown));
"""
DROP = "DROP INDEX network_member_words; DROP FUNCTION network_member_words(jsonb);"


def make(apps, editor):  # noqa: ANN001, ANN201, ARG001 (called by the framework)
    """Only where it helps: SQLite reads its rows one by one."""
    if editor.connection.vendor == "postgresql":
        editor.execute(MAKE)


def drop(apps, editor):  # noqa: ANN001, ANN201, ARG001 (called by the framework)
    """The way back."""
    if editor.connection.vendor == "postgresql":
        editor.execute(DROP)


class Migration(migrations.Migration):
    dependencies = [("network", "0003_partners_by_marks_and_sides")]
    operations = [migrations.RunPython(make, drop)]
