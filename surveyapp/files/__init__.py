"""Attachments and produced papers, on disk."""
