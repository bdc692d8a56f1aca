"""Work and occupations as pages show them: exposure with its spread, people in work, trends."""

from __future__ import annotations

from dataclasses import dataclass

from toepas.kernel import Problem, Words
from toepas.observatory import (
    EXPOSED,
    GEO,
    GRADIENTS,
    LABOUR_EUROPE,
    MEMBERS,
    TIME,
    UNION,
    VALUE,
    LabourQuestion,
    LabourReport,
    Occupation,
    OccupationGroup,
    basis_title,
    cells,
    datasets,
    figure,
    flags_words,
    gradient_meaning,
    gradient_title,
    labour_category,
    labour_caveats,
    labour_measure,
    labour_place,
    labour_report,
    labour_trend,
    newest,
    occupation_groups,
    occupation_title,
    occupations,
    occupations_of,
)

BY_SEX = "lfsa_egai2d"
SHORT = ("mean", "exposed", "g4")
"""The measures that are shown of each category; the others are in the table of the whole."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A value with the band it may lie in; empty texts where it is hidden."""

    value: str
    band: str


@dataclass(frozen=True, slots=True)
class People:
    """A report as tables. ``columns`` are periods where one category is shown, else measures."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Measured, ...]], ...]
    gaps: tuple[str, ...]
    basis: str
    counted: bool
    time: str
    caveats: tuple[str, ...]
    sources: tuple[str, ...]


def places(said: Words) -> list[tuple[str, str]]:
    """Places that can be asked for: the Europe that is shipped, the Union, its members."""
    return [
        ("", labour_place(LABOUR_EUROPE, said)),
        (UNION, labour_place(UNION, said)),
        *sorted(((code, labour_place(code, said)) for code in MEMBERS), key=lambda row: row[1]),
    ]


def report(geo: str, by: str, said: Words) -> People | Problem:
    """The exposure of the people in work of a place, or why it is not here."""
    try:
        made = labour_report(LabourQuestion((geo,) if geo else (), (), by), said)
    except Problem as problem:
        return problem
    return _by_category(made, said) if made.by else _whole(made, said)


def percent(value: float, said: Words) -> str:
    """A part of one as a percentage with one digit."""
    return f"{figure(100 * value, 1, said)} %"


def _measured(row: dict[str, object], said: Words) -> Measured:
    """A figure of a report with its band."""
    if row[VALUE] is None:
        return Measured("", "")
    numbers = [float(str(row[name])) for name in (VALUE, "low", "high")]
    if row["measure"] == "mean":
        value, low, high = (figure(number, 3, said) for number in numbers)
    else:
        value, low, high = (figure(100 * number, 1, said) for number in numbers)
        value += " %"
    return Measured(value, said.t("{low} to {high}", low=low, high=high))


def _whole(made: LabourReport, said: Words) -> People:
    at = {(row[TIME], row["measure"]): row for row in made.figures.iter_rows(named=True)}
    times = sorted({time for time, _ in at})
    rows = tuple(
        (labour_measure(measure, said), tuple(_measured(at[time, measure], said) for time in times))
        for measure in ("mean", "exposed", *GRADIENTS)
    )
    return _people(made, tuple(times), rows, times[-1], said)


def _by_category(made: LabourReport, said: Words) -> People:
    last = max(made.figures[TIME].to_list())
    at = {(row["category"], row["measure"]): row for row in made.figures.iter_rows(named=True) if row[TIME] == last}
    rows = tuple(
        (labour_category(made.by, category, said), tuple(_measured(at[category, measure], said) for measure in SHORT))
        for category in dict.fromkeys(category for category, _ in at)
    )
    return _people(made, tuple(labour_measure(measure, said) for measure in SHORT), rows, last, said)


def _people(
    made: LabourReport,
    columns: tuple[str, ...],
    rows: tuple[tuple[str, tuple[Measured, ...]], ...],
    time: str,
    said: Words,
) -> People:
    return People(
        columns, rows, tuple(_gaps(made, time, said)), basis_title(made.basis, said), made.basis == "counted", time,
        tuple(labour_caveats(made, said)), made.sources,
    )  # fmt: skip


def _gaps(made: LabourReport, time: str, said: Words) -> list[str]:
    """The difference between two groups, in sentences."""
    sentences = []
    for row in made.gaps.iter_rows(named=True):
        if row[TIME] == time and row[VALUE] is not None and row["measure"] in ("exposed", "g4"):
            sentences.append(  # noqa: PERF401 - a sentence with seven parts is no comprehension
                said.t(
                    "{measure}: {first} less {second} is {gap} percentage points ({low} to {high}).",
                    measure=labour_measure(row["measure"], said),
                    first=labour_category(made.by, row["first"], said),
                    second=labour_category(made.by, row["second"], said),
                    gap=figure(row[VALUE], 1, said), low=figure(row["low"], 1, said), high=figure(row["high"], 1, said),
                )
            )  # fmt: skip
    return sentences


def growth(geo: str, said: Words) -> dict[str, object] | None:
    """How employment grew before and after the models came to the public, by thirds of exposure; None where years are lacking."""
    try:
        found = labour_trend(geo or LABOUR_EUROPE, said)
    except Problem:
        return None
    if found is None:
        return None
    names = {
        "low": said.t("Least exposed third"),
        "middle": said.t("Middle third"),
        "high": said.t("Most exposed third"),
    }

    def yearly(value: float | None) -> str:
        return "–" if value is None else f"{'+' if value > 0 else ''}{figure(value, 2, said)} %"

    return {
        "years": found.years,
        "rows": [(names[third], yearly(item.before), yearly(item.after)) for third, item in found.thirds.items()],
    }


@dataclass(frozen=True, slots=True)
class Line:
    """An occupation or group in a list: its exposure, and where its mean and spread lie on a scale of 0 to 100."""

    code: str
    title: str
    mean: str
    gradient: str
    exposed: str
    low: float
    middle: float
    high: float


def line(code: str, said: Words) -> Line:
    """An occupation or a group by its code."""
    title = occupation_title(code, said)
    if code in occupations():
        one = occupations()[code]
        return Line(
            code, title, figure(one.mean, 2, said), gradient_title(one.gradient, said), "", *_ends(one.mean, one.sd)
        )
    group = occupation_groups()[code]
    return Line(
        code, title, figure(group.mean, 2, said), "", percent(exposed(group), said), *_ends(group.mean, group.spread)
    )


def _ends(mean: float, spread: float) -> tuple[float, float, float]:
    return 100 * max(0.0, mean - spread), 100 * mean, 100 * min(1.0, mean + spread)


def exposed(group: OccupationGroup) -> float:
    """Which part of the occupations of a group are in gradients 1 to 4."""
    return sum(group.shares[gradient] for gradient in EXPOSED)


def majors(said: Words) -> list[Line]:
    """The groups of one digit."""
    return [line(code, said) for code in sorted(occupation_groups()) if len(code) == 1]


def gradients(said: Words) -> list[tuple[str, str, int]]:
    """Every gradient with its meaning and how many occupations are in it, the most exposed first."""
    counted = [item.gradient for item in occupations().values()]
    return [(gradient_title(one, said), gradient_meaning(one, said), counted.count(one)) for one in reversed(GRADIENTS)]


def search(text: str, said: Words) -> list[Line]:
    """Occupations and groups whose title holds every word, or whose code begins with it."""
    terms = text.casefold().split()
    if not terms:
        return []
    every = [*occupation_groups(), *occupations()]
    found = [
        code
        for code in every
        if all(term in occupation_title(code, said).casefold() or code.startswith(term) for term in terms)
    ]
    return [line(code, said) for code in sorted(found, key=lambda code: (len(code) != 4, code))]


def above(code: str, said: Words) -> list[tuple[str, str]]:
    """The groups that a code belongs to, the widest first."""
    return [(code[:length], occupation_title(code[:length], said)) for length in (1, 2) if length < len(code)]


def below(code: str, said: Words) -> list[Line]:
    """What a group is made of: groups of two digits, or occupations; for an occupation, those of its group."""
    if len(code) == 1:
        return [line(one, said) for one in sorted(occupation_groups()) if len(one) == 2 and one.startswith(code)]
    return [line(item.code, said) for item in sorted(occupations_of(code[:2]), key=lambda item: -item.mean)]


def about(code: str, said: Words) -> dict[str, object]:
    """The facts of a code."""
    one: Occupation | OccupationGroup = occupations()[code] if code in occupations() else occupation_groups()[code]
    if isinstance(one, Occupation):
        return {
            "gradient": gradient_title(one.gradient, said),
            "meaning": gradient_meaning(one.gradient, said),
            "tone": "draft" if one.gradient in EXPOSED else "done",
            "mean": figure(one.mean, 2, said),
            "spread": figure(one.sd, 2, said),
            "tasks": one.tasks,
            "shares": [],
        }
    return {
        "gradient": "",
        "meaning": "",
        "tone": "",
        "mean": figure(one.mean, 2, said),
        "spread": figure(one.spread, 2, said),
        "tasks": 0,
        "occupations": one.occupations,
        "least": figure(one.least, 2, said),
        "most": figure(one.most, 2, said),
        "exposed": percent(exposed(one), said),
        "shares": [(gradient_title(item, said), percent(one.shares[item], said)) for item in reversed(GRADIENTS)],
    }


def people_of(code: str, said: Words) -> list[tuple[str, str]]:
    """People in a group of two digits in the Europe that is shipped, by year, in thousands."""
    found = labour_trend(LABOUR_EUROPE, said)
    if found is None or len(code) != 2:
        return []
    row = next((row for row in found.rows if row.group == code), None)
    return (
        [(year, figure(amount, 0, said)) for year, amount in zip(found.years, row.growth.people, strict=True)]
        if row
        else []
    )


def by_sex(code: str, said: Words) -> list[tuple[str, str, str, str]] | None:
    """People in a group of two digits by sex in the Union, newest year, in thousands, with flags; None where nothing was fetched."""
    vintage = newest(BY_SEX)
    if vintage is None or len(code) != 2:
        return None
    asked = {
        "isco08": (f"OC{code}",),
        "unit": ("THS_PER",),
        "freq": ("A",),
        GEO: (UNION,),
        "age": ("Y15-64",),
        "sex": ("T", "F", "M"),
    }
    frame = cells(datasets()[BY_SEX], vintage, asked, said, ("sex", TIME))
    last = max(frame[TIME].to_list(), default="")
    return [
        (
            labour_category("", row["sex"], said),
            row[TIME],
            figure(row[VALUE], 0, said) if row[VALUE] is not None else said.t("not published"),
            flags_words(row["flag"], said),
        )
        for row in frame.iter_rows(named=True)
        if row[TIME] == last
    ]


def known(code: str) -> bool:
    """Whether there is such a group or occupation."""
    return code in occupations() or code in occupation_groups()
