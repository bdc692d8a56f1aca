"""Measurements of speed, memory and questions, side by side with named peers; run with ``./toepas bench``."""
