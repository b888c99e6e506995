"""Commands on one file, without a store: what was read from it."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from cancu.api import terminal
from cancu.api.options import FileArgument, JsonOption, StoreOption


def extract(
    file: FileArgument,
    store: StoreOption = None,  # noqa: ARG001  every command takes --store
    json: JsonOption = False,  # noqa: ARG001  always JSON
) -> None:
    """Đọc một văn bản: tiêu đề, dẫn chiếu, nhiệm vụ, phát hiện; luôn là JSON (read one document; always JSON).

    Ví dụ: cancu extract ke-hoach.txt
    """
    from cancu.api.workspace import place_in_file, read_document

    reading = read_document(file)
    terminal.print_json(place_in_file(reading.source, reading.extraction).model_dump(mode="json"))


def text(
    file: FileArgument,
    show_map: Annotated[bool, typer.Option("--map", help="In bản đồ trang thay cho văn bản (the page map)")] = False,
    store: StoreOption = None,  # noqa: ARG001  every command takes --store
    json: JsonOption = False,
) -> None:
    """In văn bản như cancu đọc; mọi vị trí đều trỏ vào đây (the text that all offsets point into).

    Ví dụ: cancu text ke-hoach.txt --map
    """
    from cancu.api.workspace import read_source_file

    source = read_source_file(file)
    pages = _map_pages(source.text)
    if json:
        head = source.model_dump(mode="json", exclude={"text"})
        terminal.print_json({**head, **({} if show_map else {"text": source.text}), "pages": pages})
    elif show_map:
        rows = [
            (
                str(page["page"]),
                str(page["start"]),
                str(page["end"]),
                terminal.shorten(source.text[page["start"] :][:200], 60),
            )
            for page in pages
        ]
        terminal.print_text(terminal.render_table(("Trang", "Từ", "Đến", "Mở đầu"), rows, numeric=(0, 1, 2)))
    else:
        terminal.print_text(source.text)


def _map_pages(text: str) -> list[dict[str, Any]]:
    """Pages as offsets into the text; a form feed ends a page, and a text without one is one page."""
    pages = []
    start = 0
    for number, part in enumerate(text.split("\f"), start=1):
        pages.append({"page": number, "start": start, "end": start + len(part)})
        start += len(part) + 1
    return pages
