"""Laws, codes, ordinances and constitutions by name: what `Luật Đất đai ngày 29/11/2013` is the number of.

Legal bases name laws without a number (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.6.a), and one name has meant several laws
in turn. The list is `data/laws.csv`; what is not certain is left empty there. It is a gazetteer, not a register: a name
that is missing says nothing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable
from functools import cache, cached_property

from cancu.ontology.errors import VocabularyError
from cancu.ontology.orthography import iter_syllables, match_key, unify_tone
from cancu.ontology.records import Date, Record
from cancu.ontology.tables import read_rows

_TYPES = ("Bộ luật", "Luật", "Pháp lệnh", "Hiến pháp")
_AMENDING = "sửa đổi"
_LONGEST_GAP = 8
_BETWEEN = ' \t\r\n\u00a0,-–/("“'


class Law(Record):
    """A law, code, ordinance or constitution.

    Attributes:
        type: `Luật`, `Bộ luật`, `Pháp lệnh` or `Hiến pháp`
        name: full name with the type, as the law calls itself
        number: such as `77/2015/QH13`; None where it has none or it is not certain
        date: the day it was passed, which is the day that citations give
        effective: the day that most of it took effect; None if unknown
        repealed_by: number of the law that replaced it, where known
        aliases: other names in use
        verified: whether a text was read that has the name beside this number or this day
    """

    type: str
    name: str
    number: str | None = None
    date: Date
    effective: Date | None = None
    repealed_by: str | None = None
    aliases: tuple[str, ...] = ()
    verified: bool = False

    @property
    def is_amending(self) -> bool:
        """Whether it is a law that amends others (`Luật sửa đổi, bổ sung một số điều của …`)."""
        return self.name.removeprefix(self.type).strip().lower().startswith(_AMENDING)


class Laws:
    """All laws of the list, found by name, day, number, or at a place in a text."""

    def __init__(self, laws: Iterable[Law]) -> None:
        self.laws = tuple(laws)
        self._by_name: dict[str, list[Law]] = {}
        self._by_number: dict[str, list[Law]] = {}
        for law in self.laws:
            for key in dict.fromkeys(make_law_key(name) for name in (law.name, *law.aliases)):
                self._by_name.setdefault(key, []).append(law)
            if law.number:
                self._by_number.setdefault(_make_number_key(law.number), []).append(law)

    def find(
        self,
        name: str,
        date: Date | None = None,
        *,
        number: str | None = None,
        year: int | None = None,
        on: Date | None = None,
    ) -> tuple[Law, ...]:
        """Find the laws that a citation may mean; everything that is given must agree.

        Capitals, commas, the placement of the tone and numbers inside the name need not be right, and `năm 2013` or
        `(sửa đổi)` behind it is ignored. A law that bears the name is given whether or not it is still in force: see
        `is_in_force`.

        Args:
            name: name with its type; empty to search by number alone
            date: day of passing that the citation prints
            number: number that the citation prints
            year: year of passing that the citation prints
            on: day of the citing document; leaves one candidate, the last to take effect by then, or failing that the
                last to be passed by then

        Returns:
            Newest first; empty where nothing agrees, for instance when the printed day is wrong.

        Example:
            >>> import datetime
            >>> laws = load_laws()
            >>> [law.number for law in laws.find("Luật Đất đai", datetime.date(2013, 11, 29))]
            ['45/2013/QH13']
            >>> [law.number for law in laws.find("Luật phòng chống tham nhũng", on=datetime.date(2019, 6, 30))]
            ['55/2005/QH11']
        """
        if not name.strip() and number is None:
            return ()
        found = self._by_name.get(make_law_key(name), []) if name.strip() else None
        if number is not None:
            numbered = self._by_number.get(_make_number_key(number), [])
            found = numbered if found is None else [law for law in numbered if law in found]
        found = [law for law in found or () if date in (None, law.date) and year in (None, law.date.year)]
        return _choose_on(found, on) if on else tuple(sorted(found, key=_order, reverse=True))

    def is_in_force(self, law: Law, on: Date) -> bool | None:
        """Whether a law is in force on a day; None where the list does not know when it began.

        Example:
            >>> import datetime
            >>> laws = load_laws()
            >>> (law,) = laws.find("", number="77/2015/QH13")
            >>> laws.is_in_force(law, datetime.date(2024, 1, 1)), laws.is_in_force(law, datetime.date(2025, 7, 1))
            (True, False)
        """
        for repealer in self._by_number.get(_make_number_key(law.repealed_by or ""), ()):
            if repealer.effective and repealer.effective <= on:
                return False
        if on < law.date:
            return False
        return law.effective <= on if law.effective else None

    def find_amended(self, law: Law) -> tuple[Law, ...]:
        """The laws that an amending law names in its title, each in the last version passed before it.

        Example:
            >>> laws = load_laws()
            >>> (law,) = laws.find("", number="47/2019/QH14")
            >>> [one.number for one in laws.find_amended(law)]
            ['76/2015/QH13', '77/2015/QH13']
        """
        if not law.is_amending:
            return ()
        found: list[Law] = []
        for start in (one.start() for one in re.finditer(r"Luật|Bộ luật|Pháp lệnh", law.name)):
            if match := self.match_at(law.name, start):
                number = re.match(r" số (\d+/\d{4}/[\w-]+)", law.name[match[1] :])
                found += self._find_passed(match[0], law.date, number[1] if number else None)
        return tuple(dict.fromkeys(one for one in found if not one.is_amending))

    def _find_passed(self, name: str, before: Date, number: str | None) -> tuple[Law, ...]:
        """The last law of a name that was passed before a day: what an amending law amends, in force or not yet."""
        return tuple(one for one in self.find(name, number=number) if one.date < before)[:1]

    def names(self) -> tuple[str, ...]:
        """All names and aliases, the longest first, so that a search finds the whole name.

        Example:
            >>> names = load_laws().names()
            >>> names.index("Luật Giáo dục đại học") < names.index("Luật Giáo dục")
            True
        """
        names = {name for law in self.laws for name in (law.name, *law.aliases)}
        return tuple(sorted(names, key=lambda name: (-len(name), name)))

    def match_at(self, text: str, start: int) -> tuple[str, int] | None:
        r"""Read the longest name of a law that begins at an offset of a text.

        Between two words there may be blanks, line breaks, commas, slashes, hyphens or an opening bracket or quotation
        mark, whatever the list has there, and `của` may be left out.

        Args:
            text: NFC text
            start: offset of the first letter of `Luật`, `Bộ luật`, `Pháp lệnh` or `Hiến pháp`

        Returns:
            The name as the list writes it, and the offset behind its last word; None if no name begins there.

        Example:
            >>> load_laws().match_at("Luật phòng,\nchống ma tuý năm 2021", 0)
            ('Luật Phòng, chống ma túy', 24)
        """
        node, best, end = self._tree, None, start
        for match in re.compile(r"\w+").finditer(text, start):
            gap = text[end : match.start()]
            if len(gap) > _LONGEST_GAP or gap.strip(_BETWEEN) or (not gap and match.start() != start):
                break
            following = _follow(node, unify_tone(match[0]).lower())
            if following is None:
                break
            node, end = following, match.end()
            if isinstance(name := node.get(""), str):
                closing = not name[-1].isalnum() and text[end : end + 1] in {")", '"', "”"}
                best = (name, end + closing)
        return best

    @cached_property
    def _tree(self) -> _Node:
        """All names word by word; the empty word holds the name that ends there."""
        tree: _Node = {}
        for name in self.names():
            node = tree
            for word in iter_syllables(name):
                following = node.setdefault(word, {})
                if isinstance(following, dict):
                    node = following
            node.setdefault("", name)
        return tree


_Node = dict[str, "str | _Node"]


def _follow(node: _Node, word: str) -> _Node | None:
    """The node behind a word, or behind an omitted `của` and the word."""
    following = node.get(word)
    if following is None and isinstance(skipped := node.get("của"), dict):
        following = skipped.get(word)
    return following if isinstance(following, dict) else None


def _make_number_key(number: str) -> str:
    """`04/2012/PL-UBTVQH13` and `04/2012/UBTVQH13` are one number, printed in two ways."""
    return match_key("".join(number.split())).replace("pl-ubtvqh", "ubtvqh")


def make_law_key(name: str) -> str:
    """The form on which names of laws are compared: words only, without numbers and years of the laws named.

    Example:
        >>> make_law_key("Luật phòng chống bạo lực gia đình năm 2022") == make_law_key(
        ...     "Luật Phòng, chống bạo lực gia đình"
        ... )
        True
    """
    key = re.sub(r"\bsố:? ?\d{1,3}/\d{4}/[\w-]+", " ", match_key(name))
    key = re.sub(r"(?: năm \d{4}| ?\(sửa đổi\))+$", "", key)
    return " ".join(re.findall(r"\w+", key)).replace("một số điều của ", "một số điều ")


@cache
def load_laws() -> Laws:
    """Read the list of laws, once.

    Raises:
        VocabularyError: a row has no day, or its name does not begin with the type of a law.
    """
    return Laws(_read_law(row) for row in read_rows("laws"))


def _read_law(row: dict[str, str]) -> Law:
    law_type = next((one for one in _TYPES if row["name"].startswith(f"{one} ")), None)
    if law_type is None or not row["date"]:
        raise VocabularyError(
            f"Dòng sai trong danh mục luật: {row['name']}",
            f"bad row in the list of laws: {row['name']}",
            where="ontology/data/laws.csv",
        )
    return Law(
        type=law_type,
        name=row["name"],
        number=row["number"] or None,
        date=datetime.date.fromisoformat(row["date"]),
        effective=datetime.date.fromisoformat(row["effective"]) if row["effective"] else None,
        repealed_by=row["repealed_by"] or None,
        aliases=tuple(alias for alias in row["aliases"].split("|") if alias),
        verified=row["verified"] == "true",
    )


def _order(law: Law) -> tuple[Date, str]:
    return law.date, law.number or ""


def _choose_on(laws: list[Law], on: Date) -> tuple[Law, ...]:
    """The last of the laws to take effect by a day, or else the last to be passed by then."""
    passed = [law for law in laws if law.date <= on]
    effective = [law for law in passed if (law.effective or law.date) <= on]
    return tuple(sorted(effective or passed, key=_order, reverse=True)[:1])
