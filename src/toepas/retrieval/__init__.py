"""Finding texts: words brought back to their stems, texts as vectors, languages recognised."""
