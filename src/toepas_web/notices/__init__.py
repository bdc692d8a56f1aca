"""Notices: what happened that concerns one account, in the site and once a day by mail."""
