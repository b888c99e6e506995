"""The command that measures extraction against a person's own labels."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from cancu.api import terminal
from cancu.api.options import JsonOption, StoreOption, read_share
from cancu.ontology.errors import IdentifierError

if TYPE_CHECKING:
    from cancu.ingest.evaluation import Evaluation

_SHOWN_MISSES = 20


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD_DIR", help="Thư mục tệp nhãn (folder of label files)")],
    texts: Annotated[
        Path | None, typer.Option("--texts", metavar="DIR", help="Thư mục văn bản (folder of the texts)")
    ] = None,
    minimum: Annotated[
        list[str] | None, typer.Option("--min", metavar="METRIC=X", help="Ngưỡng phải đạt (a floor)")
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help="In mọi khác biệt (print every difference)")] = False,
    store: StoreOption = None,  # noqa: ARG001  every command takes --store
    json: JsonOption = False,
) -> None:
    """Đo kết quả đọc văn bản trên các văn bản tự gán nhãn (measure extraction on your own labelled documents).

    Ví dụ: cancu evaluate nhan/ --texts van-ban/ --min citations.f1=0.95
    """
    from cancu.ingest.evaluation import evaluate as run_evaluation
    from cancu.ingest.extraction import extract
    from cancu.ingest.gold import load_gold_folder

    floors = dict(_read_floor(text) for text in minimum or [])
    evaluation = run_evaluation(load_gold_folder(gold, texts), extract)
    metrics = evaluation.metrics()
    unknown = [name for name in floors if name not in metrics]
    if unknown:
        raise IdentifierError(
            f"Bộ nhãn này không đo chỉ số {', '.join(unknown)}",
            f"these labels measure no {', '.join(unknown)}",
            where="--min",
            hint=f"chọn trong: {', '.join(metrics)}",
        )
    if json:
        terminal.print_json(_describe(evaluation))
    else:
        _print_report(evaluation, show_all=show_all)
    short = {name: floor for name, floor in floors.items() if metrics.get(name, 0.0) < floor}
    for name, floor in short.items():
        terminal.tell(f"Chưa đạt: {name} là {metrics.get(name, 0.0):.4f}, ngưỡng {floor}", f"{name} is below its floor")
    if short:
        raise typer.Exit(1)


def _read_floor(text: str) -> tuple[str, float]:
    name, found, value = text.partition("=")
    if not found:
        raise IdentifierError(
            f"Ngưỡng phải viết METRIC=SỐ, không phải {text!r}", f"a floor is METRIC=NUMBER, not {text!r}", where="--min"
        )
    return name, read_share(value)


def _describe(evaluation: Evaluation) -> dict[str, Any]:
    return {
        "documents": len(evaluation.scores),
        "metrics": {name: round(value, 4) for name, value in evaluation.metrics().items()},
        "leave_one_out": {name: [round(low, 4), round(high, 4)] for name, (low, high) in evaluation.spread().items()},
        "rules": {rule: dict(counts) for rule, counts in sorted(evaluation.trust.items())},
        "misses": [{"document": miss.document, "what": miss.what, "detail": miss.detail} for miss in evaluation.misses],
    }


def _print_report(evaluation: Evaluation, *, show_all: bool) -> None:
    spread = evaluation.spread()
    rows = [
        (name, f"{value:.3f}", f"{spread[name][0]:.3f} - {spread[name][1]:.3f}")
        for name, value in evaluation.metrics().items()
    ]
    terminal.print_text(terminal.render_table(("Chỉ số", "Giá trị", "Bỏ một văn bản"), rows, numeric=(1, 2)))
    shown = evaluation.misses if show_all else evaluation.misses[:_SHOWN_MISSES]
    if shown:
        lines = [(miss.document, miss.what, miss.detail) for miss in shown]
        terminal.print_text(terminal.render_table(("Văn bản", "Khác ở", "Chi tiết"), lines))
    if len(shown) < len(evaluation.misses):
        hidden = len(evaluation.misses) - len(shown)
        terminal.tell(f"Còn {hidden} khác biệt; thêm --all để xem hết", f"{hidden} more differences; add --all")
