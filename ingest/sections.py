"""What a heading announces: goals, tasks, organisation of implementation, or nothing that obliges.

A heading is judged by the first of its words that names a kind of section, since `Nội dung, giải pháp và trách
nhiệm thực hiện` announces tasks and `Kinh phí thực hiện nhiệm vụ` announces funding. Below a section that is
already known, only a heading that *begins* with such a word changes the kind.
"""

from __future__ import annotations

import re
from functools import cache

from cancu.ontology.orthography import match_key
from cancu.ontology.records import TaskKind
from cancu.ontology.tables import read_table


class Section:
    """Kinds of section beyond the kinds of task that they hold."""

    AIMS = "aims"
    FUNDING = "funding"
    FORMS = "forms"
    """Forms, procedures and lists that a rule prints behind itself: whatever they say, they assign nothing."""
    DESCRIPTION = "description"
    """An appendix that describes: orientation, criteria, a system, the present state."""


SectionKind = TaskKind | str | None


@cache
def _acts() -> re.Pattern[str]:
    """Beginnings of a heading that names the work itself."""
    words = "|".join(re.escape(match_key(word)) for word in read_table("section_words")["acts"])
    return re.compile(rf"(?:{words})\b")


@cache
def _keywords() -> tuple[re.Pattern[str], dict[str, SectionKind], re.Pattern[str]]:
    """Words to kinds, longest first; and the words that may stand before them at a heading's beginning."""
    table = read_table("section_words")
    kinds: dict[str, SectionKind] = {}
    for kind in ("task", "duty", "target"):
        kinds.update({match_key(word): TaskKind(kind) for word in table[kind]})
    for kind in (Section.AIMS, Section.FUNDING):
        kinds.update({match_key(word): kind for word in table[kind]})
    words = "|".join(re.escape(word) for word in sorted(kinds, key=len, reverse=True))
    leading = "|".join(re.escape(match_key(word)) for word in table["before"])
    return re.compile(rf"\b(?:{words})\b"), kinds, re.compile(rf"(?:(?:{leading})\s+)*")


def read_section(heading: str, above: SectionKind = None) -> SectionKind:
    """The kind of section that a heading announces, given the kind of the section around it.

    Args:
        heading: the words of the heading, without its label
        above: the kind of the enclosing section, None where none is known yet

    Returns:
        A task kind, `Section.AIMS` or `Section.FUNDING`; `above` where the heading names no kind.

    Example:
        >>> read_section("NHIỆM VỤ CỤ THỂ VÀ TRÁCH NHIỆM CỦA CÁC SỞ").value
        'task'
        >>> read_section("Các hoạt động chính", TaskKind.TARGET).value
        'task'
    """
    pattern, kinds, leading = _keywords()
    key = match_key(heading)
    if above is None:
        if _acts().match(key):
            return TaskKind.TASK
        match = pattern.search(key)
    else:
        skip = leading.match(key)
        match = pattern.match(key, skip.end() if skip else 0)
    if match is None:
        return above
    kind = kinds[match[0]]
    if (above is TaskKind.DUTY and kind is TaskKind.TASK) or (above is not None and kind == Section.FUNDING):
        return above
    return kind
