"""Calls of interest and pipelines."""
