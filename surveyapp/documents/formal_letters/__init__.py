"""Formal letters as Word files: a note verbale to the permanent mission, a letter to the minister."""
