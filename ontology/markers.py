"""Markers: what a record and its fields mean in RDF, written where the record is defined.

A class bears a `ClassTerm` as its `term`; a field bears a `PropertyTerm` in `Annotated[...]`, and beside it, where the
type alone does not say so, what it refers to (`Refers`) or from which list its value comes (`Concept`). Fields without
a marker have no meaning of their own in RDF. `cancu.ontology.slots` reads the markers; labels and definitions in
Vietnamese and English stand in `data/wordings.csv`. Nothing is loaded here.
"""

from __future__ import annotations

from dataclasses import dataclass

NAMESPACE = "https://cancu.example/ontology#"
"""Where the terms of cancu live; the same for every store, whatever the base of its identifiers."""
SCHEMES = "https://cancu.example/ontology/"
"""Where the lists of concepts live: `…/ontology/relation/basis`."""
PARAMETERS = f"{SCHEMES}parameter/"
"""Where the parameters of a query live: `GRAPH param:given { [] param:NAME ?value }` reads one."""
DERIVED = f"{SCHEMES}derived/"
"""Where the short edges live that rules add for queries."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the ontology.

    Attributes:
        curie: prefixed name, `cancu:Task`; a term of another vocabulary where its meaning fits exactly
        broader: prefixed names of the classes or properties above it
    """

    curie: str
    broader: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name without its prefix."""
        return self.curie.partition(":")[2]


@dataclass(frozen=True, slots=True)
class ClassTerm(Term):
    """A class of resources.

    Attributes:
        see: prefixed names of related classes that it does not narrow
    """

    see: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PropertyTerm(Term):
    """What a field says of its resource.

    Attributes:
        language: tag of its text, empty for plain strings and everything else
        derived: a short edge that follows from records with evidence
    """

    language: str = ""
    derived: bool = False


@dataclass(frozen=True, slots=True, init=False)
class Refers:
    """The value is the IRI of a resource of one of these classes."""

    classes: tuple[ClassTerm, ...]

    def __init__(self, *classes: ClassTerm) -> None:
        object.__setattr__(self, "classes", classes)


@dataclass(frozen=True, slots=True)
class Concept:
    """The value is a notation of this concept scheme; enumerations need no such marker."""

    scheme: str
