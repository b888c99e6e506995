"""The cascade of plans as a tree from left to right: the higher a plan, the further left it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cancu.api.pictures import (
    BLACK,
    BLUE,
    GREEN,
    GREY,
    ORANGE,
    PURPLE,
    SKY,
    Picture,
    make_figure,
    set_legend,
    set_title,
    shorten,
)
from cancu.api.terminal import print_date

if TYPE_CHECKING:
    import pandas
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

LEVELS = {
    "national": ("Trung ương (national)", BLUE),
    "province": ("tỉnh (province)", GREEN),
    "department": ("sở, ngành (department)", ORANGE),
    "district": ("huyện (district)", PURPLE),
    "commune": ("xã (commune)", SKY),
}
_WIDTH, _HEIGHT, _BOX = 3.3, 0.72, 2.75
"""Inches from plan to plan, and of a box."""


def plot_cascade(frame: pandas.DataFrame) -> Picture:
    """Draw a cascade.

    Args:
        frame: as `KnowledgeGraph.cascade` gives it; a dashed box is a document that is not in the store
    """
    known = frame.astype(object).where(frame.notna(), None)
    rows = [{str(name): value for name, value in row.items()} for row in known.to_dict("records")]
    places = _place(rows)
    deepest, lowest = max(row["depth"] for row in rows), max(y for _, y in places.values())
    figure, axes = make_figure(_WIDTH * (deepest + 1), max(2.2, _HEIGHT * (lowest + 1) + 1.1))
    for row in rows:
        if row["hangs_on"] in places:
            _draw_branch(axes, places[row["hangs_on"]], places[row["document"]])
        _draw_plan(axes, row, *places[row["document"]])
    axes.set_xlim(-0.1, deepest * _WIDTH + _BOX + 0.1)
    axes.set_ylim((lowest + 0.5) * _HEIGHT, -0.6 * _HEIGHT)
    axes.axis("off")
    set_title(axes, f"Kế hoạch thực hiện {rows[0]['name']}", f"plans that carry out {rows[0]['name']}")
    _draw_legend(axes, rows)
    absent = sum(1 for row in rows if not row["in_store"])
    words = f"{len(rows)} văn bản, {deepest} bậc, {absent} chưa có trong kho (documents, steps, not in the store)."
    return Picture(f"Kế hoạch thực hiện {rows[0]['name']} (cascade)", words, figure, frame)


def _place(rows: list[dict[str, Any]]) -> dict[str, tuple[float, float]]:
    """Column and line of every plan: a plan stands at the middle of those that hang on it."""
    below: dict[str | None, list[dict[str, Any]]] = {}
    for row in rows:
        below.setdefault(row["hangs_on"] if row["depth"] else None, []).append(row)
    places: dict[str, tuple[float, float]] = {}
    line = 0.0
    stack = [(row, False) for row in reversed(below[None])]
    while stack:
        row, done = stack.pop()
        hanging = below.get(row["document"], [])
        if hanging and not done:
            stack += [(row, True), *((one, False) for one in reversed(hanging))]
            continue
        ends = [places[one["document"]][1] for one in hanging]
        places[row["document"]] = (row["depth"], (ends[0] + ends[-1]) / 2 if ends else line)
        line += 0 if ends else 1
    return places


def _draw_branch(axes: Axes, upper: tuple[float, float], lower: tuple[float, float]) -> None:
    start, end = upper[0] * _WIDTH + _BOX, lower[0] * _WIDTH
    middle = end - (_WIDTH - _BOX) / 2
    heights = [upper[1] * _HEIGHT] * 2 + [lower[1] * _HEIGHT] * 2
    axes.plot([start, middle, middle, end], heights, color=GREY, linewidth=1, zorder=1)


def _draw_plan(axes: Axes, row: dict[str, Any], column: float, line: float) -> None:
    from matplotlib.patches import FancyBboxPatch, Rectangle

    x, y, tall = column * _WIDTH, line * _HEIGHT, _HEIGHT * 0.78
    _, colour = LEVELS.get(row["level"], ("", GREY))
    dashes = "solid" if row["in_store"] else (0, (4, 2))
    box = FancyBboxPatch((x + 0.03, y - tall / 2 + 0.03), _BOX - 0.06, tall - 0.06, boxstyle="round,pad=0.03",
                         facecolor="white", edgecolor=colour, linewidth=1.2, linestyle=dashes, zorder=2)  # fmt: skip
    axes.add_patch(box)
    axes.add_patch(Rectangle((x, y - tall / 2), 0.08, tall, color=colour, zorder=3))
    top, bottom = y - 0.12, y + 0.13
    axes.text(x + 0.17, top, shorten(row["name"], 24), va="center", fontsize=9, fontweight="bold", color=BLACK)
    if row["date"] is not None:
        day = print_date(row["date"].date())
        axes.text(x + _BOX - 0.08, top, day, va="center", ha="right", fontsize=7, color=GREY)
    axes.text(x + 0.17, bottom, shorten(row["issuer"] or "", 38), va="center", fontsize=7.5, color=GREY)


def _draw_legend(axes: Axes, rows: list[dict[str, Any]]) -> None:
    from matplotlib.patches import Patch

    used = {row["level"] for row in rows}
    marks: list[Artist] = [Patch(color=colour, label=name) for level, (name, colour) in LEVELS.items() if level in used]
    if not all(row["in_store"] for row in rows):
        absent = "chưa có trong kho (not in the store)"
        marks.append(Patch(facecolor="white", edgecolor=GREY, linestyle="--", label=absent))
    set_legend(axes, marks, below=0.1, columns=3)
