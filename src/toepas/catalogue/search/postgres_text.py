"""Tables of the index in PostgreSQL, and words as its full-text language writes them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from toepas.retrieval.vectors import SIZE, Floats

TABLES = f"""
create extension if not exists vector;
create table if not exists asset (
    id text primary key, names text[] not null, changed text not null, european boolean not null, plain tsvector not null);
create table if not exists said (
    asset text not null references asset on delete cascade, lang text not null, words tsvector not null, vector vector({SIZE}));
create table if not exists facet (
    asset text not null references asset on delete cascade, facet text not null, value text not null);
create table if not exists compound (lang text not null, word text not null, primary key (lang, word));
create index if not exists asset_plain on asset using gin (plain);
create index if not exists said_words on said using gin (words);
create index if not exists said_asset on said (asset);
create index if not exists said_vector on said using hnsw (vector vector_cosine_ops);
create index if not exists facet_value on facet (facet, value, asset);
create index if not exists facet_asset on facet (asset);
"""


def quote(word: str) -> str:
    """A word as the server's full-text language writes it."""
    return "'" + word.replace("\\", "\\\\").replace("'", "''") + "'"


def in_name(query: str) -> str:
    """The same query, for names only."""
    return " <-> ".join(f"{part}:A" for part in query.split(" <-> "))


def vector_of(words: Sequence[str], weight: str, start: int = 1) -> str:
    """Words with their places, as the server writes them."""
    places: dict[str, list[str]] = {}
    for at, word in enumerate(words[: 16_000 - start], start):
        places.setdefault(word, []).append(f"{at}{weight if weight != 'D' else ''}")
    return " ".join(f"{quote(word)}:{','.join(at[:250])}" for word, at in places.items())


def literal(vector: Floats) -> str:
    return json.dumps([round(float(number), 6) for number in vector])


def one_apart(one: str, other: str) -> bool:
    """Whether one letter more, less, other, or two swapped make one word of the other."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = next((at for at, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    rest, tail = one[start:], other[start:]
    return (
        rest[1:] == tail[1:]
        or rest[1:] == tail
        or rest == tail[1:]
        or (rest[:2] == tail[:2][::-1] and rest[2:] == tail[2:])
    )
