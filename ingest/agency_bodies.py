"""Subjects of sentences that no table of agencies holds, and predicates that no table of verbs holds.

A sentence of a plan opens with whom it obliges. Two closed classes tell where that ends: heads of bodies and persons
(`đội`, `ban`, `… viên`), which say that somebody and no thing is meant, and words that go on with a noun (`của`,
`thuộc`, `các`), which say that no act begins yet.
"""

from __future__ import annotations

from cancu.ingest.agency_names import begins_name
from cancu.ingest.agency_words import (
    Words,
    is_inside_word,
    is_predicate,
    is_single_verb,
    is_verb,
    match_list,
    read_proper_name,
    read_unit_word,
)

_NAME_LIMIT = 14
_FEWEST_NAME_WORDS = 3
_EVERY = frozenset({"mỗi", "từng"})
_PLURALS = frozenset({"các", "những", "mọi", *_EVERY})
_WHOLE = (("toàn", "thể"), ("tất", "cả", "các"), ("tất", "cả"))
_PERSON_ENDS = frozenset({"viên", "trưởng", "sĩ"})
"""Last syllables of what somebody is by profession or post: `giáo viên`, `nhóm trưởng`, `bác sĩ`."""
_NO_BREAKS = frozenset({"-", ",", "&", "/"})


def read_unknown(words: Words) -> list[str]:
    """A subject that no table holds: a unit (`Thành phố cần …`) or a capitalised name in front of what it shall do."""
    if read_unit_word(words, 0)[0]:
        return read_unit_subject(words, 0) if words.is_capital(0) else []
    if not (words.is_capital(0) and words.is_capital(1)) or match_list(words, 0, "things") or begins_name(words, 1):
        return []
    if is_verb(words, 0) or is_single_verb(words, 0):
        return []
    end = _subject_end(words, 0, 2, listed=False)
    return [words.printed(0, end)] if end else []


def read_body(words: Words, index: int) -> list[str]:
    """A body or post by its head, with the words that say which: `Các đội cứu hộ`, `Mỗi chi hội`, `Giáo viên bộ môn`.

    One body, without a determiner, needs such words: `Tổ bảo vệ dân phố`.
    """
    start = _behind_determiner(words, index)
    head = _head_end(words, start) if match_list(words, start, "no_bodies") == start else start
    if head == start:
        return []
    role = match_list(words, head, "roles")
    end = _subject_end(words, index, role + 2 if role > head else head)
    alone = start == index and (end == head or is_verb(words, index) or not words.is_capital(index))
    if not end or alone:
        return []
    name = words.printed(index, end)
    return [name[:1].upper() + name[1:]]


def _behind_determiner(words: Words, index: int) -> int:
    """The index behind `các`, `mỗi`, `toàn thể`, where they stand."""
    if words.at(index) in _PLURALS:
        return index + 1
    return next((index + len(whole) for whole in _WHOLE if words.follows(index, *whole)), index)


def _head_end(words: Words, index: int) -> int:
    """The index behind the head of a body or person, or `index`."""
    end = match_list(words, index, "bodies")
    if end > index:
        return end
    if words.at(index + 2) == "viên":
        return index + 3
    return index + 2 if words.at(index + 1) in _PERSON_ENDS and not is_verb(words, index) else index


def _subject_end(words: Words, start: int, index: int, *, listed: bool = True) -> int:
    """The index at which the act of the subject at `start` begins, searched from `index` on; 0 where none does."""
    for end in range(index, min(len(words), start + _NAME_LIMIT)):
        obliged = match_list(words, end, "modals") > end
        short = listed and match_list(words, end, "short_acts") > end and not is_inside_word(words, end)
        if obliged or ((short or is_verb(words, end)) and not words.is_capital(end)):
            return end if obliged or words.low[end - 1] not in _NO_BREAKS else 0
        if words.low[end].isdigit() and words.low[end - 1] != "số":
            break
        joined = words.low[end] in _NO_BREAKS if listed else words.low[end] == "-"
        if (is_predicate(words, end) and words.low[end] != "các") or not (words.low[end][0].isalnum() or joined):
            break
    return 0


def opens_predicate(words: Words, end: int) -> bool:
    """Whether the word behind a whole name, printed small, can only begin what it does, though no table holds it."""
    word = words.at(end)
    if (
        not word.isalpha()
        or words.is_capital(end)
        or end < _FEWEST_NAME_WORDS - words.follows(0, "ubnd")
        or end + 1 >= len(words)
    ):
        return False
    return match_list(words, end, "no_acts") == end and match_list(words, end, "continues") == end


def read_unit_subject(words: Words, index: int) -> list[str]:
    """`…, thành phố An Bình cần …`: a unit that is obliged behind an adverbial."""
    level, unit = read_unit_word(words, index)
    end = read_proper_name(words, unit) if level else index
    if end > index and match_list(words, end, "modals") > end:
        name = words.printed(index, end)
        return [name[:1].upper() + name[1:]]
    return []
