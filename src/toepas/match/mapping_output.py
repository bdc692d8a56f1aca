"""A mapping of proposals for people and for machines: sentences, JSON and tables."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from typing import Any

from toepas.catalogue import purpose_name, sector_name
from toepas.catalogue.export import safe_cell
from toepas.kernel.words import Words
from toepas.match.mapping import COUNTERPART, Ground, Link, Mapped, Mapping
from toepas.match.proposals import Target


def grade_name(grade: str, words: Words) -> str:
    """How sure a link is, in words."""
    return {
        "clear": words.t("clear"),
        "likely": words.t("likely"),
        "behind": words.t("fits less well than the first"),
        "weak": words.t("weak: not enough to call it a counterpart"),
        "none": words.t("nothing in common that we see"),
    }[grade]


def ground_text(ground: Ground, words: Words) -> str:
    """What speaks for a pair, as a sentence with what both say."""
    return {
        "meaning": lambda: words.t(
            "“{proposal}” is near to “{target}”", proposal=ground.quote, target=ground.of_target
        ),
        "named": lambda: words.t("It is named: {name}", name=ground.value),
        "purpose": lambda: words.t("Both are about: {purpose}", purpose=purpose_name(ground.value, words)),
        "sector": lambda: words.t("Same sector: {sector}", sector=sector_name(ground.value, words)),
        "words": lambda: words.t("Both say: {words}", words=ground.value),
    }[ground.code]()


def mapping_data(mapping: Mapping, words: Words) -> dict[str, Any]:
    """The whole answer as plain data."""
    titles = {target.id: target.title for target in mapping.targets}
    return {
        "counterpart_from": COUNTERPART,
        "proposals": [
            {
                "id": mapped.proposal.id,
                "title": mapped.proposal.title,
                "language": mapped.proposal.lang,
                "sectors": list(mapped.proposal.sectors),
                "unread_sectors": mapped.proposal.unread,
                "where": mapped.proposal.where,
                "has_counterpart": bool(mapped.counterparts),
                "nearest": [_link(link, titles, words) for link in mapped.links],
            }
            for mapped in mapping.proposals
        ],
        "without_counterpart": [mapped.proposal.id for mapped in mapping.without],
        "targets": [
            {
                "id": target.id,
                "title": target.title,
                "proposals": [
                    {"id": mapped.proposal.id, "score": score} for mapped, score in mapping.touching(target.id)
                ],
            }
            for target in mapping.targets
        ],
        "untouched": list(mapping.untouched),
        "overlaps": [
            {
                "targets": [overlap.first, overlap.second],
                "titles": [titles[overlap.first], titles[overlap.second]],
                "nearer_than_usual": overlap.nearer,
                "reasons": _grounds(overlap.grounds, words),
            }
            for overlap in mapping.overlaps
        ],
    }


def _link(link: Link, titles: dict[str, str], words: Words) -> dict[str, Any]:
    return {
        "target": link.target,
        "title": titles[link.target],
        "score": link.score,
        "grade": link.grade,
        "grade_text": grade_name(link.grade, words),
        "reasons": _grounds(link.grounds, words),
    }


def _grounds(grounds: Iterable[Ground], words: Words) -> list[dict[str, Any]]:
    return [
        {
            "code": ground.code,
            "value": ground.value,
            "weight": round(ground.weight, 3),
            "proposal_says": ground.quote,
            "target_says": ground.of_target,
            "text": ground_text(ground, words),
        }
        for ground in grounds
    ]


def mapping_tables(mapping: Mapping, words: Words) -> dict[str, bytes]:
    """Two tables by file name, in UTF-8 with the mark that spreadsheets need: a row for each counterpart of a proposal (one
    row with the nearest target where it has none), and a row for each target."""
    titles = {target.id: target.title for target in mapping.targets}
    return {
        "proposals.csv": _table(
            ["proposal", "title", "counterpart", "target", "target_title", "score", "grade", "reasons"],
            (row for mapped in mapping.proposals for row in _proposal_rows(mapped, titles, words)),
        ),
        "targets.csv": _table(
            ["target", "title", "proposals", "count", "overlaps_with"],
            (_target_row(target, mapping) for target in mapping.targets),
        ),
    }


def _proposal_rows(mapped: Mapped, titles: dict[str, str], words: Words) -> Iterable[list[object]]:
    found = mapped.counterparts
    for link in found or mapped.links[:1]:
        yield [
            mapped.proposal.id,
            mapped.proposal.title,
            "yes" if found else "no",
            link.target,
            titles[link.target],
            link.score,
            link.grade,
            "; ".join(ground_text(ground, words) for ground in link.grounds),
        ]


def _target_row(target: Target, mapping: Mapping) -> list[object]:
    touching = [mapped.proposal.id for mapped, _ in mapping.touching(target.id)]
    pairs = ((overlap.first, overlap.second) for overlap in mapping.overlaps)
    beside = [second if first == target.id else first for first, second in pairs if target.id in (first, second)]
    return [target.id, target.title, " ".join(touching), len(touching), " ".join(beside)]


def _table(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream)
    writer.writerow(columns)
    writer.writerows([safe_cell(value) for value in row] for row in rows)
    return stream.getvalue().encode("utf-8-sig", "replace")
