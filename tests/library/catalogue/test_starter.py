"""The starter catalogue: entries that people act on, so each is whole, dated, bilingual and free of persons."""

import re
from collections import Counter
from collections.abc import Callable, Sequence

import pytest

from toepas.catalogue import Asset, Collection, Kind, Maturity, Openness, Query, concepts
from toepas.catalogue.model import is_european
from toepas.catalogue.naming import energy_text
from toepas.catalogue.search.local import LocalIndex
from toepas.catalogue.shipped import STARTER, starter
from toepas.check.case import all_facts, contradictions, convert
from toepas.kernel.sector import sectors
from toepas.kernel.words import Words
from toepas.match import SIZES
from toepas.retrieval.language import OFFICIAL_LANGUAGES, recognise

LONGEST_SUMMARY = 160
AT_LEAST = {
    Kind.SOLUTION: 60,
    Kind.BUILDING_BLOCK: 25,
    Kind.MODEL: 25,
    Kind.PRACTICE: 15,
    Kind.DATASET: 45,
    Kind.DATA_SPACE: 20,
    Kind.COMPUTE: 55,
    Kind.SERVICE: 15,
    Kind.FUNDING: 55,
    Kind.COURSE: 45,
}
SPOKEN = {
    country: lang
    for lang, countries in {
        "de": "DE AT",
        "fr": "FR LU",
        "el": "EL CY",
        "da": "DK",
        "sv": "SE",
        "cs": "CZ",
        "et": "EE",
        "sl": "SI",
        **{
            code.lower(): code
            for code in ("ES", "IT", "PT", "PL", "SK", "HU", "RO", "BG", "LV", "LT", "FI", "MT", "NL")
        },
    }.items()
    for country in countries.split()
}
"""The language in which an entry is also written, by the country of whoever offers or uses it."""
TEXTS_AT_LEAST = {"de": 75, "fr": 70, "es": 18, "fi": 18, "et": 16, "da": 15, "sv": 15, "it": 12, "cs": 10, "pl": 7}
FOR_ALL = (Kind.FUNDING, Kind.COURSE)
"""Kinds of which an entry without sectors is for every sector."""
ASSETS = starter(Words("en"))
FOUND_BY_WORDS = Collection(LocalIndex(None), ASSETS)
Question = Callable[[Asset], None]


def each(*kinds: Kind, of: Sequence[Asset] = ASSETS) -> Callable[[Question], Callable[[], None]]:
    """Asks this of every entry (of these kinds) in one test, and names each that fails; a test for each would be thousands."""

    def asked(question: Question) -> Callable[[], None]:
        def test() -> None:
            wrong = {}
            for asset in of:
                if not kinds or asset.kind in kinds:
                    try:
                        question(asset)
                    except AssertionError as error:
                        wrong[asset.id] = str(error)
            assert wrong == {}

        test.__name__ = question.__name__
        return test

    return asked


def test_no_two_entries_have_the_same_id() -> None:
    assert [name for name, times in Counter(asset.id for asset in ASSETS).items() if times > 1] == []


@pytest.mark.parametrize("kind", AT_LEAST)
def test_there_are_enough_entries_of_each_kind(kind: Kind) -> None:
    assert sum(asset.kind is kind for asset in ASSETS) >= AT_LEAST[kind]


def test_every_sector_has_several_solutions_or_practices() -> None:
    found = Counter(code for asset in ASSETS if asset.kind in {Kind.SOLUTION, Kind.PRACTICE} for code in asset.sectors)
    assert {code: found[code] for code in sectors() if found[code] < 3} == {}


def test_every_group_of_purposes_has_several_entries() -> None:
    found = Counter(concepts()[name].group for asset in ASSETS for name in asset.purposes)
    assert {group: found[group] for group in {each.group for each in concepts().values()} if found[group] < 5} == {}


@each()
def test_an_entry_has_a_short_summary_in_english_and_in_dutch(asset: Asset) -> None:
    for lang in ("en", "nl"):
        text = asset.summary.get(lang, "")
        assert text.strip() == text
        assert 0 < len(text) <= LONGEST_SUMMARY
        assert text.endswith(".")
    assert asset.summary["en"] != asset.summary["nl"]


@each()
def test_an_entry_also_reads_in_the_language_of_the_country_that_it_is_from(asset: Asset) -> None:
    party = asset.provider or (asset.practice.user if asset.practice else None)
    lang = SPOKEN.get(party.country if party else "", "en")
    text = asset.summary[lang]
    assert 0 < len(text) <= LONGEST_SUMMARY
    assert lang == "en" or text != asset.summary["en"]


@pytest.mark.parametrize("lang", TEXTS_AT_LEAST)
def test_there_are_enough_entries_with_a_text_in_each_large_language(lang: str) -> None:
    assert sum(lang in asset.summary for asset in ASSETS) >= TEXTS_AT_LEAST[lang]


@pytest.mark.parametrize(
    ("said", "lang", "wanted"),
    [
        ("Straßenschäden finden", "de", "vialytics"),
        ("Zuschüsse für Forschung kleinerer Unternehmen", "de", "zim"),
        ("Betriebsräte KI", "de", "betriebsrat-ki-nrw"),
        ("feux de forêt fumée", "fr", "pyronear"),
        ("former les agents publics", "fr", "campus-numerique-public"),
        ("dźwięki płuc", "pl", "stethome"),
        ("laivojen saapumiset", "fi", "awake-ai"),
        ("transcribir vistas expedientes", "es", "es-justice-transcription"),
    ],
)
def test_an_entry_is_found_by_words_of_its_own_language(said: str, lang: str, wanted: str) -> None:
    hits = FOUND_BY_WORDS.search(Query(said, lang, words="any", limit=5, facets=())).hits
    assert wanted in [hit.id for hit in hits]


def test_a_text_is_in_the_language_that_it_is_filed_under() -> None:
    said = [
        (asset.id, lang, text) for asset in ASSETS for lang, text in asset.summary.items() if lang in TEXTS_AT_LEAST
    ]
    wrong = [(name, lang) for name, lang, text in said if recognise(text, "") != lang]
    assert len(wrong) <= len(said) // 50, wrong


@each()
def test_an_entry_names_who_offers_it_what_for_and_where_to_find_it(asset: Asset) -> None:
    assert asset.provider is not None or asset.practice is not None
    assert asset.sectors or asset.kind in FOR_ALL
    assert len(asset.purposes) <= 5
    assert asset.purposes or asset.kind is Kind.FUNDING
    assert asset.url


@each(Kind.FUNDING)
def test_a_funding_line_says_its_programme_and_leaves_dates_open_or_gives_them_in_order(asset: Asset) -> None:
    call = asset.funding
    assert call is not None
    assert call.programme
    assert call.opens is None or call.closes is None or call.opens < call.closes
    assert not (call.permanent and call.closes)
    assert call.least is None or call.most is None or call.least <= call.most
    assert call.countries == asset.countries
    party = asset.provider.country if asset.provider else ""
    assert call.countries == (() if party == "EU" else (party,))


def test_a_funding_line_whose_last_day_has_passed_says_so_in_its_summary() -> None:
    written = max(source.retrieved for asset in ASSETS for source in asset.sources)
    closed = [asset for asset in ASSETS if asset.funding and asset.funding.closes and asset.funding.closes < written]
    assert len(closed) >= 5
    assert [asset.id for asset in closed if not re.search(r"closed|ended", asset.summary["en"])] == []


def test_funding_is_listed_for_the_union_and_for_many_of_its_countries() -> None:
    offered = Counter(asset.countries for asset in ASSETS if asset.kind is Kind.FUNDING)
    assert offered[()] >= 15
    assert len(offered) >= 15


@each(Kind.COURSE)
def test_a_course_says_in_which_languages_it_is_and_something_of_how_it_is_taught(asset: Asset) -> None:
    assert asset.lesson is not None
    assert asset.languages
    assert asset.lesson.level or asset.lesson.form


def test_courses_are_there_in_many_languages_and_for_those_who_ask_for_them() -> None:
    courses = [asset for asset in ASSETS if asset.kind is Kind.COURSE]
    assert len({lang for asset in courses for lang in asset.languages}) == len(OFFICIAL_LANGUAGES)
    alone = Counter(asset.languages[0] for asset in courses if len(asset.languages) == 1)
    assert {lang for lang in ("nl", "de", "fr", "en") if alone[lang] < 3} == set()
    assert sum("public-sector" in asset.sectors for asset in courses) >= 12
    assert sum("ai-literacy" in asset.purposes for asset in courses) >= 35


@each()
def test_an_entry_names_its_sources_once_each_with_a_day(asset: Asset) -> None:
    assert len({source.id for source in asset.sources}) == len(asset.sources)
    assert all(source.url.startswith(("https://", "http://")) and source.retrieved for source in asset.sources)


@each()
def test_an_entry_that_was_read_nowhere_leaves_open_whether_it_is_in_use(asset: Asset) -> None:
    if {source.id for source in asset.sources} == {"known"}:
        assert asset.maturity is None
        assert "to be confirmed" in asset.sources[0].title


@each(Kind.DATASET, Kind.DATA_SPACE, Kind.COMPUTE, Kind.SERVICE)
def test_an_entry_that_one_has_to_ask_for_says_how_where_and_who_may(asset: Asset) -> None:
    assert asset.access is not None
    assert asset.access.how.endswith(".")
    assert asset.access.url
    assert asset.access.rights


@each(Kind.DATASET)
def test_a_dataset_says_by_its_licence_or_in_words_what_one_may_do_with_it(asset: Asset) -> None:
    assert asset.access is not None
    assert asset.licence or asset.access.conditions
    assert asset.countries


@each(Kind.DATASET)
def test_a_dataset_that_is_not_open_to_all_is_not_called_open_data(asset: Asset) -> None:
    assert asset.access is not None
    assert asset.access.rights == "public" or asset.openness is not Openness.OPEN_DATA


@each(Kind.COMPUTE)
def test_computing_power_says_where_it_is_and_whether_it_can_be_used(asset: Asset) -> None:
    """A mode of access is at the computers that it gives access to; what is planned may have no place yet."""
    here = {other.id: other for other in ASSETS}
    used = [here[name] for name in asset.related.get("uses", ()) if name in here]
    assert asset.place or any(other.place for other in used) or asset.maturity is Maturity.PLANNED
    assert asset.compute is not None
    assert asset.compute.system
    assert set(asset.compute.who) <= set(SIZES)
    assert asset.compute.who or asset.maturity is Maturity.PLANNED
    if asset.maturity in {Maturity.PLANNED, Maturity.DEVELOPMENT}:
        assert {"en", "nl"} <= set(asset.description)


@pytest.mark.parametrize(("prefix", "number"), [("aif-", 19), ("aifa-", 13)])
def test_every_ai_factory_and_antenna_chosen_by_october_2025_is_there(prefix: str, number: int) -> None:
    assert sum(asset.id.startswith(prefix) for asset in ASSETS) == number


@pytest.mark.parametrize("network", ["tef", "sandbox", "national"])
def test_there_are_test_facilities_sandboxes_and_help_desks(network: str) -> None:
    assert sum(asset.service is not None and asset.service.network == network for asset in ASSETS) >= 2


def test_every_asset_that_an_entry_points_to_is_there() -> None:
    here = {asset.id for asset in ASSETS}
    pointed = {other for asset in ASSETS for others in asset.related.values() for other in others}
    assert {other for other in pointed if "://" not in other} - here == set()


def test_no_entry_holds_the_address_of_a_mailbox() -> None:
    assert [
        path.name for path in STARTER.glob("*.yaml") if re.search(r"[\w.+-]+@[\w-]+\.\w", path.read_text("utf-8"))
    ] == []


KNOWN_AT_LEAST = {"application": 185, "model": 118, "cloud": 18, "data": 25}
"""How many entries name, or describe, what is below them; the number only goes up."""
LONGEST_EXIT = 140
TOOLS = (Kind.SOLUTION, Kind.BUILDING_BLOCK, Kind.MODEL)
STACKS = [asset for asset in ASSETS if asset.kind in TOOLS and asset.sovereignty]


@pytest.mark.parametrize("layer", KNOWN_AT_LEAST)
def test_many_entries_know_who_supplies_a_layer(layer: str) -> None:
    assert sum(getattr(asset.sovereignty, layer) is not None for asset in STACKS) >= KNOWN_AT_LEAST[layer]


def test_nearly_every_solution_and_building_block_says_who_makes_it_and_from_which_country() -> None:
    tools = [asset for asset in ASSETS if asset.kind in (Kind.SOLUTION, Kind.BUILDING_BLOCK)]
    made = [asset.sovereignty.application for asset in tools if asset.sovereignty]
    assert sum(maker is not None and bool(maker.supplier and maker.country) for maker in made) >= len(tools) - 2


def test_a_cloud_or_model_of_the_united_states_behind_a_european_product_is_named() -> None:
    behind = {
        asset.id
        for asset in STACKS
        if is_european(asset.provider) and asset.sovereignty
        for layer in (asset.sovereignty.cloud, asset.sovereignty.model)
        if layer and (layer.country == "US" or "US" in f"{layer.supplier} {layer.note}")
    }
    assert len(behind) >= 45
    assert {"deepl", "mistral-le-chat", "eneo", "jetbrains-ai", "legora", "tandem-health", "n8n", "atrain"} <= behind


@each(Kind.MODEL)
def test_a_model_that_builds_on_another_names_its_maker_as_a_supplier(asset: Asset) -> None:
    if asset.training and asset.training.based_on:
        assert asset.sovereignty is not None
        assert asset.sovereignty.model is not None
        assert asset.sovereignty.model.supplier


def test_most_entries_say_in_one_short_sentence_how_one_leaves() -> None:
    said = [asset.sovereignty.exit for asset in STACKS if asset.sovereignty and asset.sovereignty.exit]
    assert len(said) >= 145
    assert [text for text in said if len(text) > LONGEST_EXIT or not text.endswith(".")] == []


def test_an_entry_that_can_be_run_on_own_machines_under_an_open_licence_says_how_one_leaves() -> None:
    free = [asset for asset in STACKS if asset.openness in (Openness.OPEN_SOURCE, Openness.OPEN_WEIGHTS)]
    assert [asset.id for asset in free if asset.sovereignty and not asset.sovereignty.exit] == []


def test_many_entries_show_evidence_each_with_an_address_and_no_entry_shows_the_same_twice() -> None:
    assert sum(bool(asset.evidence) for asset in ASSETS if asset.kind in TOOLS) >= 75
    for asset in ASSETS:
        assert all(shown.url for shown in asset.evidence)
        assert len({shown.url for shown in asset.evidence}) == len(asset.evidence)


def test_evidence_that_speaks_against_a_product_is_shown_too() -> None:
    said = [shown.title for asset in ASSETS for shown in asset.evidence]
    assert sum("no significant" in title or "unreliable" in title for title in said) >= 2


def test_a_figure_about_energy_says_per_what_how_it_came_about_and_where_it_stands() -> None:
    figures = [figure for asset in ASSETS for figure in asset.energy]
    assert len(figures) >= 3
    assert all(figure.value and figure.unit and figure.per and figure.method and figure.url for figure in figures)


STATED = [asset for asset in ASSETS if asset.ai_act]
USE = ("uses_system", "excluded_use", "annex_iii_area", "listed_practice", "personal_use_only")


def test_many_entries_hold_facts_for_the_check() -> None:
    assert len(STATED) >= 130
    assert sum(asset.kind is Kind.MODEL for asset in STATED) >= 20


@each(of=STATED)
def test_facts_for_the_check_are_known_facts_of_the_product_and_say_nothing_of_a_use(asset: Asset) -> None:
    facts = all_facts()
    assert set(asset.ai_act) <= set(facts)
    assert set(asset.ai_act).isdisjoint(USE)
    assert not any(facts[name].group == "areas" for name in asset.ai_act if name != "annex_i_product")
    assert "ai_act" in asset.derived
    values = {name: convert(facts[name], value) for name, value in asset.ai_act.items()}
    assert contradictions(values) == []


@each(of=STATED)
def test_only_a_model_under_a_free_licence_is_called_open_in_the_sense_of_the_act(asset: Asset) -> None:
    if asset.ai_act.get("model_open_source") is True:
        assert asset.licence in {"Apache-2.0", "MIT"}
    if asset.licence.startswith("LicenseRef"):
        assert asset.ai_act.get("model_open_source") is not True


def test_a_figure_about_energy_reads_as_so_much_per_something() -> None:
    shown = next(asset for asset in ASSETS if asset.id == "eurollm-22b")
    assert energy_text(shown.energy[0], Words("en")) == "5.7 Wh per 1,000 tokens of answer (modelled)"
