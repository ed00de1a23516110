"""Who may use which endpoint, and whether it reads or writes: one table, and the gate that every request passes.

Roles: "public" (anybody), "signed_in", "state" (any role of a state), "focal_point", "contributor", "observer",
"officer", "administrator", "publisher", "translator", "auditor". An endpoint that is not in the table, or a row without
endpoint, stops the start. Which rows a person then sees is decided in `actions.seeing`.
"""

from contextlib import suppress
from dataclasses import dataclass

import sqlalchemy as sa
from flask import Flask, abort, current_app, g, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect, generate_csrf

from surveyapp.actions import coming_in
from surveyapp.actions.uploading import LARGEST_PIECE
from surveyapp.web import clock, database, keeping
from surveyapp.web.auth.states import sign_in_page_with_kept_post
from surveyapp.web.viewer import viewer

PUBLIC = frozenset({"public"})
NOBODY: frozenset[str] = frozenset()
READING_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


@dataclass(frozen=True)
class Rule:
    """Roles that may look (GET) and roles that may send (POST, in a transaction that writes)."""

    read_by: frozenset[str]
    written_by: frozenset[str]
    is_background: bool = False
    """Asked for by a script on its own: does not count as the person's activity."""
    takes_files: bool = False
    """Whether files may be sent: elsewhere one in place of a text would meet a form that knows only texts."""

    takes_pieces: bool = False
    """Whether the body is a piece of a file, as it is, and no form."""
    keeps_nothing: bool = False
    """What is sent is only looked at: the store is read and never held for it."""

    def lets_in(self, method: str) -> frozenset[str]:
        return self.read_by if method in READING_METHODS else self.written_by


def reads(*roles: str, background: bool = False) -> Rule:
    """An endpoint that shows something to these roles."""
    return Rule(frozenset(roles), NOBODY, background)


def writes(*roles: str, read_by: tuple[str, ...] | None = None, files: bool = False, pieces: bool = False) -> Rule:
    """An endpoint to which these roles may send; looked at by the same, or by others where `read_by` says so."""
    return Rule(
        frozenset(roles if read_by is None else read_by), frozenset(roles), takes_files=files, takes_pieces=pieces
    )


def notes(*roles: str) -> Rule:
    """A background post of a script, which holds the store only if it finds something to note, in a session apart."""
    return Rule(frozenset(roles), frozenset(roles), is_background=True, keeps_nothing=True)


def looks_at(*roles: str, files: bool = False) -> Rule:
    """An endpoint to which these roles may send what is looked at and kept nowhere."""
    return Rule(frozenset(roles), frozenset(roles), takes_files=files, keeps_nothing=True)


STATE = ("focal_point", "contributor", "observer")
WRITERS = ("focal_point", "contributor")
SECRETARIAT = ("officer", "administrator")
READERS = (*SECRETARIAT, "publisher")
REGISTERS = (*READERS, "auditor")
WORDERS = (*SECRETARIAT, "translator")
OF_QUESTIONNAIRES = (*READERS, "translator")
LOG = ("administrator", "auditor")

ENDPOINTS: dict[str, Rule] = {
    "root": reads("public"),
    "health": reads("public"),
    # web/public
    "public.home": reads("public"),
    "public.help": reads("public"),
    "public.kept_letters": reads("public"),
    "public.kept_letter_file": reads("public"),
    "public.ask_to_join": writes("public"),
    # web/receipts
    "receipts.ask": reads("public"),
    "receipts.check": looks_at("public", files=True),
    "receipts.receipt": reads("public"),
    # web/own_data
    "own_data.mine": writes(*STATE),
    "own_data.ask_address": writes(*STATE),
    "own_data.address": reads(*STATE),
    "own_data.confirm_address": writes(*STATE),
    "own_data.send_code_again": writes(*STATE),
    "own_data.withdraw_address": writes(*STATE),
    # web/auth
    "auth.sign_in": writes("public"),
    "auth.code": writes("public"),
    "auth.who": writes("public"),
    "auth.secretariat": writes("public"),
    "auth.begin": writes("public"),
    "auth.set_up": writes("public"),
    "auth.sign_out": writes("public"),
    "auth.second_factor": writes(*STATE),
    # web/focal_point
    "focal_point.desk": reads(*STATE),
    "focal_point.set_disclosure": writes("focal_point"),
    "focal_point.section": reads(*STATE),
    "focal_point.save_section": writes(*WRITERS, files=True),
    "focal_point.save_answer": writes(*WRITERS, files=True),
    "focal_point.history": reads(*STATE),
    "focal_point.readings": reads(*STATE),
    "focal_point.bring_back": writes(*WRITERS),
    "focal_point.begin_upload": writes(*WRITERS),
    "focal_point.add_to_upload": writes(*WRITERS, pieces=True),
    "focal_point.finish_upload": writes(*WRITERS),
    "focal_point.review": reads(*STATE),
    "focal_point.submit": writes("focal_point", files=True),
    "focal_point.await_approval": writes("focal_point"),
    "focal_point.explain": writes(*WRITERS),
    "focal_point.documents": reads("focal_point", "observer"),
    "focal_point.hand_in": writes("focal_point", "observer", files=True),
    "focal_point.receipt": reads(*STATE),
    "focal_point.letters": reads(*STATE),
    "focal_point.letter": reads(*STATE),
    "focal_point.file": reads(*STATE),
    "focal_point.reply_blank_form_file": reads(*STATE),
    "focal_point.entered": reads(*STATE),
    "focal_point.reject_entered": writes("focal_point"),
    "focal_point.requests": reads("focal_point", "observer"),
    "focal_point.ask_secretariat": writes("focal_point", "observer"),
    "focal_point.clarifications": reads(*STATE),
    "focal_point.clarification": reads(*STATE),
    "focal_point.answer_clarification": writes(*WRITERS, files=True),
    "focal_point.people": reads(*STATE),
    "focal_point.invite_person": writes("focal_point"),
    "focal_point.person": reads("focal_point"),
    "focal_point.change_task": writes("focal_point"),
    "focal_point.write_again": writes("focal_point"),
    "focal_point.remove_person": writes("focal_point"),
    "focal_point.recover_person": writes("focal_point"),
    "focal_point.hand_over": reads("focal_point"),
    "focal_point.name_successor": writes("focal_point"),
    "focal_point.decide_access": writes("focal_point"),
    "focal_point.mark_ready": writes("focal_point"),
    "focal_point.presence": notes(*WRITERS),
    "focal_point.my_reply_file": reads(*STATE),
    "focal_point.approval_sheet_file": reads("focal_point", "observer"),
    "focal_point.receipt_file": reads(*STATE),
    "focal_point.frozen_text": reads(*STATE),
    "focal_point.submitted_reply_file": reads(*STATE),
    "focal_point.offline": reads(*STATE),
    "focal_point.workbook_file": reads(*STATE),
    "focal_point.return_workbook": writes(*WRITERS, files=True),
    "focal_point.workbook_changes": writes(*WRITERS),
    "focal_point.answer_translations": writes("focal_point"),
    # web/secretariat
    "secretariat.rounds": reads(*READERS),
    "secretariat.new_round": reads(*SECRETARIAT),
    "secretariat.create_round": writes(*SECRETARIAT),
    "secretariat.open_round": writes(*SECRETARIAT),
    "secretariat.ask_state": writes(*SECRETARIAT),
    "secretariat.round": reads(*READERS),
    "secretariat.round_edition": reads(*SECRETARIAT),
    "secretariat.move_round": writes(*SECRETARIAT),
    "secretariat.states_csv": reads(*READERS),
    "secretariat.standing_workbook": reads(*READERS),
    "secretariat.not_replied": reads(*READERS),
    "secretariat.not_replied_file": reads(*READERS),
    "secretariat.comparative_workbook": reads(*READERS),
    "secretariat.comparison": reads(*READERS),
    "secretariat.compared_question": reads(*READERS),
    "secretariat.compared_texts": reads(*READERS),
    "secretariat.compared_question_file": reads(*READERS),
    "secretariat.earlier_answers": writes(*SECRETARIAT, files=True),
    "secretariat.earlier_answers_workbook": reads(*SECRETARIAT),
    "secretariat.focal_points": reads(*SECRETARIAT),
    "secretariat.name_focal_point": writes(*SECRETARIAT),
    "secretariat.remove_focal_point": writes(*SECRETARIAT),
    "secretariat.recover_focal_point": writes(*SECRETARIAT),
    "secretariat.invitations": reads(*SECRETARIAT),
    "secretariat.write_invitations": writes(*SECRETARIAT),
    "secretariat.letters": reads(*REGISTERS),
    "secretariat.letter": reads(*REGISTERS),
    "secretariat.letter_file": reads(*REGISTERS),
    "secretariat.send_letter_again": writes(*SECRETARIAT),
    "secretariat.state": reads(*READERS),
    "secretariat.reminders": reads(*SECRETARIAT),
    "secretariat.reminder_batch": reads(*SECRETARIAT),
    "secretariat.decide_reminders": writes(*SECRETARIAT),
    "secretariat.ladder": reads(*SECRETARIAT),
    "secretariat.set_ladder": writes(*SECRETARIAT),
    "secretariat.write_reminders": reads(*SECRETARIAT),
    "secretariat.send_reminders": writes(*SECRETARIAT),
    "secretariat.write_thanks": reads(*SECRETARIAT),
    "secretariat.send_thanks": writes(*SECRETARIAT),
    "secretariat.state_reminders": reads(*SECRETARIAT),
    "secretariat.pause_reminders": writes(*SECRETARIAT),
    "secretariat.letter_paper": reads(*SECRETARIAT),
    "secretariat.letters_zip": reads(*SECRETARIAT),
    "secretariat.letters_text": reads(*SECRETARIAT),
    "secretariat.cancel_letter": writes(*SECRETARIAT),
    "secretariat.hand_over_letter": writes(*SECRETARIAT),
    "secretariat.enter_letter": reads(*SECRETARIAT),
    "secretariat.put_letter_on_record": writes(*SECRETARIAT, files=True),
    "secretariat.returned_letter": reads(*SECRETARIAT),
    "secretariat.mark_returned": writes(*SECRETARIAT),
    "secretariat.take_in_returned": writes(*SECRETARIAT, files=True),
    "secretariat.formal_letters": reads(*SECRETARIAT),
    "secretariat.make_formal_letters": writes(*SECRETARIAT),
    "secretariat.make_formal_letter": writes(*SECRETARIAT),
    "secretariat.letter_template": reads(*SECRETARIAT),
    "secretariat.replace_letter_template": writes(*SECRETARIAT, files=True),
    "secretariat.restore_letter_template": writes(*SECRETARIAT),
    "secretariat.letter_template_file": reads(*SECRETARIAT),
    "secretariat.contacts": reads(*SECRETARIAT),
    "secretariat.contacts_file": reads(*SECRETARIAT),
    "secretariat.state_contacts": reads(*SECRETARIAT),
    "secretariat.enter_contact": writes(*SECRETARIAT),
    "secretariat.contact": reads(*SECRETARIAT),
    "secretariat.correct_contact": writes(*SECRETARIAT),
    "secretariat.withdraw_contact": writes(*SECRETARIAT),
    "secretariat.letter_wordings": reads(*SECRETARIAT),
    "secretariat.letter_wording": reads(*SECRETARIAT),
    "secretariat.save_letter_wording": writes(*SECRETARIAT),
    "secretariat.preview_letter_wording": looks_at(*SECRETARIAT),
    "secretariat.letter_recipients": reads(*SECRETARIAT),
    "secretariat.letter_preview": reads(*SECRETARIAT),
    "secretariat.letter_versions": reads(*SECRETARIAT),
    "secretariat.restore_letter_wording": writes(*SECRETARIAT),
    "secretariat.withdraw_letter_wording": writes(*SECRETARIAT),
    "secretariat.instruction": reads(*SECRETARIAT),
    "secretariat.submit_on_instruction": writes(*SECRETARIAT, files=True),
    "secretariat.document_file": reads(*READERS),
    "secretariat.answers": reads(*READERS),
    "secretariat.draft": reads(*READERS),
    "secretariat.document": reads(*SECRETARIAT),
    "secretariat.receive_document": writes(*SECRETARIAT, files=True),
    "secretariat.entering": reads(*SECRETARIAT),
    "secretariat.enter_section": writes(*SECRETARIAT),
    "secretariat.review_answer": reads(*SECRETARIAT),
    "secretariat.record_finding": writes(*SECRETARIAT),
    "secretariat.internal_note": writes(*SECRETARIAT),
    "secretariat.acceptance": reads(*SECRETARIAT),
    "secretariat.accept": writes(*SECRETARIAT),
    "secretariat.my_list": reads(*SECRETARIAT),
    "secretariat.assign_officer": writes(*SECRETARIAT),
    "secretariat.assigned_officers": reads(*SECRETARIAT),
    "secretariat.assign_officers": writes(*SECRETARIAT),
    "secretariat.requests": reads(*SECRETARIAT),
    "secretariat.state_requests": reads(*SECRETARIAT),
    "secretariat.decide_request": writes(*SECRETARIAT),
    "secretariat.clarifications": reads(*SECRETARIAT),
    "secretariat.send_clarifications": writes(*SECRETARIAT),
    "secretariat.clarification": reads(*SECRETARIAT),
    "secretariat.ask_about_answer": writes(*SECRETARIAT),
    "secretariat.clarification_file": reads(*SECRETARIAT),
    "secretariat.reply_file": reads(*READERS),
    "secretariat.file": reads(*READERS),
    "secretariat.questionnaires": reads(*OF_QUESTIONNAIRES),
    "secretariat.export_questionnaire": reads(*OF_QUESTIONNAIRES),
    "secretariat.import_questionnaire": writes(*SECRETARIAT, files=True),
    "secretariat.preview": reads(*OF_QUESTIONNAIRES),
    "secretariat.preview_section": looks_at(*OF_QUESTIONNAIRES),
    "secretariat.publish": writes(*READERS),
    "secretariat.edition_blank_form_file": reads(*OF_QUESTIONNAIRES),
    "secretariat.round_blank_form_file": reads(*READERS),
    "secretariat.conditions": reads(*OF_QUESTIONNAIRES),
    "secretariat.what_is_asked": reads(*OF_QUESTIONNAIRES),
    "secretariat.copy_edition": writes(*SECRETARIAT),
    "secretariat.wordings": writes(*WORDERS, read_by=OF_QUESTIONNAIRES),
    "secretariat.confirm_wording": writes(*WORDERS),
    "secretariat.wording_history": reads(*OF_QUESTIONNAIRES),
    "secretariat.translations": writes(*WORDERS, files=True),
    "secretariat.translation_file": reads(*WORDERS),
    "secretariat.translation_changes": writes(*WORDERS),
    "secretariat.add_language": writes(*SECRETARIAT),
    "secretariat.remove_language": writes(*SECRETARIAT),
    "secretariat.differences": reads(*OF_QUESTIONNAIRES),
    "secretariat.differences_workbook": reads(*OF_QUESTIONNAIRES),
    "secretariat.edition_map": reads(*READERS),
    "secretariat.edition_map_section": writes(*SECRETARIAT),
    "secretariat.set_previous_edition": writes(*SECRETARIAT),
    "secretariat.log": reads(*LOG),
    "secretariat.log_file": reads(*LOG),
    "secretariat.verify_log": reads(*LOG),
    "secretariat.mail_log_receipt": writes(*LOG),
    "secretariat.receipts": reads(*REGISTERS),
    "secretariat.directory": reads(*SECRETARIAT),
    "secretariat.directory_state": reads(*SECRETARIAT),
    "secretariat.directory_authority": writes(*SECRETARIAT),
    "secretariat.directory_enter_person": writes(*SECRETARIAT),
    "secretariat.directory_person": reads(*SECRETARIAT),
    "secretariat.change_directory_person": writes(*SECRETARIAT),
    "secretariat.directory_workbook": reads(*SECRETARIAT),
    "secretariat.directory_import": writes(*SECRETARIAT, files=True),
    "secretariat.groups": writes(*SECRETARIAT),
    "secretariat.group": writes(*SECRETARIAT),
    "secretariat.designations": reads(*SECRETARIAT),
    "secretariat.designation_letters": reads(*SECRETARIAT),
    "secretariat.ask_for_designations": writes(*SECRETARIAT),
    "secretariat.summary": reads(*READERS),
    "secretariat.make_papers": writes(*READERS),
    "secretariat.papers_progress": reads(*READERS, background=True),
    "secretariat.paper": reads(*READERS),
    "secretariat.cancel_paper": writes(*READERS),
    "secretariat.give_out_summary": writes(*READERS),
    "secretariat.summary_plan": reads(*SECRETARIAT),
    "secretariat.save_summary_plan": writes(*SECRETARIAT),
    "secretariat.summary_sentences": reads(*READERS),
    "secretariat.summary_sentence": reads(*SECRETARIAT),
    "secretariat.save_summary_sentence": writes(*SECRETARIAT),
    "secretariat.summary_template": reads(*SECRETARIAT),
    "secretariat.summary_template_file": reads(*SECRETARIAT),
    "secretariat.replace_summary_template": writes(*SECRETARIAT, files=True),
    "secretariat.rounds_to_translate": reads(*WORDERS),
    "secretariat.answer_translations": writes(*WORDERS, files=True),
    "secretariat.answer_translation_file": reads(*WORDERS),
    "secretariat.answer_translation_changes": writes(*WORDERS),
    "secretariat.answer_translation_history": reads(*WORDERS),
    "secretariat.state_answer_translations": writes(*WORDERS),
    "secretariat.practices": reads(*SECRETARIAT),
    "secretariat.practices_workbook": reads(*SECRETARIAT),
    "secretariat.practice": writes(*SECRETARIAT),
    "secretariat.people": reads("administrator"),
    "secretariat.invite_officer": writes("administrator"),
    "secretariat.recover_officer": writes("administrator"),
    "secretariat.end_officer": writes("administrator"),
    "secretariat.person_roles": writes("administrator"),
}


def may(endpoint: str, method: str = "GET") -> bool:
    """Whether whoever looks may use this endpoint: for what a page offers."""
    roles, looking = ENDPOINTS[endpoint].lets_in(method), viewer()
    return "public" in roles or (looking is not None and bool(looking.access & roles))


def install(app: Flask) -> None:
    """Puts the gate before every request. Call it when every blueprint is registered."""
    check_table(app, ENDPOINTS)
    # Before the gate, CSRFProtect would refuse what the gate keeps for people whose session has ended.
    app.config.update(WTF_CSRF_CHECK_DEFAULT=False, WTF_CSRF_TIME_LIMIT=None, WTF_CSRF_SSL_STRICT=False)
    protection = CSRFProtect(app)
    app.jinja_env.globals["may"] = may

    @app.before_request
    def gate() -> ResponseReturnValue | None:
        return _gate(protection)


def check_table(app: Flask, table: dict[str, Rule]) -> None:
    """Raises RuntimeError naming what stands in the address map or in the table alone, or differs in method."""
    endpoints = {rule.endpoint for rule in app.url_map.iter_rules()}
    if missing := endpoints - table.keys():
        raise RuntimeError(f"Not in the table of access (web/access.py): {', '.join(sorted(missing))}")
    if unknown := table.keys() - endpoints:
        raise RuntimeError(f"In the table of access (web/access.py) but no endpoint: {', '.join(sorted(unknown))}")
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            if not table[rule.endpoint].lets_in(method):
                raise RuntimeError(f"{rule.endpoint} takes {method}, but web/access.py lets nobody in for it.")


def rule_of_request() -> Rule | None:
    """The row of the endpoint asked for; None for an unknown address."""
    return ENDPOINTS.get(request.endpoint or "")


def is_public_page() -> bool:
    rule = rule_of_request()
    return rule is None or "public" in rule.lets_in(request.method)


def _gate(protection: CSRFProtect) -> ResponseReturnValue | None:
    rule = rule_of_request()
    if rule is None:
        return None  # an unknown address: Flask says so itself
    if "\0" in request.path:
        abort(404)  # nothing here is called so, and PostgreSQL cannot even be asked
    is_sent = request.method not in READING_METHODS
    g.use = "writing" if is_sent and not rule.keeps_nothing else "reading"
    if is_sent:
        _read_body(rule)
    roles = rule.lets_in(request.method)
    if "public" not in roles:
        answer = _refusal(rule, roles)
        if answer is not None:
            return answer
    if request.method in READING_METHODS:
        return None
    if request.files and not rule.takes_files:
        abort(400)
    return _check_origin(protection)


def _read_body(rule: Rule) -> None:
    """Receives what was sent to its end before the store is held: nobody waits for the slow line of another."""
    if rule.takes_pieces:
        request.max_content_length = LARGEST_PIECE
        request.get_data()
    # Werkzeug reads a form that is no multipart whole, whatever its size.
    elif not rule.takes_files or request.mimetype == "application/x-www-form-urlencoded":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]
    request.form  # noqa: B018 (looking at it reads it)


def _refusal(rule: Rule, roles: frozenset[str]) -> ResponseReturnValue | None:
    looking = viewer()
    if looking is None:
        return _ask_to_come_in()
    if not rule.is_background and coming_in.activity_is_due(looking, clock.now()):
        _note_activity()
    if not looking.access & roles:
        abort(404)
    return None


def _ask_to_come_in() -> ResponseReturnValue:
    if request.method in READING_METHODS:
        return redirect(url_for("auth.sign_in", next=request.full_path.rstrip("?")))
    if not keeping.is_from_own_page():
        abort(400)
    database.let_go()
    return sign_in_page_with_kept_post()


def _note_activity() -> None:
    looking = viewer()
    if looking is None:
        return
    if g.use == "writing":  # in the request's own transaction: a second one would wait for it
        coming_in.note_activity(database.session(), looking, clock.now())
        return
    with suppress(sa.exc.OperationalError), database.writing() as apart:  # a full disk can still be read
        coming_in.note_activity(apart, looking, clock.now())
        apart.commit()


def _check_origin(protection: CSRFProtect) -> ResponseReturnValue | None:
    try:
        protection.protect()
    except CSRFError:
        if is_public_page() or not keeping.is_from_own_page():
            raise
        database.let_go()
        if request.accept_mimetypes.best == "application/json":  # the person has come in anew in another tab
            return jsonify(formToken=generate_csrf()), 400
        return keeping.press_again_page(keeping.FORM_NOT_CONFIRMED, keeping.present_post(), 400)
    return None
