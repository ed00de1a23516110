"""The language in which officers word letters: named fields, conditions on them, lists; and nothing else of Jinja.

What is written in it can call nothing and reach nothing but the fields it is given; the value of a field is text and is
never read as part of the language.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from jinja2 import TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

LONGEST_SUBJECT = 200
LONGEST_BODY = 20_000
_TAGS = frozenset({"comment_begin", "raw_begin"})


class Reason(StrEnum):
    """Why a wording is not taken."""

    EMPTY = "empty"
    SEVERAL_LINES = "several_lines"
    TOO_LONG = "too_long"
    UNKNOWN_FIELD = "unknown_field"
    NOT_CLOSED = "not_closed"
    LONE_BRACE = "lone_brace"
    FORBIDDEN = "forbidden"
    REQUIRED = "required"


@dataclass(frozen=True)
class Fault:
    """What is wrong with a wording, in its subject or its body, and in which line."""

    part: str
    """subject, body."""
    reason: Reason
    line: int = 1
    name: str = ""
    """Of the field it is about."""


@dataclass(frozen=True)
class Fields:
    """What a kind of letter offers: names of fields, which of them are lists, which must never be left out."""

    names: frozenset[str]
    lists: frozenset[str] = frozenset()
    required: frozenset[str] = frozenset()


def faults(subject: str, body: str, fields: Fields) -> list[Fault]:
    """Everything that is wrong with a wording; nothing for one that can be used."""
    found = [*_of_length("subject", subject, LONGEST_SUBJECT), *_of_length("body", body, LONGEST_BODY)]
    if len(subject.splitlines()) > 1:
        found.append(Fault("subject", Reason.SEVERAL_LINES))
    for part, text in (("subject", subject), ("body", body)):
        found += of_text(part, text, fields)
    if not found:
        always = always_said(body)
        found += [Fault("body", Reason.REQUIRED, name=name) for name in sorted(fields.required - always)]
    return found


def of_text(part: str, text: str, fields: Fields) -> list[Fault]:
    """What is wrong with the language of one text."""
    try:
        lone = list(_lone_braces(part, text))
    except TemplateSyntaxError as error:
        return [Fault(part, Reason.NOT_CLOSED, error.lineno)]
    return lone + of_tags(part, text, fields)


def of_tags(part: str, text: str, fields: Fields) -> list[Fault]:
    """The same where single braces mean nothing, as inside the file of a word processor."""
    try:
        tree = ENVIRONMENT.parse(text)
    except TemplateSyntaxError as error:
        return [Fault(part, Reason.NOT_CLOSED, error.lineno)]
    return list(dict.fromkeys(_Reader(part, fields).read(tree.body)))


def rendered(text: str, facts: dict[str, object]) -> str:
    """The text with its fields filled in; a field that is not there is empty."""
    return ENVIRONMENT.from_string(text).render(facts)


def always_said(text: str) -> frozenset[str]:
    """The names of the fields that a text says whatever its conditions come to."""
    return _always(ENVIRONMENT.parse(text).body)


def named(text: str) -> Fields:
    """The names of the fields that a text uses, and which of them it uses as lists."""
    tree = ENVIRONMENT.parse(text)
    own = {loop.target.name for loop in tree.find_all(nodes.For) if isinstance(loop.target, nodes.Name)}
    names = {one.name for one in tree.find_all(nodes.Name)} - own
    lists = {loop.iter.name for loop in tree.find_all(nodes.For) if isinstance(loop.iter, nodes.Name)}
    lists |= {one.node.name for one in tree.find_all(nodes.Filter) if isinstance(one.node, nodes.Name)}
    return Fields(frozenset(names), frozenset(lists))


def _finalized(value: object) -> object:
    """A list stands as lines of its own; what only a condition asks about says nothing."""
    if value is None or isinstance(value, bool):
        return ""
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "\n".join(f"    - {one}" for one in value)
    return value


ENVIRONMENT = SandboxedEnvironment(
    autoescape=False,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_finalized,
)


@dataclass(frozen=True)
class _Reader:
    """Looks through what was parsed for anything but fields, conditions and lists."""

    part: str
    fields: Fields
    inner: frozenset[str] = field(default=frozenset())
    """Names of the loops around."""

    def read(self, found: Collection[nodes.Node]) -> Iterator[Fault]:
        for one in found:
            yield from self._node(one)

    def _node(self, one: nodes.Node) -> Iterator[Fault]:
        if isinstance(one, nodes.Output):
            yield from self.read(one.nodes)
        elif isinstance(one, nodes.If):
            yield from self._condition(one.test)
            yield from self.read([*one.body, *one.elif_, *one.else_])
        elif isinstance(one, nodes.For):
            yield from self._loop(one)
        elif isinstance(one, nodes.CondExpr):
            yield from self._condition(one.test)
            yield from self.read([end for end in (one.expr1, one.expr2) if end is not None])
        elif isinstance(one, nodes.Name):
            yield from self._name(one)
        elif (counted := _counted(one)) is not None:
            yield from self._name(counted)
        elif not isinstance(one, nodes.TemplateData | nodes.Const):
            yield Fault(self.part, Reason.FORBIDDEN, one.lineno)

    def _loop(self, one: nodes.For) -> Iterator[Fault]:
        over, each = one.iter, one.target
        if not isinstance(over, nodes.Name) or not isinstance(each, nodes.Name) or one.else_ or one.test:
            yield Fault(self.part, Reason.FORBIDDEN, one.lineno)
        elif over.name not in self.fields.names:
            yield from self._name(over)
        elif over.name not in self.fields.lists:
            yield Fault(self.part, Reason.FORBIDDEN, one.lineno, over.name)
        else:
            yield from _Reader(self.part, self.fields, self.inner | {each.name}).read(one.body)

    def _condition(self, test: nodes.Node) -> Iterator[Fault]:
        if isinstance(test, nodes.Not):
            yield from self._condition(test.node)
        elif isinstance(test, nodes.And | nodes.Or):
            yield from self._condition(test.left)
            yield from self._condition(test.right)
        elif isinstance(test, nodes.Compare):
            yield from self._comparison(test)
        elif isinstance(test, nodes.Name):
            yield from self._name(test)
        else:
            yield Fault(self.part, Reason.FORBIDDEN, test.lineno)

    def _comparison(self, test: nodes.Compare) -> Iterator[Fault]:
        """A number, or how many there are in a list, compared with a number."""
        asked = _counted(test.expr) or test.expr
        is_plain = len(test.ops) == 1 and isinstance(test.ops[0].expr, nodes.Const) and test.ops[0].op in ("eq", "ne")
        if isinstance(asked, nodes.Name) and is_plain:
            yield from self._name(asked)
        else:
            yield Fault(self.part, Reason.FORBIDDEN, test.lineno)

    def _name(self, one: nodes.Name) -> Iterator[Fault]:
        if one.name not in self.fields.names | self.inner:
            yield Fault(self.part, Reason.UNKNOWN_FIELD, one.lineno, one.name)


def _counted(one: nodes.Node) -> nodes.Name | None:
    """The list of which this is the number of entries; None where it is anything else."""
    if not isinstance(one, nodes.Filter) or one.name != "length" or one.args or one.kwargs:
        return None
    return one.node if isinstance(one.node, nodes.Name) else None


def _always(found: Collection[nodes.Node]) -> frozenset[str]:
    said: set[str] = set()
    for one in found:
        if isinstance(one, nodes.Output):
            said |= {name.name for name in one.nodes if isinstance(name, nodes.Name)}
        elif isinstance(one, nodes.For) and isinstance(one.iter, nodes.Name):
            said.add(one.iter.name)
        elif isinstance(one, nodes.If) and one.else_:
            branches = [one.body, *(other.body for other in one.elif_), one.else_]
            said |= frozenset.intersection(*map(_always, branches))
    return frozenset(said)


def _lone_braces(part: str, text: str) -> Iterator[Fault]:
    """Braces that stand in the text itself, where a field was meant; and tags that are not of this language."""
    for line, kind, value in ENVIRONMENT.lex(text):
        place = next((at for at, sign in enumerate(value) if sign in "{}"), None) if kind == "data" else None
        if place is not None:
            yield Fault(part, Reason.LONE_BRACE, line + value[:place].count("\n"))
        elif kind in _TAGS:
            yield Fault(part, Reason.FORBIDDEN, line)


def _of_length(part: str, text: str, longest: int) -> Iterator[Fault]:
    if not text.strip():
        yield Fault(part, Reason.EMPTY)
    elif len(text) > longest:
        yield Fault(part, Reason.TOO_LONG)
