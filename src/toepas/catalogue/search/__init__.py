"""Finding assets: by their words, by their meaning in any language, and by the needs they serve."""
