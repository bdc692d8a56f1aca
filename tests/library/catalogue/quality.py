"""How good the search of the catalogue is: ``python -m tests.library.catalogue.quality`` prints the tables of docs/catalogue-quality.md.

``quality judge`` prints the records that a search finds and nobody judged yet, per need, in the form of ``needs/judged/*.yaml``.
``quality xquad`` prints the tables of XQuAD alone.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from tests.library.catalogue import judged, xquad
from tests.library.catalogue.judged import Need, grades, needs
from tests.library.catalogue.measures import FIRST, FURTHER, mean, ndcg, overlap, recall
from toepas.catalogue import Query, shipped
from toepas.catalogue.search.local import LocalIndex
from toepas.catalogue.search.meaning import VECTORS, Model
from toepas.catalogue.search.query import LEGS, Leg
from toepas.catalogue.search.texts import texts_of
from toepas.retrieval.language import OFFICIAL_LANGUAGES
from toepas.retrieval.vectors import Floats

WAYS: dict[str, tuple[Leg, ...]] = {
    "all legs": LEGS,
    "without words": ("meaning", "purposes"),
    "without meaning": ("words", "purposes"),
    "without purposes": ("words", "meaning"),
    "words alone": ("words",),
    "meaning alone": ("meaning",),
    "purposes alone": ("purposes",),
}


class Remembering(Model):
    """The model; the vectors of many questions can be made at once, and are kept in the cache folder."""

    def __init__(self) -> None:
        super().__init__()
        self._known: dict[str, Floats] = {}

    def learn(self, texts: Sequence[str]) -> None:
        """Make the vectors of questions, or take them from the cache folder."""
        found = VECTORS.embed(texts, "query")
        if found is None:
            raise SystemExit("the model of the extra 'ask' is not installed")
        self._known |= zip(texts, found, strict=True)

    def raw(self, text: str) -> Floats | None:
        found = self._known.get(text)
        return super().raw(text) if found is None else found


MODEL = Remembering()


@dataclass(frozen=True, slots=True)
class Asked:
    """A need asked in one language, and the ids that were found, best first."""

    need: Need
    lang: str
    ranking: tuple[str, ...]

    @property
    def ndcg(self) -> float:
        return ndcg(self.ranking, grades(self.need.id))

    @property
    def recall(self) -> float:
        return recall(self.ranking, grades(self.need.id))


@functools.cache
def catalogue() -> LocalIndex:
    """What is shipped."""
    index = LocalIndex(MODEL)
    index.put(shipped())
    return index


@functools.cache
def asked(legs: tuple[Leg, ...] = LEGS, narrowed: bool = True) -> tuple[Asked, ...]:
    """Every need that something answers, in every language it is written in; among the kinds that it seeks, unless not ``narrowed``."""
    return tuple(
        Asked(need, lang, ranked(need, lang, legs, narrowed))
        for need in needs()
        if grades(need.id)
        for lang in need.texts
    )


@functools.cache
def ranked(need: Need, lang: str, legs: tuple[Leg, ...], narrowed: bool = True) -> tuple[str, ...]:
    """The ids found for a need."""
    filters = {"kind": need.kinds} if narrowed else {}
    query = Query(need.texts[lang], lang, legs=legs, filters=filters, limit=FURTHER, facets=())
    return tuple(hit.id for hit in catalogue().search(query).hits)


def parity(answers: Sequence[Asked]) -> dict[str, float]:
    """Per language nDCG@10 as a share of that of English on the same needs."""
    english = {one.need.id: one.ndcg for one in answers if one.lang == "en"}
    return {
        lang: mean([one.ndcg for one in mine]) / mean([english[one.need.id] for one in mine])
        for lang in OFFICIAL_LANGUAGES
        if (mine := [one for one in answers if one.lang == lang])
    }


def overlaps(answers: Sequence[Asked]) -> dict[str, float]:
    """Per language the mean share of the first ten that English has too, over the needs in all languages."""
    english = {one.need.id: one.ranking for one in answers if one.lang == "en"}
    return {
        lang: mean(
            [overlap(one.ranking, english[one.need.id]) for one in answers if one.lang == lang and one.need.parallel]
        )
        for lang in OFFICIAL_LANGUAGES
    }


@functools.cache
def _spoken() -> dict[str, frozenset[str]]:
    """The languages in which each record has a text."""
    return {asset.id: frozenset(text.lang for text in texts_of(asset)) for asset in shipped()}


def same_and_cross(answers: Sequence[Asked]) -> tuple[float, float]:
    """nDCG@10 among the records that have a text in the language asked in, and among those that have none."""
    found: dict[bool, list[float]] = {True: [], False: []}
    for one in answers:
        for same, scores in found.items():
            mine = {name: grade for name, grade in grades(one.need.id).items() if (one.lang in _spoken()[name]) == same}
            if mine:
                scores.append(ndcg([name for name in one.ranking if (one.lang in _spoken()[name]) == same], mine))
    return mean(found[True]), mean(found[False])


def share_judged(answers: Sequence[Asked]) -> float:
    """The share of the first ten that was held against the need."""
    return mean(
        [
            len(set(one.ranking[:FIRST]) & judged.judged(one.need.id)) / len(one.ranking[:FIRST])
            for one in answers
            if one.ranking
        ]
    )


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Print a table; numbers with three digits."""
    print("| " + " | ".join(head) + " |\n|---|" + "---:|" * (len(head) - 1))
    for row in rows:
        print("| " + " | ".join(f"{cell:.3f}" if isinstance(cell, float) else str(cell) for cell in row) + " |")
    print()


def per_language() -> None:
    """The main table."""
    answers = asked()
    like, shared = parity(answers), overlaps(answers)
    halves = {half: parity([one for one in answers if one.need.half == half]) for half in ("tune", "held-out")}

    def row(lang: str, mine: Sequence[Asked]) -> list[object]:
        half = {name: mean([one.ndcg for one in mine if one.need.half == name]) for name in halves}
        empty = mean([float(not one.ranking) for one in mine])
        return [
            lang,
            len(mine),
            mean([one.ndcg for one in mine]),
            half["tune"],
            half["held-out"],
            mean([one.recall for one in mine]),
            empty,
        ]

    rows = [
        [*row(lang, [one for one in answers if one.lang == lang]), like[lang], halves["held-out"][lang], shared[lang]]
        for lang in OFFICIAL_LANGUAGES
    ]
    others = [lang for lang in OFFICIAL_LANGUAGES if lang != "en"]
    spread = [mean([part[lang] for lang in others]) for part in (like, halves["held-out"], shared)]
    rows.append([*row("all but en", [one for one in answers if one.lang != "en"]), *spread])
    table(
        [
            "language",
            "needs",
            "nDCG@10",
            "tune",
            "held-out",
            "recall@20",
            "nothing found",
            "parity",
            "parity, held-out",
            "overlap@10 with en",
        ],
        rows,
    )
    print(
        f"{sum(value >= 0.8 for value in like.values())} of {len(like)} languages have a parity of at least 0.8; the least overlap is {min(shared.values()):.2f}.\n"
    )


def per_way() -> None:
    """With and without each leg."""

    def row(name: str, legs: tuple[Leg, ...]) -> list[object]:
        answers = asked(legs)
        groups = [
            [one for one in answers if one.lang in langs and one.need.half == half]
            for langs in (("en",), ("nl",), tuple(set(OFFICIAL_LANGUAGES) - {"en", "nl"}))
            for half in ("tune", "held-out")
        ]
        shared = overlaps(answers)
        return [
            name,
            *(mean([one.ndcg for one in group]) for group in groups),
            mean([shared[lang] for lang in shared if lang != "en"]),
        ]

    head = [
        "legs",
        "en tune",
        "en held-out",
        "nl tune",
        "nl held-out",
        "others tune",
        "others held-out",
        "overlap@10 with en",
    ]
    table(head, [row(name, legs) for name, legs in WAYS.items()])


def rest() -> None:
    """What does not fit in the tables."""
    answers, wide = asked(), asked(narrowed=False)
    same, cross = same_and_cross(answers)
    kinds = {asset.id: str(asset.kind) for asset in shipped()}
    other = mean(
        [
            mean([float(kinds[name] not in one.need.kinds) for name in one.ranking[:FIRST]])
            for one in wide
            if one.ranking
        ]
    )
    print(f"Among records with a text in the language asked in: nDCG@10 {same:.3f}; among those without: {cross:.3f}.")
    print(
        f"Judged: {share_judged(answers):.1%} of the first ten, {len(needs())} needs in {sum(len(need.texts) for need in needs())} texts, {len(answers)} measured."
    )
    print(
        f"Without choosing a kind: nDCG@10 {mean([one.ndcg for one in wide]):.3f}, {other:.1%} of the first ten of another kind.\n"
    )


def judge() -> None:
    """Print what is to be judged."""
    known = {
        name: legs
        for name, legs in WAYS.items()
        if name in ("all legs", "meaning alone", "words alone", "purposes alone")
    }
    for need in needs():
        rankings = [ranked(need, lang, legs) for lang in need.texts for legs in known.values()]
        found = judged.to_judge(need, rankings)
        if found:
            print(f"  {need.id}:  # {need.texts['en']}")
        for asset in found:
            print(f"    # {asset.id}: {asset.text('name', 'en')} ({asset.kind}): {asset.text('summary', 'en')}")


def main(arguments: Sequence[str]) -> int:
    """Print what was asked for."""
    parts: dict[str, tuple[Callable[[], None], ...]] = {
        "": (per_language, per_way, rest, xquad.main),
        "needs": (per_language, per_way, rest),
        "xquad": (xquad.main,),
        "judge": (judge,),
    }
    MODEL.learn([text for need in needs() for text in need.texts.values()])
    for part in parts[arguments[0] if arguments else ""]:
        part()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
