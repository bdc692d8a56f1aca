"""The site: who is asking, what they keep, and how it looks. What is true without a server stands in ``toepas``."""
