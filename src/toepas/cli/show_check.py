"""How a checked case looks on the terminal."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from toepas.check import Case, Result, naming
from toepas.check.case import plain
from toepas.check.compare import Comparison, DutyChange, Flip
from toepas.check.fines import cap
from toepas.check.output import duty_data
from toepas.check.questions import questions
from toepas.check.result import DutyFinding
from toepas.kernel.words import Words

SHOWN_QUESTIONS = 5


def result(out: Console, found: Result, case: Case, words: Words, proof: bool) -> None:
    """Verdict first, then roles, duties, what is open."""
    out.print(f"[bold]{escape(case.title)}[/bold]")
    out.print(
        words.t(
            "Checked for {date}, against the text of {version}.",
            date=words.date(found.on),
            version=found.text_version,
        )
    )
    out.print()
    out.print(f"[bold]{words.t('Verdict')}:[/bold] {escape(verdict(found, words))}")
    roles = [naming.concept(found, name, words) for name in found.roles]
    out.print(f"{words.t('Your roles')}: {', '.join(roles) or words.t('none that is certain')}")
    maybe = [naming.concept(found, name, words) for name in found.open_roles]
    if maybe:
        out.print(f"{words.t('Perhaps also')}: {', '.join(maybe)}")
    points = [naming.concept(found, name, words) for name in found.of_kind("annex-iii-point")]
    if points:
        out.print(f"{words.t('On the high-risk list for')}: {'; '.join(points)}")
    out.print()
    _duties(out, found, words, proof)
    if proof:
        _proofs(out, found, words)
    _open(out, found, words)
    out.print(words.t("Toepas informs and is not legal advice."), style="dim")


def verdict(found: Result, words: Words) -> str:
    """One sentence: the class, honest about what is open or coming."""
    kind = found.class_
    if len(kind.possible) > 1:
        options = ", ".join(naming.class_name(name, words) for name in kind.possible)
        text = words.t("not settled yet; it can be: {options}", options=options)
    else:
        text = naming.class_name(kind.name, words)
    for name, day in kind.coming:
        text = words.t(
            "{now}; from {date}: {then}", now=text, date=words.date(day), then=naming.class_name(name, words)
        )
    return text


def _duties(out: Console, found: Result, words: Words, proof: bool) -> None:
    table = Table(title=words.t("What you must do"), title_justify="left", expand=True)
    for heading, ratio in (
        (words.t("Duty"), 4),
        (words.t("From"), 2),
        (words.t("Status"), 1),
        (words.t("Fine"), 2),
        (words.t("Source"), 1),
    ):
        table.add_column(heading, ratio=ratio, overflow="fold")
    order = {"applies": 0, "later": 1, "may-apply": 2}
    items = [item for item in found.duties if not item.duty.voluntary]
    for item in sorted(items, key=lambda entry: (order[entry.status], str(entry.earliest))):
        title = naming.duty(item, words)
        if proof:
            basis = item.because or item.depends_on
            title += "\n" + "; ".join(_fact(found, name, words) for name in basis[:8])
        table.add_row(
            escape(title),
            naming.when(item, words),
            naming.status(item, words),
            naming.fine(cap(found, item.duty.id), words),
            ", ".join(item.duty.cites),
        )
    out.print(table if items else words.t("No duties follow from what is known."))


def _fact(found: Result, name: str, words: Words) -> str:
    given = naming.value(found, name, found.facts.get(name), words)
    return f"{naming.question(found, name, words)} {given}"


def _proofs(out: Console, found: Result, words: Words) -> None:
    table = Table(title=words.t("Why"), title_justify="left", expand=True)
    for heading in (words.t("Finding"), words.t("Outcome"), words.t("Because"), words.t("Source")):
        table.add_column(heading, overflow="fold")
    names = {"yes": words.t("yes"), "no": words.t("no"), "unknown": words.t("unknown")}
    for finding in found.findings:
        if finding.outcome == "no" and found.act.concepts[finding.id].kind not in ("class", "scope"):
            continue
        basis = finding.because or finding.depends_on
        reasons = "\n".join(_fact(found, name, words) for name in basis[:8])
        title = naming.concept(found, finding.id, words)
        table.add_row(escape(title), names[finding.outcome], escape(reasons), ", ".join(finding.cites))
    out.print(table)


def _open(out: Console, found: Result, words: Words) -> None:
    asked = questions(found)
    if not asked:
        return
    out.print(f"[bold]{words.t('Still open, most decisive first')}[/bold]")
    for name in asked[:SHOWN_QUESTIONS]:
        fact = found.act.facts[name]
        who = naming.who_knows(fact.who, words)
        out.print(f"  {escape(naming.question(found, name, words))} ({escape(words.t('ask: {who}', who=who))}; {name})")
    rest = len(asked) - SHOWN_QUESTIONS
    if rest > 0:
        out.print("  " + words.n("and one more", "and {n} more", rest))
    out.print()


def comparison(out: Console, compared: Comparison, words: Words) -> None:
    """What changed for this case between the two texts."""
    before, after = compared.before, compared.after
    title = words.t(
        "What changed between the text of {old} and that of {new}", old=before.text_version, new=after.text_version
    )
    table = Table(title=title, title_justify="left", expand=True)
    for heading in (words.t("What"), before.text_version, after.text_version):
        table.add_column(heading, overflow="fold")
    if before.class_.name != after.class_.name:
        table.add_row(words.t("Class"), verdict(before, words), verdict(after, words))
    for change in compared.duties:
        found = change.after or change.before
        assert found is not None
        table.add_row(naming.duty(found, words), _side(change.before, words), _side(change.after, words))
    out.print(words.t("Nothing changed for this case.") if compared.same else table)


def _side(found: DutyFinding | None, words: Words) -> str:
    if found is None:
        return words.t("no duty")
    return f"{naming.status(found, words)}: {naming.when(found, words)}"


def comparison_data(compared: Comparison) -> dict[str, Any]:
    """The same, for machines."""

    def side(result: Result, found: DutyFinding | None) -> dict[str, Any] | None:
        return None if found is None else duty_data(result, found)

    def duty(change: DutyChange) -> dict[str, Any]:
        return {
            "id": change.id,
            "before": side(compared.before, change.before),
            "after": side(compared.after, change.after),
        }

    return {
        "before": compared.before.text_version,
        "after": compared.after.text_version,
        "class": {"before": compared.before.class_.name, "after": compared.after.class_.name},
        "findings": [{"id": name, "before": old, "after": new} for name, old, new in compared.findings],
        "duties": [duty(change) for change in compared.duties],
    }


def flips(out: Console, found: Result, name: str, changes: list[Flip], words: Words) -> None:
    """What would have to be different for a finding to flip."""
    title = (
        naming.concept(found, name, words)
        if name in found.act.concepts
        else words.entry(f"{name}.title", found.act.duties[name].title)
    )
    out.print(f"[bold]{escape(words.t('What would change: {finding}', finding=title))}[/bold]")
    if not changes:
        out.print(words.t("No change of one or two facts makes this come out otherwise."))
    outcomes = {"yes": words.t("yes"), "no": words.t("no")}
    for flip in changes:
        facts = "; ".join(
            f"{naming.question(found, fact, words)} {naming.value(found, fact, given, words)}"
            for fact, given in flip.changes
        )
        out.print(f"  {escape(facts)} -> {outcomes[flip.outcome]}")


def flips_data(name: str, changes: list[Flip]) -> dict[str, Any]:
    """The same, for machines."""
    return {
        "finding": name,
        "flips": [
            {"changes": {fact: plain(given) for fact, given in flip.changes}, "outcome": flip.outcome}
            for flip in changes
        ],
    }
