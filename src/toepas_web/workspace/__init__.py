"""The workspace of advisers: customers of a hub, what was done for them, and the figures the hub reports."""
