"""One document from text to records: invariants on samples, inventions and the real documents."""

import unicodedata
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cancu.ingest.extraction import extract
from cancu.ingest.readers import make_source, read_source
from cancu.ontology.records import Extraction

SAMPLES = sorted(entry.name for entry in files("cancu.samples").iterdir() if entry.name.endswith(".txt"))


def sample(name: str) -> str:
    return (files("cancu.samples") / name).read_text(encoding="utf-8")


def check_spans(text: str, extraction: Extraction) -> None:
    for citation in extraction.citations:
        assert text[citation.start : citation.end] == citation.text
    for task in extraction.tasks:
        assert 0 <= task.start < task.end <= len(text)
    for finding in extraction.findings:
        assert finding.start is None or finding.start <= (finding.end or 0) <= len(text)


@pytest.mark.parametrize("name", SAMPLES)
def test_offsets_slice_back_and_references_are_unique(name: str) -> None:
    text = sample(name)
    extraction = extract(make_source(text))
    check_spans(text, extraction)
    refs = [(task.ref, task.start) for task in extraction.tasks]
    assert len(set(refs)) == len(refs)
    assert extraction.document.number
    assert extraction.citations


@pytest.mark.parametrize("name", SAMPLES[:4])
def test_a_decomposed_text_gives_the_same_records(name: str) -> None:
    text = sample(name)
    assert extract(make_source(unicodedata.normalize("NFD", text))) == extract(make_source(text))


@pytest.mark.parametrize("name", SAMPLES)
def test_the_json_of_an_extraction_reads_back(name: str) -> None:
    extraction = extract(make_source(sample(name)))
    assert Extraction.model_validate_json(extraction.model_dump_json()) == extraction


PIECES = st.sampled_from(
    (
        *("I. NHIỆM VỤ\n", "1. ", "a) ", "- ", "Điều 1. ", "PHỤ LỤC\n", "|\n", "TT\tNhiệm vụ\tChủ trì\n"),
        *("1\tRà soát\tSở Nội vụ\n", "Quyết định số 12/QĐ-UBND ngày 01/02/2026", "Luật Đất đai", "Cơ quan chủ trì: "),
        *(
            "Sở Nội vụ chủ trì, phối hợp với",
            "Thời gian: Quý I",
            "./.",
            "Nơi nhận:\n",
            "\n\n",
            "đến năm 2030",
            "**",
            "(",
        ),
        *("của UBND tỉnh", ";", "số", "/", "KH-UBND"),
    )
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(PIECES, min_size=1, max_size=40))
def test_any_heap_of_pieces_is_read_without_an_error(pieces: list[str]) -> None:
    text = "Văn bản " + " ".join(pieces)
    check_spans(make_source(text).text, extract(make_source(text)))


def test_the_real_documents_are_read_and_their_spans_slice_back(shared: Path) -> None:
    for path in sorted((shared / "seeds").glob("*.txt")):
        source = read_source(path)
        check_spans(source.text, extract(source))
