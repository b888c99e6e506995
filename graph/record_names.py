"""Names of records: what a person calls the resource behind an IRI."""

from __future__ import annotations

from collections.abc import Iterable

from cancu.graph.statements import Description, Literal
from cancu.ontology.wordings import load_wordings


class RecordNames:
    """The names of all described resources.

    A record is named by the document and the item it stands in, and by its class: `Kế hoạch 12/KH-UBND …, mục III.4.b,
    thời hạn`.
    """

    def __init__(self, descriptions: Iterable[Description]) -> None:
        self._kinds: dict[str, str] = {}
        self._labels: dict[str, str] = {}
        self._refs: dict[str, str] = {}
        for subject, types, statements in descriptions:
            self._kinds[subject] = types[0] if types else ""
            for predicate, value in statements:
                if isinstance(value, Literal) and predicate == "rdfs:label":
                    self._labels.setdefault(subject, value.text)
                elif isinstance(value, Literal) and predicate == "cancu:ref":
                    self._refs.setdefault(subject, value.text)

    def name(self, iri: str) -> str:
        """The name of a resource; of what is not known, the text itself.

        Example:
            >>> label = Literal("Kế hoạch 7/KH-UBND", "rdf:langString", "vi")
            >>> names = RecordNames(
            ...     [
            ...         Description("https://x/7", ("cancu:Plan",), (("rdfs:label", label),)),
            ...         Description("https://x/7/td/2", ("cancu:Citation",), ()),
            ...     ]
            ... )
            >>> names.name("https://x/7/td/2")
            'Kế hoạch 7/KH-UBND, dẫn chiếu td/2'
        """
        if iri in self._labels or iri not in self._kinds:
            return self._labels.get(iri, iri)
        above = self._find_above(iri)
        own = f"mục {self._refs[iri]}" if iri in self._refs else self._name_part(iri, above)
        return f"{self.name(above)}, {own}" if above else own

    def _find_above(self, iri: str) -> str:
        """The nearest named resource in whose path the resource stands."""
        path = iri
        while "/" in path:
            path = path.rpartition("/")[0]
            if path in self._labels or path in self._refs:
                return path
        return ""

    def _name_part(self, iri: str, above: str) -> str:
        wording = load_wordings().get(self._kinds[iri])
        steps = iri.removeprefix(f"{above}/") if above else iri
        return f"{wording.vi.lower()} {steps}" if wording else steps
