"""Where a visitor arrives, and what we say about ourselves."""
