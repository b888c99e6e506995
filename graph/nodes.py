"""Nodes: what is known of a document in the graph, read from it or, where it is absent, from those who cite it."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar
from weakref import WeakKeyDictionary

from cancu.graph.citing import cite_title
from cancu.graph.identity import Resolver
from cancu.graph.naming import describe_document
from cancu.graph.referents import Referent
from cancu.ontology.document_keys import LAW_TYPES, DocumentKey
from cancu.ontology.laws import load_laws
from cancu.ontology.orthography import fold, slug
from cancu.ontology.records import Document, Level
from cancu.ontology.series import find_series, read_level

if TYPE_CHECKING:
    import networkx as nx

    from cancu.graph.holdings import Mention

Graph: TypeAlias = "nx.MultiDiGraph[str]"
"""Nodes by IRI; `kind` is document, stub, task, agency or group."""

Found = TypeVar("Found")


def remember(find: Callable[[Graph], Found]) -> Callable[[Graph], Found]:
    """Let a question about a whole graph be answered once; a graph that was built is not changed any more."""
    answers: WeakKeyDictionary[Graph, Found] = WeakKeyDictionary()

    @wraps(find)
    def recall(graph: Graph) -> Found:
        if graph not in answers:
            answers[graph] = find(graph)
        return answers[graph]

    return recall


_PLAN_WORDS = ("ke hoach", "chuong trinh", "de an", "chien luoc", "phuong an", "lo trinh", "du an")
_POLICY_TYPES = frozenset({"nghi-quyet", "chi-thi", "ket-luan", "thong-tri", "cong-dien"})


def is_plan(node: dict[str, Any]) -> bool:
    """Tell whether a node is a plan or promulgates one, as far as is known of it."""
    return node.get("role") == "plan"


def describe_node(graph: Graph, iri: str) -> dict[str, Any]:
    """What the commands show of a document node, in a fixed order of keys."""
    node = graph.nodes[iri]
    shown = ("label", "type", "number", "name", "date", "issuer", "level", "title", "role", "in_store")
    return {"iri": iri, **{key: node.get(key) for key in shown}}


def describe_head(document: Document) -> dict[str, Any]:
    """What a node carries of the head of a document."""
    period = document.period or (None, None)
    return {
        "label": describe_document(document),
        "type": document.type,
        "number": document.number,
        "date": _iso(document.date),
        "issuer": document.issuer,
        "level": document.level.value if document.level else None,
        "title": document.title,
        "plan_title": document.plan_title,
        "period_start": _iso(period[0]),
        "period_end": _iso(period[1]),
    }


def find_role(printed_type: str | None, title: str | None, key: DocumentKey | None, *, plan: bool = False) -> str:
    """Tell what a document is in a cascade: `plan`, `policy` (a resolution, a directive), `rule` or `other`.

    Papers with a year in their number are normative (`rule`); a resolution that promulgates a programme is a plan.

    Example:
        >>> find_role("Nghị quyết", "ban hành Chương trình tổng thể cải cách hành chính", None)
        'plan'
    """
    kind = slug(printed_type or "")
    about = fold(title or "")[:60]
    if plan or kind.startswith(("ke-hoach", "chuong-trinh", "de-an", "chien-luoc")):
        return "plan"
    if any(about.startswith(start + word) for word in _PLAN_WORDS for start in ("", "ban hanh ", "phe duyet ", "ve ")):
        return "plan"
    if (key and key.number and _has_year(key.number)) or kind in (
        "luat",
        "bo-luat",
        "phap-lenh",
        "hien-phap",
        "nghi-dinh",
        "thong-tu",
    ):
        return "rule"
    return "policy" if kind in _POLICY_TYPES else "other"


def _has_year(number_slug: str) -> bool:
    return any(len(part) == 4 and part.isdigit() for part in number_slug.split("-")[1:3])


def make_blank() -> dict[str, Any]:
    """The values of a node of which nothing is known yet."""
    empty = ("type", "number", "name", "date", "issuer", "level", "title", "plan_title", "period_start", "period_end")
    return {"label": "", **dict.fromkeys(empty), "file": "", "sha256": "", "series": None}


def describe_stubs(graph: Graph, resolver: Resolver) -> None:
    """Say of absent documents what those who cite them know: each value as most of them print it."""
    for iri, node in graph.nodes(data=True):
        mentions = node.pop("mentions", None)
        if mentions:
            referent = resolver.known.by_iri.get(iri)
            node.update(_gather(mentions, referent))
            _add_listed(node, referent)
            node["label"] = describe_document(to_document(node))


def _gather(mentions: Sequence[Mention], referent: Referent | None) -> dict[str, Any]:
    """What the mentions of one absent document say of it."""
    citations = [mention.citation for mention in mentions]
    titles = sorted(
        {title for mention in mentions if (title := cite_title(mention.after))}, key=lambda one: (-len(one), one)
    )
    key = referent.key if referent else None
    kind = _most_common(citation.type for citation in citations)
    name = _most_common(citation.name for citation in citations)
    issuer = _most_common(citation.issuer for citation in citations)
    roles = {find_role(kind, title, key) for title in titles or [name]}
    return {
        "type": kind,
        "number": _most_common(citation.number for citation in citations),
        "name": name,
        "issuer": issuer,
        "date": _iso(referent.day if referent else _most_common(citation.date for citation in citations)),
        "title": titles[0] if titles else None,
        "series": key.series if key else None,
        "level": (read_level(key.series) if key else find_series(issuer).level).value if key or issuer else None,
        "role": "plan" if "plan" in roles else min(roles),
    }


def _add_listed(node: dict[str, Any], referent: Referent | None) -> None:
    """Complete a law from the gazetteer: by its number the name and day, by name and day the number."""
    if slug(node["type"] or "") not in LAW_TYPES or not (node["number"] or (referent and referent.key.number)):
        return
    found = load_laws().find("", number=node["number"]) if node["number"] else ()
    if not found and referent and referent.titles:
        found = load_laws().find(referent.titles[0], referent.day)
    for law in found[:1]:
        node["number"] = node["number"] or law.number
        node["name"] = node["name"] or law.name
        node["date"] = node["date"] or law.date.isoformat()


def _most_common(values: Iterable[Any]) -> Any:
    counted: dict[Any, int] = {}
    for value in values:
        if value is not None:
            counted[value] = counted.get(value, 0) + 1
    return min(counted, key=lambda value: (-counted[value], str(value))) if counted else None


def to_document(node: dict[str, Any]) -> Document:
    """Make a head of what a node carries; a law bears its name as title."""
    return Document(
        type=node.get("type"),
        number=node.get("number"),
        date=datetime.date.fromisoformat(node["date"]) if node.get("date") else None,
        issuer=node.get("issuer"),
        level=Level(node["level"]) if node.get("level") else None,
        title=node.get("name") or node.get("title"),
        plan_title=node.get("plan_title"),
    )


def _iso(day: datetime.date | None) -> str | None:
    return day.isoformat() if day else None
