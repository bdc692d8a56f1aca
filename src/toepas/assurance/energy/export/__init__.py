"""A report in the forms that others ask for: the code's documentation form, a catalogue entry, SCI for AI, linked data."""

from toepas.assurance.energy.export.entry import catalogue_data, catalogue_energy
from toepas.assurance.energy.export.form import Entry, form_csv, form_entries
from toepas.assurance.energy.export.linked import linked_data
from toepas.assurance.energy.export.sci import sci_data

__all__ = ["Entry", "catalogue_data", "catalogue_energy", "form_csv", "form_entries", "linked_data", "sci_data"]
