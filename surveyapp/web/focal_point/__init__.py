"""The pages of a state: its desk, the sections it answers, the review, the receipt, its letters and files."""

from surveyapp.web.focal_point import blank_forms, desk, files, letters, review, section, words, workbooks
from surveyapp.web.focal_point.pages import blueprint

__all__ = ["blank_forms", "blueprint", "desk", "files", "letters", "review", "section", "words", "workbooks"]
