"""One box over everything that somebody may see. Each part of the site finds its own things, by its own rules; no text is kept twice."""
