"""The tables of this part, as they grew."""
