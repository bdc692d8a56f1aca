"""The chapters of a dossier, each made from one view of the case."""
