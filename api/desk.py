"""Questions about one plan or a pair of plans, each a file or a document of the store.

A desk works without a store; where there is one, it also knows what people ruled.
"""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cancu.api.options import USUAL_STORE
from cancu.api.workspace import ServerWorkspace, find_item, list_findings, open_server, read_document, read_stored_plan
from cancu.ontology.errors import AmbiguousNameError, SourceError, StoreUnavailableError, UnknownNodeError
from cancu.ontology.orthography import match_key
from cancu.ontology.outputs import is_store

if TYPE_CHECKING:
    from cancu.graph.coverage import Context
    from cancu.graph.knowledge import Knowledge, Records
    from cancu.graph.nodes import Graph
    from cancu.graph.store import Store
    from cancu.ontology.assessments import CoverageReport, Decision, PlanReading
    from cancu.ontology.records import Finding

Value = dict[str, Any]


@contextmanager
def open_desk(store_path: Path) -> Iterator[Desk]:
    """Open a desk, with the store at `store_path`, a file or the address of a server, where there is one.

    A file that only happens to bear the usual name of the store is passed over, since nobody asked for it.

    Raises:
        StoreError: there is a store, and it cannot be opened, or what is asked of it shows that it is damaged.
    """
    from cancu.graph.neo4j_driver import find_address

    address = find_address(store_path)
    if address:
        with open_server(address) as workspace:
            yield Desk(None, store_path, workspace)
        return
    chance = store_path == USUAL_STORE and store_path.is_file() and os.access(store_path, os.R_OK)
    if not store_path.exists() or (chance and not is_store(store_path)):
        yield Desk(None, store_path)
        return
    from cancu.graph.connection import translate_reads
    from cancu.graph.store import Store

    with Store.open(store_path, read_only=True) as store, translate_reads(store_path):
        yield Desk(store, store_path)


class Desk:
    """Plans side by side.

    Args:
        store: the store file that is open
        store_path: where a store was looked for
        server: questions to a server, in place of a file
    """

    def __init__(
        self, store: Store | None, store_path: Path | None = None, server: ServerWorkspace | None = None
    ) -> None:
        self.store = store
        self.store_path = store_path
        self._server = server

    @property
    def records(self) -> Records | None:
        """The documents of the store, where there is one."""
        return self._server.records if self._server else self.store

    @cached_property
    def knowledge(self) -> Knowledge:
        """The questions that run through many documents of the store."""
        from cancu.graph.embedded import EmbeddedKnowledge

        return self._server.knowledge if self._server else EmbeddedKnowledge(self.ask_store(), lambda: self.graph)

    def read_plan(self, name: str) -> PlanReading:
        """The document that a name means: a file, else a document of the store.

        Raises:
            SourceError: it is neither, or the file cannot be read.
            AmbiguousNameError: several documents of the store bear the name.
        """
        from cancu.ontology.assessments import PlanReading

        path = Path(name)
        if os.path.exists(name):  # unlike `Path.exists`, it says no to a name that is no path at all
            source, extraction = read_document(path)
            return PlanReading(extraction=extraction, text=source.text, places=source.places)
        if self.records is None:
            raise _refuse_without_store(name, self.store_path)
        try:
            iri = self.records.find(name).iri
        except UnknownNodeError as error:
            raise _refuse_missing(name, error.hint) from error
        return read_stored_plan(self.records, iri)

    def align(self, parent: str, child: str) -> Value:
        """The pairs of tasks of two plans, best first."""
        from cancu.graph.alignment import align_plans

        alignment = align_plans(self.read_plan(child), self.read_plan(parent), decisions=self._read_decisions())
        return {"links": [link.model_dump(mode="json") for link in alignment.list_shown()]}

    def report_coverage(
        self,
        child: str,
        parent: str | None = None,
        organisation: str | None = None,
        *,
        as_of: datetime.date | None = None,
    ) -> CoverageReport:
        """How the child plan covers the parent plan; without `parent`, the plan that the child carries out."""
        from cancu.graph.coverage import assess_coverage
        from cancu.graph.rulings import list_applied

        lower, upper = self.read_pair(child, parent)
        organisation = self._find_organisation(organisation, lower, upper)
        context = self._make_context(lower)
        report = assess_coverage(lower, upper, organisation=organisation, as_of=as_of, context=context)
        found = (*_find_same(lower, upper), *report.findings)
        return report.model_copy(update={"rulings": list_applied(context.decisions, upper, lower), "findings": found})

    def explain(self, child: str, ref: str, parent: str | None = None, organisation: str | None = None) -> Value:
        """The verdict on one task of the parent, with everything that it rests on."""
        from cancu.graph.coverage import study_pair
        from cancu.graph.explanation import explain_task

        lower, upper = self.read_pair(child, parent)
        organisation = self._find_organisation(organisation, lower, upper)
        task = find_item(upper.extraction.tasks, ref, where=parent or upper.key)
        study = study_pair(lower, upper, organisation=organisation, context=self._make_context(lower))
        return explain_task(study, task.ref).model_dump(mode="json")

    def read_pair(self, child: str, parent: str | None) -> tuple[PlanReading, PlanReading]:
        """Child and parent plan; without `parent`, the plan that the child carries out."""
        lower = self.read_plan(child)
        return lower, self.read_plan(parent or self.find_parent(lower, child))

    def find_parent(self, child: PlanReading, name: str) -> str:
        """The plan of the store that a child plan carries out: the lowest that it names.

        Raises:
            UnknownNodeError: it names none that is in the store.
            AmbiguousNameError: it names several, none below the others.
        """
        found = self._find_parents(child)
        if len(found) == 1:
            return found[0]
        if not found:
            raise UnknownNodeError(
                "Kế hoạch không dẫn kế hoạch cấp trên nào có trong kho",
                "the plan cites no plan of the store",
                where=name,
                hint="nêu rõ bằng --parent, hoặc nạp kế hoạch cấp trên: cancu ingest PATH",
            )
        raise AmbiguousNameError(
            "Kế hoạch dẫn nhiều kế hoạch cấp trên; nêu rõ bằng --parent",
            "the plan cites several plans; choose with --parent",
            candidates=tuple(found),
            where=name,
        )

    def check(self, name: str, *, shapes: bool = False) -> Value:
        """The findings of one document; with `shapes` also where its records do not have their shape."""
        plan = self.read_plan(name)
        document = plan.extraction.document
        findings = list_findings(self.list_plan_findings(plan), plan.places)
        if shapes:
            from cancu.api.linked_data import validate_plan

            findings += validate_plan(plan)
        head = {"iri": plan.iri, "number": document.number, "title": document.plan_title or document.title}
        return {"document": head, "findings": findings}

    def list_plan_findings(self, plan: PlanReading) -> tuple[Finding, ...]:
        """What was read in the document, and what the store knows beyond it: rivals, superseded bases, other dates."""
        if self.records is None or plan.iri is None:
            return plan.extraction.findings
        own = self.records.findings(plan.iri)
        said = {(finding.code, finding.start) for finding in own}
        dates = self.knowledge.find_date_conflicts(plan.iri, plan.extraction.citations)
        fresh = (finding for finding in dates if (finding.code, finding.start) not in said)
        return (*own, *self._find_superseded(plan), *fresh)

    @cached_property
    def graph(self) -> Graph:
        """The graph of the store, made when the first question needs it."""
        from cancu.graph.network import build_graph

        return build_graph(self.ask_store())

    def ask_store(self) -> Store:
        """The store, for what cannot be answered without one.

        Raises:
            StoreUnavailableError: there is none.
        """
        if self.store is None:
            raise StoreUnavailableError("Không có kho dữ liệu", "there is no store")
        return self.store

    def _find_parents(self, child: PlanReading) -> list[str]:
        """IRIs of the stored plans that the child names as what it carries out, without those above another of them."""
        if self.records is None:
            return []
        named = self.knowledge.find_above(child.iri) if child.iri else self._find_cited(self.records, child)
        return self.knowledge.choose_lowest(named)

    def _find_cited(self, records: Records, child: PlanReading) -> set[str]:
        """IRIs of the stored documents that a file names by number as its basis or as what it carries out."""
        found = set()
        for citation in child.extraction.citations:
            if citation.relation in ("basis", "implements") and citation.subject is None and citation.number:
                words = (citation.number, citation.issuer, citation.date.year if citation.date else None)
                with suppress(UnknownNodeError, AmbiguousNameError):
                    found.add(records.find(" ".join(str(word) for word in words if word)).iri)
        return found

    def _make_context(self, child: PlanReading) -> Context:
        from cancu.graph.coverage import Context

        return Context(
            decisions=self._read_decisions(),
            unit_plans=self._find_unit_plans(child),
            findings=self._find_superseded(child),
        )

    def _find_unit_plans(self, child: PlanReading) -> StoredPlans:
        """The latest plan of every unit that a ruling names or that carries out the child plan, by unit."""
        if self.records is None:
            return StoredPlans({}, self.read_plan)
        units = {match_key(decision.unit): decision.unit for decision in self._read_decisions() if decision.unit}
        below = self._find_below(child)
        candidates = self.records.documents() if units else map(self.records.describe, below)
        latest: dict[str, str] = {}
        for document in sorted(candidates, key=lambda one: (str(one.document.date or ""), one.iri)):
            issuer = document.document.issuer or ""
            unit = units.get(match_key(issuer)) or (issuer if document.iri in below else "")
            if unit and document.tasks:
                latest[unit] = document.iri
        return StoredPlans(latest, self.read_plan)

    def _find_below(self, child: PlanReading) -> set[str]:
        """IRIs of the stored plans that carry out a stored plan."""
        return self.knowledge.find_below(child.iri) if child.iri else set()

    def _find_superseded(self, child: PlanReading) -> tuple[Finding, ...]:
        """The bases of a stored child plan that no longer held on its day."""
        if self.records is None or child.iri is None:
            return ()
        return self.knowledge.find_superseded_bases(child.iri)

    def _find_organisation(self, asked: str | None, *plans: PlanReading) -> str | None:
        """The organisation asked about as the plans and the store know it; None where none was named."""
        from cancu.graph.known_organisations import find_organisation, list_printed_names

        if asked is None:
            return None
        issuers = [one.document.issuer for one in self.records.documents()] if self.records else []
        return find_organisation(asked, (*list_printed_names(plans), *(issuer for issuer in issuers if issuer)))

    def _read_decisions(self) -> tuple[Decision, ...]:
        return self.records.decisions() if self.records else ()


class StoredPlans(Mapping[str, "PlanReading"]):
    """Plans of units that are read when they are asked for.

    Args:
        iris: which document is whose plan
        read: gives the plan
    """

    def __init__(self, iris: dict[str, str], read: Callable[[str], PlanReading]) -> None:
        self.iris = iris
        self._read = cache(read)

    def __getitem__(self, name: str) -> PlanReading:
        return self._read(self.iris[name])

    def __iter__(self) -> Iterator[str]:
        return iter(self.iris)

    def __len__(self) -> int:
        return len(self.iris)


def _find_same(child: PlanReading, parent: PlanReading) -> tuple[Finding, ...]:
    """The warning that a plan was compared with itself, which says nothing of any other."""
    from cancu.ontology.records import Finding, Severity

    if child.text != parent.text:
        return ()
    message = "kế hoạch cấp trên và cấp dưới là một văn bản; các tỷ lệ không có ý nghĩa"
    return (
        Finding(
            code="same_document",
            severity=Severity.WARNING,
            message=message,
            english="parent and child are one document; the rates mean nothing",
        ),
    )


def _refuse_without_store(name: str, store_path: Path | None) -> SourceError:
    """The error for a name that is no file, where there is no store to look in."""
    place = f" {store_path}" if store_path else ""
    foreign = bool(store_path and store_path.exists())
    return SourceError(
        f"Không có tệp “{name}”, {f'và{place} không phải kho của cancu' if foreign else f'và chưa có kho{place}'}",
        "no such file, and no store to look in",
        where=name,
        hint="kiểm tra đường dẫn, hoặc chọn kho bằng --store TỆP, tạo kho bằng: cancu ingest THƯ_MỤC",
        code="E_NOT_FOUND",
    )


def _refuse_missing(name: str, hint: str = "") -> SourceError:
    """The error for a name that is neither a file nor a document of the store."""
    return SourceError(
        f"Không có tệp “{name}”, trong kho cũng không có",
        "no such file, and no such document in the store",
        where=name,
        hint=hint or "nạp văn bản bằng: cancu ingest PATH",
        code="E_NOT_FOUND",
    )
