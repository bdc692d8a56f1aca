"""How the site looks and speaks: layout, words, pages for what went wrong."""
