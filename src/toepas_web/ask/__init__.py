"""A question in one's own words, an answer with the article behind every statement."""
