"""The perspective for Neo4j Bloom is made of names of the ontology and of the named queries, and of nothing else."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest

from cancu.ontology.compilation import read_compiled
from cancu.ontology.graph_pictures import build_perspective, build_style
from cancu.ontology.named_queries import load_cypher_queries


@pytest.fixture(scope="module")
def perspective() -> dict[str, Any]:
    """The file as Bloom reads it."""
    found: dict[str, Any] = json.loads(read_compiled("bloom.json"))
    return found


@pytest.fixture(scope="module")
def terms() -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(read_compiled("graph-terms.json"))
    return found


def test_it_names_only_labels_and_types_of_the_ontology(
    perspective: dict[str, Any], terms: dict[str, list[str]]
) -> None:
    labels = {label for category in perspective["categories"] for label in category["labels"]}
    assert labels == perspective["labels"].keys() <= set(terms["labels"])
    types = {one["name"] for one in perspective["relationshipTypes"]}
    assert types <= set(terms["relationship_types"])
    for phrase in perspective["templates"]:
        followed = re.findall(r"\[\w*:([\w|]+)", phrase["cypher"])
        assert {name for names in followed for name in names.split("|")} <= types
        assert set(re.findall(r"\(\w*:(\w+)", phrase["cypher"])) <= set(terms["labels"])


def test_its_phrases_are_the_named_queries_that_are_drawn(perspective: dict[str, Any]) -> None:
    queries = load_cypher_queries()
    phrases = {one["id"].removeprefix("tmpl:"): one for one in perspective["templates"]}
    assert {"basis", "cascade", "gaps", "inherited-tasks"} <= phrases.keys() < queries.keys()
    assert "leading-agencies" not in phrases  # a table, which Bloom does not show
    for name, phrase in phrases.items():
        query = queries[name]
        assert phrase["cypher"] == query.text
        assert query.vi in phrase["text"]
        assert query.en in phrase["name"]
        named = {one["name"] for one in phrase["params"]}
        assert named == set(re.findall(r"\$\w+", phrase["text"])) == set(re.findall(r"\$\w+", query.text))


def test_each_thing_has_a_name_of_its_own(perspective: dict[str, Any]) -> None:
    for kind in ("categories", "relationshipTypes", "templates"):
        names = [one["id"] for one in perspective[kind]]
        assert len(set(names)) == len(names) > 0
        assert all(one.get("name") for one in perspective[kind])
    places = {one["suggestionLabel"] for phrase in perspective["templates"] for one in phrase["params"]}
    assert places <= perspective["labels"].keys()


def test_browser_and_bloom_draw_alike(perspective: dict[str, Any]) -> None:
    style = build_style()
    for category in perspective["categories"]:
        rule = re.search(rf"node\.{category['name']} {{(.*)}}", style)
        assert rule
        assert f"color: {category['color']};" in rule[1]
        assert f"{{{category['captions'][0]['key']}}}" in rule[1]
    assert build_perspective() == build_perspective()
