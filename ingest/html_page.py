"""Finding the document in a saved web page: of all its boxes the one that holds the words of an administrative text.

Pages of legal portals wrap a document in menus, tabs, lists of related documents and adverts. The search goes down
from the body as long as one box holds most of the words that are no links and all marks of a document that were seen
above it: the national motto, the number, the legal bases, the articles, the recipients.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

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
_MOST_WORDS = 0.6
_DEEPEST = 300
_LINK_SHARE = 0.7
_FEWEST_LINKS = 4
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
    """
    weights = _weigh(page)
    box = page
    marks = _find_marks(box)
    for _ in range(_DEEPEST):
        heavy = _find_heavy_child(box, weights)
        if heavy is None or not marks <= _find_marks(heavy):
            break
        box = heavy
    return box, frozenset(_find_link_lists(box, weights))


def _weigh(page: _Element) -> Weights:
    """Letters outside links, letters inside them, and links of every element that is shown."""
    from lxml import etree

    weights: Weights = {}
    links: list[_Element] = []
    walk = etree.iterwalk(page, events=("start", "end"))
    for event, element in walk:
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


def _add(weights: Weights, element: _Element, letters: int, in_link: bool) -> None:
    plain, linked, count = weights[element]
    weights[element] = (plain, linked + letters, count) if in_link else (plain + letters, linked, count)


def _find_heavy_child(box: _Element, weights: Weights) -> _Element | None:
    """The child with most of the words of a box that are no links, if it has most of them."""
    total = weights[box][0]
    children = [child for child in box if child in weights]
    if not total or not children:
        return None
    heavy = max(children, key=lambda child: weights[child][0])
    return heavy if weights[heavy][0] >= _MOST_WORDS * total and heavy.tag not in ("p", "pre", "table") else None


def _find_marks(box: _Element) -> set[int]:
    text = unify_tone(" ".join(" ".join(map(str, box.itertext())).split()))
    return {place for place, mark in enumerate(_MARKS) if mark.search(text)}


def _find_link_lists(box: _Element, weights: Weights) -> list[_Element]:
    """Menus and lists of related documents: hardly a word that is no link, and no mark of a document."""
    found: list[_Element] = []
    for element in box.iterdescendants(*_LISTS):
        plain, linked, count = weights.get(element, (0, 0, 0))
        if count >= _FEWEST_LINKS and linked > _LINK_SHARE * (plain + linked) and not _find_marks(element) - {1}:
            found.append(element)
    return found
