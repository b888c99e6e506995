"""Commands that fill, list, search and look after the store."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Annotated

import typer

from cancu.api import terminal
from cancu.api.options import JsonOption, StoredArgument, StoreOption, find_store_path


def ingest(
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Tệp, thư mục, tệp .zip (files, folders, archives)")
    ],
    again: Annotated[bool, typer.Option("--again", help="Đọc lại cả tệp không đổi (read unchanged files too)")] = False,
    shapes: Annotated[
        bool, typer.Option("--shapes", help="Kiểm từng văn bản theo hình mẫu SHACL (validate each document)")
    ] = False,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Nạp tệp, thư mục, tệp nén vào kho; tệp hỏng được ghi lại, không làm dừng (read files into the store).

    Ví dụ: cancu ingest van-ban/ --store tinh.db
    """
    from cancu.api.intake import Watch, collect, ingest_items
    from cancu.api.linked_data import require_validation, validate_reading
    from cancu.api.views import render_finding_rows, render_ingest

    if shapes:
        require_validation()

    started = time.perf_counter()
    collected = collect(paths)
    with terminal.show_progress(len(collected.items), "Đang nạp") as line:
        watch = Watch(line.step, line.page, judge=validate_reading if shapes else None)
        outcome = ingest_items(find_store_path(store), collected, again=again, watch=watch)
    report = {**outcome, "seconds": round(time.perf_counter() - started, 3)}
    if json:
        terminal.print_json(report)
    else:
        terminal.print_text(render_ingest(report))
        if report.get("violations"):
            terminal.print_text(render_finding_rows(report["violations"]))
    if not report["documents"] and not report["unchanged"]:
        if not report["failed"]:
            _tell_what_counts()
        raise typer.Exit(2)
    if not json:
        terminal.suggest("cancu list")


def _tell_what_counts() -> None:
    from cancu.ingest.formats import CONTAINER_SUFFIXES, DOCUMENT_SUFFIXES

    kinds = ", ".join(sorted({*DOCUMENT_SUFFIXES, *CONTAINER_SUFFIXES}))
    terminal.tell(f"Không đọc được gì: không có tệp {kinds}", "nothing read: no such file there")


def list_documents(store: StoreOption = None, json: JsonOption = False) -> None:
    """Liệt kê văn bản trong kho (list the documents in the store).

    Ví dụ: cancu list --store tinh.db
    """
    from cancu.api.views import render_list
    from cancu.api.workspace import open_workspace

    with open_workspace(find_store_path(store)) as workspace:
        listing = workspace.list_documents()
    if json:
        terminal.print_json(listing)
        return
    terminal.print_text(render_list(listing))
    numbers = [document["number"] for document in listing["documents"] if document["number"]]
    if numbers:
        terminal.suggest(f'cancu show "{numbers[0]}"')


def show(name: StoredArgument, store: StoreOption = None, json: JsonOption = False) -> None:
    """Xem toàn bộ một văn bản: tiêu đề, dẫn chiếu, nhiệm vụ, phát hiện (show one document whole).

    Ví dụ: cancu show 2108/QĐ-UBND
    """
    from cancu.api.views import render_document
    from cancu.api.workspace import open_workspace

    with open_workspace(find_store_path(store)) as workspace:
        document = workspace.show_document(name)
    if json:
        terminal.print_json(document)
        return
    terminal.print_text(render_document(document))
    terminal.suggest(f'cancu cascade "{name}"')


def search(
    query: Annotated[str, typer.Argument(metavar="QUERY", help="Từ cần tìm, có dấu hay không (words to find)")],
    limit: Annotated[int, typer.Option("--limit", min=1, metavar="N", help="Số kết quả mỗi loại (results each)")] = 20,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Tìm văn bản và nhiệm vụ, có dấu hoặc không dấu (find documents and tasks, with or without marks).

    Ví dụ: cancu search "thu tuc hanh chinh"
    """
    from cancu.api.views import render_search
    from cancu.api.workspace import open_workspace

    with open_workspace(find_store_path(store)) as workspace:
        found = workspace.search(query, limit)
    if json:
        terminal.print_json(found)
    else:
        terminal.print_text(render_search(found))


def verify(
    rebuild: Annotated[
        bool, typer.Option("--rebuild", help="Tạo lại chỉ mục tìm kiếm và bản RDF (make index and triples anew)")
    ] = False,
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Kiểm tra kho còn nguyên vẹn (check that the store is whole).

    Ví dụ: cancu verify --store tinh.db
    """
    from cancu.api.views import render_finding_rows
    from cancu.api.workspace import open_workspace

    path = find_store_path(store)
    with open_workspace(path, read_only=not rebuild) as workspace:
        if rebuild:
            workspace.rebuild()
        problems = workspace.verify()
    if json:
        terminal.print_json({"store": str(path), "sound": not problems, "problems": problems})
    elif problems:
        terminal.print_text(f"Kho {path} có {len(problems)} vấn đề (problems)\n{render_finding_rows(problems)}")
    else:
        terminal.print_text(f"Kho {path} nguyên vẹn. (The store is whole.)")
    if problems:
        raise typer.Exit(1)


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="Tệp sao lưu sẽ tạo (the copy to make)")],
    store: StoreOption = None,
    json: JsonOption = False,
) -> None:
    """Sao lưu kho, kể cả khi đang có người dùng (copy the store, also while it is in use).

    Ví dụ: cancu backup sao-luu.db
    """
    from cancu.api.workspace import open_workspace

    path = find_store_path(store)
    with open_workspace(path) as workspace:
        made = workspace.backup(file)
    if json:
        terminal.print_json({"store": str(path), **made})
        return
    terminal.print_text(f"Đã sao lưu {path} sang {file}: {made['documents']} văn bản, {made['size']} byte. (Copied.)")
    terminal.suggest(f"cancu verify --store {file}")
