"""``toepas observatory refresh``: what the office has now, as a vintage of its own; whole, or nothing.

Each answer is kept in a working folder as soon as it is there, so that an interrupted refresh goes on where it was. Answers of
different days of the office do not go together: the older ones are fetched again.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import msgspec

from toepas.kernel.problems import Problem
from toepas.kernel.words import Words
from toepas.observatory.build import Built, Sent, build
from toepas.observatory.model import SITE, TABLE, Dataset
from toepas.observatory.office import Office, Query, TooBig, address
from toepas.observatory.read.answer import open_answer
from toepas.observatory.read.labels import codelist
from toepas.observatory.vintages import home

WORK = ".fetched"
PLAN = "plan.json"
SMALLEST = 1
Step = Callable[[str, int, int], None]
"""Called with the dataset, the questions answered so far, and how many there are."""


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a plan: its address and the file its answer goes to."""

    query: Query
    url: str
    file: str


def refresh(dataset: Dataset, office: Office, now: datetime.datetime, words: Words, step: Step | None = None) -> Built:
    """Fetch a dataset, inspect it and keep it as a vintage. What is in use stays so if the new one is held back.

    Raises Problem where the office does not answer or sends something else; nothing is kept as a vintage then.
    """
    if dataset.via in (TABLE, SITE):
        raise Problem(
            words.t("This dataset is not fetched: it was typed over from a document.")
            if dataset.via == TABLE
            else words.t("This dataset is not fetched: a site makes it of what organisations say there."),
            where=dataset.id,
            todo=words.t("Name another one; see 'toepas observatory list'."),
        )
    work = home() / dataset.id / WORK
    questions = _plan(dataset, office, work)
    questions = _ask(dataset, office, work, questions, words, step)
    if _drop_older(work, questions, words):
        questions = _ask(
            dataset, office, work, questions, words, step
        )  # what does not go together even now, a gate holds back
    sent = [Sent(work / question.file, question.url) for question in questions]
    built = build(dataset, sent, now.date(), words, updated=_said(now, dataset))
    shutil.rmtree(work, ignore_errors=True)
    return built


def _said(now: datetime.datetime, dataset: Dataset) -> datetime.datetime | None:
    """Whole tables come without the office's date; the day on which we fetched them stands for it."""
    return now if dataset.via == "bulk" else None


def _plan(dataset: Dataset, office: Office, work: Path) -> list[Question]:
    """The questions of a dataset; those of an interrupted refresh where they began as these do."""
    first = [_question(dataset, office, query) for query in dataset.queries or ({},)]
    mark = [question.url for question in first]
    try:
        kept = json.loads((work / PLAN).read_bytes())
        if kept["first"] == mark:
            return [msgspec.convert(item, Question) for item in kept["questions"]]
    except (OSError, ValueError, KeyError, TypeError, msgspec.ValidationError):
        pass
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    _note(work, mark, first)
    return first


def _note(work: Path, mark: list[str], questions: list[Question]) -> None:
    part = work / f"{PLAN}.part"
    plan = {"first": mark, "questions": msgspec.to_builtins(questions)}
    part.write_text(json.dumps(plan), encoding="utf-8")
    part.replace(work / PLAN)


def _question(dataset: Dataset, office: Office, query: Query) -> Question:
    url = address(office.base, dataset, query)
    return Question(query, url, hashlib.sha256(url.encode()).hexdigest()[:16])


def _ask(
    dataset: Dataset, office: Office, work: Path, questions: list[Question], words: Words, step: Step | None
) -> list[Question]:
    """Fetch what is not there yet; a question that is too big is asked in two halves. Returns the questions as they were asked."""
    mark = json.loads((work / PLAN).read_bytes())["first"]
    waiting = list(questions)
    done: list[Question] = []
    while waiting:
        question = waiting.pop(0)
        if not (work / question.file).exists():
            if step:
                step(dataset.id, len(done), len(done) + len(waiting) + 1)
            try:
                office.fetch(
                    question.url, work / question.file, f"{dataset.id} {len(done) + 1}/{len(done) + len(waiting) + 1}"
                )
            except TooBig as error:
                waiting[:0] = [_question(dataset, office, half) for half in _halves(dataset, question, error, words)]
                _note(work, mark, done + waiting)
                continue
        done.append(question)
    if step:
        step(dataset.id, len(done), len(done))
    return done


def _halves(dataset: Dataset, question: Question, error: TooBig, words: Words) -> tuple[Query, Query]:
    """A question in two: the dimension with most codes is divided. Raises Problem where none can be."""
    known = codelist(dataset.codelist)
    codes = {name: question.query.get(name) or tuple(known.get(name, ())) for name in dataset.dimensions}
    widest = max(codes, key=lambda name: len(codes[name]))
    half = len(codes[widest]) // 2
    if half < SMALLEST:
        raise Problem(
            words.t("The question is too big for the office, and cannot be made smaller: {reason}", reason=error),
            where=question.url,
            todo=words.t("Describe smaller questions in the dataset."),
        )
    return {**question.query, widest: codes[widest][:half]}, {**question.query, widest: codes[widest][half:]}


def _drop_older(work: Path, questions: list[Question], words: Words) -> bool:
    """Takes answers away that are older than the newest of them; whether there were any.

    An answer that cannot be read is taken away too, so that the next refresh asks for it again; then Problem is raised.
    """
    days = {}
    for question in questions:
        path = work / question.file
        try:
            days[path] = open_answer(path, question.url, words, aside=work).updated
        except Problem:
            path.unlink(missing_ok=True)
            raise
        finally:
            path.with_name(f"{path.name}.unpacked").unlink(missing_ok=True)
    newest = max((day for day in days.values() if day), default=None)
    old = [path for path, day in days.items() if day and newest and day < newest]
    for path in old:
        path.unlink()
    return bool(old)
