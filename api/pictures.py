"""Pictures: a figure with its words and its numbers, shown in a notebook and saved for paper.

Colours are those of Okabe and Ito, which colour-blind people tell apart; what a colour says, a sign, a pattern or a
word says too. Letters are those of DejaVu Sans, which comes with matplotlib and has every letter of Vietnamese. The
same numbers give the same bytes.
"""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass, field
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cancu.ontology.errors import CancuError
from cancu.ontology.extras import require_extra
from cancu.ontology.outputs import replace_file

if TYPE_CHECKING:
    import pandas
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

BLACK, GREY, PALE = "#1a1a1a", "#6b6b6b", "#d9d9d9"
BLUE, SKY, GREEN, ORANGE, VERMILION, PURPLE, YELLOW = (
    *("#0072B2", "#56B4E9", "#009E73", "#E69F00", "#D55E00", "#CC79A7", "#F0E442"),
)
STYLE: Any = {
    "font.family": "DejaVu Sans",
    "font.size": 9,
    "axes.edgecolor": GREY,
    "axes.labelcolor": BLACK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "none",
    "svg.hashsalt": "cancu",
    "figure.facecolor": "white",
}
"""What all pictures share; text stays text in SVG, so that it can be searched and read aloud."""
_METADATA: dict[str, dict[str, Any]] = {
    ".svg": {"Date": None, "Creator": "cancu"},
    ".png": {"Software": "cancu"},
    ".pdf": {"CreationDate": None, "Creator": "cancu", "Producer": None},
}
_TITLE: dict[str, Any] = {"fontsize": 12, "fontweight": "bold", "color": BLACK}
_SUBTITLE: dict[str, Any] = {"fontsize": 9, "style": "italic", "color": GREY}
DOTS = 100
"""Per inch, of a figure at work."""
_DOTS_ON_SCREEN = 110
_DOTS_ON_PAPER = 200


@dataclass(frozen=True)
class Picture:
    """A picture with what it shows in words and in numbers.

    Attributes:
        title: what it is, Vietnamese with English beside
        words: what is to be seen in it, for those who cannot see it
        figure: for further work with matplotlib
        frame: the numbers behind it
    """

    title: str
    words: str
    figure: Figure = field(repr=False)
    frame: pandas.DataFrame = field(repr=False)

    def save(self, path: Path | str) -> Path:
        """Save the picture as `.svg`, `.png` or `.pdf`; the file appears whole or not at all.

        Raises:
            CancuError: another kind of file, or the file must not be written over.
        """
        path = Path(path)
        if path.suffix.lower() not in _METADATA:
            kinds = ", ".join(_METADATA)
            raise CancuError(f"Không vẽ được tệp “{path.name}”", "no such kind of picture", hint=f"chọn đuôi: {kinds}")
        with replace_file(path) as draft:
            draft.write_bytes(self.render(path.suffix.lower()))
        return path

    def render(self, suffix: str, *, dots: int = _DOTS_ON_PAPER) -> bytes:
        """The picture as the bytes of a file.

        Args:
            suffix: `.svg`, `.png` or `.pdf`
            dots: per inch, of a PNG
        """
        from matplotlib import rc_context

        stream = io.BytesIO()
        with rc_context(STYLE):
            self.figure.savefig(
                stream, format=suffix[1:], dpi=dots, metadata=_METADATA[suffix], bbox_inches="tight", pad_inches=0.12
            )
        return stream.getvalue()

    def _repr_html_(self) -> str:
        data = base64.b64encode(self.render(".png", dots=_DOTS_ON_SCREEN)).decode()
        words = escape(f"{self.title}. {self.words}", quote=True)
        return f'<img src="data:image/png;base64,{data}" alt="{words}" style="max-width: 100%; background: white">'


def make_figure(width: float, height: float) -> tuple[Figure, Axes]:
    """An empty figure of this size in inches, apart from all others.

    Raises:
        CancuError: matplotlib is not installed.
    """
    require_extra("analysis", "matplotlib", "pandas")
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    with rc_context(STYLE):
        figure = Figure(figsize=(width, height), dpi=DOTS)
        return figure, figure.add_subplot()


def set_title(axes: Axes, title: str, english: str) -> None:
    """The title in both languages, at the left above everything."""
    for words, height, look in ((title, 27, _TITLE), (english, 11, _SUBTITLE)):
        axes.annotate(words, (0, 1), (0, height), xycoords="axes fraction", textcoords="offset points", **look)


def set_legend(axes: Axes, marks: list[Artist], *, below: float, columns: int = 4) -> None:
    """The legend under the axes.

    Args:
        axes: what it explains
        marks: its entries
        below: inches from the axes
        columns: entries side by side
    """
    height = axes.bbox.height / DOTS
    axes.legend(
        handles=marks, loc="upper left", bbox_to_anchor=(0, -below / height), ncols=columns, frameon=False, fontsize=8,
        borderaxespad=0, borderpad=0,
    )  # fmt: skip


def shorten(text: str, length: int) -> str:
    """The first words of a text, for a label."""
    return text if len(text) <= length else f"{text[: length - 1].rsplit(' ', 1)[0]}…"


def show_nothing(title: str, english: str, frame: pandas.DataFrame) -> Picture:
    """The picture of no rows: it says so."""
    figure, axes = make_figure(6, 1.4)
    axes.axis("off")
    axes.text(0, 0.5, f"{title}: không có gì để vẽ\n{english}: nothing to draw", va="center", color=GREY)
    return Picture(title, "Không có gì để vẽ (nothing to draw).", figure, frame)
