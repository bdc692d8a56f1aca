"""Shows a protocol, the steps of a round, its result and the audit, in plain words."""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.markup import escape
from rich.table import Table

from toepas.cli.common import console, not_written
from toepas.kernel.words import Words

if TYPE_CHECKING:
    from toepas.assurance.model import Validation
    from toepas.assurance.pooling.audit import Report
    from toepas.assurance.pooling.messages import Message
    from toepas.assurance.pooling.protocol import Protocol

SHOWN_AT = ("sensitivity", "specificity")
BOUNDED = ("sensitivity", "specificity", "auroc")


def protocol_data(found: Protocol) -> dict[str, Any]:
    """A protocol as data: what it amounts to."""
    from toepas.assurance.pooling.layout import Layout

    layout = Layout(found)
    return {
        "protocol": found.id,
        "round": found.round,
        "fingerprint": found.fingerprint,
        "sites": [site.name for site in found.sites],
        "third_party": found.third_party.name,
        "auditor": found.auditor.name,
        "least_sites": found.least_sites,
        "helpers_needed_to_cheat": found.helpers,
        "smallest_cell": found.smallest_cell,
        "numbers": layout.length,
        "groups": {column.name: list(column.values) for column in found.columns},
        "thresholds": list(found.thresholds),
    }


def protocol(found: Protocol, words: Words) -> None:
    """What agreeing to a protocol means."""
    from toepas.assurance.pooling.layout import Layout

    out = console()
    out.print(f"[bold]{escape(found.title)}[/bold] · {escape(found.round)}")
    out.print(escape(words.t("Fingerprint: {hash}. Every site compares it before it joins.", hash=found.fingerprint)))
    out.print(escape(words.t("What for: {text}", text=found.purpose)))
    out.print(escape(words.t("Model: {model}. Outcome: {outcome}", model=found.model, outcome=found.outcome)))
    names = ", ".join(site.name for site in found.sites)
    out.print(
        escape(
            words.t(
                "Sites: {names}. Third party: {third}. Auditor: {auditor}.",
                names=names,
                third=found.third_party.name,
                auditor=found.auditor.name,
            )
        )
    )
    groups = "; ".join(f"{column.name}: {', '.join(column.values)}" for column in found.columns) or words.t("none")
    out.print(
        escape(
            words.t(
                "Groups: {groups}. Thresholds: {thresholds}.",
                groups=groups,
                thresholds=", ".join(f"{one:g}" for one in found.thresholds),
            )
        )
    )
    out.print(escape(words.t(
        "Each site sends {n} whole numbers below masks; no row leaves it. A sum is opened only with at least {least} sites, and counts below {cell} are not shown.",
        n=Layout(found).length, least=found.least_sites, cell=found.smallest_cell,
    )))  # fmt: skip
    out.print(escape(words.t(
        "To read one site's numbers, the third party would need the help of {n} other sites. Anybody with fewer helpers sees nothing.", n=found.helpers
    )))  # fmt: skip
    out.print(
        escape(
            words.t(
                "Afterwards {n} of the sites, drawn by lot, open their answer to the auditor. Everything is deleted on {day}.",
                n=found.draw,
                day=found.keep_until,
            )
        )
    )


def step(name: str, found: Protocol, words: Words) -> None:
    """What was done, or who has to act."""
    from toepas.assurance.pooling import words as say

    console().print(escape(say.step(name, found, words)))


def result(message: Message, words: Words) -> None:
    """The pooled verdict, who was missed, and what is not sure."""
    from toepas.assurance.pooling import words as say
    from toepas.assurance.pooling.result import validation_of

    out, body = console(), message.body
    out.print(escape(words.t("Sum of {n} sites: {names}.", n=len(body["sites"]), names=", ".join(body["sites"]))))
    for line in say.missed(body["missing"], words):
        out.print(escape(line))
    if body["false_shares"]:
        out.print(escape(words.t("Gave shares that did not fit: {names}.", names=", ".join(body["false_shares"]))))
    if body["again"]:
        out.print(
            escape(
                words.t(
                    "A sum of the same sites and this model was opened before. Held beside each other, the two show what changed in between."
                )
            )
        )
    for reason in body["despite"]:
        out.print(escape(words.t("Opened although a sum lies near, because: {reason}", reason=reason)))
    validation = validation_of(message, words)
    if validation is None:
        _no_result(body["faults"], words)
        return
    _figures(validation, words)
    _limits(body, words)


def _no_result(faults: list[dict[str, Any]], words: Words) -> None:
    from toepas.assurance.pooling import words as say

    out, few = console(), [fault["id"] for fault in faults] == ["too-few-cases"]
    said = (
        words.t("No result.")
        if few
        else words.t("No result: the numbers contradict each other. At least one site did not keep to the protocol.")
    )
    out.print(f"[bold]{escape(said)}[/bold]")
    for fault in faults:
        out.print(escape("  " + say.fault(fault["id"], fault["off"], words)))
    if not few:
        out.print(
            escape(
                words.t(
                    "Which site it was, the sum does not say. Let every site open its answer to the auditor: {command}.",
                    command="toepas pool audit",
                )
            )
        )


def _figures(validation: Validation, words: Words) -> None:
    from toepas.assurance import words as say
    from toepas.assurance.advice import verdict_name, verdict_text
    from toepas.assurance.findings import finding_text, findings
    from toepas.assurance.measures import title

    out = console()
    out.print(f"[bold]{escape(verdict_name(validation, words))}[/bold]. {escape(verdict_text(validation, words))}")
    for one in findings(validation)[:8]:
        out.print(escape(f"· {finding_text(one, validation, words)}"))
    table = Table(words.t("group"), words.t("cases"), *(title(name, words) for name in SHOWN_AT), title_justify="left")
    at = validation.thresholds[0]
    table.title = escape(words.t("At {threshold}", threshold=say.threshold(at, words)))
    for group in validation.groups:
        if len(group.key) < 2:
            cells = [say.briefly(name, group.at[0].measures[name], words) for name in SHOWN_AT]
            table.add_row(*map(escape, (say.group(group.key, "", words, begin=True), str(group.n), *cells)))
    out.print(table)
    everybody = validation.everybody.measures
    for name in ("auroc", "brier", "calibration-in-the-large", "calibration-slope"):
        out.print(
            escape(
                words.t(
                    "{measure}: {figure}", measure=title(name, words), figure=say.estimate(name, everybody[name], words)
                )
            )
        )


def _limits(body: Any, words: Words) -> None:
    """What the reader must know of the figures: hidden counts, binning, and what a lie could do."""
    from toepas.assurance.measures import title
    from toepas.assurance.pooling import words as say
    from toepas.assurance.words import number

    out = console()
    alone = [say.where(key, words) for key in body["validation"]["hidden"] if len(key) == 1]
    crossed = sum(len(key) > 1 for key in body["validation"]["hidden"])
    if alone or crossed:
        crossings = words.n("one crossing of groups", "{n} crossings of groups", crossed) if crossed else ""
        out.print(
            escape(
                words.t(
                    "Too few cases to show anything, so nothing is known of: {groups}.",
                    groups="; ".join(filter(None, [*alone, crossings])),
                )
            )
        )
    if body["hidden_counts"]:
        out.print(
            escape(
                words.t(
                    "{n} counts are not shown: they are below {cell}, or would give such a count away.",
                    n=body["hidden_counts"],
                    cell=body["smallest_cell"],
                )
            )
        )
    blurred = [
        f"{title(one['measure'], words)} ±{number(math.ceil(one['most'] * 1000) / 1000, words, 3)}"
        for one in body["binning"]
        if not one["key"]
    ]
    out.print(
        escape(
            words.t(
                "Because scores were shared in bins, the figures on single scores may differ by at most: {list}. The intervals have room for it.",
                list=", ".join(blurred),
            )
        )
    )
    lies = [
        say.lie(one, words) for one in body["if_sites_lie"]["figures"] if not one["key"] and one["measure"] in BOUNDED
    ]
    if lies and body["if_sites_lie"]["sites"]:
        said = words.n(
            "This holds if every site told the truth. If one lied within the number of cases agreed for it, the true figures of everybody lie between:",
            "This holds if every site told the truth. If {n} lied within the number of cases agreed for them, the true figures of everybody lie between:",
            body["if_sites_lie"]["sites"],
        )
        out.print(escape(f"{said} {'; '.join(lies)}."))
    if body["drawn"]:
        out.print(escape(words.t("Drawn to open the answer to the auditor: {names}.", names=", ".join(body["drawn"]))))


def write(message: Message, folder: Path, words: Words) -> None:
    """Write the report, as of any single sample, and ``result.json``: the message of the third party, signed, for all."""
    import datetime

    from toepas import __version__
    from toepas.assurance import Made, own_key, write_report
    from toepas.assurance.pooling.result import validation_of

    validation = validation_of(message, words)
    if validation is not None:
        made = Made(datetime.datetime.now(tz=datetime.UTC), __version__)
        write_report(validation, folder, words, made, key=own_key(words))
    try:
        folder.mkdir(parents=True, exist_ok=True)
        aside = folder / ".result.json.part"
        aside.write_text(
            json.dumps(json.loads(message.to_bytes()), ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        aside.replace(folder / "result.json")
    except OSError as error:
        raise not_written(folder, error, words) from None


def audit(found: Report, words: Words) -> None:
    """What the auditor found."""
    from toepas.assurance.pooling import words as say

    out = console()
    for one in found.checked:
        out.print(escape(say.checked(one, words)))
    if found.whole is not None:
        said = (
            words.t("All sites opened. The result is what follows from their numbers.")
            if found.whole
            else words.t("All sites opened. The result is not what follows from their numbers: ask the third party.")
        )
        out.print(escape(said))
    out.print(
        escape(
            words.t(
                "A lot like this one draws a certain site with a chance of {share}.", share=words.percent(found.caught)
            )
        )
    )
