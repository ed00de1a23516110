"""How long what is typed into a field may be; of what is longer, nothing else is looked at."""

from collections.abc import Callable
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation


def at_most(longest: int, message: Any) -> Callable[[Any, Field], None]:
    """Refuses a longer text before what comes after it reads it, which takes its time."""

    def check(_form: Any, field: Field) -> None:
        if len(field.data or "") > longest:
            raise StopValidation(message)

    return check
