"""The comparative table of a round as an Excel workbook in one language, made from a comparison and nothing else.

Overview      the round, who replied, how to read the rest
1. Synoptic   per section: one A4 page, the states down, short marks across
1. …          per section: every question and its counts down, the states across
Texts         every answer that holds a text, whole, state by state
Data          one fact a row, for those who count themselves
"""

from surveyapp.documents.comparative_workbook.workbook import write
from surveyapp.documents.round_facts import Heading

__all__ = ["Heading", "write"]
