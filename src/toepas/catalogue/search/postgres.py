"""The same index in PostgreSQL (full text and pgvector), for several processes or more assets than one machine's memory.

Words are brought to their stems here and not by the server, so that both engines look for the same thing in the same way
in every language. Needs PostgreSQL 14 or later with the extension ``vector``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import psycopg
from psycopg import sql

from toepas.catalogue.model import Asset
from toepas.catalogue.search import facets, labels
from toepas.catalogue.search.asked import Asked, take_apart
from toepas.catalogue.search.fuse import Legs, fuse
from toepas.catalogue.search.meaning import Meaning
from toepas.catalogue.search.postgres_text import TABLES, in_name, literal, one_apart, quote, vector_of
from toepas.catalogue.search.query import MOST, Found, Hit, Progress, Query
from toepas.catalogue.search.recognise import recognised
from toepas.catalogue.search.texts import fold, plain_words, texts_of
from toepas.catalogue.search.wanted import All, Best, Plain, Row, Stem, Tongue, Wanted, Weighed, analysed
from toepas.catalogue.vocabulary import concepts
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.stems import Analyser, words_of

NAME_WEIGHT = 2.0


class PostgresIndex:
    """A ``SearchIndex`` in a schema of a PostgreSQL database. ``meaning`` is None to search by words and named purposes.

    One connection, for one thread at a time; open one for each thread.
    """

    def __init__(self, connection: psycopg.Connection[Any], meaning: Meaning | None) -> None:
        self._db = connection
        self._meaning = meaning
        with self._db.transaction():
            self._db.execute(TABLES)
        self._analysers: dict[str, Analyser] = {}

    def __len__(self) -> int:
        return int(self._one("select count(*) from asset"))

    def put(self, assets: Iterable[Asset], progress: Progress | None = None) -> None:
        """Add or replace assets, in one transaction."""
        given = {asset.id: asset for asset in assets}
        texts = [(asset.id, text) for asset in given.values() for text in texts_of(asset)]
        vectors = (
            self._meaning.passages([(text.lang, text.whole) for _, text in texts], progress)
            if self._meaning and texts
            else None
        )
        with self._db.transaction(), self._db.cursor() as cursor:
            self._learn(cursor, texts)
            cursor.execute("delete from asset where id = any(%s)", (list(given),))
            with cursor.copy("copy asset (id, names, changed, european, plain) from stdin") as copy:
                for asset in given.values():
                    european = "yes" in facets.values(asset)["european"]
                    changed = asset.modified or asset.issued or asset.sources[0].retrieved
                    names = list(dict.fromkeys(asset.name.values()))
                    copy.write_row((asset.id, names, changed.isoformat(), european, vector_of(plain_words(asset), "")))
            said = [(name, text.lang, self._words(text.lang, text.name, text.body)) for name, text in texts]
            with cursor.copy("copy said (asset, lang, words, vector) from stdin") as copy:
                for at, line in enumerate(said):
                    copy.write_row((*line, None if vectors is None else literal(vectors[at])))
            with cursor.copy("copy facet (asset, facet, value) from stdin") as copy:
                for asset in given.values():
                    for facet, items in facets.values(asset).items():
                        for item in items:
                            copy.write_row((asset.id, facet, item))

    def drop(self, ids: Iterable[str]) -> None:
        """Forget assets."""
        with self._db.transaction():
            self._db.execute("delete from asset where id = any(%s)", (list(ids),))

    def search(self, query: Query) -> Found:
        """Find."""
        unknown = {*query.filters, *query.without} - set(facets.FACETS)
        if unknown:
            raise KeyError(unknown.pop())
        wanted = tuple(facets.FACETS) if query.facets is None else query.facets
        if not query.text.strip():
            return self._browse(query, wanted)
        asked = take_apart(query.text, query.lang)
        words, together = self._by_words(asked, query)
        meaning = self._by_meaning(query)
        about = self._about(query, asked)
        serving = {name: self._serving(name) for name, _ in about}
        ids = sorted({*words, *meaning, *(one for served in serving.values() for one in served)})
        place = {name: at for at, name in enumerate(ids)}
        standing = self._standing(ids, query)
        legs = Legs(
            np.array([meaning.get(name, -1.0) for name in ids], dtype=np.float32) if self._meaning else None,
            {place[name]: score for name, score in words.items()},
            [(strength, np.array([place[one] for one in serving[name]], dtype=np.int64)) for name, strength in about],
            together,
        )
        unwanted = [place[name] for name in self._unwanted(asked, query.lang) if name in place]
        passing = np.array([standing[name][0] for name in ids], dtype=np.bool_)
        european = np.array([standing[name][1] for name in ids], dtype=np.bool_)
        everything = fuse(legs, len(ids), None, european, unwanted)
        ranked = fuse(legs, len(ids), passing, european, unwanted)
        hits = [
            Hit(
                ids[row],
                *(round(float(part[at]), 4) for part in (ranked.scores, ranked.words, ranked.meaning, ranked.purposes)),
            )
            for at, row in enumerate(ranked.rows)
        ]
        if query.order != "relevance":
            key = {name: standing[name][2 if query.order == "newest" else 3] for name in ids}
            hits.sort(key=lambda hit: key[hit.id], reverse=query.order == "newest")
        return Found(
            hits=tuple(hits[query.offset : query.offset + query.limit]),
            total=len(hits),
            capped=ranked.capped,
            facets=self._counts(wanted, [ids[row] for row in everything.rows], query),
            corrected=self._tongue(query.lang).corrected(asked.words, self._vocabulary(asked))
            if asked.keywords
            else "",
            purposes=tuple(about),
        )

    def suggest(self, start: str, lang: str, limit: int = 8) -> tuple[str, ...]:
        """Names and purposes that begin with what was typed, then those of which a word does."""
        typed = " ".join(fold(start))
        if not typed:
            return ()
        candidates = [
            label for concept in concepts().values() for label in concept.labels.get(lang, concept.labels["en"])
        ]
        pattern = sql.SQL("select distinct unnest(names) from asset where plain @@ {}::tsquery").format(
            sql.Literal(" & ".join(f"{quote(word)}:*" for word in typed.split()))
        )
        candidates += [str(row[0]) for row in self._db.execute(pattern)]
        folded = {text: " ".join(fold(text)) for text in dict.fromkeys(candidates)}
        first = sorted((text for text, plain in folded.items() if plain.startswith(typed)), key=len)
        later = [text for text, plain in folded.items() if f" {typed}" in plain and text not in first]
        return tuple((first + later)[:limit])

    def similar(self, asset_id: str, limit: int = 6) -> tuple[Hit, ...]:
        """Assets most like one of them."""
        row = self._db.execute("select id from asset where id = %s", (asset_id,)).fetchone()
        if row is None:
            raise KeyError(asset_id)
        rows = self._db.execute(
            "select o.asset, max(1 - (o.vector <=> s.vector)) as near from said s join said o on o.asset <> s.asset"
            " where s.asset = %s and s.vector is not null and o.vector is not null group by o.asset order by near desc limit %s",
            (asset_id, limit),
        ).fetchall()
        return tuple(Hit(str(name), round(float(near), 4), meaning=round(float(near), 4)) for name, near in rows)

    def _by_words(self, asked: Asked, query: Query) -> tuple[dict[str, float], bool]:
        if "words" not in query.legs:
            return {}, False
        if query.words == "all" or (query.words == "auto" and asked.keywords):
            found = self._rank_words(asked, query.lang, True)
            if found or query.words == "all" or len(asked.words) < 2:
                return found, True
        return self._rank_words(asked, query.lang, False), False

    def _rank_words(self, asked: Asked, lang: str, together: bool) -> dict[str, float]:
        """For each asset the rarities of what it has of the words, added up, over the root of how many were asked."""
        tongue = self._tongue(lang)
        groups = [*tongue.groups(asked.words), *map(tongue.phrase, asked.phrases)]
        found: list[dict[str, float]] = [self._matching(group, lang) for group in groups]
        size, scores = len(self), dict[str, float]()
        for group in found:
            rarity = math.log(1 + (size - len(group) + 0.5) / (len(group) + 0.5))
            for name, weight in group.items():
                scores[name] = scores.get(name, 0.0) + rarity * weight
        needed = found if together else found[len(asked.words) and len(groups) - len(asked.phrases) :]
        for group in needed:
            scores = {name: score for name, score in scores.items() if name in group}
        for name in self._unwanted(asked, lang):
            scores.pop(name, None)
        best = sorted(scores.items(), key=lambda item: -item[1])[:MOST]
        return {name: score / math.sqrt(max(1, len(groups))) for name, score in best}

    def _matching(self, wanted: Wanted, lang: str) -> dict[str, float]:
        """The assets that have what is wanted, with how well."""
        if isinstance(wanted, Best):
            best: dict[str, float] = {}
            for part in wanted.parts:
                for name, weight in self._matching(part, lang).items():
                    best[name] = max(best.get(name, 0.0), weight)
            return best
        if isinstance(wanted, All):
            parts = [self._matching(part, lang) for part in wanted.parts]
            shared = set(parts[0]).intersection(*parts[1:])
            return {name: min(part[name] for part in parts) for name in shared}
        if isinstance(wanted, Weighed):
            return {name: weight * wanted.weight for name, weight in self._matching(wanted.part, lang).items()}
        return self._looked_up(wanted, lang)

    def _looked_up(self, wanted: Stem | Plain | Row, lang: str) -> dict[str, float]:
        """One lookup in the server's full-text index; a name counts more than the rest."""
        plain = isinstance(wanted, Plain) or (isinstance(wanted, Row) and wanted.plain)
        if isinstance(wanted, Row):
            words = [" <-> ".join(map(quote, wanted.stems))]
        else:
            word = wanted.word if isinstance(wanted, Plain) else wanted.stem
            words = [quote(one) for one in (self._near(word, plain, lang) if wanted.near else [word])]
        found: dict[str, float] = {}
        for text in words:
            if plain:
                rows = self._db.execute("select id, 1.2 from asset where plain @@ %s::tsquery", (text,)).fetchall()
            else:
                rows = self._db.execute(
                    f"select asset, max(case when words @@ %s::tsquery then {NAME_WEIGHT} else 1 end) from said"  # noqa: S608 - only a number of ours
                    " where lang = %s and words @@ %s::tsquery group by asset",
                    (in_name(text), lang, text),
                ).fetchall()
            for name, worth in rows:
                found[str(name)] = max(found.get(str(name), 0.0), float(worth))
        return found

    def _near(self, word: str, plain: bool, lang: str) -> list[str]:
        """The words of the index that are one typing error away."""
        spoken = lang if lang in OFFICIAL_LANGUAGES else ""
        source = "select plain from asset" if plain else f"select words from said where lang = '{spoken}'"  # noqa: S608 - only an official code
        rows = self._db.execute(
            "select word from ts_stat(%s) where length(word) between %s and %s", (source, len(word) - 1, len(word) + 1)
        ).fetchall()
        return [str(row[0]) for row in rows if one_apart(word, str(row[0]))]

    def _by_meaning(self, query: Query) -> dict[str, float]:
        if "meaning" not in query.legs or self._meaning is None:
            return {}
        vector = self._meaning.query(query.text, query.lang)
        if vector is None:
            return {}
        clauses, values = self._filter(query)
        rows = self._db.execute(
            sql.SQL(
                "select asset, 1 - (vector <=> {vector}::vector) from said where vector is not null {passing}"
                " order by vector <=> {vector}::vector limit {most}"
            ).format(vector=sql.Literal(literal(vector)), passing=clauses, most=sql.Literal(2 * MOST)),
            values,
        ).fetchall()
        found: dict[str, float] = {}
        for name, near in rows:
            found[str(name)] = max(found.get(str(name), -1.0), float(near))
        return found

    def _filter(self, query: Query) -> tuple[sql.Composed, list[Any]]:
        """The filters as conditions on ``said.asset``."""
        parts: list[sql.Composable] = []
        values: list[Any] = []
        for yes, given in ((True, query.filters), (False, query.without)):
            for facet, items in given.items():
                if items:
                    parts.append(
                        sql.SQL(
                            " and {} exists (select from facet f where f.asset = said.asset and f.facet = %s and f.value = any(%s))"
                        ).format(sql.SQL("" if yes else "not"))
                    )
                    values += [facet, list(items)]
        return sql.Composed(parts), values

    def _about(self, query: Query, asked: Asked) -> list[tuple[str, float]]:
        if "purposes" not in query.legs:
            return []
        names = list(concepts())
        near = self._meaning.purposes(query.text, query.lang) if self._meaning else None
        known = np.full(len(names), -1, dtype=np.float32) if near is None else near
        return [(names[at], strength) for at, strength in recognised(known, labels.said(asked.words, query.lang))]

    def _serving(self, purpose: str) -> list[str]:
        rows = self._db.execute("select asset from facet where facet = 'purpose' and value = %s", (purpose,)).fetchall()
        return [str(row[0]) for row in rows]

    def _unwanted(self, asked: Asked, lang: str) -> set[str]:
        tongue = self._tongue(lang)
        return {name for words in asked.unwanted for name in self._matching(tongue.phrase(words), lang)}

    def _standing(self, ids: list[str], query: Query) -> dict[str, tuple[bool, bool, str, str]]:
        """For each asset whether it passes the filters, is European, when it changed, and its name."""
        rows = self._db.execute(
            "select id, european, changed, names[1] from asset where id = any(%s)", (ids,)
        ).fetchall()
        found = {
            str(name): (True, bool(european), str(changed), " ".join(fold(title)))
            for name, european, changed, title in rows
        }
        for yes, given in ((True, query.filters), (False, query.without)):
            for facet, items in given.items():
                if items:
                    having = self._having(facet, items)
                    found = {name: ((name in having) is yes and entry[0], *entry[1:]) for name, entry in found.items()}
        return found

    def _having(self, facet: str, items: Sequence[str]) -> set[str]:
        rows = self._db.execute("select asset from facet where facet = %s and value = any(%s)", (facet, list(items)))
        return {str(row[0]) for row in rows}

    def _counts(
        self, wanted: Iterable[str], ids: list[str] | None, query: Query
    ) -> dict[str, tuple[tuple[str, int], ...]]:
        """Counts per facet, each without its own filter."""
        found = {}
        for name in wanted:
            others = Query(
                filters={facet: items for facet, items in query.filters.items() if facet != name},
                without={facet: items for facet, items in query.without.items() if facet != name},
            )
            clauses, values = self._filter(others)
            within = sql.SQL(" and said.asset = any(%s)") if ids is not None else sql.SQL("")
            rows = self._db.execute(
                sql.SQL("select value, count(*) from facet said where facet = %s {}{} group by value").format(
                    within, clauses
                ),
                [name, *([ids] if ids is not None else []), *values],
            ).fetchall()
            found[name] = tuple(
                sorted(((str(value), int(n)) for value, n in rows), key=lambda item: (-item[1], item[0]))
            )
        return found

    def _browse(self, query: Query, wanted: tuple[str, ...]) -> Found:
        clauses, values = self._filter(query)
        order = {"newest": "changed desc, position", "name": "lower(names[1])"}.get(query.order, "position")
        base = sql.SQL(
            "from (select id as asset, names, changed, ctid as position from asset) said where true {}"
        ).format(clauses)
        total = int(self._one(sql.SQL("select count(*) {}").format(base), values))
        rows = self._db.execute(
            sql.SQL("select asset {} order by {} limit {} offset {}").format(
                base, sql.SQL(order), sql.Literal(query.limit), sql.Literal(query.offset)
            ),
            values,
        ).fetchall()
        hits = tuple(Hit(str(row[0]), 0.0) for row in rows)
        return Found(hits=hits, total=total, facets=self._counts(wanted, None, query))

    def _tongue(self, lang: str) -> Tongue:
        spoken = lang if lang in OFFICIAL_LANGUAGES else ""
        return Tongue(
            lang,
            self._analyser(lang) if spoken else None,
            lambda stem: self._there("said where lang = %s and words", stem, [spoken]),
            lambda word: self._there("asset where plain", word, []),
        )

    def _there(self, where: str, word: str, values: list[str]) -> bool:
        query = f"select exists (select from {where} @@ %s::tsquery)"  # noqa: S608 - one of two constants
        return bool(self._one(query, [*values, quote(word)]))

    def _analyser(self, lang: str) -> Analyser:
        if lang not in self._analysers:
            rows = (
                self._db.execute("select word from compound where lang = %s", (lang,))
                if Analyser.compounds(lang)
                else ()
            )
            self._analysers[lang] = Analyser(lang, (str(row[0]) for row in rows))
        return self._analysers[lang]

    def _learn(self, cursor: psycopg.Cursor[Any], texts: Sequence[tuple[str, Any]]) -> None:
        """Keep the words of languages that glue words together, so that compounds of them are taken apart."""
        found: dict[str, set[str]] = {}
        for _, text in texts:
            if Analyser.compounds(text.lang):
                found.setdefault(text.lang, set()).update(words_of(f"{text.name} {text.body}"))
        for lang, words in found.items():
            cursor.execute(
                "insert into compound select %s, unnest(%s::text[]) on conflict do nothing", (lang, sorted(words))
            )
            self._analysers.pop(lang, None)

    def _words(self, lang: str, name: str, body: str) -> str:
        if lang not in OFFICIAL_LANGUAGES:
            return ""
        analyser, kept = self._analyser(lang), dict[str, str]()
        title = analysed(name, analyser, kept).split()
        rest = analysed(body, analyser, kept).split()
        return " ".join(part for part in (vector_of(title, "A"), vector_of(rest, "D", len(title) + 1)) if part)

    def _vocabulary(self, asked: Asked) -> Mapping[str, int]:
        """The words of names that begin like what was typed, with how often they stand there."""
        if not any(len(word) > 4 for word in asked.words):
            return {}
        starts = tuple({fold(word)[0][:2] for word in asked.words if fold(word)})
        rows = self._db.execute(
            "select word, ndoc from ts_stat('select plain from asset') where left(word, 2) = any(%s)", (list(starts),)
        )
        return {str(word): int(count) for word, count in rows}

    def _one(self, query: Any, values: Sequence[Any] = ()) -> Any:
        row = self._db.execute(query, values).fetchone()
        return row[0] if row else None
