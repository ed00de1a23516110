"""surveyapp remind: the ladder of reminders, on a day that is asked about or as it is due now."""

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import click
from sqlalchemy.orm import Session

from surveyapp.actions import following_up, reminder_letters, reminders
from surveyapp.actions.reminders import Outlook
from surveyapp.cli import finding, opening
from surveyapp.core.reminding import Verdict, Why
from surveyapp.core.states import LANGUAGES, from_facts
from surveyapp.core.text import said
from surveyapp.store import reminders as store
from surveyapp.store.models import Letter, Reply, Round
from surveyapp.wording.reminders import why_words

NOON = time(12)


@click.command()
@click.argument("code", metavar="[ROUND]", required=False)
@click.option("--now", "moment", metavar="DATE", help="Of the dry run: 2012-08-17 (noon) or 2012-08-17T15:00.")
@click.option("--dry-run", is_flag=True, help="Only say who would get what, and why the others get nothing.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of the messages.")
def remind(code: str | None, moment: str | None, dry_run: bool, as_json: bool, language: str) -> None:
    """Write the reminders that are due now in ROUND, or in every open round.

    They wait for an officer's approval, unless the round says that they go by themselves. The worker does the same
    every ten minutes. Of another day than today one can only ask: with --dry-run and --now.
    """
    if moment and not dry_run:
        opening.wrong_use(said(_ONLY_ASKED, language))
    if dry_run:
        _say_what_would_be(code, moment, as_json, language)
    else:
        _write_what_is_due(code, as_json, language)


def _say_what_would_be(code: str | None, moment: str | None, as_json: bool, language: str) -> None:
    with opening.reading() as session:
        outlooks = [
            (reminders.outlook(session, round_, opening.settings().base_url, now), now)
            for round_ in _rounds(session, code, opening.now())
            for now in [_moment(moment, round_.time_zone, language)]
        ]
        if as_json:
            _echo({"rounds": [_outlook_facts(seen, now, language) for seen, now in outlooks]})
            return
        for seen, now in outlooks:
            for line in _outlook_lines(seen, now, language):
                click.echo(line)
        if not outlooks:
            click.echo(said(_NO_ROUND, language))


def _write_what_is_due(code: str | None, as_json: bool, language: str) -> None:
    base_url, now = opening.settings().base_url, opening.now()
    with opening.writing() as session:
        rounds = _rounds(session, code, now)
        letters = [letter for round_ in rounds for letter in reminders.propose(session, round_, base_url, now)]
        letters += [one for one in following_up.write_due(session, base_url, now) if one.round_id in _ids(rounds)]
        session.commit()
        codes = {round_.id: round_.code for round_ in rounds}
        states = {reply.id: reply.state for round_ in rounds for reply in store.replies(session, round_.id)}
    if as_json:
        _echo({"letters": [_letter_facts(letter, codes, states) for letter in letters]})
        return
    for letter in letters:
        facts = _letter_facts(letter, codes, states)
        click.echo(f"{facts['round']}  {facts['state']}  {letter.kind}  {letter.email}  {letter.status}")
    click.echo(said(_WRITTEN[len(letters) == 1], language).format(number=len(letters)))


def _ids(rounds: Iterable[Round]) -> set[int | None]:
    return {one.id for one in rounds}


def _rounds(session: Session, code: str | None, now: datetime) -> list[Round]:
    """The round named; else those that are open today."""
    return [finding.round_called(session, code)] if code else list(store.open_rounds(session, now))


def _moment(text: str | None, zone: str, language: str) -> datetime:
    """A day is asked about at its noon in the time of the round."""
    if text is None:
        return opening.now()
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        opening.wrong_use(said(_NO_DATE, language).format(text=text))
    if len(text) <= len("2012-08-17"):
        found = datetime.combine(found.date(), NOON)
    return (found if found.tzinfo else found.replace(tzinfo=ZoneInfo(zone))).astimezone(UTC)


def _outlook_facts(seen: Outlook, now: datetime, language: str) -> dict[str, Any]:
    return {
        "round": seen.round.code,
        "at": now.isoformat(),
        "automatic": seen.ladder.is_automatic,
        "states": [_verdict_facts(seen, one, now, language) for one in _in_order(seen, language)],
    }


def _verdict_facts(seen: Outlook, one: Verdict, now: datetime, language: str) -> dict[str, Any]:
    reply = seen.reply(one)
    return {
        "state": reply.state,
        "why": one.why.value,
        "words": why_words(one, language, _extended(reply, one)),
        "step": one.step.key if one.step else None,
        "kind": one.step.kind if one.step and one.why is Why.DUE else None,
        "day": one.day.isoformat() if one.day else None,
        "deadline": one.situation.deadline.isoformat(),
        "letters": [{"to": draft.email, "language": draft.letter.language} for draft in _drafts(seen, one, now)],
    }


def _outlook_lines(seen: Outlook, now: datetime, language: str) -> Iterable[str]:
    there = now.astimezone(ZoneInfo(seen.round.time_zone))
    how = said(_HOW[seen.ladder.is_automatic], language)
    yield f"{seen.round.code}  {there:%Y-%m-%d %H:%M} ({seen.round.time_zone})  {how}"
    for one in _in_order(seen, language):
        reply = seen.reply(one)
        name = from_facts(reply.state_facts).name(language).short
        to = ", ".join(f"{draft.email} ({draft.letter.language})" for draft in _drafts(seen, one, now))
        words = why_words(one, language, _extended(reply, one))
        sign = ">" if one.why is Why.DUE else " "
        yield f"{sign} {reply.state}  {name:<33}{words}" + (f"  {to}" if to else "")


def _drafts(seen: Outlook, one: Verdict, now: datetime) -> list[reminder_letters.Draft]:
    if one.why is not Why.DUE or one.step is None:
        return []
    return reminder_letters.drafts(seen.reply(one), one.step.kind, seen.addressees, now)


def _extended(reply: Reply, one: Verdict) -> date | None:
    """The day until which a state was given more time, where that says something."""
    if reply.own_deadline is None or one.why in (Why.REPLIED, Why.CLOSED):
        return None
    return one.situation.day(reply.own_deadline)


def _in_order(seen: Outlook, language: str) -> list[Verdict]:
    """Those that get a letter first; then as the organization orders its states."""
    return sorted(
        seen.verdicts,
        key=lambda one: (one.why is not Why.DUE, from_facts(seen.reply(one).state_facts).orders[language]),
    )


def _letter_facts(letter: Letter, codes: dict[int, str], states: dict[int, str]) -> dict[str, Any]:
    return {
        "round": codes[letter.round_id or 0],
        "state": states[letter.reply_id or 0],
        "kind": letter.kind,
        "to": letter.email,
        "language": letter.language,
        "status": letter.status,
    }


def _echo(facts: Any) -> None:
    click.echo(json.dumps(facts, ensure_ascii=False, indent=2))


_ONLY_ASKED = {
    "en": "Letters are written as of now. To ask what another day would bring, add --dry-run.",
    "es": "Las cartas se redactan con la fecha de hoy. Para saber qué correspondería otro día, agregue --dry-run.",
}
_NO_DATE = {
    "en": "{text} is no date. Write 2012-08-17 or 2012-08-17T15:00.",
    "es": "{text} no es una fecha. Escriba 2012-08-17 o 2012-08-17T15:00.",
}
_NO_ROUND = {"en": "No round is open.", "es": "No hay ninguna ronda abierta."}
_HOW = {
    True: {"en": "sent by themselves", "es": "envío automático"},
    False: {"en": "held for approval", "es": "en espera de aprobación"},
}
_WRITTEN = {
    True: {"en": "One letter was written.", "es": "Se redactó una carta."},
    False: {"en": "{number} letters were written.", "es": "Se redactaron {number} cartas."},
}
