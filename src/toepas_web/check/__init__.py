"""The check in the browser: one question per page, and the cases people keep."""
