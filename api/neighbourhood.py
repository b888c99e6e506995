"""What the graph page is asked for: a document, and how far to walk from it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any
from urllib.parse import urlencode

from pydantic import BaseModel, Field, StringConstraints

from cancu.ontology.records import Relation

if TYPE_CHECKING:
    from cancu.api.workspace import Workspace
    from cancu.graph.neighbourhood import Neighbourhood

PAGE = "/graph"
MOST_STEPS = 4
MOST_NODES = 300


class GraphQuery(BaseModel):
    """What an address of `/graph` asks for.

    Attributes:
        document: where it begins: IRI, number or name
        depth: steps at most, towards what is cited and towards what cites
        relation: follow only these relations; all where none is named
        most: documents at most, the nearest first
    """

    document: Annotated[str, StringConstraints(max_length=500)] = ""
    depth: int = Field(default=1, ge=1, le=MOST_STEPS)
    relation: list[Relation] = []
    most: int = Field(default=80, ge=2, le=MOST_NODES)

    def link(self, **changes: Any) -> str:
        """The address of the same question, or of one changed in some words.

        Example:
            >>> GraphQuery(document="a", depth=2).link(document="b")
            '/graph?document=b&depth=2'
        """
        words = self.model_dump(mode="json", exclude_defaults=True) | changes
        return f"{PAGE}?{urlencode({name: value for name, value in words.items() if value}, doseq=True)}"


def find_neighbourhood(workspace: Workspace, query: GraphQuery) -> Neighbourhood:
    """Walk from a document along its relations, both ways.

    Raises:
        UnknownNodeError: nobody knows the document.
        AmbiguousNameError: several bear the name.
    """
    from cancu.graph.neighbourhood import Walk

    start = workspace.knowledge.find_node(query.document)
    followed = frozenset(relation.value for relation in query.relation)
    return workspace.knowledge.find_neighbourhood(start, Walk(query.depth, followed, query.most))
