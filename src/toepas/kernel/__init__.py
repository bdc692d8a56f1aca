"""The words every part of Toepas shares: truth, dates, citations, problems and languages."""
