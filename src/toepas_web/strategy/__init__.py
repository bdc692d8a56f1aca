"""The strategy on the site: what was announced, who owes it, how far it is, and what nobody has said."""
