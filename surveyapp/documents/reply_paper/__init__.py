"""A reply on paper, so far or as it was submitted: each question with its answer in words."""

from surveyapp.documents.reply_paper.outline import PrintedReply, paper_of

__all__ = ["PrintedReply", "paper_of"]
