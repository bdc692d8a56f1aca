"""The official text of the law: fetched on request, kept apart from the project, read into one shape."""

from toepas.law.text.diff import Change, PassageChange, changed_provisions, compare_passages
from toepas.law.text.model import LawText, Passage, Provision
from toepas.law.text.store import StoredText, load_text, stored_texts
from toepas.law.text.verify import passages

__all__ = [
    "Change",
    "LawText",
    "Passage",
    "PassageChange",
    "Provision",
    "StoredText",
    "changed_provisions",
    "compare_passages",
    "load_text",
    "passages",
    "stored_texts",
]
