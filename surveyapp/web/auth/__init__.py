"""Coming in and going out: a code for the people of states, passphrase and second factor for the secretariat.

What was typed before a session ended goes along in the hidden field `kept`; then each step is drawn in answer to the
post itself, because an address could not carry it.
"""

from surveyapp.web.auth import second_factor, secretariat, states
from surveyapp.web.auth.pages import blueprint

__all__ = ["blueprint", "second_factor", "secretariat", "states"]
