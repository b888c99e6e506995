"""Pictures show what the frames say, in letters and signs that everybody can read, and the same in every run."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from lxml import etree
from matplotlib.colors import to_rgb

import cancu
from cancu.api import plot_coverage
from cancu.api.messages import SIGNS
from cancu.api.pictures import Picture
from cancu.api.plot_cascade import LEVELS
from cancu.api.plot_coverage import COLOURS

KINDS = ("cascade", "coverage", "timeline", "load", "network")


@pytest.fixture(scope="module")
def kg(sample_store: Path) -> Iterator[cancu.KnowledgeGraph]:
    with cancu.open(sample_store) as opened:
        yield opened


@pytest.fixture(scope="module")
def drawn(kg: cancu.KnowledgeGraph) -> dict[str, Picture]:
    return {
        "cascade": kg.plot_cascade("990/NQ-CP"),
        "coverage": kg.plot_coverage("2215/QĐ-UBND"),
        "timeline": kg.plot_timeline(),
        "load": kg.plot_load(),
        "network": kg.plot_network(),
    }


def read_words(picture: Picture) -> str:
    root = etree.fromstring(picture.render(".svg"))
    return " ".join(str(word) for text in root.iter("{http://www.w3.org/2000/svg}text") for word in text.itertext())


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_saved_for_screen_and_paper(drawn: dict[str, Picture], kind: str, tmp_path: Path) -> None:
    picture = drawn[kind]
    assert picture.save(tmp_path / "hinh.png").read_bytes().startswith(b"\x89PNG")
    assert picture.save(tmp_path / "hinh.pdf").read_bytes().startswith(b"%PDF")
    assert etree.parse(picture.save(tmp_path / "hinh.svg")).getroot().tag.endswith("svg")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["hinh.pdf", "hinh.png", "hinh.svg"]
    with pytest.raises(cancu.CancuError, match=r"hinh\.doc"):
        picture.save(tmp_path / "hinh.doc")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_the_same_every_time(drawn: dict[str, Picture], kind: str) -> None:
    for suffix in (".svg", ".png"):
        assert drawn[kind].render(suffix) == drawn[kind].render(suffix)


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_has_words_and_numbers_beside_it(drawn: dict[str, Picture], kind: str) -> None:
    picture = drawn[kind]
    assert len(picture.frame)
    shown = picture._repr_html_()
    assert shown.startswith('<img src="data:image/png;base64,')
    assert 'alt="' in shown
    assert picture.words


@pytest.mark.filterwarnings("error:Glyph")
@pytest.mark.parametrize("kind", KINDS)
def test_every_letter_is_in_the_font(drawn: dict[str, Picture], kind: str) -> None:
    """A letter without a picture makes matplotlib warn, and every warning is an error."""
    assert drawn[kind].render(".png")
    assert any(ord(letter) > 0x1E9F for letter in read_words(drawn[kind])), "letters of Vietnamese"


def test_the_cascade_draws_every_plan(drawn: dict[str, Picture]) -> None:
    words = read_words(drawn["cascade"])
    assert all(name in words for name in drawn["cascade"].frame["name"])


def test_the_matrix_draws_every_verdict_with_its_sign(drawn: dict[str, Picture]) -> None:
    words, frame = read_words(drawn["coverage"]), drawn["coverage"].frame
    assert all(ref in words for ref in frame["ref"])
    for status, count in frame["status"].value_counts().items():
        assert words.count(SIGNS[str(status)]) == count + 1, "each cell, and the legend"
    assert set(frame["parent_name"]) == {"2215/QĐ-UBND"}


def test_the_load_counts_each_task_once(kg: cancu.KnowledgeGraph, drawn: dict[str, Picture]) -> None:
    frame, assignments = drawn["load"].frame, kg.assignments()
    for name, row in frame.iterrows():
        own = assignments[assignments["name"] == name]
        assert row["lead"] == own.loc[own["role"] == "lead", "task"].nunique()
    both = frame["lead"] + frame["coordinate"]
    assert both.is_monotonic_decreasing


def test_the_network_ties_those_that_share_tasks(kg: cancu.KnowledgeGraph, drawn: dict[str, Picture]) -> None:
    tie = drawn["network"].frame.iloc[0]
    assignments = kg.assignments()
    first, second = (set(assignments.loc[assignments["name"] == tie[end], "task"]) for end in ("first", "second"))
    assert tie["tasks"] == len(first & second) > 0


def test_the_timeline_counts_each_citing_document_once(drawn: dict[str, Picture]) -> None:
    frame = drawn["timeline"].frame
    assert not frame.duplicated(["document", "cited"]).any()
    assert frame["date"].notna().all()
    assert len(frame["cited"].unique()) <= 12


def test_nothing_to_draw_says_so(kg: cancu.KnowledgeGraph) -> None:
    empty = plot_coverage.plot_coverage(kg.gaps().iloc[:0])
    assert "không có gì để vẽ" in read_words(empty)


SEEN = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
"""What people without one kind of cones see of linear red, green and blue (Machado, Oliveira and Fernandes 2009)."""


def see(colour: str, kind: str) -> list[float]:
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in to_rgb(colour)]
    seen = [sum(weight * part for weight, part in zip(row, linear, strict=True)) for row in SEEN[kind]]
    return [max(0.0, one) ** (1 / 2.4) for one in seen]


@pytest.mark.parametrize("kind", SEEN)
@pytest.mark.parametrize("palette", [COLOURS, {name: colour for name, (_, colour) in LEVELS.items()}])
def test_colours_are_told_apart_by_colour_blind_people(kind: str, palette: dict[str, str]) -> None:
    used = sorted(set(palette.values()))
    distances = {
        (one, other): sum((a - b) ** 2 for a, b in zip(see(one, kind), see(other, kind), strict=True)) ** 0.5
        for one, other in combinations(used, 2)
    }
    assert min(distances.values()) > 0.1, min(distances, key=lambda pair: distances[pair])
