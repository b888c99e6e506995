"""Words of a text as the agency grammar reads them, and which of them end a name.

A `Words` is a window of a normalised text: tokens as printed, in lower case, and their offsets. The grammar in
`cancu.ingest.agency_phrases` walks over token indices and never slices strings until a name is complete.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ontology.agencies import expand_abbreviations, load_agencies, normalize_agency_text
from cancu.ontology.tables import read_table

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_LOOSE_PUNCTUATION = re.compile(r"\s+([,;])")
SEPARATORS = frozenset({",", ";", "và", "hoặc", "cùng", "/", "+", "-", "•", "|", "&", "."})
UNITS = {
    ("tỉnh",): "province",
    ("thành", "phố"): "city",
    ("tp",): "city",
    ("huyện",): "district",
    ("quận",): "district",
    ("thị", "xã"): "district",
    ("xã",): "commune",
    ("phường",): "commune",
    ("thị", "trấn"): "commune",
    ("đặc", "khu"): "commune",
}

_BODIES_OF_UNITS = frozenset({"ủy", "đoàn"})
"""What a unit word makes a body of its own with: `Huyện ủy`, `Xã đoàn`."""
_INSIDE_WORDS = {
    "thông": frozenset({"nghệ", "viễn", "giao", "truyền"}),
    "trình": frozenset({"chương", "công", "quy", "lộ", "tiến", "giáo"}),
    "làm": frozenset({"việc"}),
    "cơ": frozenset({"sát"}),
    "tự": frozenset({"trật"}),
    "lập": frozenset({"độc", "công", "trung"}),
    "đề": frozenset({"chuyên", "chủ"}),
}
"""Syllables that are no verb behind the first half of their word (`chương trình`)."""

_OTHER = {"other": "words", "joined": "joined"}
"""Lists of the `other` nouns: those that begin a name, those that a list joins to it."""


class Words:
    """Tokens of a window of text.

    Attributes:
        text: the text that the offsets point into
        words: tokens as printed; punctuation marks are tokens of their own
        low: the same in lower case
        spans: offsets of each token
        is_field: whether the text holds agencies and little else, so that verbs inside names end nothing
    """

    __slots__ = ("is_field", "low", "spans", "text", "words")

    def __init__(self, text: str, start: int = 0, end: int | None = None, *, is_field: bool = False) -> None:
        matches = list(_TOKEN.finditer(text, start, len(text) if end is None else end))
        self.text = text
        self.words = [match[0] for match in matches]
        self.low = [word.lower() for word in self.words]
        self.spans = [match.span() for match in matches]
        self.is_field = is_field

    def __len__(self) -> int:
        return len(self.words)

    def at(self, index: int) -> str:
        """The lower-case token at `index`, empty beyond the end."""
        return self.low[index] if index < len(self.low) else ""

    def is_capital(self, index: int) -> bool:
        """Whether the token at `index` starts with a capital letter."""
        return index < len(self.words) and self.words[index][0].isupper()

    def follows(self, index: int, *words: str) -> bool:
        """Whether the lower-case tokens from `index` on are `words`."""
        return self.low[index : index + len(words)] == list(words)

    def printed(self, start: int, end: int) -> str:
        """The text from token `start` to before token `end`, as printed, without blanks before commas."""
        if end <= start:
            return ""
        return _LOOSE_PUNCTUATION.sub(r"\1", self.text[self.spans[start][0] : self.spans[end - 1][1]])


def prepare_text(text: str) -> str:
    """The spelling that the grammar reads: normal, with the abbreviations of agencies written out."""
    return expand_abbreviations(normalize_agency_text(text), "agency")


@cache
def _word_list(key: str) -> dict[str, tuple[tuple[str, ...], ...]]:
    """The phrases of a list of `data/assignment_words.toml` or of the `other` nouns, by first word, longest first."""
    if key in _OTHER:
        phrases = [phrase for entry in read_table("agency_groups")["other"] for phrase in entry.get(_OTHER[key], ())]
    else:
        phrases = read_table("assignment_words")[key]
    lists: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        parts = tuple(phrase.split())
        lists.setdefault(parts[0], []).append(parts)
    return {first: tuple(sorted(parts, key=len, reverse=True)) for first, parts in lists.items()}


def match_list(words: Words, index: int, key: str) -> int:
    """The index behind the longest phrase of the list `key` at `index`, or `index` itself."""
    for parts in _word_list(key).get(words.at(index), ()):
        if words.low[index : index + len(parts)] == list(parts):
            return index + len(parts)
    return index


@cache
def opening_words() -> frozenset[str]:
    """First words of agencies, posts and groups in lower case: where another word stands, no agency begins."""
    table, groups = read_table("assignment_words"), read_table("agency_groups")
    phrases = [*table["heads"], *table["titles"]]
    phrases += [phrase for key in ("noun", "other") for entry in groups[key] for phrase in entry["words"]]
    names = [name for agency in load_agencies().all for name in (agency.name, *agency.aliases)]
    first = {phrase.split()[0].lower() for phrase in [*phrases, *names]}
    units = {name[0] for name in UNITS}
    return frozenset(
        first | units | {"các", "những", "mọi", "từng", "mỗi", "một", "tất", "toàn", "cấp", "ubnd", "hđnd"}
    )


@cache
def _predicates() -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    table = read_table("assignment_words")
    return frozenset(table["single"]), frozenset(table["pairs"]), frozenset(table["acts"])


def acts() -> frozenset[str]:
    """Verbs that end a name even where other verbs may belong to it (`chủ trì`, `phối hợp`)."""
    return _predicates()[2]


def is_predicate(words: Words, index: int) -> bool:
    """Whether a lower-case verb, adverb or function word stands at `index`: there a sentence goes on behind a name."""
    word = words.at(index)
    if not word or words.is_capital(index):
        return False
    single, pairs, _ = _predicates()
    if is_inside_word(words, index):
        return False
    return word in single or f"{word} {words.at(index + 1)}" in pairs


def is_inside_word(words: Words, index: int) -> bool:
    """Whether the syllable at `index`, elsewhere a verb, is the second half of another word: `chương trình`."""
    return words.at(index - 1) in _INSIDE_WORDS.get(words.at(index), ())


def ends_name(words: Words, index: int) -> bool:
    """Whether a name ends before the token at `index`: at any predicate, in a field only at a plain act."""
    if not words.is_field:
        return is_predicate(words, index)
    if words.is_capital(index):
        return False
    return f"{words.at(index)} {words.at(index + 1)}" in acts() or match_list(words, index, "clauses") > index


def is_single_verb(words: Words, index: int) -> bool:
    """Whether a verb or function word of one syllable stands at `index`, in any case."""
    return words.at(index) in _predicates()[0]


def is_verb(words: Words, index: int) -> bool:
    """Whether a verb or adverb of two syllables stands at `index`, in any case."""
    return f"{words.at(index)} {words.at(index + 1)}" in _predicates()[1]


def read_unit_word(words: Words, index: int) -> tuple[str, int]:
    """The level of the unit word at `index` (province, city, district, commune, or empty) and the index behind it.

    Committees of the Party and of the Youth Union (`huyện ủy`, `tỉnh đoàn`) are no units.
    """
    pair = (words.at(index), words.at(index + 1))
    if pair in UNITS:
        return UNITS[pair], index + 2
    if pair[:1] in UNITS and pair[1] not in _BODIES_OF_UNITS:
        return UNITS[pair[:1]], index + 1
    return "", index


def read_proper_name(words: Words, index: int) -> int:
    """The index behind a geographic name at `index`: up to five capitalised words, `-` between them, or a number."""
    if words.at(index).isdigit():
        return index + 1
    end = index
    while end - index < 5:
        if words.is_capital(end) and not is_verb(words, end) and match_list(words, end, "strong_heads") == end:
            end += 1
        elif end > index and words.at(end) == "-" and words.is_capital(end + 1):
            end += 2
        else:
            break
    return end


def read_unit(words: Words, index: int) -> tuple[str, int]:
    """The level of the unit at `index` and the index behind its name, if one is printed."""
    level, end = read_unit_word(words, index)
    return level, read_proper_name(words, end) if level else index
