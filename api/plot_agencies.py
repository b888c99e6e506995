"""Agencies: how many tasks each leads and takes part in, and who works with whom."""

from __future__ import annotations

import math
from itertools import combinations
from typing import TYPE_CHECKING, Any

from cancu.api.pictures import (
    BLACK,
    BLUE,
    GREY,
    ORANGE,
    Picture,
    make_figure,
    set_legend,
    set_title,
    shorten,
    show_nothing,
)

if TYPE_CHECKING:
    import networkx as nx
    import pandas
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

LEAD, COORDINATE = "chủ trì (leads)", "phối hợp (takes part)"
_LINE = 0.34


def plot_load(assignments: pandas.DataFrame, *, most: int = 15) -> Picture:
    """Draw how many tasks the busiest agencies have.

    Args:
        assignments: as `KnowledgeGraph.assignments` gives them; groups (`Các sở, ban, ngành`) are counted as printed
        most: agencies at most
    """
    frame = _count_tasks(assignments).head(most)
    if not len(frame):
        return show_nothing("Khối lượng nhiệm vụ", "load of tasks", frame)
    figure, axes = make_figure(8, max(2.2, _LINE * len(frame) + 1.3))
    lines = range(len(frame))
    axes.barh(lines, frame["lead"], color=BLUE, label=LEAD, height=0.7)
    axes.barh(lines, frame["coordinate"], left=frame["lead"], color="white", edgecolor=ORANGE, hatch="////",
              label=COORDINATE, height=0.7, linewidth=0.8)  # fmt: skip
    for line, (lead, coordinate) in enumerate(zip(frame["lead"], frame["coordinate"], strict=True)):
        words = f"  {lead} + {coordinate}"
        axes.text(lead + coordinate, line, words, va="center", fontsize=8, color=GREY)
    axes.set_yticks(lines, [shorten(name, 44) for name in frame.index], fontsize=8.5)
    axes.invert_yaxis()
    axes.set_xlabel("số nhiệm vụ (tasks)")
    axes.tick_params(axis="y", length=0)
    set_title(axes, "Cơ quan nào được giao bao nhiêu việc", "how many tasks each agency leads and takes part in")
    axes.legend(loc="lower right", frameon=False, fontsize=8.5)
    words = "; ".join(f"{name}: {row['lead']} + {row['coordinate']}" for name, row in frame.head(5).iterrows())
    return Picture("Khối lượng nhiệm vụ của cơ quan (load of agencies)", words, figure, frame)


def _count_tasks(assignments: pandas.DataFrame) -> pandas.DataFrame:
    """Tasks by agency and role, the busiest first."""
    counted = assignments.groupby(["name", "role"])["task"].nunique().unstack(fill_value=0)
    frame = counted.reindex(columns=["lead", "coordinate"], fill_value=0).rename_axis(columns=None)
    order = frame.assign(both=frame.sum(axis=1)).sort_values(["both", "lead"], ascending=False, kind="stable").index
    return frame.loc[order]


def plot_network(assignments: pandas.DataFrame, *, most: int = 25) -> Picture:
    """Draw which agencies stand in the same tasks: the thicker a line, the more tasks they share.

    Args:
        assignments: as `KnowledgeGraph.assignments` gives them
        most: agencies at most, the busiest
    """
    graph = build_network(assignments, most)
    frame = _list_ties(graph)
    if not len(frame):
        return show_nothing("Ai làm việc với ai", "who works with whom", frame)
    figure, axes = make_figure(8.4, 8.4)
    angles = _order_round(graph)
    heaviest = frame["tasks"].max()
    for one, other, values in sorted(graph.edges(data=True), key=lambda tie: tie[2]["tasks"]):
        _draw_tie(axes, angles[one], angles[other], values["tasks"] / heaviest)
    busiest = max(values["lead"] + values["coordinate"] for _, values in graph.nodes(data=True))
    for name, values in graph.nodes(data=True):
        _draw_agency(axes, name, values, angles[name], busiest)
    axes.set_xlim(-2.1, 2.1)
    axes.set_ylim(-2.1, 2.1)
    axes.set_aspect("equal")
    axes.axis("off")
    set_title(axes, "Ai làm việc với ai", "agencies that stand in the same tasks")
    _draw_legend(axes)
    words = "; ".join(f"{row.first} – {row.second}: {row.tasks}" for row in frame.head(5).itertuples())
    return Picture("Mạng lưới cơ quan (network of agencies)", words, figure, frame)


def build_network(assignments: pandas.DataFrame, most: int | None = None) -> nx.Graph[str]:
    """The network of agencies: nodes have `lead` and `coordinate`, edges the number of `tasks` they share."""
    import networkx as nx

    counted = _count_tasks(assignments).head(most or len(assignments))
    graph: nx.Graph[str] = nx.Graph()
    for name, row in counted.iterrows():
        graph.add_node(str(name), lead=int(row["lead"]), coordinate=int(row["coordinate"]))
    chosen = assignments[assignments["name"].isin(counted.index)]
    for _, names in chosen.groupby("task", sort=True)["name"]:
        for one, other in combinations(sorted(set(names)), 2):
            shared = graph.edges[one, other]["tasks"] if graph.has_edge(one, other) else 0
            graph.add_edge(one, other, tasks=shared + 1)
    return graph


def _list_ties(graph: nx.Graph[str]) -> pandas.DataFrame:
    from cancu.api.question_frames import make_frame

    ties: list[tuple[str, str, int]] = sorted(graph.edges(data="tasks"), key=lambda tie: (-tie[2], tie[:2]))
    return make_frame([{"first": one, "second": other, "tasks": count} for one, other, count in ties],
                      ("first", "second", "tasks"))  # fmt: skip


def _order_round(graph: nx.Graph[str]) -> dict[str, float]:
    """The angle of every agency on a circle: those that share tasks stand side by side."""
    import networkx as nx

    groups = nx.community.greedy_modularity_communities(graph, weight="tasks")
    order = [name for group in groups for name in sorted(group, key=lambda one: (-graph.degree(one), one))]
    return {name: 2 * math.pi * at / len(order) for at, name in enumerate(order)}


def _draw_tie(axes: Axes, start: float, end: float, weight: float) -> None:
    """A curve towards the middle; the heavier, the thicker and darker."""
    from matplotlib.patches import PathPatch
    from matplotlib.path import Path

    ends = [(math.cos(angle), math.sin(angle)) for angle in (start, end)]
    curve = Path([ends[0], (0, 0), ends[1]], [Path.MOVETO, Path.CURVE3, Path.CURVE3])
    look = {"edgecolor": GREY, "alpha": 0.22 + 0.6 * weight, "linewidth": 0.6 + 5 * weight}
    axes.add_patch(PathPatch(curve, facecolor="none", zorder=1, **look))


def _draw_agency(axes: Axes, name: str, values: dict[str, Any], angle: float, busiest: int) -> None:
    x, y = math.cos(angle), math.sin(angle)
    mark, colour = ("s", BLUE) if values["lead"] else ("o", ORANGE)
    size = 45 + 480 * (values["lead"] + values["coordinate"]) / busiest
    axes.scatter(x, y, s=size, marker=mark, color=colour, edgecolor="white", linewidth=1, zorder=2)
    turned = math.degrees(angle)
    left = math.cos(angle) < 0
    axes.text(
        1.14 * x, 1.14 * y, shorten(name, 30), fontsize=8, color=BLACK, va="center", ha="right" if left else "left",
        rotation=turned + 180 if left else turned, rotation_mode="anchor",
    )  # fmt: skip


def _draw_legend(axes: Axes) -> None:
    from matplotlib.lines import Line2D

    plain: dict[str, Any] = {"linestyle": "none", "markersize": 9}
    marks: list[Artist] = [
        Line2D([], [], marker="s", color=BLUE, label="có chủ trì (leads some)", **plain),
        Line2D([], [], marker="o", color=ORANGE, label="chỉ phối hợp (only takes part)", **plain),
        Line2D([], [], color=GREY, linewidth=4, alpha=0.7, label="cùng nhiều nhiệm vụ (share many tasks)"),
    ]
    set_legend(axes, marks, below=0.3, columns=3)
