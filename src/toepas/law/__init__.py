"""Acts as data: articles, facts, concepts, dates, duties, readings and fines, per text version."""

from toepas.law.act import Act, load_act
from toepas.law.model import Article, Concept, DateEntry, Duty, Fact, Fine, Reading

__all__ = ["Act", "Article", "Concept", "DateEntry", "Duty", "Fact", "Fine", "Reading", "load_act"]
