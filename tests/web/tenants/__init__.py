"""Nothing leaks between organisations: who may open what, and which text may come back to whom."""
