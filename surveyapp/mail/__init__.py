"""Composing a letter and handing it to a mail server; knows no database."""
