"""What every chapter and paper of a dossier looks at: the case, the result, the words, and shared ways to say things."""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field

from toepas.advise.offers import Offers, Open, find
from toepas.check import Case, DutyFinding, Result, naming
from toepas.check.case import FactValue
from toepas.check.fines import Cap, cap
from toepas.check.output import link, relevant_readings
from toepas.check.questions import questions
from toepas.check.result import APPLIES, LATER, MAY_APPLY
from toepas.kernel.words import Words
from toepas.law import Reading
from toepas.law.naming import citation
from toepas.paper.blocks import Text


@dataclass(slots=True)
class View:
    """One case as the dossier sees it. Texts come out in the language of ``words``.

    ``catalogue`` gives what is matched with the case, when it is first asked for; without it, the catalogue of this
    machine is opened then.
    """

    case: Case
    result: Result
    words: Words
    catalogue: Open | None = field(default=None, repr=False)
    _offers: Offers | None = field(default=None, repr=False)
    _duties: list[DutyFinding] = field(default_factory=list, repr=False)

    @property
    def on(self) -> datetime.date:
        """The date asked about; also the date of the dossier."""
        return self.result.on

    @property
    def duties(self) -> list[DutyFinding]:
        """Duties that apply or may apply, the most pressing first; no permissions."""
        if not self._duties:
            order = {APPLIES: 0, LATER: 1, MAY_APPLY: 2}
            real = [found for found in self.result.duties if not found.duty.voluntary]
            self._duties = sorted(real, key=lambda found: (order[found.status], found.earliest or datetime.date.max))
        return self._duties

    @property
    def offers(self) -> Offers:
        """What the catalogue offers for the case."""
        if self._offers is None:
            self._offers = find(self, self.catalogue)
        return self._offers

    def duties_with(self, *statuses: str) -> list[DutyFinding]:
        """Duties with one of these statuses (applies, later, may-apply)."""
        return [found for found in self.duties if found.status in statuses]

    @property
    def permissions(self) -> list[DutyFinding]:
        """Reliefs and permissions that this case may use."""
        return [found for found in self.result.duties if found.duty.voluntary]

    def duty(self, duty_id: str) -> DutyFinding | None:
        """One duty of this case; None where it is none."""
        return next((found for found in self.result.duties if found.duty.id == duty_id), None)

    def needs(self, document: str) -> bool:
        """Whether a paper of the dossier serves a duty of this case, certain or possible."""
        return any(found.duty.document == document for found in self.result.duties)

    def holds(self, concept: str) -> bool:
        """Whether a concept certainly holds."""
        return self.result.holds(concept)

    def may_hold(self, concept: str) -> bool:
        """Whether a concept holds or may hold."""
        return self.result.value(concept) != 0

    def fact(self, name: str) -> FactValue:
        """A fact of the case; None where it is unknown."""
        return self.case.facts.get(name)

    def fact_text(self, name: str) -> str:
        """A fact's value in words."""
        return naming.value(self.result, name, self.fact(name), self.words)

    def question(self, name: str) -> str:
        """The question behind a fact."""
        return naming.question(self.result, name, self.words)

    def concept(self, name: str) -> str:
        """The title of a concept."""
        return naming.concept(self.result, name, self.words)

    def who_knows(self, who: str) -> str:
        """Who in an organisation would know the answer to a question."""
        return naming.who_knows(who, self.words)

    def class_name(self, name: str) -> str:
        """A class in plain words."""
        return naming.class_name(name, self.words)

    def title(self, found: DutyFinding) -> str:
        """The title of a duty."""
        return naming.duty(found, self.words)

    def digest(self, found: DutyFinding) -> str:
        """What to do for a duty."""
        return self.words.entry(f"{found.duty.id}.digest", found.duty.digest)

    def evidence(self, found: DutyFinding) -> str:
        """What shows that a duty was done."""
        text = found.duty.evidence
        return self.words.entry(f"{found.duty.id}.evidence", text) if text else ""

    def when(self, found: DutyFinding) -> str:
        """From when a duty counts."""
        return naming.when(found, self.words)

    def status(self, found: DutyFinding) -> str:
        """Whether it counts now, later or perhaps."""
        return naming.status(found, self.words)

    def cap(self, found: DutyFinding) -> Cap | None:
        """The cap on the fine for this organisation."""
        return cap(self.result, found.duty.id)

    def fine(self, found: DutyFinding) -> str:
        """The cap on the fine in words."""
        return naming.fine(self.cap(found), self.words)

    def cites(self, cites: tuple[str, ...]) -> tuple[Text, ...]:
        """Citations as links to the official page, with commas between."""
        runs: list[Text] = []
        for number, cite in enumerate(cites):
            if number:
                runs.append(Text(", "))
            runs.append(Text(self.cite_name(cite), href=link(self.result, cite, self.words.lang)))
        return tuple(runs)

    def cite_names(self, cites: tuple[str, ...]) -> str:
        """The same as plain text."""
        return ", ".join(self.cite_name(cite) for cite in cites)

    def cite_name(self, cite: str) -> str:
        """A citation as a reader of this language writes it: "Art. 26(7)", "Annex III(4)(a)", "recital 54 (2024)"."""
        return citation(cite, self.words)

    @property
    def questions(self) -> list[str]:
        """Facts still worth asking, most decisive first."""
        return questions(self.result)

    @property
    def readings(self) -> list[Reading]:
        """Open points of the text that touch this case."""
        return [self.result.act.readings[name] for name in relevant_readings(self.result)]

    def role_names(self) -> list[str]:
        """The roles the organisation certainly has."""
        return [self.concept(name) for name in self.result.roles]

    def text(self, key: str) -> str | None:
        """A text of the case file (organisation, system, purpose, contact ...); None where it is not given."""
        return self.case.texts.get(key) or None
