"""``toepas mcp``: the same answers for assistants, over the Model Context Protocol on standard input and output."""

from __future__ import annotations

import argparse
import datetime
from typing import Any

from toepas import __version__
from toepas.check import Case, all_facts, check, read_facts, result_data
from toepas.cli.common import lacking, today
from toepas.kernel.problems import Problem
from toepas.kernel.words import SOURCE_LANGUAGE, Words, languages
from toepas.law import load_act, load_text, text_versions

INSTRUCTIONS = (
    "What the EU AI Act asks of a case. Begin with `facts` to learn which questions there are, call `check` with what is "
    "known (leave out what is not: unknown is an answer), and ask the person about the facts in `questions`. Never guess a "
    "fact. Say what is still open, name the citations, and say that this informs and is not legal advice."
)


def summary(words: Words) -> str:
    """One line for the list of commands."""
    return words.t("Answer assistants over the Model Context Protocol (standard input and output)")


def arguments(_parser: argparse.ArgumentParser, _words: Words) -> None:
    """Nothing to be said."""


def run(_arguments: argparse.Namespace, words: Words) -> int:
    """Serve until the other side closes."""
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError:
        raise lacking(words.t("The part for assistants is not installed here."), "mcp", words) from None
    server = MCPServer("toepas", title="Toepas", version=__version__, instructions=INSTRUCTIONS)
    for tool in (facts, check_case, ask, law):
        server.tool(name=tool.__name__.removesuffix("_case"))(tool)
    server.run("stdio")
    return 0


def _refused(what: str) -> Exception:
    """What a tool says of input that it cannot use; anything else would reach the assistant as a defect of ours."""
    from mcp.server.mcpserver.exceptions import ToolError

    return ToolError(what)


def _day(on: str) -> datetime.date:
    try:
        return datetime.date.fromisoformat(on) if on else today()
    except ValueError:
        raise _refused(f"on: '{on[:40]}' is not a date. Write year-month-day.") from None


def _words(lang: str) -> Words:
    return Words(lang if lang in languages() else SOURCE_LANGUAGE)


def facts(search: str = "", lang: str = "en") -> list[dict[str, Any]]:
    """Every fact the check asks about, with question, meaning, type, allowed values and citations.

    ``search`` keeps only facts whose id, question or meaning holds every word. Languages: en, nl.
    """
    said, wanted = _words(lang), search.casefold().split()
    found = []
    for fact in all_facts().values():
        question = said.entry(f"{fact.id}.question", fact.question)
        meaning = said.entry(f"{fact.id}.meaning", fact.meaning) if fact.meaning else ""
        if all(word in f"{fact.id} {question} {meaning}".casefold() for word in wanted):
            row = {"id": fact.id, "type": fact.type, "question": question, "meaning": meaning}
            found.append({**row, "values": list(fact.values), "unit": fact.unit, "cites": list(fact.cites)})
    return found


def check_case(facts: dict[str, Any], on: str = "", text_version: str = "", lang: str = "en") -> dict[str, Any]:
    """What the AI Act asks of a case: class, roles, findings with proof, duties with dates, and open questions.

    ``facts``: values by fact id (true, false, a number, a code, a date as text); leave out what is unknown.
    ``on``: the date asked about (YYYY-MM-DD; today if empty). ``text_version``: 2024 or 2026 text by its date; the one
    that holds on that date if empty.
    """
    from toepas.advise import View, verdict

    read, wrong = read_facts(facts)
    if wrong:
        raise _refused("; ".join(f"{item.name}: {item.what}. Expected: {item.expected}" for item in wrong))
    if text_version and text_version not in text_versions():
        raise _refused(f"text_version: one of {', '.join(text_versions())}")
    result, case = check(read, _day(on), text_version or None), Case("case", read)
    return {"verdict": verdict(View(case, result, _words(lang))), **result_data(result, case)}


def ask(question: str, lang: str = "", on: str = "") -> dict[str, Any]:
    """A question in any official EU language; passages with their citations, and how good the evidence is."""
    from toepas.ask import answer_data
    from toepas.ask import ask as answer

    try:
        return answer_data(answer(question, lang or None, _words(lang), _day(on)))
    except Problem as problem:
        raise _refused(str(problem)) from None


def law(provision: str, lang: str = "en") -> dict[str, Any]:
    """An article or annex (art_26, anx_III): our digest, what the 2026 amendment changed, the official text if fetched."""
    act, said = load_act(), _words(lang)
    article = act.articles.get(provision)
    if article is None:
        raise _refused(f"{provision}: no such provision; ids look like art_26, art_4a, anx_III")
    text = load_text(act.text_version, lang)
    official = text.provisions.get(provision) if text else None
    return {
        "id": provision,
        "title": said.entry(f"{provision}.title", article.title),
        "digest": said.entry(f"{provision}.digest", article.digest),
        "changed": said.entry(f"{provision}.what", article.change_what) if article.change_what else "",
        "text_version": act.text_version,
        "official_text": [f"{item.label} {item.text}".strip() for item in official.passages] if official else None,
    }
