"""What the forms of pages send: `application/x-www-form-urlencoded`, read without any parser of uploads."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Request

from cancu.api.service_problems import ProblemError

MEDIA_TYPE = "application/x-www-form-urlencoded"
_MOST_FIELDS = 64


async def read_form(request: Request) -> Mapping[str, str]:
    """The fields of a form, blanks around them left out; of a name given twice the last counts.

    Raises:
        ProblemError: 415 for another kind of body, 422 for one that is no form.
    """
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != MEDIA_TYPE:
        raise ProblemError(415, "Không phải biểu mẫu", f"the body is not {MEDIA_TYPE}", code="E_TYPE_MISMATCH")
    try:
        text = (await request.body()).decode("utf-8")
        fields = parse_qsl(text, keep_blank_values=True, max_num_fields=_MOST_FIELDS, errors="strict")
    except ValueError as error:
        raise ProblemError(422, "Biểu mẫu không đọc được", "the form cannot be read", code="E_USAGE") from error
    return {name: value.strip() for name, value in fields}


FormFields = Annotated[Mapping[str, str], Depends(read_form)]
