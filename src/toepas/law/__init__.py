"""Acts as data: articles, facts, concepts, dates, duties, readings and fines, per text version."""

from toepas.law.act import Act, load_act, text_version_on, text_versions
from toepas.law.lists import (
    Authority,
    Function,
    Guidance,
    TimelineEntry,
    authorities,
    countries,
    functions,
    guidance,
    official_list,
    timeline,
)
from toepas.law.model import Article, Concept, DateEntry, Duty, Fact, Fine, Reading
from toepas.law.sources import data_version
from toepas.law.text import (
    LawText,
    Passage,
    PassageChange,
    Provision,
    StoredText,
    changed_provisions,
    compare_passages,
    load_text,
    passages,
    stored_texts,
)

__all__ = [
    "Act",
    "Article",
    "Authority",
    "Concept",
    "DateEntry",
    "Duty",
    "Fact",
    "Fine",
    "Function",
    "Guidance",
    "LawText",
    "Passage",
    "PassageChange",
    "Provision",
    "Reading",
    "StoredText",
    "TimelineEntry",
    "authorities",
    "changed_provisions",
    "compare_passages",
    "countries",
    "data_version",
    "functions",
    "guidance",
    "load_act",
    "load_text",
    "official_list",
    "passages",
    "stored_texts",
    "text_version_on",
    "text_versions",
    "timeline",
]
