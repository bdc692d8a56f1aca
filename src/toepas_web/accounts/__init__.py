"""Who signs in: an e-mail address, a way to prove it, and nothing else."""
