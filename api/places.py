"""Where words stand in their file, for a person who looks them up: page, paragraph, cell of a table, sheet."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from cancu.ontology.records import Place, SourceText

_WORDS = (("sheet", "trang tính"), ("page", "trang"), ("paragraph", "đoạn"), ("table", "bảng"), ("row", "hàng"),
          ("column", "cột"))  # fmt: skip


def find_place(places: Sequence[Place], offset: int) -> Place | None:
    """The place that holds at an offset; None before the first, and in a text that has no places.

    Example:
        >>> find_place([Place(start=0, page=1), Place(start=40, page=2)], 39).page
        1
    """
    position = bisect_right(places, offset, key=lambda place: place.start)
    return places[position - 1] if position else None


def describe_place(place: Place | None) -> str:
    """A place in words; empty where nothing is known.

    Example:
        >>> describe_place(Place(start=0, page=2, table=1, row=3, column=4))
        'trang 2, bảng 1, hàng 3, cột 4'
    """
    if place is None:
        return ""
    values = ((words, getattr(place, name)) for name, words in _WORDS)
    parts = [f"{words} {value}" for words, value in values if value is not None]
    if place.confidence < 1:
        parts.append(f"nhận dạng {place.confidence:.0%}")
    return ", ".join(parts)


def dump_place(place: Place | None) -> dict[str, Any] | None:
    """A place as JSON: only what is known of it."""
    return place.model_dump(mode="json", exclude_defaults=True, exclude={"start"}) if place else None


def map_source(source: SourceText) -> list[dict[str, Any]]:
    """The stretches of a text with their places, in text order; one without places is parted by its form feeds."""
    if not source.places:
        return map_pages(source)
    starts = [place.start for place in source.places]
    ends = [*starts[1:], len(source.text)]
    return [
        {"start": place.start, "end": end, "place": dump_place(place), "where": describe_place(place)}
        for place, end in zip(source.places, ends, strict=True)
    ]


def map_pages(source: SourceText) -> list[dict[str, Any]]:
    """Pages as offsets into the text; a form feed ends a page, and a text that knows no pages is one page."""
    if any(place.page for place in source.places):
        return _map_numbered_pages(source)
    pages = []
    start = 0
    for number, part in enumerate(source.text.split("\f"), start=1):
        pages.append({"page": number, "start": start, "end": start + len(part), "where": f"trang {number}"})
        start += len(part) + 1
    return pages


def _map_numbered_pages(source: SourceText) -> list[dict[str, Any]]:
    pages: list[dict[str, Any]] = []
    for place in source.places:
        if place.page and (not pages or pages[-1]["page"] != place.page):
            if pages:
                pages[-1]["end"] = place.start
            where = f"trang {place.page}"
            pages.append({"page": place.page, "start": place.start, "end": len(source.text), "where": where})
    return pages
