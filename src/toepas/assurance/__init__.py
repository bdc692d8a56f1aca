"""Assurance: does a model work here, for everyone, and what energy does it use."""
