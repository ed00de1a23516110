"""Sends a questionnaire to member states, collects their replies and compares them."""
