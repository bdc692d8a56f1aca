"""Agreement with checkers and examples that others made."""
