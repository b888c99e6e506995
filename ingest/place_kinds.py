"""What a place of an outline holds: tasks, duties, targets or nothing, by its own words and the places around it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cancu.ingest.articles import Articles
from cancu.ingest.headings import HEADING_WORDS
from cancu.ingest.labels import Rank
from cancu.ingest.sections import Section, SectionKind, read_section
from cancu.ontology.records import TaskKind

if TYPE_CHECKING:
    from cancu.ingest.outline import Node


def kind_of_place(node: Node, own: str, above: SectionKind, articles: Articles) -> SectionKind:
    """The kind of section that a place opens or goes on with.

    Args:
        node: the place
        own: its words without inline fields
        above: kind of the section around it
        articles: how the document's articles are to be read
    """
    if above == Section.FORMS:
        return above
    if above == Section.DESCRIPTION:
        return _kind_in_description(node, own, articles)
    if node.rank == Rank.APPENDIX:
        return articles.judge_appendix(own)
    if above is None and articles.hands_down(own):
        return None
    if node.rank == Rank.ARTICLE:
        return TaskKind.DUTY if articles.assign_in_article(own) else articles.read_part(own)
    if above is None and node.is_clause:
        assigned = articles.assign_in_clause(own, node.article_text) and not articles.judges_case(node)
        return TaskKind.DUTY if assigned else articles.read_part(own, node.article_text)
    if above is None and articles.orders_in_session([own, *(paragraph.text for paragraph in node.more)]):
        return TaskKind.TASK
    if above is None and only_reports(node, articles) and articles.assign_in_clause(own):
        return TaskKind.TASK
    if len(own.split()) > HEADING_WORDS and node.rank >= Rank.NUMBER:
        return above
    return _kind_by_name(own, above, articles)


def _kind_in_description(node: Node, own: str, articles: Articles) -> SectionKind:
    """In an appendix that describes only parts named after work and orders to authorities hold tasks."""
    named = read_section(own, Section.DESCRIPTION) if node.rank < Rank.NUMBER else None
    if isinstance(named, TaskKind):
        return named
    words = [own, *(paragraph.text for paragraph in node.more)]
    return TaskKind.TASK if articles.assign_in_description(words) else Section.DESCRIPTION


def _kind_by_name(own: str, above: SectionKind, articles: Articles) -> SectionKind:
    """What the name of a part announces, as far as such a document holds it."""
    if above is None and articles.reports:
        return read_section(own, Section.AIMS)
    kind = None if articles.binds_all(own) else read_section(own, above)
    bound = articles.holds_tasks or (kind is TaskKind.DUTY and not articles.law)
    return kind if bound else above


def only_reports(node: Node, articles: Articles) -> bool:
    """Whether items outside any section tell how things are, and only some of them order: results, appendices."""
    return articles.reports or (articles.plans and node.is_inside(Rank.APPENDIX))
