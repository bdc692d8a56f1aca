"""The forms of calls: each keeps what was typed, says what is wrong, and gives what to keep."""

from __future__ import annotations

import datetime
import uuid
from collections.abc import Mapping
from math import inf
from typing import Any

from django.http import QueryDict

from toepas.alliance import read_panel_rules
from toepas.catalogue import country_name
from toepas.kernel import Words
from toepas_web.alliance.call_models import Call
from toepas_web.alliance.call_times import ZONES, moment, parts
from toepas_web.alliance.call_wording import DECISIONS, QUESTION_KINDS, TRAIT_VALUES, balance_name, trait_name
from toepas_web.alliance.typed import MOST_REASON, Problems, check_length, number_of, text_of, whole_of
from toepas_web.organisations.forms import COUNTRIES

DAYS = ("review_days", "appeal_days", "answer_days")
LONGEST_APPEAL = 8000
MOST = {"short": 300, "long": 8000, "topics": 2000, "number": 30, "yes-no": 10, "choice": 200}


def read_extension(call: Call, given: QueryDict, said: Words) -> tuple[datetime.datetime | None, str, Problems]:
    """The later deadline of a call, in its own time zone, and why; with what is wrong."""
    problems, reason = Problems(), text_of(given, "reason")
    deadline = moment(text_of(given, "day"), text_of(given, "clock"), call.zone)
    if deadline is None:
        problems.append(("day", said.t("This is no moment in that time zone. Expected is a day and a time that the clocks there show.")))  # fmt: skip
    elif deadline <= call.deadline:
        problems.append(("day", said.t("Choose a moment after the deadline as it is now. It never moves to earlier.")))
    if not reason:
        problems.append(("reason", said.t("Fill this in.")))
    check_length("reason", reason, MOST_REASON, problems, said)
    return deadline, reason, problems


class CallForm:
    """What a call is called, what it is about, until when, and how it is judged."""

    def __init__(self, said: Words, call: Call | None, given: QueryDict | None = None) -> None:
        self.said, self.problems = said, Problems()
        rules = read_panel_rules(None, said).balance
        balance = [one.id for one in rules]
        self.seats = {one.id: one.seats for one in rules}
        day, clock = parts(call.deadline, call.zone) if call else ("", "17:00")
        kept = {
            "title": call.title if call else "", "kind": call.kind if call else "", "text": call.text if call else "",
            "day": day, "clock": clock, "zone": call.zone if call else "Europe/Brussels",
            **{name: str(getattr(call, name) if call else 30) for name in DAYS},
            "reviewers": str(call.panel.get("reviewers", 3) if call else 3), "most": str(call.panel.get("most", 20) if call else 20),
        }  # fmt: skip
        self.values = {name: text_of(given, name) if given is not None else value for name, value in kept.items()}
        chosen = given.getlist("balance") if given is not None else call.panel.get("balance", []) if call else balance
        self.balance = [(one, one in chosen) for one in balance]
        self.even_out = "even_out" in given if given is not None else bool(call and call.even_out)
        self.zones = ZONES

    def read(self) -> dict[str, Any] | None:
        """What to keep, or None with ``problems`` filled."""
        said, given, problems = self.said, self.values, self.problems
        for name, most in (("title", 160), ("text", 8000)):
            check_length(name, given[name], most, problems, said)
            if not given[name]:
                problems.append((name, said.t("Fill this in.")))
        if given["kind"] not in Call.KINDS:
            problems.append(("kind", said.t("Choose one of the list.")))
        deadline = moment(given["day"], given["clock"], given["zone"])
        for name in ("day", "clock"):
            if not given[name]:
                problems.append((name, said.t("Fill this in.")))
        if deadline is None and given["day"] and given["clock"]:
            problems.append(("day", said.t("This is no moment in that time zone. Expected is a day and a time that the clocks there show.")))  # fmt: skip
        bounds = {**dict.fromkeys(DAYS, (1, 365)), "reviewers": (1, 20), "most": (1, 1000)}
        numbers = {name: whole_of(given[name], *span) for name, span in bounds.items()}
        for name, (low, high) in bounds.items():
            if numbers[name] is None:
                problems.append((name, said.t("A whole number from {low} to {high}.", low=low, high=high)))
        self._check_balance(numbers["reviewers"])
        if problems:
            return None
        panel = {
            "reviewers": numbers["reviewers"],
            "most": numbers["most"],
            "balance": [n for n, on in self.balance if on],
        }
        return {
            "title": given["title"], "kind": given["kind"], "text": given["text"], "deadline": deadline, "zone": given["zone"],
            **{name: numbers[name] for name in DAYS}, "panel": panel, "even_out": self.even_out,
        }  # fmt: skip

    def _check_balance(self, reviewers: int | None) -> None:
        """A panel that is too small for a rule would only be found out when the deadline has passed and nothing can be changed."""
        needed = max((self.seats[name] for name, on in self.balance if on), default=0)
        if reviewers is not None and reviewers < needed:
            rules = "; ".join(balance_name(name, self.said) for name, on in self.balance if on and self.seats[name] > reviewers)  # fmt: skip
            self.problems.append(("reviewers", self.said.t("A panel of {n} cannot have this: {rules}. Ask at least {needed} people for each application, or leave that out below.", n=reviewers, rules=rules, needed=needed)))  # fmt: skip


def read_question(given: QueryDict, said: Words) -> tuple[dict[str, Any] | None, Problems]:
    """A question to add: label, kind, choices, whether it has to be answered, and which answer is needed to take part."""
    problems = Problems()
    label, kind = text_of(given, "label"), text_of(given, "question_kind")
    choices = list(dict.fromkeys(line.strip() for line in given.get("choices", "").splitlines() if line.strip()))
    if not label:
        problems.append(("label", said.t("Fill this in.")))
    check_length("label", label, 300, problems, said)
    if kind not in QUESTION_KINDS:
        problems.append(("question_kind", said.t("Choose one of the list.")))
    if kind == "choice" and not 2 <= len(choices) <= 50:
        problems.append(("choices", said.t("Write from 2 to 50 choices, one a line.")))
    check_length("choices", max(choices, key=len, default=""), MOST["choice"], problems, said)
    needed = _needed(given, kind, choices, problems, said)
    part = {
        "label": label,
        "kind": kind,
        "required": "required" in given,
        "choices": choices if kind == "choice" else [],
    }
    return (None, problems) if problems else ({**part, "needed": needed}, problems)


def _needed(given: QueryDict, kind: str, choices: list[str], problems: Problems, said: Words) -> dict[str, Any]:
    typed = [part.strip() for part in given.get("needed", "").split(";") if part.strip()]
    if not typed:
        return {}
    answers = {said.t("yes"): "yes", said.t("no"): "no", "yes": "yes", "no": "no"}
    if kind == "yes-no" and len(typed) == 1 and typed[0].lower() in answers:
        return {"equals": answers[typed[0].lower()]}
    if kind == "choice" and set(typed) <= set(choices):
        return {"among": typed}
    if kind == "number":
        low, dots, high = (part.strip() for part in typed[0].partition(".."))
        bounds = {name: number_of(part) for name, part in (("least", low), ("most", high)) if part}
        known = {name: value for name, value in bounds.items() if value is not None}
        if dots and known and known == bounds and known.get("least", -inf) <= known.get("most", inf):
            return known
    problems.append(("needed", said.t("This cannot be the answer to such a question. Expected is yes or no, a span such as 0..249, or some of the choices with semicolons between them.")))  # fmt: skip
    return {}


def read_criterion(given: QueryDict, said: Words) -> tuple[dict[str, Any] | None, Problems]:
    """A criterion to add: what it is called, its weight, and the mean that is needed. Scores run from 0 to 5."""
    problems = Problems()
    label, weight = text_of(given, "criterion"), number_of(text_of(given, "weight") or "1")
    typed = text_of(given, "least")
    least = number_of(typed)
    if not label:
        problems.append(("criterion", said.t("Fill this in.")))
    check_length("criterion", label, 200, problems, said)
    if weight is None or not 0 < weight <= 100:
        problems.append(("weight", said.t("A number above 0, at most 100.")))
    if typed and (least is None or not 0 <= least <= 5):
        problems.append(("least", said.t("A number from {low} to {high}.", low=0, high=5)))
    part: dict[str, Any] = {"label": label, "weight": weight, "low": 0, "high": 5}
    return (None, problems) if problems else (part | ({"least": least} if typed else {}), problems)


def read_answers(call: Call, given: QueryDict, said: Words, *, whole: bool) -> tuple[dict[str, str], str, Problems]:
    """The answers of an application and its partners. Only where it is handed in (``whole``) has everything needed to be there."""
    problems, answers = Problems(), {}
    for one in call.questions:
        typed = text_of(given, one["id"])
        answers[one["id"]] = typed
        check_length(one["id"], typed, MOST[one["kind"]], problems, said)
        if whole and one["required"] and not typed:
            problems.append((one["id"], said.t("Answer this before you hand it in.")))
        if typed and not _fits(one, typed):
            number = one["kind"] == "number"
            problems.append((one["id"], said.t("Write one number in digits, and nothing between thousands: 1200, or 12.5.") if number else said.t("Choose one of the list.")))  # fmt: skip
        elif one["kind"] == "number":
            answers[one["id"]] = typed.replace(",", ".")
    partners = text_of(given, "partners")
    check_length("partners", partners, 2000, problems, said)
    return answers, partners, problems


def _fits(question: Mapping[str, Any], typed: str) -> bool:
    if question["kind"] == "number":
        return number_of(typed) is not None
    if question["kind"] == "yes-no":
        return typed in ("yes", "no")
    return question["kind"] != "choice" or typed in question["choices"]


def read_seat(given: QueryDict, said: Words) -> tuple[dict[str, Any], Problems]:
    """What a reviewer states: organisations, topics, and (only if they want) gender, country and experience."""
    problems = Problems()
    texts = {name: text_of(given, name) for name in ("affiliations", "topics")}
    for name, value in texts.items():
        check_length(name, value, 2000, problems, said)
    traits = {name: value for name in TRAIT_VALUES if (value := text_of(given, name)) in TRAIT_VALUES[name]}
    if (country := text_of(given, "country")) in COUNTRIES:
        traits["country"] = country
    return {**texts, "traits": traits}, problems


def seat_options(said: Words) -> dict[str, list[tuple[str, str]]]:
    """What can be stated, by trait."""
    found = {name: [(value, trait_name(value, said)) for value in values] for name, values in TRAIT_VALUES.items()}
    return found | {
        "country": sorted(((code, country_name(code, said)) for code in COUNTRIES), key=lambda pair: pair[1])
    }


def read_scores(call: Call, given: QueryDict, said: Words) -> tuple[dict[str, float], str, Problems]:
    """The scores of a review, all of them, and the comment for the applicant."""
    problems, scores = Problems(), {}
    for one in call.criteria:
        value = number_of(text_of(given, one["id"]))
        if value is not None and one["low"] <= value <= one["high"]:
            scores[one["id"]] = value
        else:
            problems.append((one["id"], said.t("A number from {low} to {high}.", low=one["low"], high=one["high"])))
    comment = text_of(given, "comment")
    check_length("comment", comment, 4000, problems, said)
    return scores, comment, problems


def read_verdicts(given: QueryDict, said: Words) -> tuple[dict[str, tuple[str, str]], Problems]:
    """What is proposed for each application of a page of the form (which may be empty yet), with a note for the applicant."""
    problems, verdicts = Problems(), {}
    for field in given:
        name = field.removeprefix("decided-")
        if name == field or not _is_id(name):
            continue
        decided, note = text_of(given, field), text_of(given, f"note-{name}")
        check_length(f"note-{name}", note, 4000, problems, said)
        if decided and decided not in DECISIONS:
            problems.append((field, said.t("Choose one of the list.")))
        verdicts[name] = (decided, note)
    return verdicts, problems


def read_numbers(given: QueryDict, said: Words) -> tuple[dict[str, int], Problems]:
    """How many are to be selected by rank, and how many to be on the reserve list."""
    found = {name: whole_of(text_of(given, name) or "0", 0, 10_000) for name in ("selected", "reserve")}
    problems = [(name, said.t("A whole number from {low} to {high}.", low=0, high=10_000)) for name, number in found.items() if number is None]  # fmt: skip
    return {name: number or 0 for name, number in found.items()}, problems


def _is_id(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text
    except ValueError:
        return False


def read_outcome(given: QueryDict, said: Words) -> tuple[str, Problems]:
    """The answer to an appeal: its reasons. Whether it is upheld and what follows are checked to be there."""
    problems, text = Problems(), text_of(given, "answer")
    if given.get("outcome") not in ("rejected", "decide", "judge"):
        problems.append(("outcome-rejected", said.t("Say whether the appeal is upheld, and what follows.")))
    if given.get("outcome") == "decide" and given.get("decided") not in DECISIONS:
        problems.append(("decided", said.t("Choose the new decision.")))
    if not text:
        problems.append(("answer", said.t("Say why. The applicant reads this.")))
    check_length("answer", text, 4000, problems, said)
    return text, problems


def read_new_decision(given: QueryDict, said: Words) -> tuple[str, Problems]:
    """The new decision on an application that was judged anew: what is added for the applicant."""
    problems, text = Problems(), text_of(given, "note")
    if given.get("decided") not in DECISIONS:
        problems.append(("decided", said.t("Choose the new decision.")))
    check_length("note", text, 4000, problems, said)
    return text, problems
