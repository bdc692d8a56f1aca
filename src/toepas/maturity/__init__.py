"""Maturity: where an organisation stands, whether that changed, what AI changed in the work, and what to do next."""
