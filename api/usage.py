"""Wrong usage in words: what was typed wrongly and what would be right, Vietnamese first."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from cancu.ontology.errors import CancuError


def explain_usage_error(error: Exception) -> CancuError:
    """The error for options or arguments that the parser refused.

    The parser's own classes are told apart by what they carry, since they are not public.
    """
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "cancu"
    message, english = _translate(error)
    return CancuError(message, english, where=command, hint=f"{command} --help", code="E_USAGE")


def explain_command(function: Callable[..., Any]) -> str:
    """The help of a command: its docstring, the example never wrapped.

    Example:
        >>> def show() -> None:
        ...     '''Xem. (Show.)
        ...
        ...     Ví dụ: cancu show
        ...     '''
        >>> explain_command(show).splitlines()[-1]
        'Ví dụ: cancu show'
    """
    paragraphs = [" ".join(part.split()) for part in re.split(r"\n[ \t]*\n", function.__doc__ or "")]
    return "\n\n".join(f"\b\n{part}" if part.startswith("Ví dụ:") else part for part in paragraphs)


_VALUES = (
    (r"'(.+)' does not match the formats", "“{}” không phải ngày; viết 2022-12-31 hoặc 31/12/2022"),
    (r"greater than or equal to (\d+)|is not in the range x>=(\d+)", "phải từ {} trở lên"),
    (r"valid integer", "phải là số nguyên"),
    (r"is not one of (.+?)\.?$", "chọn trong {}"),
)
"""What the parser says of values, in English alone, and the same in Vietnamese."""


def _explain_value(head: str, message: str, english: str) -> tuple[str, str]:
    """Our own messages hold both languages and are said once; the parser's are translated where they are known."""
    for pattern, words in _VALUES:
        found = re.search(pattern, message)
        if found:
            said = words.format(next((group for group in found.groups() if group), ""))
            return f"{head}: {said}", english.replace("Value error, ", "")
    both = re.search(r"^(.*\S) \(([^()]*)\)$", message)
    return (f"{head}: {both[1]}", both[2]) if both else (f"{head}: {message}", english)


def _translate(error: Any) -> tuple[str, str]:
    english = str(error.format_message()) if hasattr(error, "format_message") else str(error)
    if hasattr(error, "possibilities"):
        near = ", ".join(error.possibilities or ())
        return f"Không có tùy chọn {error.option_name}" + (f"; có thể là {near}" if near else ""), english
    if hasattr(error, "param_type"):
        return f"Thiếu {error.param_hint or error.param.get_error_hint()}", english
    if hasattr(error, "param_hint"):
        place = error.param_hint or (error.param.get_error_hint() if error.param else "")
        return _explain_value(f"Giá trị chưa đúng{f' của {place}' if place else ''}", str(error.message), english)
    unknown = re.match(r"No such command '(.+?)'\.?(?: Did you mean (.+)\?)?", english)
    if unknown:
        return f"Không có lệnh “{unknown[1]}”" + (f"; có thể là {unknown[2]}" if unknown[2] else ""), english
    extra = re.match(r"Got unexpected extra arguments? ?(?:\(s\) )?\((.+)\)", english)
    if extra:
        return f"Thừa đối số: {extra[1]}", english
    return f"Lệnh chưa đúng: {english}", english
