"""Word and Excel files with the same bytes for the same content: no clock, no order of chance."""

from __future__ import annotations

import datetime
import io
import zipfile

EARLIEST = datetime.date(1980, 1, 1)
"""The first day that a zip archive can name."""

_CORE = "docProps/core.xml"
_MODIFIED = "{http://purl.org/dc/terms/}modified"


def seal_package(data: bytes, day: datetime.date | None) -> bytes:
    """The package with fixed times on its parts and `day` as the day on which it was last changed.

    Args:
        data: a finished .docx or .xlsx
        day: a day that follows from the content; None for the earliest one
    """
    day = day or EARLIEST
    sealed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as parts, zipfile.ZipFile(sealed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in parts.namelist():
            part = parts.read(name)
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, _date_properties(part, day) if name == _CORE else part)
    return sealed.getvalue()


def start_of_day(day: datetime.date | None) -> datetime.datetime:
    """The first moment of a day, as the properties of a file name it."""
    return datetime.datetime.combine(day or EARLIEST, datetime.time())


def _date_properties(xml: bytes, day: datetime.date) -> bytes:
    from lxml import etree

    root = etree.fromstring(xml)
    for element in root.iter(_MODIFIED):
        element.text = f"{start_of_day(day).isoformat()}Z"
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)
