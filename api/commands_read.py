"""Commands on one file, without a store: what was read from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from cancu.api import terminal
from cancu.api.options import FileArgument, JsonOption, StoreOption

if TYPE_CHECKING:
    from cancu.ontology.records import SourceText

_QUOTED = 80
"""Letters shown at an offset that is looked up."""


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
    offsets: Annotated[
        list[int] | None,
        typer.Argument(metavar="[OFFSET]...", min=0, help="Vị trí cần tra trong tệp (offsets to look up)"),
    ] = None,
    show_map: Annotated[
        bool, typer.Option("--map", help="In bản đồ trang, đoạn, ô bảng; kèm OFFSET: chỉ vị trí ấy (the map of places)")
    ] = False,
    store: StoreOption = None,  # noqa: ARG001  every command takes --store
    json: JsonOption = False,
) -> None:
    """In văn bản như cancu đọc; mọi vị trí đều trỏ vào đây (the text that all offsets point into).

    Ví dụ: cancu text ke-hoach.docx --map 1250
    """
    from cancu.api.places import map_pages, map_source
    from cancu.api.workspace import read_source_file

    source = read_source_file(file)
    if offsets:
        _print_looked_up(_look_up(source, offsets), json=json)
    elif json:
        head = source.model_dump(mode="json", exclude={"text"})
        terminal.print_json({**head, **({} if show_map else {"text": source.text}), "pages": map_pages(source)})
    elif show_map:
        _print_map(source.text, map_source(source))
    else:
        terminal.print_text(source.text)


def _look_up(source: SourceText, offsets: list[int]) -> list[dict[str, Any]]:
    """Where single offsets stand in the file, with the words there."""
    from cancu.api.places import describe_place, dump_place, find_place

    found = []
    for offset in offsets:
        if offset >= len(source.text):
            last = len(source.text) - 1
            raise typer.BadParameter(f"{offset}: văn bản chỉ đến vị trí {last} (the text ends at {last})")
        place = find_place(source.places, offset)
        words = " ".join(source.text[offset:][:_QUOTED].split())
        found.append({"offset": offset, "place": dump_place(place), "where": describe_place(place), "text": words})
    return found


def _print_looked_up(found: list[dict[str, Any]], *, json: bool) -> None:
    if json:
        terminal.print_json({"places": found})
        return
    rows = [(str(row["offset"]), row["where"] or "–", row["text"]) for row in found]
    terminal.print_text(terminal.render_table(("Vị trí", "Ở đâu", "Chữ"), rows, numeric=(0,)))


def _print_map(text: str, stretches: list[dict[str, Any]]) -> None:
    rows = [
        (
            row["where"] or "–",
            str(row["start"]),
            str(row["end"]),
            terminal.shorten(text[row["start"] : row["end"]][:200], 60),
        )
        for row in stretches
    ]
    terminal.print_text(terminal.render_table(("Ở đâu", "Từ", "Đến", "Mở đầu"), rows, numeric=(1, 2)))
