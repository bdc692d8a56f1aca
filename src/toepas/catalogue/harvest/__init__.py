"""Harvesting: records of other catalogues, read one by one, so that one bad record never stops the rest."""
