"""The observatory: figures about AI in Europe to look at, to share and to take along."""
