"""Files as answers: to be kept under a name, not opened in the browser."""

from __future__ import annotations

from starlette.responses import Response

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "html": "text/html; charset=utf-8",
}


def answer_file(data: bytes, name: str) -> Response:
    """Bytes to be saved as a file of this name, whose ending tells what they are.

    Example:
        >>> answer_file(b"a,b", "matrix.csv").headers["content-disposition"]
        'attachment; filename="matrix.csv"'
    """
    media_type = MEDIA_TYPES[name.rpartition(".")[2]]
    headers = {"content-disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=media_type, headers=headers)
