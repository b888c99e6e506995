"""When the documents that are cited most were cited: one line per cited document, years from left to right."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from cancu.api.pictures import (
    BLACK,
    BLUE,
    GREY,
    PALE,
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

_LINE = 0.42
_LARGEST = 9
"""Uses in one quarter beyond which marks no longer grow."""


def plot_timeline(citations: pandas.DataFrame, documents: pandas.DataFrame, *, most: int = 12) -> Picture:
    """Draw the uses of the documents that are cited by the most documents.

    Args:
        citations: as `KnowledgeGraph.citations` gives them
        documents: as `KnowledgeGraph.documents` gives them, for their days
        most: lines at most
    """
    frame = _count_uses(citations, documents, most)
    if not len(frame):
        return show_nothing("Văn bản được viện dẫn theo thời gian", "citations over time", frame)
    cited = list(dict.fromkeys(frame["cited"]))
    figure, axes = make_figure(9, max(2.4, _LINE * len(cited) + 1.4))
    for line, iri in enumerate(cited):
        _draw_line(axes, line, frame[frame["cited"] == iri])
    labels = [shorten(_name(frame[frame["cited"] == iri].iloc[0]), 48) for iri in cited]
    axes.set_yticks(range(len(cited)), labels, fontsize=8.5)
    axes.set_ylim(len(cited) - 0.4, -0.6)
    axes.grid(axis="x", color=PALE, linewidth=0.6)
    axes.set_axisbelow(True)
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    set_title(
        axes,
        "Văn bản được viện dẫn khi nào",
        "when the most cited documents were cited; the larger a mark, the more in that quarter",
    )
    _draw_legend(axes, late=bool(frame["ended"].any()))
    words = "; ".join(f"{label}: {len(frame[frame['cited'] == iri])}" for iri, label in zip(cited, labels, strict=True))
    return Picture("Văn bản được viện dẫn theo thời gian (citations over time)", words, figure, frame)


def _count_uses(citations: pandas.DataFrame, documents: pandas.DataFrame, most: int) -> pandas.DataFrame:
    """One row per cited document and document that cites it, with both days, and whether the cited one had ended."""
    known = documents.set_index("document")
    pairs = citations[citations["document"] != citations["cited"]].drop_duplicates(["document", "cited"])
    pairs = pairs[["document", "document_name", "cited"]].join(known[["date"]], on="document")
    other = known[["name", "law_name", "issuer", "date", "superseded_from"]].add_prefix("cited_")
    pairs = pairs.join(other, on="cited").dropna(subset=["date"])
    pairs["ended"] = pairs["cited_superseded_from"].notna() & (pairs["date"] >= pairs["cited_superseded_from"])
    order = pairs.groupby("cited")["document"].nunique().sort_values(ascending=False, kind="stable").index[:most]
    chosen = pairs[pairs["cited"].isin(order)].copy()
    chosen["rank"] = chosen["cited"].map({iri: at for at, iri in enumerate(order)})
    return chosen.sort_values(["rank", "date", "document"], kind="stable").drop(columns="rank")


def _name(use: Any) -> str:
    """A cited document by number and by what tells it from others of that number."""
    more = next((one for one in (use["cited_law_name"], use["cited_issuer"]) if isinstance(one, str)), "")
    return f"{use['cited_name']} · {more}" if more and more not in use["cited_name"] else str(use["cited_name"])


def _draw_line(axes: Axes, line: int, uses: pandas.DataFrame) -> None:
    import pandas

    own: Any = uses["cited_date"].iloc[0]
    known = pandas.notna(own)
    axes.hlines(line, own if known else uses["date"].min(), uses["date"].max(), color=PALE, linewidth=2, zorder=1)
    if known:
        axes.plot(own, line, marker="D", markersize=6, color="white", markeredgecolor=BLACK, zorder=2)
    quarters = uses["date"].dt.to_period("Q").dt.start_time + pandas.Timedelta(days=45)
    counted: Any = uses.groupby([quarters, "ended"]).size().reset_index(name="count")
    for day, ended, count in counted.itertuples(index=False):
        mark, colour = ("X", VERMILION) if ended else ("o", BLUE)
        size = 34 * count * min(1, _LARGEST / counted["count"].max())
        axes.scatter(day, line, s=max(size, 20), marker=mark, color=colour, edgecolor="white", linewidth=0.8, zorder=3)
    axes.annotate(f"{len(uses)}", (1, line), (6, 0), xycoords=("axes fraction", "data"), textcoords="offset points",
                  va="center", fontsize=8.5, color=GREY)  # fmt: skip


def _draw_legend(axes: Axes, *, late: bool) -> None:
    from matplotlib.lines import Line2D

    plain: dict[str, Any] = {"linestyle": "none"}
    marks: list[Artist] = [
        Line2D([], [], marker="D", color="white", markeredgecolor=BLACK, label="ngày ban hành (its own day)", **plain),
        Line2D([], [], marker="o", color=BLUE, label="được viện dẫn (cited)", **plain),
    ]
    if late:
        words = "được viện dẫn khi đã bị thay thế (cited after it had been replaced)"
        marks.append(Line2D([], [], marker="X", color=VERMILION, label=words, **plain))
    set_legend(axes, marks, below=0.42, columns=3)
    axes.tick_params(axis="x", colors=GREY)
