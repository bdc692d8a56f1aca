"""A question in any official language in, cited passages out."""
