"""What questionnaires, scores and outcomes are called and how they read, in the reader's language."""

from __future__ import annotations

from fractions import Fraction

from toepas.kernel.words import Words
from toepas.maturity.advice import Advice
from toepas.maturity.benchmark import Benchmark
from toepas.maturity.compare import OVERALL, Change, Comparison
from toepas.maturity.model import Basis, Condition, Kind, Question, Questionnaire, Row, Span
from toepas.maturity.registry import levels, read
from toepas.maturity.scores import level_of


def title(one: Questionnaire, words: Words) -> str:
    """The name of a questionnaire."""
    return words.entry(f"maturity.{one.id}.title", one.title)


def about(one: Questionnaire, words: Words) -> str:
    """What it is."""
    return words.entry(f"maturity.{one.id}.about", one.about)


def dimension_title(one: Questionnaire, name: str, words: Words) -> str:
    """The name of a dimension, or of the whole."""
    if name == OVERALL:
        return words.t("Overall")
    found = next(dimension for dimension in one.dimensions if dimension.id == name)
    return words.entry(f"maturity.{one.id}.{name}.title", found.title)


def question_text(one: Questionnaire, question: Question, words: Words) -> str:
    """A question."""
    return words.entry(f"maturity.{one.id}.{question.id}.text", question.text)


def none_text(one: Questionnaire, question: Question, words: Words) -> str:
    """The exclusive answer; empty where there is none."""
    return words.entry(f"maturity.{one.id}.{question.id}.none", question.none) if question.none else ""


def row_text(one: Questionnaire, question: Question, row: Row, words: Words) -> str:
    """One thing that is answered."""
    return words.entry(f"maturity.{one.id}.{question.id}.{row.id}", row.text)


def code_text(kind: Kind, code: str, words: Words) -> str:
    """An answer."""
    return words.entry(f"maturity.kind.{kind.id}.{code}", kind.labels[code])


def condition_text(one: Questionnaire, condition: Condition, words: Words) -> str:
    """When a question is asked."""
    for key, between in (("all", words.t("and")), ("any", words.t("or"))):
        if key in condition:
            return f" {between} ".join(condition_text(one, part, words) for part in condition[key])
    if "not" in condition:
        return words.t("not: {condition}", condition=condition_text(one, condition["not"], words))
    name, row = condition["row"].split(".")
    question = one.question(name)
    found = question.row(row) if question else None
    return f"'{row_text(one, question, found, words)}'" if question and found else condition["row"]


def basis_text(basis: Basis, words: Words) -> str:
    """What stands behind a part of a questionnaire, with its source."""
    scoring = read("scoring")
    said = words.entry(f"maturity.basis.{basis.id}", scoring["basis"][basis.id])
    grade = words.entry(f"maturity.grades.{basis.grade}", scoring["grades"][basis.grade])
    if not basis.source or basis.read is None:
        return f"{said} ({grade})"
    return words.t("{said} ({grade}; {source}, read on {day})", said=said, grade=grade, source=words.entry("maturity.source", basis.source), day=words.date(basis.read))  # fmt: skip


def number(value: Fraction | float, words: Words) -> str:
    """A score with one decimal."""
    return words.number(round(float(value), 1))


def span_text(span: Span, words: Words) -> str:
    """A score, or what it is at least and at most."""
    if span.known:
        return number(span.low, words)
    return words.t("between {low} and {high}", low=number(span.low, words), high=number(span.high, words))


def level_text(span: Span, words: Words) -> str:
    """The level of a score, or those it can be."""
    low, high = level_of(span.low), level_of(span.high)
    names = [words.entry(f"maturity.level.{one.id}", one.title) for one in (low, high)]
    if low.id == high.id:
        return names[0]
    if (low, high) == (levels()[0], levels()[-1]):
        return words.t("not known")
    return words.t("{low} to {high}, as answers are not known", low=names[0], high=names[1])


def change_text(change: Change, words: Words) -> str:
    """A change, with how sure it is."""
    if change.direction == "same":
        return words.t("the same")
    low, high = (signed(value, words) for value in (change.low, change.high))
    if change.direction == "unclear":
        return words.t("not known: between {low} and {high} points", low=low, high=high)
    said = words.t("{points} points", points=low) if change.low == change.high else words.t("between {low} and {high} points", low=low, high=high)  # fmt: skip
    return words.t("{said}, no more than one answer does", said=said) if change.slight else said


def signed(value: Fraction | float, words: Words) -> str:
    """A number with its sign."""
    shown = round(float(value), 1)
    return ("+" if shown > 0 else "") + words.number(shown)


def comparison_counts(found: Comparison, words: Words) -> list[str]:
    """How many answers moved, over which time, and what was asked at one moment only."""
    notes = [
        words.n("{n} answer moved up", "{n} answers moved up", found.up)
        + ", "
        + words.n("{n} moved down", "{n} moved down", found.down)
        + ", "
        + words.n("{n} stayed", "{n} stayed", found.kept)
        + ", "
        + words.n("{n} cannot be compared, as it is not known.", "{n} cannot be compared, as they are not known.", found.open)
    ]  # fmt: skip
    notes.append(words.n("There is {n} day between the two.", "There are {n} days between the two.", found.days))
    if found.otherwise:
        names = ", ".join(found.otherwise)
        notes.append(words.t("Some questions were asked at one moment only ({names}), so these dimensions are not about quite the same.", names=names))  # fmt: skip
    return notes


def comparison_caveats(words: Words) -> list[str]:
    """What holds for every comparison of one organisation."""
    return [
        words.t("Scores are your own answers. They also change when somebody else answers, or reads a question otherwise."),
        words.t("Who begins very low tends to score higher the next time, and who begins very high lower, even if nothing changed (regression to the mean). One organisation cannot show how much of a change that is; a group can."),
        words.t("A change says nothing about its cause."),
    ]  # fmt: skip


def advice_says(one: Advice, words: Words) -> str:
    """What to do; with a reservation where it hangs on answers that are not known."""
    said = words.entry(f"maturity.advice.{one.id}.says", one.says)
    return said if one.sure else words.t("Perhaps: {said}", said=said)


def advice_why(one: Advice, words: Words) -> str:
    """Why."""
    said = words.entry(f"maturity.advice.{one.id}.why", one.why)
    return said if one.sure else words.t("If so: {said}", said=said)


def benchmark_text(found: Benchmark, words: Words) -> list[str]:
    """Your answer, and the published figure or why there is none."""
    uses = {
        True: words.t("By your answers you use AI."),
        False: words.t("By your answers you do not use AI."),
        None: words.t("Your answers do not tell whether you use AI."),
    }[found.uses]
    if found.cell is None:
        missing = {
            "public": words.t("Toepas has no figure of how many public bodies use AI; there is nothing to put beside it."),
            "country": words.t("Your country is not known, so there is no figure beside it."),
            "size": words.t("Your size is not known, so there is no figure beside it."),
            "small": words.t("Enterprises with fewer than 10 people are not asked by the offices of statistics; there is nothing to put beside it."),
            "figure": words.t("There is no figure for your country and size."),
        }  # fmt: skip
        return [uses, missing[found.missing]]
    cell = found.cell
    share = words.t(
        "Of the enterprises of your size ({size}) in your country, {share} % used at least one AI technology in {year}, by their own answers.",
        size=cell.size, share=words.number(cell.share), year=cell.year,
    )  # fmt: skip
    flagged = [words.t("The office says of this figure: {meaning}.", meaning=cell.meaning)] if cell.meaning else []
    return [
        uses,
        share,
        *flagged,
        cell.source,
        words.t("That figure counts enterprises; it is no score and no target."),
    ]
