"""A file with all questions, to fill in."""

from __future__ import annotations

from toepas.kernel.words import Words
from toepas.maturity.model import Question, Questionnaire
from toepas.maturity.wording import code_text, condition_text, dimension_title, question_text, row_text, title


def blank(one: Questionnaire, stage: str, on: str, words: Words) -> str:
    """YAML with every question explained. Nothing in it is an answer yet."""
    lines = [
        f"# {title(one, words)}",
        f"# {words.t('Take the # away in front of what you answer, and write the answer behind the colon. What stays as it is, is not known, which is something else than no.')}",
        f"questionnaire: {one.id}",
        f'version: "{one.version}"',
        f"stage: {stage}",
        f"on: {on}",
        'organisation: {name: "", country: "", size: "", sector: ""}',
        f"# {words.t('size is one of {sizes}', sizes='1-9, 10-49, 50-249, 250+')}",
        "answers:",
    ]  # fmt: skip
    for dimension in one.dimensions:
        lines += ["", f"  # {dimension.code} {dimension_title(one, dimension.id, words)}"]
        for question in dimension.questions:
            lines += _question(one, question, words)
    lines += ["", "evidence:", f"  # {words.t('What shows it, by question.')} {one.questions[0].id}: ..."]
    return "\n".join(lines) + "\n"


def _question(one: Questionnaire, question: Question, words: Words) -> list[str]:
    codes = "; ".join(f"{code} = {code_text(question.kind, code, words)}" for code in question.kind.codes)
    lines = [f"  # {question_text(one, question, words)}"]
    if question.when is not None:
        lines.append(f"  # {words.t('Only where: {condition}', condition=condition_text(one, question.when, words))}")
    lines += [f"  # {codes}", f"  {question.id}:"]
    if question.none:
        lines[-1] += f"  # {words.t('or {none}', none=question.id + ': none')}"
    width = max(len(row.id) for row in question.rows)
    lines += [f"    # {row.id + ':':<{width + 1}}  # {row_text(one, question, row, words)}" for row in question.rows]  # fmt: skip
    return lines
