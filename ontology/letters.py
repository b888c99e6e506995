"""Document text as XML and tables can hold it: nothing lost without a sign, nothing that breaks the file.

XML cannot hold control characters or half letters; a dirty scan has both. They are shown by a sign in their place, so
that a reader sees that something stood there.
"""

from __future__ import annotations

import re

REPLACEMENT = "\ufffd"
_CONTROL_PICTURES = 0x2400
_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")
_LINE_ENDS = re.compile("\r\n?")


def clean_letters(text: str) -> str:
    r"""A text that XML can hold: control characters as their pictures, other letters that it forbids as `�`.

    Line ends become `\n`; tabs and everything else stay.

    Example:
        >>> clean_letters("a\x0cb\ud800c\r\n- d")
        'a␌b�c\n- d'
    """
    return _UNSAFE.sub(_picture, _LINE_ENDS.sub("\n", text))


def _picture(found: re.Match[str]) -> str:
    code = ord(found[0])
    if code == 0x7F:
        return "␡"
    return chr(_CONTROL_PICTURES + code) if code < 0x20 else REPLACEMENT
