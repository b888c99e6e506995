"""Evidence: the stretches of a text that records were read from, pointed to by position and by quote."""

from __future__ import annotations

from cancu.ontology.records import SourceText
from cancu.ontology.resources import EvidenceResource, PositionSelector, QuoteSelector

_AROUND = 32
"""Characters before and behind a quote by which it is found again in another edition of the text."""


class Reading:
    """One text read into records: where it lies and what points into it.

    Attributes:
        document: IRI of the document
        iri: IRI of the activity that read it
        text_iri: IRI of its text
    """

    def __init__(self, document: str, source: SourceText) -> None:
        self.document = document
        self.iri = f"{document}/luot-doc"
        self.text_iri = f"urn:sha256:{source.sha256}"
        self._text = source.text

    def point(self, record: str, start: int, end: int) -> EvidenceResource:
        """The evidence of a record: offsets are code points of the text, half open."""
        iri, text = mint_evidence(record), self._text
        quote = QuoteSelector(
            iri=f"{iri}/trich-dan",
            exact=text[start:end],
            prefix=text[max(start - _AROUND, 0) : start],
            suffix=text[end : end + _AROUND],
        )
        position = PositionSelector(iri=f"{iri}/vi-tri", start=start, end=end)
        return EvidenceResource(iri=iri, source=self.text_iri, selectors=(position, quote))


def mint_evidence(record: str) -> str:
    """Mint the IRI of the evidence of a record."""
    return f"{record}/bc"
