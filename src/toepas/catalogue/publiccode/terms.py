"""What the words of publiccode.yml are called here, for reading and for writing."""

from __future__ import annotations

from toepas.catalogue.model import Kind, Maturity

KEPT = "publiccode:"
"""What the keys of ``extra`` begin with that hold what has no field; after it the place of the key in the file."""
STATUS = {
    "concept": Maturity.PLANNED,
    "development": Maturity.DEVELOPMENT,
    "beta": Maturity.PILOT,
    "stable": Maturity.IN_USE,
    "obsolete": Maturity.RETIRED,
}
BUILDING_BLOCKS = ("library", "addon", "configurationFiles")
"""Types of software that are parts of other software; every other one is a solution."""
SOFTWARE = (Kind.SOLUTION, Kind.BUILDING_BLOCK)
"""The kinds that the standard can describe."""
SCOPES = {
    "agri-food": "agriculture", "culture-and-media": "culture", "education": "education", "energy": "energy",
    "climate": "environment", "finance": "finance-and-economic-development", "public-sector": "government",
    "healthcare": "healthcare", "justice": "justice", "manufacturing": "manufacturing", "tourism": "tourism",
    "mobility": "transportation",
}  # fmt: skip
"""Fields of use by our sectors, where one is plainly the other."""
COUNTRIES = {"GR": "EL", "GB": "UK"}
"""Where the Union writes another code than ISO 3166."""
BASED_ON = "based-on"
"""The relation to what a variant descends from."""
TEXTS = ("applicationSuite", "softwareType", "developmentStatus", "roadmap", "logo", "organisation.uri", "maintenance.type", "localisation.localisationReady")  # fmt: skip
"""Keys with one text that have no field."""
LISTS = ("platforms", "usedBy", "intendedAudience.scope", "intendedAudience.unsupportedCountries")
"""Keys with a list of texts that have no field."""
TOLD = ("documentation", "apiDocumentation")
TOLD_LISTS = ("features", "screenshots", "videos", "awards")
"""The same below ``description``, for each language."""
DEPENDENCIES = ("open", "proprietary", "hardware")


def kind_of(software_type: str) -> Kind:
    """What a type of software is here."""
    return Kind.BUILDING_BLOCK if software_type in BUILDING_BLOCKS else Kind.SOLUTION
