"""What the papers for offices are made from: questions to the store and to files, answered in records."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancu.api.overview import read_cascade

if TYPE_CHECKING:
    from cancu.api.desk import Desk
    from cancu.graph.dossiers import Dossier


def make_dossier(desk: Desk, name: str) -> Dossier:
    """All that is known of a document: of a file what it says, of one in the store what the others say, too.

    Raises:
        SourceError: there is neither such a file nor such a document.
    """
    from cancu.graph.dossiers import compile_dossier
    from cancu.graph.inheritance import trace_origins

    plan = desk.read_plan(name)
    if desk.store is None or plan.iri is None:
        return compile_dossier(plan)
    origins = trace_origins(read_cascade(desk.store, desk.graph), plan)
    return compile_dossier(plan, graph=desk.graph, origins=origins, findings=desk.list_plan_findings(plan))
