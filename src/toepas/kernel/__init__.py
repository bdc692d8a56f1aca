"""The words every part of Toepas shares: truth, dates, citations, problems and languages."""

from toepas.kernel.citation import Citation
from toepas.kernel.citation import parse as parse_citation
from toepas.kernel.dates import Period
from toepas.kernel.places import cache_dir, data_dir
from toepas.kernel.problems import Problem
from toepas.kernel.region import region_named, regions, regions_of
from toepas.kernel.sector import Sector, sectors
from toepas.kernel.words import SOURCE_LANGUAGE, Words, languages

__all__ = [
    "SOURCE_LANGUAGE",
    "Citation",
    "Period",
    "Problem",
    "Sector",
    "Words",
    "cache_dir",
    "data_dir",
    "languages",
    "parse_citation",
    "region_named",
    "regions",
    "regions_of",
    "sectors",
]
