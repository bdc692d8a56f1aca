"""The dossier: everything the act says of a case, as papers a person can act on."""
