"""Finding texts: words brought back to their stems, texts as vectors, languages recognised."""

from toepas.retrieval.language import OFFICIAL_LANGUAGES, recognise

__all__ = ["OFFICIAL_LANGUAGES", "recognise"]
