"""The matrix of coverage: one line per plan, one column per binding task of the plan above."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cancu.api.messages import SIGNS, STATUSES
from cancu.api.pictures import (
    BLACK,
    BLUE,
    GREEN,
    ORANGE,
    PALE,
    SKY,
    VERMILION,
    Picture,
    make_figure,
    set_legend,
    set_title,
    shorten,
    show_nothing,
)

if TYPE_CHECKING:
    import pandas
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

COLOURS = {
    "covered": BLUE,
    "partial": SKY,
    "delegated": GREEN,
    "review": ORANGE,
    "gap": VERMILION,
    "exempt": PALE,
    "not_applicable": PALE,
}
_DARK = frozenset({"covered", "delegated", "gap"})
_CELL, _LINE = 0.34, 0.42


def plot_coverage(frame: pandas.DataFrame, parent: str | None = None) -> Picture:
    """Draw the matrix of one plan above; every status has a colour and a sign.

    Args:
        frame: as `KnowledgeGraph.gaps` gives it
        parent: IRI of the plan above; the one with the most plans below if None
    """
    if parent is None and len(frame):
        parent = str(frame.groupby("parent")["child"].nunique().idxmax())
    chosen = frame[frame["parent"] == parent]
    if not len(chosen):
        return show_nothing("Ma trận bao phủ", "matrix of coverage", chosen)
    refs = list(dict.fromkeys(chosen.sort_values("position", kind="stable")["ref"]))
    plans = list(dict.fromkeys(zip(chosen["organisation"], chosen["child_name"], strict=True)))
    name = shorten(str(chosen["parent_name"].iloc[0]), 60)
    figure, axes = make_figure(max(5.5, _CELL * len(refs) + 2.6), max(2.4, _LINE * len(plans) + 1.5))
    rows: Any = chosen.itertuples()
    states = {(row.organisation, row.child_name, row.ref): str(row.status) for row in rows}
    for line, (organisation, child) in enumerate(plans):
        for column, ref in enumerate(refs):
            _draw_cell(axes, column, line, states.get((organisation, child, ref)))
    _label(axes, refs, [_name(states, refs, *plan) for plan in plans])
    set_title(axes, f"Nhiệm vụ của {name}: kế hoạch nào đã bao phủ", f"which plan covers which task of {name}")
    _draw_legend(axes, set(states.values()))
    counted = chosen["status"].value_counts()
    words = ", ".join(f"{counted[status]} {STATUSES[status][0]}" for status in COLOURS if status in counted)
    return Picture(f"Ma trận bao phủ {name} (coverage matrix)", words, figure, chosen)


def _draw_cell(axes: Axes, column: int, line: int, status: str | None) -> None:
    from matplotlib.patches import Rectangle

    if status is None:
        axes.plot(column, line, marker=".", markersize=2, color=PALE)
        return
    axes.add_patch(Rectangle((column - 0.46, line - 0.44), 0.92, 0.88, color=COLOURS[status]))
    colour = "white" if status in _DARK else BLACK
    axes.text(column, line, SIGNS[status], ha="center", va="center", color=colour, fontsize=10)


def _label(axes: Axes, refs: list[str], plans: list[str]) -> None:
    axes.set_xlim(-0.6, len(refs) - 0.4)
    axes.set_ylim(len(plans) - 0.4, -0.6)
    axes.set_xticks(range(len(refs)), refs, rotation=90, fontsize=8)
    axes.set_yticks(range(len(plans)), plans, fontsize=8.5)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def _name(states: dict[tuple[str, str, str], str], refs: list[str], organisation: str, child: str) -> str:
    """A plan with its strict rate, over all binding tasks but those exempt."""
    found = [states[organisation, child, ref] for ref in refs if (organisation, child, ref) in states]
    counted = [status for status in found if status not in ("exempt", "not_applicable")]
    rate = f"{100 * counted.count('covered') / len(counted):.0f} %" if counted else "–"
    return f"{shorten(organisation, 34)}\n{child} · {rate}"


def _draw_legend(axes: Axes, used: set[str]) -> None:
    from matplotlib.patches import Patch

    marks: list[Artist] = [
        Patch(color=COLOURS[status], label=f"{SIGNS[status]} {STATUSES[status][0]} ({STATUSES[status][1]})")
        for status in COLOURS
        if status in used
    ]
    set_legend(axes, marks, below=0.75)
