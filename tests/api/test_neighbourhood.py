"""The documents around a document."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from cancu.api.neighbourhood import GraphQuery, find_neighbourhood
from cancu.api.workspace import Workspace, open_workspace
from cancu.graph.neighbourhood import Neighbourhood
from cancu.ontology.errors import UnknownNodeError

START = "2215/QĐ-UBND"


@pytest.fixture(scope="module")
def workspace(sample_store: Path) -> Iterator[Workspace]:
    with open_workspace(sample_store) as opened:
        yield opened


def find(workspace: Workspace, **words: object) -> Neighbourhood:
    return find_neighbourhood(workspace, GraphQuery.model_validate({"document": START, **words}))


def test_one_step_reaches_the_neighbours_and_no_others(workspace: Workspace) -> None:
    found = find(workspace)
    graph = workspace.graph
    near = {*graph.successors(found.start), *graph.predecessors(found.start), found.start}
    assert {node["iri"] for node in found.nodes} == near
    assert found.nodes[0]["iri"] == found.start


def test_more_steps_reach_more(workspace: Workspace) -> None:
    reached = [len(find(workspace, depth=depth).nodes) for depth in (1, 2, 3)]
    assert reached == sorted(set(reached))


def test_a_cap_keeps_the_nearest_and_tells_the_rest(workspace: Workspace) -> None:
    whole, capped = find(workspace, depth=2, most=300), find(workspace, depth=2, most=5)
    assert capped.nodes == whole.nodes[:5]
    assert capped.left == len(whole.nodes) - 5


def test_edges_join_shown_documents_and_quote(workspace: Workspace) -> None:
    found = find(workspace, depth=2, most=10)
    shown = {node["iri"] for node in found.nodes}
    assert found.edges
    assert all({edge["source"], edge["target"]} <= shown and edge["quote"] for edge in found.edges)


def test_only_the_relations_asked_for_are_followed(workspace: Workspace) -> None:
    found = find(workspace, relation=["implements"], depth=2)
    assert {edge["relation"] for edge in found.edges} == {"implements"}
    assert len(dict(found.relations)) > 1


def test_nobody_knows_the_document(workspace: Workspace) -> None:
    with pytest.raises(UnknownNodeError):
        find(workspace, document="không có")
