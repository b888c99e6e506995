"""Finding the document in a saved web page: of all its boxes the one that holds the words of an administrative text.

Pages of legal portals wrap a document in menus, tabs, lists of related documents and adverts. The search goes down
from the body as long as one box holds most of the words that are no links and all marks of a document that were seen
above it (the national motto, the number, the legal bases, the articles, the recipients), and nothing beside it looks
like a part of a document. In doubt more is kept: words too many cost less than a lost appendix.
"""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from cancu.ontology.errors import SourceError
from cancu.ontology.orthography import unify_tone

if TYPE_CHECKING:
    from lxml.etree import _Element

_NO_WORDS = (
    "script style noscript template svg math nav aside iframe object embed canvas video audio map button select "
    "option input textarea head title link meta dialog del s strike"
)
DROPPED = frozenset(_NO_WORDS.split())
"""Elements of which nothing belongs to the words of a document; struck words do not count as printed."""
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MARKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"cộng hòa xã hội chủ nghĩa việt nam|đảng cộng sản việt nam",
        r"\bsố\s*:?\s*[\d…_]",
        r"\bcăn cứ\b",
        r"\bđiều 1\b|\bI\.\s",
        r"nơi nhận",
    )
)
_PART = re.compile(r"\b(?:điều|chương|mục|phần|phụ lục|biểu) [\dIVX]|\b(?:[IVX]+|\d{1,2}|[a-zđ])[.)]\s", re.IGNORECASE)
_MOST_WORDS = 0.5
_FEWEST_MARKS = 2
_MOST_PARTS = 300
_HEADING = 12
"""Letters of a heading by which its repetition is known."""
_DEEPEST = 300
_MOST_DEPTH = 2000
"""Elements inside one another; the parser silently drops what lies deeper than 2048."""
_LINK_SHARE = 0.7
_FEWEST_LINKS = 4
_BOXES = frozenset(("html", "body", "div", "section", "article", "main", "form", "center", "font", "span"))
_LISTS = frozenset(("div", "section", "ul", "ol", "dl", "footer", "header"))

Weights = dict["_Element", tuple[int, int, int]]


def is_shown(element: _Element) -> bool:
    """Whether a browser shows an element as part of the text."""
    if not isinstance(element.tag, str) or element.tag in DROPPED or element.get("hidden") is not None:
        return False
    style = element.get("style")
    return not (style and _HIDDEN.search(style))


def find_document(page: _Element) -> tuple[_Element, frozenset[_Element]]:
    """Find the box of a page that holds the document, and the lists of links inside it that do not belong to it.

    Args:
        page: the root of a parsed page

    Returns:
        The box, and the elements to leave out.

    Raises:
        SourceError: the page is nested too deeply (`E_LIMIT`).
    """
    weights = _weigh(page)
    box = page
    marks = _find_marks(box)
    for _ in range(_DEEPEST):
        heavy = _find_heavy_child(box, weights)
        if heavy is None or not _holds_document(box, heavy, marks, weights):
            break
        box = heavy
    return box, frozenset(_find_link_lists(box, weights))


def _weigh(page: _Element) -> Weights:
    """Letters outside links, letters inside them, and links of every element that is shown."""
    from lxml import etree

    weights: Weights = {}
    links: list[_Element] = []
    depth = 0
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, element in walk:
        depth += 1 if event == "start" else -1
        if depth > _MOST_DEPTH:
            raise _refuse_deep()
        if event == "start":
            if not is_shown(element):
                walk.skip_subtree()
            else:
                weights[element] = (0, 0, 0)
                if element.tag == "a":
                    links.append(element)
            continue
        parent = element.getparent()
        if element in weights:
            _add(weights, element, len((element.text or "").strip()), bool(links))
            if links and links[-1] is element:
                links.pop()
                plain, linked, count = weights[element]
                weights[element] = (plain, linked, count + 1)
        if parent is not None and parent in weights:
            plain, linked, count = weights.get(element, (0, 0, 0))
            above = weights[parent]
            weights[parent] = (above[0] + plain, above[1] + linked, above[2] + count)
            _add(weights, parent, len((element.tail or "").strip()), bool(links))
    return weights


def _refuse_deep() -> SourceError:
    return SourceError(
        "Trang web lồng nhau quá sâu", f"the page is nested deeper than {_MOST_DEPTH} elements", code="E_LIMIT",
        hint="mở trang rồi lưu lại dạng .docx hoặc .txt (save it in another format)",
    )  # fmt: skip


def _add(weights: Weights, element: _Element, letters: int, in_link: bool) -> None:
    plain, linked, count = weights[element]
    weights[element] = (plain, linked + letters, count) if in_link else (plain + letters, linked, count)


def _find_heavy_child(box: _Element, weights: Weights) -> _Element | None:
    """The inner box with most of the words of a box that are no links."""
    inner = [child for child in box if child in weights and child.tag in _BOXES]
    return max(inner, key=lambda child: weights[child][0]) if inner else None


def _holds_document(box: _Element, heavy: _Element, marks: set[int], weights: Weights) -> bool:
    """Whether what stands in a box beside its heavy child is no part of the document."""
    total, inside = weights[box][0], weights[heavy][0]
    if inside == total:
        return True
    if inside < _MOST_WORDS * total or len(marks) < _FEWEST_MARKS or not marks <= _find_marks(heavy):
        return False
    words = _read_words(heavy)
    beside = (_read_words(child) for child in box if child is not heavy and child in weights)
    return not any(_has_new_part(text, words) for text in beside)


def _has_new_part(text: str, document: str) -> bool:
    """Whether a text has a part that the document lacks; a table of contents only repeats its headings."""
    parts = islice(_PART.finditer(text), _MOST_PARTS)
    return any(text[part.start() : part.end() + _HEADING] not in document for part in parts)


def _find_marks(box: _Element) -> set[int]:
    words = _read_words(box)
    return {place for place, mark in enumerate(_MARKS) if mark.search(words)}


def _read_words(box: _Element) -> str:
    return unify_tone(" ".join(" ".join(map(str, box.itertext())).split()))


def _find_link_lists(box: _Element, weights: Weights) -> list[_Element]:
    """Menus and lists of related documents: hardly a word that is no link, and no mark of a document."""
    found: list[_Element] = []
    for element in box.iterdescendants(*_LISTS):
        plain, linked, count = weights.get(element, (0, 0, 0))
        if count >= _FEWEST_LINKS and linked > _LINK_SHARE * (plain + linked) and not _find_marks(element) - {1}:
            found.append(element)
    return found
