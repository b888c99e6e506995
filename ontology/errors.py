"""The errors of cancu: one tree, so that a caller can catch everything with `CancuError`.

    CancuError
    ├── SourceError             a source cannot be read or decoded            (also OSError)
    ├── VocabularyError         a table in ontology/data is inconsistent      (also ValueError)
    ├── IdentifierError         a text is not a document number or name       (also ValueError)
    ├── GraphError
    │   ├── UnknownNodeError    asked for what is not there                   (also KeyError)
    │   ├── AmbiguousNameError  a name fits several documents                 (also LookupError)
    │   ├── CascadeCycleError   a chain of plans returns to its start
    │   └── QueryError          a query is refused, wrong or over its limits  (also ValueError)
    └── StoreError
        ├── StoreUnavailableError   the store is locked or cannot be opened
        └── StoreVersionError       the store is newer than this cancu

Errors are for broken calls and unreadable sources. A dirty document is no error: what is wrong with it becomes
a `Finding`. Exit codes and HTTP statuses are decided in `cancu.api` alone.
"""

from __future__ import annotations


class CancuError(Exception):
    """Base of all errors of cancu.

    Attributes:
        code: stable name for programs, such as `E_EMPTY`
        message: what happened, in Vietnamese
        english: the same in English
        hint: the next step for the person, Vietnamese, may be empty
        where: file, document or place in it, may be empty
    """

    code = "E_CANCU"

    def __init__(
        self, message: str, english: str = "", *, hint: str = "", where: str = "", code: str | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.english = english or message
        self.hint = hint
        self.where = where
        if code is not None:
            self.code = code

    def __str__(self) -> str:
        """The message with place, English and hint, as a person reads it."""
        place = f"{self.where}: " if self.where else ""
        english = f" ({self.english})" if self.english != self.message else ""
        return f"{place}{self.message}{english}" + (f"\n  → {self.hint}" if self.hint else "")


class SourceError(CancuError, OSError):
    """A source cannot be read or decoded."""

    code = "E_SOURCE"


class VocabularyError(CancuError, ValueError):
    """A table in `ontology/data` is missing, malformed or contradicts itself."""

    code = "E_VOCABULARY"


class IdentifierError(CancuError, ValueError):
    """A text is not a document number, name or IRI."""

    code = "E_IDENTIFIER"


class GraphError(CancuError):
    """A question that the graph cannot answer as asked."""

    code = "E_GRAPH"


class UnknownNodeError(GraphError, KeyError):
    """The document, task or organisation asked for is not there."""

    code = "E_UNKNOWN"

    __str__ = CancuError.__str__


class AmbiguousNameError(GraphError, LookupError):
    """A name fits several documents; `candidates` lists them."""

    code = "E_AMBIGUOUS"

    def __init__(self, message: str, english: str = "", *, candidates: tuple[str, ...] = (), where: str = "") -> None:
        super().__init__(message, english, hint="; ".join(candidates), where=where)
        self.candidates = candidates


class CascadeCycleError(GraphError):
    """A chain of plans returns to its start; `path` is the cycle."""

    code = "E_CYCLE"

    def __init__(self, message: str, english: str = "", *, path: tuple[str, ...] = ()) -> None:
        super().__init__(message, english, hint=" → ".join(path))
        self.path = path


class QueryError(GraphError, ValueError):
    """A query is refused, cannot be read, or was ended at a limit; `code` tells which."""

    code = "E_QUERY"


class StoreError(CancuError):
    """The store cannot do what was asked; what it holds is unharmed."""

    code = "E_STORE"


class StoreUnavailableError(StoreError):
    """The store is locked by another writer, missing or cannot be opened."""

    code = "E_STORE_UNAVAILABLE"


class StoreVersionError(StoreError):
    """The store was written by a newer cancu and is left untouched."""

    code = "E_STORE_VERSION"
