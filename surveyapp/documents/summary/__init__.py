"""The comparative summary of a round in one language: what stands in it (`outline`), set as a PDF or as a Word file.

outline_of           a comparison and the facts of its round as headings, sentences, tables, figures, texts
as_pdf, as_word      the same outline as a file; the same outline is the same bytes
own_template         the Word file into which the summary is written, to be taken away and edited
faults_of_template   what is wrong with one handed in
"""

from surveyapp.documents.summary.outline import outline_of
from surveyapp.documents.summary.parts import Outline, Sentence
from surveyapp.documents.summary.pdf import as_pdf
from surveyapp.documents.summary.template import Fault, TemplateFault, faults_of_template, own_template
from surveyapp.documents.summary.word import as_word

__all__ = [
    "Fault",
    "Outline",
    "Sentence",
    "TemplateFault",
    "as_pdf",
    "as_word",
    "faults_of_template",
    "outline_of",
    "own_template",
]
