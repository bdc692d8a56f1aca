"""Assets for the tests of standards: one with every field, and made-up ones."""

import datetime
from typing import Any

from hypothesis import strategies as st

from toepas.catalogue import Asset, Kind, Maturity, Openness, Party, Place, Price, Source, Sovereignty, concepts
from toepas.catalogue.model import (
    OFFERS,
    Access,
    Compute,
    Energy,
    Evidence,
    File,
    Funding,
    Grade,
    Layer,
    Lesson,
    Practice,
    Service,
    Training,
)
from toepas.kernel.sector import sectors

DAY = datetime.date(2026, 5, 4)
HERE = Source(id="here", url="https://catalogue.example/all.ttl", retrieved=datetime.date(2026, 11, 2))
PUBLISHER = Party(name="Municipality of Utrecht", country="NL", url="https://utrecht.example/", type="public-body")
BASE = "https://catalogue.example/nl/catalogue/"


_FACTS: dict[str, Any] = {
    "openness": Openness.OPEN_SOURCE,
    "maturity": Maturity.IN_USE,
    "trl": 8,
    "sovereignty": Sovereignty(cloud=Layer(supplier="Own", country="NL"), hosting=("own",), exit="Files"),
    "ai_act": {"profiles_people": False},
    "energy": (Energy(value=1.5, per="1000 letters", grade=Grade.METERED),),
    "evidence": (Evidence(title="Trial", url="https://a.example/trial", date=DAY, kind="validation"),),
    "price": Price.FREE,
    "price_note": "No costs",
    "contact": "info@letters.example",
    "access": Access(
        how="Download",
        url="https://letters.example/get",
        rights="public",
        formats=("text/csv",),
        personal_data=False,
        conditions="Name us",
    ),
    "files": (
        File(
            url="https://letters.example/letters.csv",
            title="All letters",
            format="text/csv",
            licence="CC-BY-4.0",
            bytes=1234,
            sha256="ab" * 32,
        ),
    ),
    "training": Training(
        trained_on=("https://data.example/letters",),
        architecture="transformer",
        parameters=7_000_000,
        tasks=("classification",),
        input=("text",),
        output=("label",),
        measures={"f1": 0.91},
        based_on="https://models.example/base",
        flops=1e20,
    ),
    "funding": Funding(programme="Digital Europe", opens=DAY, rate=0.5, who=("small",)),
    "lesson": Lesson(level="introductory", hours=3, form="online", certificate=True, competences=("c1",)),
    "practice": Practice(user=PUBLISHER, since="2024", outcome="Faster", effects=("time",), legal_basis="Law"),
    "service": Service(network="edih", offers=OFFERS[:1], technologies={"Language": 4}),
    "compute": Compute(system="Snel", partition="a", peak_petaflops=2.5, accelerators=8, who=("SMEs",)),
}


def everything(kind: Kind) -> Asset:
    """An asset of a kind with every field filled in."""
    return Asset(
        id=f"whole-{kind}",
        kind=kind,
        name={"en": "Reader of letters", "nl": "Brievenlezer"},
        sources=(
            Source(id="a", url="https://a.example/1", retrieved=DAY, licence="CC0-1.0", record="1", title="List A"),
            Source(id="b", url="https://b.example/2", retrieved=DAY, licence="CC-BY-4.0", record="2", title="List B"),
        ),
        summary={"en": "Reads letters.", "nl": "Leest brieven."},
        description={
            "en": "Reads letters and says what they are about. People who answer letters see first what has waited longest, and whom to "
            "ask; nothing leaves the machine, and it is always a person who decides.",
            "nl": "Leest brieven en zegt waar ze over gaan. Wie brieven beantwoordt, ziet eerst wat het langst ligt en wie het weet; niets "
            "verlaat de computer, en het is altijd een mens die beslist.",
        },
        keywords=("letters", "post"),
        url="https://letters.example/",
        code="https://code.example/letters",
        version="1.2",
        issued=DAY,
        modified=datetime.date(2026, 6, 7),
        sectors=("healthcare", "public-sector"),
        purposes=tuple(sorted(list(concepts())[:2])),
        languages=("en", "nl"),
        provider=Party(name="Letters BV", country="NL", url="https://bv.example/", type="company"),
        countries=("EL", "NL"),
        place=Place(country="NL", region="NL310", city="Utrecht", lat=52.09, lon=5.12),
        licence="EUPL-1.2",
        **_FACTS,
        related={"uses": ("https://other.example/x",), "explains": ("something",)},
        same=("doi:10.1/x",),
        origin={"summary": "b"},
        derived=("sectors",),
        extra={
            "it6:collectionDate": "2024-01-01",
            "dct:created": "2024-01-02",
            "it6:limitations@en": "Short ones",
            "x": "y",
        },
    )


DATA = Asset(
    id="letters",
    kind=Kind.DATASET,
    name={"en": "Letters"},
    sources=(HERE,),
    description={"en": "Ten thousand letters."},
    url="https://data.example/letters",
    extra={"it6:collectionDate": "2023-01-01"},
)

_text = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60).map(str.strip).filter(bool)
_languages = st.sampled_from(["bg", "de", "el", "en", "et", "ga", "mt", "nl", "und"])
_texts = st.dictionaries(_languages, _text, max_size=3)
_countries = st.sampled_from(["EL", "NL", "DE", "EU", "US", "GB", "QQ"])
_path = st.text(st.sampled_from("abcXYZ019-_.~%{}|^[]é¡'()&="), max_size=12).map(
    lambda path: path + "?a=1#b" * (len(path) % 2)
)
_address = st.builds("https://{}.example/{}".format, st.sampled_from(["a", "bb", "c-d"]), _path)
_maybe = st.just("") | _address
_licences = st.sampled_from(["", "MIT", "EUPL-1.2", "CC-BY-4.0", "MIT OR Apache-2.0", "LicenseRef-own", "CC0-1.0"])
_days = st.dates(datetime.date(1990, 1, 1), datetime.date(2030, 1, 1))
_parties = st.builds(
    Party,
    name=_text,
    country=st.just("") | _countries,
    url=_maybe,
    type=st.sampled_from(["", "company", "public-body", "research", "association", "consortium", "hub"]),
)


def _several(values: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(values, max_size=3, unique=True).map(tuple)


_files = st.builds(
    File,
    url=_address,
    title=st.just("") | _text,
    format=st.sampled_from(["", "CSV", "text/csv", "safetensors", "Own Format"]),
    licence=_licences,
    bytes=st.none() | st.integers(0, 10**12),
    sha256=st.just("") | st.sampled_from(["0f" * 32]),
)
_training = st.builds(
    Training,
    trained_on=_several(_address | _text | st.just("https://data.example/letters")),
    architecture=st.just("") | _text,
    parameters=st.none() | st.integers(1, 10**13),
    tasks=_several(_text),
    input=_several(_text),
    output=_several(_text),
    measures=st.dictionaries(_text, st.floats(allow_nan=False, allow_infinity=False), max_size=2),
    based_on=_maybe | _text,
)
_extra = st.fixed_dictionaries(
    {},
    optional={
        "it6:collectionDate": st.just("2024-01-01"),
        "dct:created": st.sampled_from(["2024-01-01", "2024-01-01T10:00:00"]),
        "it6:limitations@en": _text,
        "other": _text,
    },
)


def _assets() -> st.SearchStrategy[Asset]:
    return st.builds(
        Asset,
        id=st.from_regex(r"[a-z0-9][a-z0-9._:-]{0,20}[a-z0-9]", fullmatch=True).filter(lambda name: name != DATA.id),
        kind=st.sampled_from(Kind),
        name=st.dictionaries(_languages, _text, min_size=1, max_size=3),
        sources=st.lists(
            st.builds(
                Source, id=_text, url=_address, retrieved=_days, licence=_licences, record=st.just("") | _text,
                title=st.just("") | _text,
            ),
            min_size=1, max_size=2, unique_by=lambda source: source.id,
        ).map(tuple),
        summary=_texts,
        description=_texts,
        keywords=_several(_text),
        url=_maybe,
        code=_maybe,
        version=st.just("") | _text,
        issued=st.none() | _days,
        modified=st.none() | _days,
        sectors=_several(st.sampled_from(list(sectors()))),
        purposes=_several(st.sampled_from(list(concepts()))),
        languages=_several(st.sampled_from(["nl", "en", "el", "mt", "mul", "xx", "fro"])),
        provider=st.none() | _parties,
        countries=_several(_countries),
        place=st.none() | st.builds(
            Place, country=_countries, region=st.just("") | _text, city=st.just("") | _text,
            lat=st.none() | st.floats(-90, 90), lon=st.none() | st.floats(-180, 180),
        ),
        licence=_licences,
        maturity=st.none() | st.sampled_from(Maturity),
        contact=st.sampled_from(["", "info@a.example", "https://a.example/ask"]),
        access=st.none() | st.builds(Access, rights=st.sampled_from(["", "public", "restricted"]), conditions=st.just("") | _text),
        files=_several(_files),
        training=st.none() | _training,
        evidence=_several(st.builds(Evidence, title=_text, url=_maybe, date=st.none() | _days, kind=st.sampled_from(["audit", "other"]))),
        related=st.dictionaries(st.sampled_from(["uses", "part-of", "same-as", "replaces", "explains"]), _several(_address | _text), max_size=2),
        same=_several(_text),
        extra=_extra,
    )  # fmt: skip


assets = _assets()
