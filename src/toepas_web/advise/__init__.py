"""The dossier as a download."""
