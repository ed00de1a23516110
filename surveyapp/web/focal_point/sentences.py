"""Sentences of the pages of a state that are said in more than one place."""

from collections.abc import Callable, Mapping

from babel.dates import get_month_names
from flask_babel import gettext as _
from flask_babel import ngettext

from surveyapp.actions.attaching import FileRefused
from surveyapp.actions.holding import Reason
from surveyapp.core import kinds
from surveyapp.core.questionnaire import Disclosure
from surveyapp.files.inspection import Fault
from surveyapp.wording import problems


def refusal(reason: Reason, language: str) -> str:
    """Why something was not saved, and what to do."""
    if reason in (Reason.TOO_LONG, Reason.CONTROL_CHARACTER):
        return problems.refusal(kinds.Refusal(reason.value), language)
    sentences: dict[Reason, str] = {
        Reason.SUBMITTED: _("This was not saved: the reply has been sent. The Secretariat can reopen it."),
        Reason.ROUND_CLOSED: _("This was not saved: the round is closed. Please write to the Secretariat."),
        Reason.NO_SUCH_PLACE: _("This was not saved: the questionnaire has no such question."),
        Reason.TOO_MANY_ENTRIES: _("No entry was added: the list has as many as it may have."),
        Reason.ANSWERED_ALREADY: _(
            "Nothing was taken over: this question is answered already. To take over the answer of the last round, "
            "empty the present one first."
        ),
        Reason.NOTHING_TO_TAKE_OVER: _("Nothing was taken over: nothing of the last answer fits this question."),
        Reason.NOT_REOPENED: _("This was not saved: the reply has been reopened for other questions alone."),
        Reason.ASKED_OTHERWISE: _(
            "This was not saved: the questions have changed since you opened the page. Please look at the question "
            "as it stands now."
        ),
        Reason.CANNOT_BE_CONFIRMED: _(
            "This answer cannot be confirmed: the question can no longer be answered so. Please answer it again."
        ),
        Reason.WAS_SENT: _("The reply was sent before: an approval is awaited only before it is first sent."),
        Reason.DECLARATION_NEEDED: _(
            "The reply has been reopened as a whole: please read it once more and declare it anew."
        ),
        Reason.ANSWER_CHANGED: _(
            "The explanation was not saved: the answer has been changed since you opened the page. Please look at it "
            "as it stands now."
        ),
        Reason.NO_INSTRUCTION: _("Without the written instruction of the permanent mission nothing is submitted."),
        Reason.NOT_BEING_ENTERED: _("This was not saved: no document is being entered for this reply any more."),
        Reason.STATE_WROTE: _("This was not saved: the state answers this question itself."),
        Reason.REQUIRED_MISSING: _("An answer is missing without which the reply cannot be sent."),
    }
    return sentences[reason]


def not_submitted(reason: Reason) -> str:
    """Why the secretariat cannot submit a reply now."""
    if reason is Reason.ROUND_CLOSED:
        return str(_("The round is closed: nothing can be submitted any more."))
    return str(_("The reply has been submitted already."))


def file_fault(refused: FileRefused) -> str:
    """Why a file was not taken, and what to do."""
    sentences: dict[Fault, str] = {
        Fault.EMPTY: _("%(name)s was not added: it is empty."),
        Fault.TOO_LARGE: _("%(name)s was not added: it is larger than 10 MB. Give its web address instead."),
        Fault.NOT_ACCEPTED: _(
            "%(name)s was not added: only PDF, Word, Excel, OpenDocument, PNG, JPEG and text files are accepted."
        ),
        Fault.NAMED_OTHERWISE: _("%(name)s was not added: its content is not what its name says."),
        Fault.HAS_MACROS: _("%(name)s was not added: it contains macros. Save it without them."),
        Fault.NO_SPACE: _(
            "%(name)s was not added: with it, the files of your state would come to more than 200 MB. Nothing "
            "that is saved is lost. Give its web address instead, or write to the Secretariat."
        ),
        Fault.TOO_MANY: _("%(name)s was not added: an answer holds at most 20 files."),
    }
    return sentences[refused.fault].replace("%(name)s", refused.name)


def of_totals(doubted: int, unreadable: int) -> str:
    """That totals hold figures that are marked as not acceptable, and lack those that could not be read."""
    held = ngettext(
        "The totals include a figure that is marked here: it counts as it stands. Please check it.",
        "The totals include %(num)s figures that are marked here: they count as they stand. Please check them.",
        doubted,
    )
    lacked = ngettext(
        "The totals leave out a figure that could not be read.",
        "The totals leave out %(num)s figures that could not be read.",
        unreadable,
    )
    return " ".join(words for words, number in ((held, doubted), (lacked, unreadable)) if number)


DISCLOSURES: Mapping[str, Callable[[], str]] = {
    "public": lambda: _("Public"),
    "member_states": lambda: _("Member states"),
    "secretariat": lambda: _("Secretariat only"),
}
"""Who may read an answer, widest first; each in words when it is called."""


def disclosure_words(who: Disclosure) -> str:
    """ "Who may read it: the public"."""
    return str(_("Who may read it: %(who)s", who=DISCLOSURES[who.value]()))


def disclosure_names() -> dict[str, str]:
    """Who may read an answer, widest first, in words."""
    return {code: name() for code, name in DISCLOSURES.items()}


def disclosure_meanings() -> dict[str, str]:
    """What each choice means for those who read."""
    return {
        "public": _("Published: anybody can read it, in tables and documents of the round."),
        "member_states": _("Only the member states and the Secretariat read it; in public papers it says “withheld”."),
        "secretariat": _("Only the Secretariat reads it; for everybody else it says “withheld”."),
    }


def disclosure_from_questionnaire(who: Disclosure) -> str:
    """That the questionnaire itself asks for fewer readers; "" where it is for everybody."""
    if who is Disclosure.PUBLIC:
        return ""
    return str(_("The questionnaire asks this for: %(who)s.", who=DISCLOSURES[who.value]()))


def month_names(language: str) -> list[str]:
    """January to December, to choose from."""
    names = get_month_names("wide", locale=language)
    return [str(names[number]) for number in range(1, 13)]
