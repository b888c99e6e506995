"""Questions about one plan or a pair of plans, each a file or a document of the store: align, check.

A desk works without a store; where there is one, it also knows what people ruled.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cancu.api.workspace import read_document
from cancu.ontology.errors import SourceError, UnknownNodeError

if TYPE_CHECKING:
    from cancu.graph.store import Store
    from cancu.ontology.assessments import Decision, PlanReading
    from cancu.ontology.records import Finding

Value = dict[str, Any]


@contextmanager
def open_desk(store_path: Path) -> Iterator[Desk]:
    """Open a desk, with the store at `store_path` where there is one.

    Raises:
        StoreError: there is a store, and it cannot be opened.
    """
    if not store_path.exists():
        yield Desk(None)
        return
    from cancu.graph.store import Store

    with Store.open(store_path, read_only=True) as store:
        yield Desk(store)


class Desk:
    """Plans side by side."""

    def __init__(self, store: Store | None) -> None:
        self.store = store

    def read_plan(self, name: str) -> PlanReading:
        """The document that a name means: a file, else a document of the store.

        Raises:
            SourceError: it is neither, or the file cannot be read.
            AmbiguousNameError: several documents of the store bear the name.
        """
        from cancu.ontology.assessments import PlanReading

        path = Path(name)
        if path.exists():
            source, extraction = read_document(path)
            return PlanReading(extraction=extraction, text=source.text)
        if self.store is None:
            raise _refuse_missing(name)
        try:
            iri = self.store.find(name).iri
        except UnknownNodeError as error:
            raise _refuse_missing(name, error.hint) from error
        return PlanReading(extraction=self.store.extraction(iri), text=self.store.text(iri), iri=iri)

    def align(self, parent: str, child: str) -> Value:
        """The pairs of tasks of two plans, best first."""
        from cancu.graph.alignment import align_plans

        alignment = align_plans(self.read_plan(child), self.read_plan(parent), decisions=self._read_decisions())
        return {"links": [link.model_dump(mode="json") for link in alignment.list_shown()]}

    def check(self, name: str) -> Value:
        """The findings of one document."""
        plan = self.read_plan(name)
        document = plan.extraction.document
        findings = [finding.model_dump(mode="json") for finding in self._find_findings(plan)]
        head = {"iri": plan.iri, "number": document.number, "title": document.plan_title or document.title}
        return {"document": head, "findings": findings}

    def _find_findings(self, plan: PlanReading) -> tuple[Finding, ...]:
        return self.store.findings(plan.iri) if self.store and plan.iri else plan.extraction.findings

    def _read_decisions(self) -> tuple[Decision, ...]:
        return self.store.decisions() if self.store else ()


def _refuse_missing(name: str, hint: str = "") -> SourceError:
    """The error for a name that is neither a file nor a document of the store."""
    return SourceError(
        f"Không có tệp “{name}”, trong kho cũng không có",
        "no such file, and no such document in the store",
        where=name,
        hint=hint or "nạp văn bản bằng: cancu ingest PATH",
        code="E_NOT_FOUND",
    )
