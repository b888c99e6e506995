"""Files as answers: to be kept under a name, not opened in the browser."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

from starlette.responses import Response

from cancu.ontology.orthography import slug

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
}
_BYTES = {"type": "string", "format": "binary"}
_LONGEST_NAME = 80
_UNFIT = re.compile(r"\W+")
"""What is neither letter nor digit: some of it no file system takes, some of it nobody sees."""


def answer_file(data: bytes, name: str, form: str) -> Response:
    """Bytes to be saved as a file.

    Args:
        data: what is in the file
        name: what it is called, in any letters, without ending
        form: its ending, one of `MEDIA_TYPES`

    Example:
        >>> answer_file(b"a,b", "Bảng thiếu đủ", "csv").headers["content-type"]
        'text/csv; charset=utf-8'
    """
    return Response(data, media_type=MEDIA_TYPES[form], headers={"content-disposition": name_file(name, form)})


def name_file(name: str, form: str) -> str:
    """The header that names a file: in plain letters for old programs, in its own for the others (RFC 6266).

    Example:
        >>> name_file("Hồ sơ 5/KH", "docx").split("; ")
        ['attachment', 'filename="ho-so-5-kh.docx"', "filename*=UTF-8''H%E1%BB%93-s%C6%A1-5-KH.docx"]
    """
    own = _UNFIT.sub("-", name)[:_LONGEST_NAME].strip("-") or "cancu"
    return f"attachment; filename=\"{slug(own) or 'cancu'}.{form}\"; filename*=UTF-8''{quote(own, safe='')}.{form}"


def declare_files(*forms: str) -> dict[int | str, dict[str, Any]]:
    """The description of answers that are files in one of these forms, for OpenAPI."""
    content = {MEDIA_TYPES[form].partition(";")[0]: {"schema": {} if form == "json" else _BYTES} for form in forms}
    return {200: {"content": content}}
