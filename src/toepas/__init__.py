"""Toepas: from "should we use AI for this?" to a deployment that is lawful, understood and measured."""

__version__ = "0.1.0"
