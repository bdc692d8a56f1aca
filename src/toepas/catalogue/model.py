"""What an asset is: one record of the catalogue, with where each of its fields comes from.

The field names follow MLDCAT-AP 3.1 and DCAT-AP 3 where these have a word for it. Everything but the identity, the kind,
a name and a source may be unknown: a field that is empty says "not known", never "no".
"""

from __future__ import annotations

import datetime
import enum
from typing import Literal

import msgspec

Texts = dict[str, str]
"""The same text in one or more languages, by two-letter code; never empty."""
Date = datetime.date


class Kind(enum.StrEnum):
    """What sort of thing an asset is."""

    SOLUTION = "solution"
    MODEL = "model"
    DATASET = "dataset"
    DATA_SPACE = "data-space"
    BUILDING_BLOCK = "building-block"
    SERVICE = "service"
    COMPUTE = "compute"
    FUNDING = "funding"
    COURSE = "course"
    PRACTICE = "practice"


class Maturity(enum.StrEnum):
    """How far it is in the world."""

    PLANNED = "planned"
    DEVELOPMENT = "development"
    PILOT = "pilot"
    IN_USE = "in-use"
    RETIRED = "retired"


class Openness(enum.StrEnum):
    """What can be seen and reused."""

    OPEN_SOURCE = "open-source"
    OPEN_WEIGHTS = "open-weights"
    OPEN_DATA = "open-data"
    RESTRICTED = "restricted"
    PROPRIETARY = "proprietary"


class Price(enum.StrEnum):
    """How one pays."""

    FREE = "free"
    PARTLY_SUBSIDISED = "partly-subsidised"
    SUBSCRIPTION = "subscription"
    PER_USE = "per-use"
    LICENCE_FEE = "licence-fee"
    ON_REQUEST = "on-request"


class Grade(enum.StrEnum):
    """How a figure about energy came about, strongest first."""

    METERED = "metered"
    COUNTER = "counter"
    MODELLED = "modelled"
    ASSUMED = "assumed"
    WITHHELD = "withheld"


class _Struct(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """Records that cannot be changed and know every one of their fields."""


class Source(_Struct, frozen=True):
    """Where facts were read: ``id`` is what ``Asset.origin`` refers to."""

    id: str
    url: str
    retrieved: Date
    licence: str = ""
    """SPDX identifier or name of the terms of the record; empty where none is stated."""
    record: str = ""
    """The identifier of the record at the source."""
    title: str = ""


class Party(_Struct, frozen=True):
    """An organisation; never a person."""

    name: str
    country: str = ""
    """ISO 3166-1 alpha-2 of the seat; "EU" for bodies and joint efforts of the Union or several of its countries."""
    url: str = ""
    type: Literal["", "company", "public-body", "research", "association", "consortium", "hub"] = ""


class Place(_Struct, frozen=True):
    """Where something is, for finding what is near. ``lat`` and ``lon`` in degrees (WGS 84)."""

    country: str
    region: str = ""
    """NUTS code."""
    city: str = ""
    lat: float | None = None
    lon: float | None = None


class Layer(_Struct, frozen=True):
    """Who supplies one layer of the stack, and from where."""

    supplier: str = ""
    country: str = ""
    note: str = ""


class Sovereignty(_Struct, frozen=True):
    """Dependence, layer by layer; an absent layer is not known."""

    hardware: Layer | None = None
    cloud: Layer | None = None
    model: Layer | None = None
    data: Layer | None = None
    application: Layer | None = None
    hosting: tuple[str, ...] = ()
    """Jurisdictions it can be hosted in: country codes, "EU", or "own" for the user's own machines."""
    exit: str = ""
    """How one leaves: formats, export, other suppliers."""


class Energy(_Struct, frozen=True):
    """A figure about energy, with how it came about. ``value``, ``low`` and ``high`` in ``unit`` per ``per``."""

    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = "kWh"
    per: str = ""
    grade: Grade = Grade.ASSUMED
    method: str = ""
    url: str = ""


class Evidence(_Struct, frozen=True):
    """Something that shows how well it works."""

    title: str
    url: str = ""
    date: Date | None = None
    kind: Literal["validation", "evaluation", "audit", "paper", "benchmark", "energy", "impact", "other"] = "other"


class Access(_Struct, frozen=True):
    """How one gets it. ``rights`` as access rights of DCAT: who may."""

    how: str = ""
    url: str = ""
    rights: Literal["", "public", "restricted", "non-public"] = ""
    formats: tuple[str, ...] = ()
    """Media types or formats."""
    personal_data: bool | None = None
    conditions: str = ""


class File(_Struct, frozen=True):
    """A file or interface through which it is distributed."""

    url: str
    title: str = ""
    format: str = ""
    licence: str = ""
    bytes: int | None = None
    sha256: str = ""


class Training(_Struct, frozen=True):
    """What a model is and was made from."""

    trained_on: tuple[str, ...] = ()
    """Addresses or names of the data."""
    architecture: str = ""
    parameters: int | None = None
    tasks: tuple[str, ...] = ()
    input: tuple[str, ...] = ()
    output: tuple[str, ...] = ()
    measures: dict[str, float] = {}
    """Quality measures by name."""
    based_on: str = ""
    flops: float | None = None


class Funding(_Struct, frozen=True):
    """Facts of a call for funding. ``rate`` is the share of the costs that is paid, 0 to 1; amounts in euro."""

    programme: str
    opens: Date | None = None
    closes: Date | None = None
    """None where it is not known or where the call stays open (``permanent``)."""
    permanent: bool = False
    trl_from: int | None = None
    trl_to: int | None = None
    rate: float | None = None
    least: float | None = None
    most: float | None = None
    who: tuple[Literal["micro", "small", "medium", "large", "public", "research", "startup", "hub"], ...] = ()
    """Who may apply; empty where it is not known."""
    countries: tuple[str, ...] = ()
    """Where applicants may be from; empty: all countries of the Union."""
    state_aid: str = ""
    """The rule on state aid that it falls under, as the call says."""


class Lesson(_Struct, frozen=True):
    """Facts of a course."""

    level: Literal["", "introductory", "intermediate", "advanced"] = ""
    hours: float | None = None
    form: Literal["", "online", "on-site", "mixed"] = ""
    certificate: bool | None = None
    competences: tuple[str, ...] = ()
    """Identifiers of a competence framework."""


class Practice(_Struct, frozen=True):
    """Facts of a documented use."""

    user: Party | None = None
    since: str = ""
    """Year, or year and month."""
    until: str = ""
    outcome: str = ""
    effects: tuple[str, ...] = ()
    legal_basis: str = ""


class Service(_Struct, frozen=True):
    """Facts of what a hub or another helper offers."""

    network: Literal["", "edih", "seal-of-excellence", "dih", "tef", "sandbox", "national"] = ""
    offers: tuple[str, ...] = ()
    """Codes of OFFERS."""
    technologies: dict[str, int] = {}
    """What it knows about, with the strength that it states (1 to 5; 0 where it states none)."""


class Compute(_Struct, frozen=True):
    """Facts of computing power."""

    system: str = ""
    partition: str = ""
    peak_petaflops: float | None = None
    accelerators: int | None = None
    who: tuple[str, ...] = ()


class Asset(_Struct, frozen=True):
    """One record of the catalogue.

    ``id`` is lasting and unique: small letters, digits and ``-._:``. ``name``, ``summary`` (one line) and ``description``
    hold texts by language. ``origin`` says for a field which of the ``sources`` it was read from; a field that is not
    named there comes from the first source. ``derived`` names the fields that we concluded ourselves.
    """

    id: str
    kind: Kind
    name: Texts
    sources: tuple[Source, ...]
    summary: Texts = {}
    description: Texts = {}
    keywords: tuple[str, ...] = ()
    url: str = ""
    code: str = ""
    """Where the source code is."""
    version: str = ""
    issued: Date | None = None
    modified: Date | None = None
    sectors: tuple[str, ...] = ()
    purposes: tuple[str, ...] = ()
    """Ids of concepts."""
    languages: tuple[str, ...] = ()
    """Languages that it works in, two-letter codes; "mul" for many without a list."""
    provider: Party | None = None
    countries: tuple[str, ...] = ()
    """Where it is offered or used."""
    place: Place | None = None
    licence: str = ""
    """SPDX expression, or LicenseRef-… for others."""
    openness: Openness | None = None
    maturity: Maturity | None = None
    trl: int | None = None
    sovereignty: Sovereignty | None = None
    ai_act: dict[str, bool | str] = {}
    """Facts as a case file holds them, as the provider or a source states them."""
    energy: tuple[Energy, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    price: Price | None = None
    price_note: str = ""
    contact: str = ""
    """A page or a general address; never of a person."""
    access: Access | None = None
    files: tuple[File, ...] = ()
    training: Training | None = None
    funding: Funding | None = None
    lesson: Lesson | None = None
    practice: Practice | None = None
    service: Service | None = None
    compute: Compute | None = None
    related: dict[str, tuple[str, ...]] = {}
    """Other assets or addresses by relation (``uses``, ``part-of``, ``same-as``, ``replaces``)."""
    same: tuple[str, ...] = ()
    """Identifiers of the same thing elsewhere, by which duplicates are recognised."""
    origin: dict[str, str] = {}
    derived: tuple[str, ...] = ()
    extra: dict[str, str] = {}
    """What the source says that has no field here, kept so that nothing is lost."""

    def text(self, field: Literal["name", "summary", "description"], lang: str) -> str:
        """A text in a language; else in English, else in whatever it has; empty where there is none."""
        texts: Texts = getattr(self, field)
        return texts.get(lang) or texts.get("en") or next(iter(texts.values()), "")

    def source_of(self, field: str) -> Source:
        """Where a field was read."""
        wanted = self.origin.get(field, self.sources[0].id)
        return next((source for source in self.sources if source.id == wanted), self.sources[0])


OFFERS = ("test-before-invest", "training", "finding-funding", "networking")
"""The four services of a hub."""
LAYERS = ("hardware", "cloud", "model", "data", "application")
EU = (
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "EL", "ES", "FI", "FR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
)  # fmt: skip
"""The countries of the Union, as the Union writes them (Greece is EL)."""
EEA = (*EU, "IS", "LI", "NO")
"""The European Economic Area: the internal market, where the AI Act is to apply too."""


def is_european(party: Party | None) -> bool | None:
    """Whether an organisation is from the European Economic Area or a body of the Union; None where its country is not known."""
    return None if party is None or not party.country else party.country in ("EU", *EEA)
