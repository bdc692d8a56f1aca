"""Acts as data: articles, facts, concepts, dates, duties, readings and fines, per text version."""

from toepas.law.act import Act, load_act, text_version_on, text_versions
from toepas.law.model import Article, Concept, DateEntry, Duty, Fact, Fine, Reading
from toepas.law.sources import data_version

__all__ = [
    "Act",
    "Article",
    "Concept",
    "DateEntry",
    "Duty",
    "Fact",
    "Fine",
    "Reading",
    "data_version",
    "load_act",
    "text_version_on",
    "text_versions",
]
