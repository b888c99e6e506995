"""Slips of the optical reader in the symbols of numbers: `QD-UBND` for `QĐ-UBND`, `U8ND`, `0` for `O`.

A slip is mended only where the closed lists of kinds and bodies prove it: every group of the mended symbol is
listed, and no other mending is. What looks wrong and cannot be proved is left as it is and reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice, product

from cancu.ingest.confidence import rate_print
from cancu.ingest.printed_page import Word
from cancu.ontology.document_types import load_document_types
from cancu.ontology.issuers import load_issuers
from cancu.ontology.records import Finding, SourceText

_NUMBER = re.compile(
    r"(?<![\w/])(?P<serial>[\dOolI]{0,5}[a-zđ]?(?:/(?:19|20)\d\d)?)(?P<join>[/-])"
    r"(?P<symbol>(?=[^\W_]{0,7}[A-ZĐÐ])[^\W_]{1,8}(?:[-/&][^\W_]{1,8}){1,3})(?![\w/-])"
)
_SEPARATORS = re.compile(r"([-/])")
_MISREAD = dict(zip("DÐ0O81l5VNH", "ĐĐOQBIISUHN", strict=True))
_DOUBLED = re.compile("[DÐĐ]{2}")
_MOST_SLIPS = 2
_MOST_GUESSES = 64
_DIGIT_SLIP = re.compile(r"[OolI]")


def mend_symbol(symbol: str) -> str | None:
    """The symbol without its slips; None where the lists prove no mending, or more than one.

    Example:
        >>> mend_symbol("QD-UBND"), mend_symbol("KH-U8ND"), mend_symbol("KH-VP1")
        ('QĐ-UBND', 'KH-UBND', None)
    """
    pieces = _SEPARATORS.split(symbol)
    groups = [_guess_group(group) for group in pieces[::2]]
    if not all(groups):
        return None
    choices = list(islice(product(*groups), _MOST_GUESSES))
    if len(choices) != 1:
        return None
    pieces[::2] = choices[0]
    return "".join(pieces)


def _guess_group(group: str) -> list[str]:
    """The listed group itself, else the listed groups that it can be a misreading of."""
    if group in _listed():
        return [group]
    group = _DOUBLED.sub("Đ", group)
    options = [[letter, _MISREAD[letter]] if letter in _MISREAD else [letter] for letter in group]
    guesses = ["".join(letters) for letters in islice(product(*options), _MOST_GUESSES)]
    near = [
        guess
        for guess in guesses
        if guess in _listed() and sum(a != b for a, b in zip(guess, group, strict=True)) <= _MOST_SLIPS
    ]
    return sorted(set(near))


@cache
def _listed() -> frozenset[str]:
    """All groups of symbols that the lists know."""
    kinds = {kind.symbol for kind in load_document_types() if kind.symbol}
    return frozenset(kinds | {part for issuer in load_issuers() for part in re.split("[-/]", issuer.symbol)})


def mend_numbers(words: Sequence[Word]) -> list[Word]:
    """Mend the symbols of the numbers among the words of a scan, also those that a line end has cut at a hyphen."""
    mended: list[Word] = []
    for word in words:
        before = mended[-1] if mended else None
        if before and before.text.endswith("-") and "/" in before.text:
            head, _, tail = _NUMBER.sub(_mend_match, before.text + word.text).rpartition("-")
            mended[-1] = replace(before, text=f"{head}-")
            mended.append(replace(word, text=tail))
        else:
            mended.append(replace(word, text=_NUMBER.sub(_mend_match, word.text)) if "/" in word.text else word)
    return mended


def _mend_match(match: re.Match[str]) -> str:
    mended = mend_symbol(match["symbol"])
    return f"{match['serial']}{match['join']}{mended or match['symbol']}"


def find_doubtful_numbers(source: SourceText) -> Iterator[Finding]:
    """Numbers in optically read text that cannot be right as printed and that no list mends."""
    if all(place.confidence == 1.0 for place in source.places):
        return
    for match in _NUMBER.finditer(source.text):
        if not _is_doubtful(match) or rate_print(source.places, *match.span()) == 1.0:
            continue
        printed = match[0]
        yield Finding(
            code="ocr_doubtful_number",
            where=printed,
            message=f"Số, ký hiệu “{printed}” có thể do nhận dạng chữ sai; đối chiếu với bản gốc",
            english=f"the number {printed!r} may be misread; compare it with the original",
            start=match.start(),
            end=match.end(),
        )


def _is_doubtful(match: re.Match[str]) -> bool:
    """A letter among the digits; a symbol that mixes the kinds of signs or is one slip away from several."""
    if _DIGIT_SLIP.search(match["serial"].split("/")[0]):
        return True
    groups = _SEPARATORS.split(match["symbol"])[::2]
    return any(group not in _listed() and (_guess_group(group) or re.match(r"\d", group)) for group in groups)
