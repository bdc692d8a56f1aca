"""Maturity on the site: assessments of an organisation, what changed, and what AI changed in its work."""
