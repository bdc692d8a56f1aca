"""The words of the labour view in the reader's language: occupations, gradients, what is measured, categories, caveats."""

from __future__ import annotations

from collections.abc import Iterator

from toepas.kernel.words import Words
from toepas.observatory.labour.cells import EUROPE, settings
from toepas.observatory.labour.exposure import Gradient, about, occupations, titles
from toepas.observatory.labour.report import Basis, Report
from toepas.observatory.places import place_name

ISCO, GRADIENT, NOTE = "isco", "gradient", "labour.note"


def messages() -> Iterator[tuple[str, str, str]]:
    """Every text of the labour data that is to be translated: context, English text, file."""
    for code, title in titles().items():
        yield f"{ISCO}.{code}", title, "observatory/labour/groups"
    for occupation in occupations().values():
        yield f"{ISCO}.{occupation.code}", occupation.title, "observatory/labour/occupations"
    for gradient, texts in about()["gradients"].items():
        yield f"{GRADIENT}.{gradient}.title", texts["title"], "observatory/labour/exposure"
        yield f"{GRADIENT}.{gradient}.meaning", texts["meaning"], "observatory/labour/exposure"
    for text in (*settings()["breaks"].values(), settings()["europe"]["note"], settings()["europe"]["title"]):
        yield NOTE, " ".join(text.split()), "observatory/labour/employment"


def occupation_title(code: str, words: Words) -> str:
    """The title of an occupation or of a group, by its code of ISCO-08 (one, two or four digits)."""
    english = titles().get(code) or occupations()[code].title
    return words.entry(f"{ISCO}.{code}", english)


def gradient_title(gradient: Gradient, words: Words) -> str:
    """What a gradient is called."""
    return words.entry(f"{GRADIENT}.{gradient}.title", about()["gradients"][gradient]["title"])


def gradient_meaning(gradient: Gradient, words: Words) -> str:
    """What it means for an occupation to be in a gradient."""
    return words.entry(f"{GRADIENT}.{gradient}.meaning", about()["gradients"][gradient]["meaning"])


def note(english: str, words: Words) -> str:
    """A note of the data."""
    return words.entry(NOTE, english)


def europe_title(words: Words) -> str:
    """What the employment is that comes with Toepas."""
    return note(str(settings()["europe"]["title"]), words)


def europe_note(words: Words) -> str:
    """What is not known of it."""
    return note(" ".join(str(settings()["europe"]["note"]).split()), words)


def measure_title(measure: str, words: Words) -> str:
    """What a row of a report measures."""
    if measure == "mean":
        return words.t("Mean exposure (0 to 1)")
    if measure == "exposed":
        return words.t("Exposed (gradients 1 to 4)")
    return gradient_title(Gradient(measure), words)


def category_title(by: str, category: str, words: Words) -> str:
    """What a category is called; the code itself where it has no name here (regions)."""
    return _categories(words).get((by, category)) or _categories(words).get(("", category)) or category


def _categories(words: Words) -> dict[tuple[str, str], str]:
    return {
        ("", "T"): words.t("Everybody in work"),
        ("", "TOTAL"): words.t("Everybody in work"),
        ("", "F"): words.t("Women"),
        ("", "M"): words.t("Men"),
        ("", "Y15-24"): words.t("15 to 24 years"),
        ("", "Y25-49"): words.t("25 to 49 years"),
        ("", "Y50-64"): words.t("50 to 64 years"),
        ("", "Y15-64"): words.t("15 to 64 years"),
        ("sector", "A"): words.t("Agriculture, forestry and fishing"),
        ("sector", "B"): words.t("Mining and quarrying"),
        ("sector", "C"): words.t("Manufacturing"),
        ("sector", "D"): words.t("Electricity, gas and heat"),
        ("sector", "E"): words.t("Water and waste"),
        ("sector", "F"): words.t("Construction"),
        ("sector", "G"): words.t("Trade and repair of vehicles"),
        ("sector", "H"): words.t("Transport and storage"),
        ("sector", "I"): words.t("Hotels and restaurants"),
        ("sector", "J"): words.t("Information and communication"),
        ("sector", "K"): words.t("Finance and insurance"),
        ("sector", "L"): words.t("Real estate"),
        ("sector", "M"): words.t("Professional, scientific and technical services"),
        ("sector", "N"): words.t("Administrative and support services"),
        ("sector", "O"): words.t("Public administration and defence"),
        ("sector", "P"): words.t("Education"),
        ("sector", "Q"): words.t("Health and social work"),
        ("sector", "R"): words.t("Arts, entertainment and recreation"),
        ("sector", "S"): words.t("Other services"),
        ("sector", "T"): words.t("Households as employers"),
        ("sector", "U"): words.t("International organisations"),
    }


def place_title(place: str, words: Words) -> str:
    """What a place is called; what is shipped is named as the wider Europe that it is."""
    return words.t("Europe, wider than the Union") if place == EUROPE else place_name(place, words)


def basis_title(basis: Basis, words: Words) -> str:
    """What the figures rest on."""
    return {
        Basis.COUNTED: words.t("counted by occupation"),
        Basis.MODELLED: words.t("modelled"),
        Basis.INDUSTRY_MIX: words.t("modelled, industry mix only"),
    }[basis]


def basis_note(by: str, words: Words) -> str:
    """How a modelled view came about, and what it takes for granted; empty for one that is counted."""
    return {
        "age": words.t(
            "Modelled: occupations in detail are published by sex only, and broad occupations by age. Both sums were kept; within a broad occupation every age is taken to have the same mix."
        ),
        "sector": words.t(
            "Modelled: by sector only broad occupations are published. Occupations in detail were fitted to these and to the country as a whole, from a start that says where some are at home, such as nurses in health care. That start is our assumption."
        ),
        "region": words.t(
            "Modelled, industry mix only: occupations are not published by region. Each branch of a region is taken to have the occupations that the branch has in the whole country, so regions differ only by their branches."
        ),
    }.get(by, "")


def caveats(made: Report, words: Words) -> list[str]:
    """What a reader has to know beside every figure."""
    notes = [
        words.t(
            "Exposure says how many tasks are of a kind that generative AI can do. It does not say that jobs go or come."
        ),
        words.t(
            "The scores are those of 2025 in every year: a change over time is a change in the work that people do, not in what AI can do."
        ),
        words.t(
            "Nobody publishes how many people work in each occupation of four digits. Within a group of two digits each occupation counts alike; the band shows what that leaves open."
        ),
        words.t(
            "The band holds 95 of 100 draws. The sampling error of the survey is not in it, for it does not come with these tables."
        ),
        words.t("Armed forces, and people whose occupation is not known, are not in the figures."),
        words.t(
            "Hidden are figures for fewer than {least} thousand people, those that rest on cells of low reliability or on too few known occupations, and those that would give one of them away.",
            least=words.number(made.least),
        ),
    ]
    if made.sources == ("employment-europe",):
        notes.append(europe_note(words))
    if basis_note(made.by, words):
        notes.insert(1, basis_note(made.by, words))
    notes += [note(why, words) for why in made.breaks.values()]
    return notes


def no_effect(words: Words) -> str:
    """The sentence that stands beside every trend."""
    return words.t(
        "This shows no effect of AI. It puts growth before the models came to the public beside growth since; where the two are alike, the trend is older than the models, and where they differ there are many other reasons."
    )
