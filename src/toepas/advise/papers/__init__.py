"""The papers a case needs, pre-filled from its facts and editable."""
