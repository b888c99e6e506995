"""How a graph on a Neo4j server is drawn: a style for Neo4j Browser, a perspective for Neo4j Bloom.

Both are compiled from one table of colours, and the perspective from the named queries: those that answer with a
picture become its search phrases. Nothing is named that the ontology does not have.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from typing import Any

from cancu.ontology.named_queries import NamedQuery, ParameterType, load_cypher_queries

_STYLES = {
    "Document": ("#0072B2", 50, "number"),
    "Plan": ("#009E73", 65, "number"),
    "Stub": ("#999999", 40, "label"),
    "Task": ("#F0E442", 40, "ref"),
    "Addressee": ("#CC79A7", 50, "label"),
    "CoverageAssessment": ("#D55E00", 40, "status"),
    "Citation": ("#56B4E9", 30, "number"),
    "SourceText": ("#DDDDDD", 30, "name"),
}
"""Colour (Okabe and Ito), size and caption of the kinds of nodes that people look at; a later one goes before."""
_LINES = {"STANDS_BELOW": "#009E73", "RESTS_ON": "#0072B2", "INHERITS_FROM": "#E69F00", "LED_BY": "#CC79A7"}
_USUAL_LINE = "#888888"
_USUAL_SIZE = 50
_SUGGESTED = {ParameterType.DOCUMENT: ("Document", "number"), ParameterType.AGENCY: ("Addressee", "label")}
"""Where Bloom takes what it offers while somebody types a parameter."""
_MADE = 1_795_305_600_000
"""The milliseconds that Bloom wants as the time of making; always the same, so that the file is."""


def build_style() -> str:
    """Colours, sizes and captions of nodes for Neo4j Browser; colours that people with colour blindness tell apart."""
    lines = ["/* Compiled; drag this file onto Neo4j Browser, or paste it after :style */"]
    lines.append('node { diameter: 50px; font-size: 10px; caption: "{label}"; color: #BBBBBB; border-color: #888888; }')
    for label, (colour, size, caption) in _STYLES.items():
        lines.append(
            f"node.{label} {{ diameter: {size}px; color: {colour}; border-color: {colour};"
            f' text-color-internal: {_find_ink(colour)}; defaultCaption: "{{{caption}}}"; caption: "{{{caption}}}"; }}'
        )
    lines.append('relationship { shaft-width: 1px; color: #888888; font-size: 8px; caption: "<type>"; }')
    lines += [f"relationship.{kind} {{ shaft-width: 3px; color: {colour}; }}" for kind, colour in _LINES.items()]
    return "\n".join(lines) + "\n"


def build_perspective() -> str:
    """The same looks for Neo4j Bloom, with a search phrase for every named query that answers with a picture."""
    drawn = [query for query in load_cypher_queries().values() if _is_drawn(query)]
    perspective = {
        "name": "cancu",
        "id": "cancu",
        "version": "2.21.0",
        "type": "STANDARD_PERSPECTIVE",
        "createdAt": _MADE,
        "lastEditedAt": _MADE,
        "categories": [_describe_category(place, label) for place, label in enumerate(_STYLES, 1)],
        "labels": {label: [_describe_property(label)] for label in _STYLES},
        "relationshipTypes": [_describe_line(kind) for kind in _list_lines(drawn)],
        "templates": [_describe_phrase(query) for query in drawn],
        "sceneActions": [],
        "hiddenCategories": [],
        "hiddenRelationshipTypes": [],
        "hideUncategorisedData": False,
        "parentPerspectiveId": None,
        "palette": {"colors": [colour for colour, *_ in _STYLES.values()], "currentIndex": 0},
        "metadata": {"pathSegments": [], "indexes": []},
    }
    return json.dumps(perspective, ensure_ascii=False, indent=2) + "\n"


def _find_ink(colour: str) -> str:
    """Black or white, whichever is read better on a colour."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return "#000000" if 0.299 * red + 0.587 * green + 0.114 * blue > 140 else "#FFFFFF"


def _is_drawn(query: NamedQuery) -> bool:
    """Whether it answers with nodes or paths; tables are for the Browser."""
    return re.search(r"\bRETURN (path|d)\b", query.text) is not None


def _list_lines(queries: Iterable[NamedQuery]) -> list[str]:
    """The relationship types that have a colour, and those that the queries follow."""
    followed = (kind for query in queries for kind in re.findall(r"\[\w*:([A-Z_|]+)", query.text))
    return sorted({*_LINES, *(name for kinds in followed for name in kinds.split("|"))})


def _describe_category(place: int, label: str) -> dict[str, Any]:
    colour, size, caption = _STYLES[label]
    return {
        "id": place,
        "name": label,
        "labels": [label],
        "color": colour,
        "icon": "no-icon",
        "size": size / _USUAL_SIZE,
        "textSize": 1,
        "textAlign": "top",
        "properties": [{"name": caption, "exclude": False, "dataType": "string"}],
        "captions": [_describe_caption(caption, "property")],
        "captionKeys": [],
        "styleRules": [],
        "createdAt": _MADE,
        "lastEditedAt": _MADE,
    }


def _describe_property(label: str) -> dict[str, str]:
    return {"propertyKey": _STYLES[label][2], "type": label, "dataType": "string"}


def _describe_line(kind: str) -> dict[str, Any]:
    return {
        "id": kind,
        "name": kind,
        "color": _LINES.get(kind, _USUAL_LINE),
        "size": 2 if kind in _LINES else 1,
        "textSize": 1,
        "textAlign": "top",
        "properties": [],
        "captions": [_describe_caption(kind, "relationship")],
        "captionKeys": [],
        "styleRules": [],
    }


def _describe_caption(key: str, kind: str) -> dict[str, Any]:
    return {"key": key, "type": kind, "isCaption": True, "inTooltip": True, "styles": []}


def _describe_phrase(query: NamedQuery) -> dict[str, Any]:
    return {
        "id": f"tmpl:{query.name}",
        "name": f"{query.vi} ({query.en})",
        "text": " ".join([query.vi, *(f"${name}" for name in query.parameters)]),
        "cypher": query.text,
        "params": [_describe_parameter(name, kind) for name, kind in query.parameters.items()],
        "isUpdateQuery": None,
        "hasCypherErrors": False,
        "createdAt": _MADE,
    }


def _describe_parameter(name: str, kind: ParameterType) -> dict[str, Any]:
    label, field = _SUGGESTED[kind]
    return {
        "name": f"${name}",
        "dataType": "String",
        "suggestionLabel": label,
        "suggestionProp": field,
        "suggestionBoolean": False,
        "cypher": None,
        "collapsed": True,
    }
