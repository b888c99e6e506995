"""What a cell of a workbook prints for its value: numbers, days and times in the format chosen for the cell.

Days are printed day first. Formats with separators print them as Vietnamese does, 1.234,5; the format General prints
what was typed, since labels such as 1.1 are numbers to a workbook.
"""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

GENERAL = "General"

_UNPRINTED = re.compile(r"\[[^\]]*\]|_.|\*.")
_LITERAL = re.compile(r'"([^"]*)"|\\(.)')
_NUMBER = re.compile(r"(?P<before>[^0#?]*)(?P<whole>[0#?,]+)(?:\.(?P<decimals>[0#?]*))?(?P<after>.*)", re.DOTALL)
_PLAIN = (GENERAL.casefold(), "@", "")


def print_value(value: object, number_format: str = GENERAL) -> str:
    """The words of a cell.

    Args:
        value: text, number, truth, day or time; None is an empty cell
        number_format: format code of the cell (ECMA-376 part 1, 18.8.31); of several sections the first counts

    Example:
        >>> print_value(0.955, "0.0%"), print_value(1234567, "#,##0"), print_value(1.1), print_value(3.0)
        ('95,5%', '1.234.567', '1.1', '3')
        >>> print_value(datetime(2026, 6, 30), "mm/yyyy")
        '06/2026'
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, int | float):
        return _print_number(value, number_format)
    if isinstance(value, date | time):
        return _print_moment(value, number_format)
    if isinstance(value, timedelta):
        return str(value)
    return str(value)


def _print_number(value: float, number_format: str) -> str:
    section = _UNPRINTED.sub("", number_format.split(";", maxsplit=1)[0]).strip()
    literals = [match[1] or match[2] or "" for match in _LITERAL.finditer(section)]
    shape = _NUMBER.fullmatch(_LITERAL.sub("\x00", section))
    if section.casefold() in _PLAIN or shape is None or "/" in section or "E" in section:
        return f"{value:.10g}" if abs(value) < 1e10 else f"{value:.0f}"
    whole, decimals = shape["whole"], shape["decimals"] or ""
    scaled = value * 100 if "%" in shape["before"] + shape["after"] else value
    words = iter(literals)
    before, after = (re.sub("\x00", lambda _: next(words), shape[part]) for part in ("before", "after"))
    return before + _print_figures(scaled, whole, decimals) + after


def _print_figures(value: float, whole: str, decimals: str) -> str:
    figures = f"{abs(value):,.{len(decimals)}f}"
    integer, _, fraction = figures.partition(".")
    fraction = fraction[: len(decimals.rstrip("#?"))] + fraction[len(decimals.rstrip("#?")) :].rstrip("0")
    integer = integer if "," in whole else integer.replace(",", "").zfill(whole.count("0"))
    sign = "-" if value < 0 and figures.strip("0.,") else ""
    return sign + integer.replace(",", ".") + (f",{fraction}" if fraction else "")


def _print_moment(value: date | time, number_format: str) -> str:
    code = _LITERAL.sub("", _UNPRINTED.sub("", number_format)).casefold()
    clock = f"{value:%H:%M}" if isinstance(value, datetime | time) else ""
    if isinstance(value, time) or ("h" in code and "y" not in code and "d" not in code):
        return clock
    if "y" in code and "d" not in code:
        return f"{value:%m/%Y}" if "m" in code else f"{value:%Y}"
    return f"{value:%d/%m/%Y}" + (f" {clock}" if "h" in code and clock != "00:00" else "")
