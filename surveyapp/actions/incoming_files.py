"""A translation file that came back, as it is kept until it is applied: its units and its faults, one after another."""

from collections.abc import Iterable, Mapping
from typing import Any

from surveyapp.core.translation import Incoming
from surveyapp.documents.translation_files import Code, Fault

Facts = Mapping[str, Any]


def facts(came: Iterable[Incoming], found: Iterable[Fault]) -> list[dict[str, str]]:
    """What is kept of a file."""
    return [*map(_facts_of_unit, came), *map(_facts_of_fault, found)]


def units(kept: Iterable[Facts]) -> list[Incoming]:
    """The units of a file that was kept."""
    return [Incoming(one["path"], one["source"], one["target"], bool(one["approved"])) for one in kept if "path" in one]


def faults(kept: Iterable[Facts]) -> tuple[Fault, ...]:
    """Its faults."""
    return tuple(_fault(one) for one in kept if "fault" in one)


def _facts_of_unit(unit: Incoming) -> dict[str, str]:
    approved = "1" if unit.is_approved else ""
    return {"path": unit.path, "source": unit.source, "target": unit.target, "approved": approved}


def _facts_of_fault(fault: Fault) -> dict[str, str]:
    details = {f"detail.{name}": str(value) for name, value in fault.details.items()}
    return {"fault": fault.code.value, "sheet": fault.sheet, "row": str(fault.row or ""), **details}


def _fault(kept: Facts) -> Fault:
    details = {name.removeprefix("detail."): value for name, value in kept.items() if name.startswith("detail.")}
    return Fault(Code(kept["fault"]), kept["sheet"], int(kept["row"]) if kept["row"] else None, details)
