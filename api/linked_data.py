"""The store as linked data: written, and validated against the shapes of the ontology."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from cancu.ontology.errors import CancuError
from cancu.ontology.extras import require_extra
from cancu.ontology.outputs import replace_file
from cancu.ontology.records import Extraction, SourceText

if TYPE_CHECKING:
    from cancu.graph.store import Store
    from cancu.ontology.assessments import PlanReading

Value = dict[str, Any]


def write_store(store: Store, syntax: str, *, verdicts: bool = True) -> Iterator[str]:
    """Yield a store in a syntax of RDF, piece by piece."""
    from cancu.graph.json_ld import write_json_ld
    from cancu.graph.projection import project_store
    from cancu.graph.rdf_syntaxes import SYNTAXES

    write = write_json_ld if syntax == "jsonld" else SYNTAXES[syntax]
    return write(project_store(store, verdicts=verdicts))


def validate_store(store: Store) -> list[Value]:
    """Check a whole store against the shapes; every violation with the name of its record."""
    from cancu.graph.projection import project_store
    from cancu.graph.validation import validate_resources

    found = validate_resources(one.resource for one in project_store(store))
    return [one.model_dump(mode="json") for one in found]


def require_validation() -> None:
    """Make sure that validation is possible.

    Raises:
        CancuError: the extra `rdf` is not installed.
    """
    require_extra("rdf", "rdflib", "pyshacl", "pyoxigraph")


def can_validate() -> bool:
    """Whether validation is possible."""
    try:
        require_validation()
    except CancuError:
        return False
    return True


def validate_plan(plan: PlanReading) -> list[Value]:
    """Check the records of one document; see `validate_reading`."""
    digest = hashlib.sha256(plan.text.encode()).hexdigest()
    return validate_reading(SourceText(text=plan.text, sha256=digest), plan.extraction)


def validate_reading(source: SourceText, extraction: Extraction) -> list[Value]:
    """Check one document as it would be stored, in a store of its own that is thrown away.

    Raises:
        CancuError: the extra `rdf` is not installed.
    """
    from cancu.graph.store import Store

    with tempfile.TemporaryDirectory() as folder, Store.open(Path(folder, "one.db"), create=True) as store:
        store.put(source, extraction)
        return validate_store(store)


def build_ontology(folder: Path | None = None, *, write: bool = True) -> dict[str, str]:
    """Compile the ontology and tell which files of a folder differed, each with its first line that did.

    Args:
        folder: where the compiled files are; those that were delivered with cancu if None
        write: bring the folder up to date

    Raises:
        CancuError: rdflib is not installed, or the folder is not there.
    """
    from cancu.ontology.compilation import compile_ontology, find_stale

    target = folder or Path(str(files("cancu.ontology") / "dist"))
    if not target.is_dir():
        raise CancuError("Không có thư mục", "there is no such folder", where=str(target), code="E_OUTPUT")
    compiled = compile_ontology()
    stale = find_stale(compiled, target)
    for name in stale if write else ():
        with replace_file(target / name) as draft:
            draft.write_text(compiled[name], encoding="utf-8")
    return stale
