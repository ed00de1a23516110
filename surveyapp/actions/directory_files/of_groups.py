"""What the rows of groups would do."""

from collections.abc import Iterator, Mapping

from surveyapp.actions import grouping
from surveyapp.actions.directory_files.lines import group_line
from surveyapp.actions.directory_files.rows import Change, RowsOf, What
from surveyapp.documents.directory_workbook import Row
from surveyapp.store.models import Person
from surveyapp.store.secretariat_models import StateGroup


def groups_of(rows: RowsOf) -> Iterator[Change]:
    for row in rows.sheet.rows:
        before = len(rows.reading.faults)
        name = {
            "en": rows.text(row, "english", needed=True),
            "es": rows.text(row, "spanish", needed=True),
        }
        states = _codes_of_states(rows, row)
        group = _group(rows, row, name)
        ends = rows.ends(row)
        if rows.is_sound_since(before) and rows.once(row, group or tuple(name.values())):
            yield from _group_change(rows, row, group, name, states, ends=ends)


def _codes_of_states(rows: RowsOf, row: Row) -> frozenset[str]:
    written = row["states"].text.upper().replace(",", ";").split(";")
    codes = frozenset(one.strip() for one in written if one.strip())
    for code in sorted(codes - rows.reading.states.keys()):
        rows.fault(row, "states", "state_code_unknown", value=code[:40])
    return codes


def _group(rows: RowsOf, row: Row, name: Mapping[str, str]) -> StateGroup | None:
    """The group of the row, by its code or, where it has none, by its name."""
    code, known = row["code"].text, rows.reading.groups
    named = {one.casefold() for one in name.values()}
    if not code:
        return next((one for one in known if named & {word.casefold() for word in one.name.values()}), None)
    found = next((one for one in known if one.public_id == code), None)
    if found is None:
        rows.fault(row, "code", "unknown_code")
    elif any(named & {word.casefold() for word in one.name.values()} for one in known if one is not found):
        rows.fault(row, "english", "name_taken")
    return found


def _group_change(
    rows: RowsOf,
    row: Row,
    group: StateGroup | None,
    name: dict[str, str],
    states: frozenset[str],
    *,
    ends: bool,
) -> Iterator[Change]:
    session, now = rows.reading.session, rows.reading.now
    becomes = {"english": name["en"], "spanish": name["es"], "states": "; ".join(sorted(states))}
    facts, called = (rows.sheet.name, row.number), " / ".join(name.values())
    if group is None:
        if not ends:
            fields = rows.differing({}, becomes)
            yield Change(
                *facts, What.ADD, called, "", fields, lambda who: grouping.make(session, name, states, who, now)
            )
        return
    if ends:
        yield Change(*facts, What.END, called, "", (), lambda who: grouping.end(session, group, who, now))
        return

    def change(who: Person | None) -> None:
        grouping.rename(session, group, name, who, now)
        grouping.set_members(session, group, states, who, now)

    line = group_line(group, now)
    fields = rows.differing({column: str(line[column]) for column in becomes}, becomes)
    if fields:
        yield Change(*facts, What.CHANGE, called, "", fields, change)
