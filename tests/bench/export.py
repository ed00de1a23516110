"""Writing the bundled questionnaire: as a workbook, and as files for a translator, there and back."""

from collections.abc import Callable
from pathlib import Path

from surveyapp import data
from surveyapp.core import translation
from surveyapp.documents import translation_files, xlsform
from surveyapp.documents.translation_files import workbook, xliff
from tests.bench.figures import Chapter, Figure, milliseconds


def measure(folder: Path, turns: int) -> Chapter:
    form = xlsform.read(data.path("best_practices.xlsx").read_bytes(), "best_practices.xlsx").questionnaire
    if form is None:
        raise RuntimeError("the bundled questionnaire has faults")
    units = translation.units(form, "en", "es")

    def there_and_back(name: str, write: Callable[[], bytes]) -> Callable[[], object]:
        return lambda: translation_files.read(write(), name, "en", "es")

    deeds: dict[str, Callable[[], object]] = {
        "the questionnaire as a workbook": lambda: xlsform.write(form),
        f"{len(units)} wordings as XLIFF, there and back": there_and_back(
            "form.xlf", lambda: xliff.write(units, "en", "es", "best_practices-1")
        ),
        f"{len(units)} wordings as a workbook, there and back": there_and_back(
            "form.xlsx", lambda: workbook.write(units, "en", "es", "Best practices")
        ),
    }
    figures = [Figure(what=what, product=f"{milliseconds(deed, min(turns, 3)):.0f} ms") for what, deed in deeds.items()]
    return Chapter("Writing the bundled questionnaire", figures)
