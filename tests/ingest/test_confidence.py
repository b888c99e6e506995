"""Confidence: what makes a citation less sure, and what the figure promises."""

from __future__ import annotations

import json
import unicodedata
from pathlib import Path

import pytest

from cancu.ingest.citations import find_citations
from cancu.ingest.header import read_header
from cancu.ontology.records import Document, Level

PROVINCE = Document(type="Kế hoạch", number="99/KH-UBND", issuer="UBND tỉnh An Bình", level=Level.PROVINCE)


@pytest.mark.parametrize(
    ("surer", "less"),
    [
        ("Căn cứ Nghị quyết số 5/NQ-CP;", "Nghị quyết số 5/NQ-CP có nhiều điểm mới."),
        ("Căn cứ Quyết định số 5/QĐ-TTg;", "Căn cứ 5/QĐ-TTg;"),
        ("Căn cứ Công văn số 5/BTC-NS;", "Căn cứ Công văn số 5/ABC-XYZ;"),
    ],
)
def test_what_only_one_sign_tells_is_less_sure(surer: str, less: str) -> None:
    one, two = (find_citations(text, PROVINCE)[0].confidence for text in (surer, less))
    assert one > two


def test_a_confidence_of_nine_tenths_holds_on_the_labelled_documents(shared: Path) -> None:
    right = total = 0
    for labelled, texts in (("gold", "seeds"), ("corpus-gold", "corpus")):
        for path in sorted((shared / labelled).glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = unicodedata.normalize("NFC", (shared / texts / gold["file"]).read_text(encoding="utf-8"))
            labels = {(label["start"], label["number"]): label for label in gold["citations"]}
            for citation in find_citations(text, read_header(text)):
                label = labels.get((citation.start, citation.number))
                if citation.confidence >= 0.9 and label is not None:
                    total += 1
                    right += (citation.type, citation.relation.value) == (label["type"], label["relation"])
    assert total > 100
    assert right >= 0.9 * total
