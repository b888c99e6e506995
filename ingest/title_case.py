"""The case of a title that is printed in capitals, taken from the body of the document."""

from __future__ import annotations

from collections import Counter

from cancu.ingest.head_lines import HeadLine
from cancu.ontology.orthography import fold

_REACH = 40_000
_BETWEEN = ",()\"“”'‘’|*_-–/[]!?&+%#~`<>="
_Form = tuple[str, str]


def restore_case(title: str, text: str) -> str:
    """A title in capitals in sentence case, with the capitals that the body gives its words.

    A word takes the case that it has in the body beside the same neighbour; without one it is lower case.
    Only the neighbours in the title are looked for, so the cost is that of some dozen plain searches.

    Example:
        >>> restore_case("VỀ SỞ NỘI VỤ TỈNH AN BÌNH", "giao Sở Nội vụ tỉnh An Bình chủ trì")
        'Về Sở Nội vụ tỉnh An Bình'
    """
    if not HeadLine(text=title, gap=False, start=0).capitals:
        return title
    words = title.replace("TTG", "TTg").split()
    body = _Body(text)
    out = []
    for i, word in enumerate(words):
        if "/" in word and any(c.isdigit() for c in word):
            out.append(word)
            continue
        after = body.find_pair(_bare(word), _bare(words[i + 1])) if i + 1 < len(words) else None
        before = body.find_pair(_bare(words[i - 1]), _bare(word)) if i and not after else None
        printed = after[0] if after else before[1] if before else body.find_acronym(_bare(word))
        out.append(_apply(word, printed))
    result = " ".join(out)
    return result[0].upper() + result[1:]


class _Body:
    """The words of a body on one line, as printed and in lower case at the same offsets."""

    def __init__(self, text: str) -> None:
        text = text[:_REACH]
        for mark in _BETWEEN:
            text = text.replace(mark, " ")
        self.printed = f" {' '.join(text.split())} "
        self.lower = self.printed.lower()
        if len(self.lower) != len(self.printed):  # a foreign letter that grows: the offsets would not fit
            self.printed = self.lower
        self._pairs: dict[_Form, _Form | None] = {}

    def find_pair(self, one: str, two: str) -> _Form | None:
        """How two neighbours are mostly printed; words in capitals stand in headings and say nothing."""
        if (one, two) not in self._pairs:
            self._pairs[one, two] = self._search_pair(one, two) if one and two else None
        return self._pairs[one, two]

    def _search_pair(self, one: str, two: str) -> _Form | None:
        needle, forms = f"{one} {two}", Counter[_Form]()
        at = self.lower.find(needle)
        while at >= 0:
            end = at + len(needle)
            if not self.lower[at - 1].isalnum() and not self.lower[end].isalnum():
                form = (self.printed[at : at + len(one)], self.printed[at + len(one) + 1 : end])
                if not (_shouted(form[0]) or _shouted(form[1]) or (form[0].isupper() and form[1].isupper())):
                    forms[form] += 1
            at = self.lower.find(needle, at + 1)
        return max(forms, key=lambda form: (forms[form], form)) if forms else None

    def find_acronym(self, word: str) -> str | None:
        """The word in capitals if the body prints it so before a word in lower case."""
        capitals = word.upper()
        if len(word) < 2 or _shouted(capitals):
            return None
        at = self.printed.find(f" {capitals} ")
        while at >= 0:
            after = self.printed[at + len(capitals) + 2 :][:12].split(" ")[0]
            if after.islower():
                return capitals
            at = self.printed.find(f" {capitals} ", at + 1)
        return None


def _bare(word: str) -> str:
    return "".join(letter for letter in word if letter.isalnum()).lower()


def _apply(word: str, printed: str | None) -> str:
    """The title's word in the case of `printed`, its punctuation kept."""
    if printed is None:
        return word.lower() if len(_bare(word)) > 1 else word
    at = word.lower().find(printed.lower())
    return word[:at] + printed + word[at + len(printed) :] if at >= 0 else word.lower()


def _shouted(word: str) -> bool:
    """Whether a word in capitals carries vowel marks, as acronyms do not."""
    return len(word) > 1 and word.isupper() and fold(word) != word.lower().replace("đ", "d")
