"""A reply as one Excel workbook, to be filled in offline and brought back: facts in, bytes out; bytes in, cells out.

A sheet of instructions, a sheet for each section, and a hidden sheet that tells which cell is which (`addressing`).
"""

from surveyapp.documents.reply_workbook.book import Book, Heading
from surveyapp.documents.reply_workbook.reading import LARGEST_FILE, Fault, Unreadable, read
from surveyapp.documents.reply_workbook.writing import write

__all__ = ["LARGEST_FILE", "Book", "Fault", "Heading", "Unreadable", "read", "write"]
