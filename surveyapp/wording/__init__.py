"""Codes and facts into sentences, in the language passed in; shared by pages, letters and papers."""
