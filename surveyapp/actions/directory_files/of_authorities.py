"""What the rows of authorities would do."""

from collections.abc import Iterator

from surveyapp.actions import directory
from surveyapp.actions.directory import AuthorityFacts, Kind
from surveyapp.actions.directory_files.lines import of_authority
from surveyapp.actions.directory_files.rows import LONGEST_TEXT, Change, RowsOf, What
from surveyapp.documents import directory_workbook as document
from surveyapp.documents.directory_workbook import Row
from surveyapp.store.secretariat_models import Authority


def authorities_of(rows: RowsOf) -> Iterator[Change]:
    for row in rows.sheet.rows:
        before = len(rows.reading.faults)
        state, code = rows.state(row), rows.code(row, "kind", document.KINDS)
        present = rows.reading.authorities.get((state, Kind(code))) if code else None
        if row["code"].text and (present is None or present.public_id != row["code"].text):
            rows.fault(row, "code", "unknown_code")
        facts = _authority_facts(rows, row, present)
        ends = rows.ends(row)
        if rows.is_sound_since(before) and rows.once(row, (state, code)):
            yield from _authority_change(rows, row, present, state, Kind(code), facts, ends=ends)


def _authority_facts(rows: RowsOf, row: Row, present: Authority | None) -> AuthorityFacts:
    was = directory.facts_of(present) if present else AuthorityFacts(language="")
    written = rows.text(row, "emails", "; ".join(was.emails), LONGEST_TEXT).replace(",", ";").split(";")
    return AuthorityFacts(
        name=rows.text(row, "name", was.name),
        title=rows.text(row, "title", was.title),
        institution=rows.text(row, "institution", was.institution),
        emails=tuple(rows.email(row, "emails", one.strip()) for one in written if one.strip()),
        address=rows.text(row, "address", was.address, LONGEST_TEXT),
        telephone=rows.text(row, "telephone", was.telephone),
        language=rows.code(row, "language", document.LANGUAGES),
    )


def _authority_change(
    rows: RowsOf,
    row: Row,
    present: Authority | None,
    state: str,
    kind: Kind,
    facts: AuthorityFacts,
    *,
    ends: bool,
) -> Iterator[Change]:
    session, now = rows.reading.session, rows.reading.now
    where = (rows.sheet.name, row.number)
    if ends:
        if present is not None:
            yield Change(
                *where,
                What.END,
                kind.value,
                state,
                (),
                lambda who: directory.end_authority(session, state, kind, who, now),
            )
        return
    was = of_authority(directory.facts_of(present), "en") if present else {}
    fields = rows.differing(was, of_authority(facts, "en"))
    if fields:
        what = What.CHANGE if present else What.ADD
        yield Change(
            *where,
            what,
            kind.value,
            state,
            fields,
            lambda who: directory.set_authority(session, state, kind, facts, who, now),
        )
