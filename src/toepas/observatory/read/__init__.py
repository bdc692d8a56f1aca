"""Readers of what statistical offices send: bytes in, a table out, or one clear problem."""
