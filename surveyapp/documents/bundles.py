"""Several files as one: a .zip whose bytes follow from its contents alone."""

import io
import zipfile
from collections.abc import Iterable

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """The files under their names, in the order given; a name that came before gets a number."""
    content, taken = io.BytesIO(), set[str]()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files:
            own = _own_name(name, taken)
            taken.add(own)
            entry = zipfile.ZipInfo(own, _FIRST_DAY)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            archive.writestr(entry, data)
    return content.getvalue()


def _own_name(name: str, taken: set[str]) -> str:
    stem, dot, ending = name.rpartition(".")
    number, own = 1, name
    while own in taken:
        number += 1
        own = f"{stem}-{number}{dot}{ending}"
    return own
