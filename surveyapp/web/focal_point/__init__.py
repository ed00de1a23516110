"""The pages of a state: its desk, the sections it answers, the review, the receipt, its letters and files."""

from surveyapp.web.focal_point import desk, files, letters, review, section, words
from surveyapp.web.focal_point.pages import blueprint

__all__ = ["blueprint", "desk", "files", "letters", "review", "section", "words"]
