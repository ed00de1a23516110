"""The comparative table of a round as an Excel workbook in one language, made from a comparison and nothing else.

Overview        the round, who replied, and where everything stands
Response level  now, by subregion and group, round by round
1. Synoptic     per section: one page, the states down, short marks across
1. …            per section: every question and its counts down, the states across in bands
Frequencies     every option over all states, subregions and groups, with charts
Changes         since the round before
Laws            every entry of the lists that other answers cite
Statistics      every figure as one row, ready to pivot
Texts           every answer that holds a text, whole, state by state
Practices       those that the secretariat picked
Contacts        for the secretariat alone
Data            one fact a row, for those who count themselves
Codebook        every code with its wording
Method          how to read it all, and every sign
"""

from surveyapp.documents.comparative_workbook.workbook import write, write_to
from surveyapp.documents.round_facts import Heading

__all__ = ["Heading", "write", "write_to"]
