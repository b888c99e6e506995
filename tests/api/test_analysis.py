"""What analysts get from a store: frames, questions, graphs and rich display, the same as the commands say."""

from __future__ import annotations

import datetime
import re
import subprocess
import sys
import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas
import pytest
from lxml import html

import cancu
from cancu.api.desk import open_desk
from cancu.graph.store import Store
from cancu.graph.tabulation import TABLES
from cancu.ontology.named_queries import load_queries


@pytest.fixture(scope="module")
def kg(sample_store: Path) -> Iterator[cancu.KnowledgeGraph]:
    with cancu.open(sample_store) as opened:
        yield opened


def test_the_public_names_are_sorted_and_each_is_there() -> None:
    assert cancu.__all__ == sorted(cancu.__all__)
    assert set(cancu.__all__) <= set(dir(cancu))
    assert all(getattr(cancu, name).__doc__ for name in cancu.__all__)
    with pytest.raises(AttributeError, match="no attribute 'opne'"):
        _ = cancu.opne


@pytest.mark.slow
def test_nothing_heavy_is_loaded_until_it_is_used() -> None:
    heavy = "{'pandas', 'matplotlib', 'networkx', 'pydantic', 'rdflib', 'pyarrow'}"
    program = (
        f"import sys, cancu; before = {heavy} & set(sys.modules); cancu.open; print(before, 'pandas' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "set() False"


# ── frames ─────────────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("table", TABLES)
def test_every_table_is_a_frame_of_pandas_and_polars(kg: cancu.KnowledgeGraph, table: str) -> None:
    frame, other = kg.table(table), kg.polars(table)
    assert list(frame.columns) == other.columns == list(TABLES[table])
    assert len(frame) == len(other)
    assert len(frame) or table == "decisions"


def test_frames_have_the_types_of_their_columns(kg: cancu.KnowledgeGraph) -> None:
    tasks = kg.tasks()
    assert pandas.api.types.is_datetime64_any_dtype(tasks["due"])
    assert tasks["start"].dtype == "Int64"
    assert tasks["ongoing"].dtype == "boolean"
    assert tasks["confidence"].dtype == "float64"


def test_frames_hold_what_the_store_holds(kg: cancu.KnowledgeGraph, sample_store: Path) -> None:
    with Store.open(sample_store, read_only=True) as store:
        for one in store.documents():
            extraction = store.extraction(one.iri)
            assert list(kg.tasks(document=one.iri)["text"]) == [task.text for task in extraction.tasks]
            assert list(kg.citations(document=one.iri)["start"]) == [found.start for found in extraction.citations]


def test_conditions_choose_rows(kg: cancu.KnowledgeGraph) -> None:
    by_number = kg.tasks(document="2215/QĐ-UBND", kind="TASK")
    assert len(by_number) == (kg.tasks(document="2215/QĐ-UBND")["kind"] == "task").sum() > 0
    both = kg.links(state=["auto", "candidate"])
    assert set(both["state"]) == {"auto", "candidate"}
    assert set(kg.documents(date="2021-12-22")["name"]) == {"2215/QĐ-UBND"}
    assert kg.documents(in_store=True)["in_store"].all()


def test_no_rows_warn_with_what_is_near(kg: cancu.KnowledgeGraph) -> None:
    with pytest.warns(cancu.EmptyResultWarning, match="gần nhất.*Sở Nội vụ") as caught:
        assert kg.assignments(name="Sở Nội vu").empty
    assert caught[0].filename == __file__
    with pytest.warns(cancu.EmptyResultWarning, match="gần nhất.*'task'"):
        kg.tasks(kind="tasks")


def test_an_empty_table_does_not_warn(kg: cancu.KnowledgeGraph) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert kg.table("decisions", kind="confirm").empty


@pytest.mark.parametrize(
    ("table", "where", "near"),
    [
        ("task", {}, "tasks"),
        ("tasks", {"knid": "task"}, "kind"),
        ("tasks", {"document": "2215/QĐ-UBNN"}, "2215/QĐ-UBND"),
    ],
)
def test_what_is_unknown_is_an_error_with_near_names(
    kg: cancu.KnowledgeGraph, table: str, where: dict[str, str], near: str
) -> None:
    with pytest.raises(cancu.CancuError) as error:
        kg.table(table, **where)
    assert near in error.value.hint


def test_a_changed_store_is_read_anew(samples: Path, tmp_path: Path) -> None:
    from cancu.api.intake import ingest_files

    files = sorted(samples.glob("*.txt"))
    ingest_files(tmp_path / "kho.db", files[:1])
    with cancu.open(tmp_path / "kho.db") as kg:
        first = len(kg.documents(in_store=True))
        ingest_files(tmp_path / "kho.db", files[1:2])
        assert (first, len(kg.documents(in_store=True))) == (1, 2)


# ── questions ──────────────────────────────────────────────────────────────────────────────────────────────────────


def test_coverage_says_what_the_report_says(kg: cancu.KnowledgeGraph, sample_store: Path) -> None:
    with open_desk(sample_store) as desk:
        report = desk.report_coverage("2764/KH-SNV")
    frame = kg.coverage(child="2764/KH-SNV", parent="2215/QĐ-UBND")
    assert dict(zip(frame["ref"], frame["status"], strict=True)) == {task.ref: task.status for task in report.tasks}
    gaps = kg.gaps()
    own = gaps[gaps["child_name"] == "2764/KH-SNV"]
    assert own["status"].value_counts()["gap"] == report.counts.gap
    assert len(own) == report.counts.binding
    view = kg.report("2764/KH-SNV")
    assert view.report == report
    assert list(view.tasks["ref"]) == [task.ref for task in report.tasks]
    assert view.rates["strict"] == report.rates.strict


def test_basis_and_cascade_say_what_the_commands_say(kg: cancu.KnowledgeGraph) -> None:
    basis = kg.basis("2215/QĐ-UBND")
    assert "1450/QĐ-UBND" in " ".join(basis["basis"])
    down = kg.basis("2215/QĐ-UBND", down=True)
    assert "2764/KH-SNV" in " ".join(down["document"])
    cascade = kg.cascade("990/NQ-CP")
    assert cascade["name"].iloc[0] == "990/NQ-CP"
    known = dict(zip(cascade["document"], cascade["depth"], strict=True))
    hanging = cascade[cascade["depth"] > 0]
    assert [known[iri] for iri in hanging["hangs_on"]] == [depth - 1 for depth in hanging["depth"]]
    up = kg.cascade("2764/KH-SNV", up=True)
    assert "990/NQ-CP" in set(up["name"])
    assert all(one in set(up["document"]) for one in up["hangs_on"].dropna())


def test_superseded_bases_are_those_that_had_ended(kg: cancu.KnowledgeGraph) -> None:
    then, later = kg.superseded(), kg.superseded(as_of=datetime.date(2026, 6, 1))
    assert "1120/QĐ-UBND" in " ".join(then["basis"])
    assert len(later) > len(then) > 0
    assert (later["superseded_by"] != "").all()


def test_duties_of_an_agency(kg: cancu.KnowledgeGraph) -> None:
    duties = kg.duties("Sở Nội vụ", as_of=datetime.date(2022, 6, 1))
    assert set(duties["obligation"]) <= {"lead_named", "lead_group", "product_duty"}
    assert "2215/QĐ-UBND" in set(duties["document"])


def test_search_finds_without_marks(kg: cancu.KnowledgeGraph) -> None:
    hits = kg.search("thu tuc hanh chinh", limit=3)
    assert list(hits["kind"]).count("task") == 3


def test_every_question_of_the_library_is_a_function(kg: cancu.KnowledgeGraph) -> None:
    assert dir(kg.questions) == sorted(name.replace("-", "_") for name in load_queries())
    frame = kg.questions.most_cited_bases()
    assert frame["documents"].is_monotonic_decreasing
    assert kg.questions.cascade.__doc__
    assert len(kg.questions.cascade(document="990/NQ-CP")) > 5
    with pytest.raises(AttributeError, match="most-cited-bases"):
        _ = kg.questions.most_cited_base


def test_sparql_gives_typed_frames(kg: cancu.KnowledgeGraph) -> None:
    frame = kg.sparql("SELECT ?d ?day (COUNT(?t) AS ?n) { ?t eli:is_part_of ?d . ?d eli:date_document ?day }"
                      " GROUP BY ?d ?day ORDER BY DESC(?n)")  # fmt: skip
    assert frame["n"].dtype == "int64"
    assert pandas.api.types.is_datetime64_any_dtype(frame["day"])
    assert bool(kg.sparql("ASK { ?t a cancu:Task }")["answer"].iloc[0])
    assert "cancu" in kg.sparql("CONSTRUCT { ?t a cancu:Task } { ?t a cancu:Task }")["turtle"].iloc[0]


@pytest.mark.parametrize(
    ("query", "hint"),
    [
        ('SELECT ?d { ?d eli:number "2215/QĐ-UBN" }', "2215/QĐ-UBND"),
        ('SELECT ?d { ?d eli:date_document "2021-12-22" }', "xsd:date"),
        ('SELECT ?a { ?a rdfs:label "Sở Nội vụ" }', "@vi"),
    ],
)
def test_a_query_without_rows_says_what_may_be_the_matter(kg: cancu.KnowledgeGraph, query: str, hint: str) -> None:
    with pytest.warns(cancu.EmptyResultWarning, match=hint):
        assert kg.sparql(query).empty


# ── graphs ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_graphs_agree_with_each_other(kg: cancu.KnowledgeGraph) -> None:
    graph, rdf = kg.graph(), kg.rdf()
    tasks = {iri for iri, node in graph.nodes(data=True) if node["kind"] == "task"}
    asked = rdf.query("SELECT ?t { ?t a <https://cancu.example/ontology#Task> }")
    assert tasks == {str(row[0]) for row in asked} == set(kg.tasks()["task"])  # type: ignore[index]
    aligned = [key for *_, key in kg.graph(links=True).edges(keys=True) if key == "aligned"]
    assert len(aligned) == len(kg.links())


# ── display ────────────────────────────────────────────────────────────────────────────────────────────────────────


def show(value: object) -> html.HtmlElement:
    text = value._repr_html_()  # type: ignore[attr-defined]
    return html.fragment_fromstring(text, create_parent="body")


def test_a_document_shows_its_head_bases_and_tasks(kg: cancu.KnowledgeGraph) -> None:
    document = kg.document("2215/QĐ-UBND")
    text = show(document).text_content()
    assert "2215/QĐ-UBND" in text
    assert "1450/QĐ-UBND" in text
    assert document.tasks["text"].iloc[3] in text
    assert document.text[:20] == kg.table("texts", document="2215/QĐ-UBND")["text"].iloc[0][:20]
    assert len(document.citations) == len(kg.citations(document="2215/QĐ-UBND"))
    assert repr(document) == "<DocumentView 2215/QĐ-UBND>"


def test_a_report_shows_what_is_open_with_its_quote(kg: cancu.KnowledgeGraph) -> None:
    view = kg.report("2764/KH-SNV")
    text = show(view).text_content()
    gaps = [task for task in view.report.tasks if task.status == "gap" and task.obligation.binding]
    assert gaps
    assert all(task.ref in text and task.quote.text[:40] in text for task in gaps)
    assert "80,0 %" in text


def test_a_store_and_the_library_are_shown(kg: cancu.KnowledgeGraph) -> None:
    assert "14 văn bản" in show(kg).text_content()
    assert "most_cited_bases()" in show(kg.questions).text_content()


def test_words_of_documents_never_become_markup(samples: Path, tmp_path: Path) -> None:
    from cancu.ingest.extraction import extract
    from cancu.ingest.readers import make_source

    hostile = '<script>alert(1)</script> & "><img src=x onerror=1>'
    text = next(samples.glob("05-*.txt")).read_text(encoding="utf-8").replace("Cải cách", f"{hostile} Cải cách", 3)
    source = make_source(text)
    with Store.open(tmp_path / "kho.db", create=True) as store:
        iri = store.put(source, extract(source)).iri
    with cancu.open(tmp_path / "kho.db") as kg:
        shown = [kg._repr_html_(), kg.document(iri)._repr_html_()]
    for page in shown:
        body = html.fragment_fromstring(page, create_parent="body")
        assert not body.xpath("//script | //img")
    assert "&lt;script&gt;" in shown[1]


def test_the_samples_go_when_they_are_closed() -> None:
    kg = cancu.open_samples()
    folder = Path(re.findall(r"(/\S+)/mau\.db", repr(kg))[0])
    assert folder.is_dir()
    kg.close()
    del kg
    assert not folder.exists()


def test_a_missing_store_is_a_clear_error(tmp_path: Path) -> None:
    with pytest.raises(cancu.CancuError, match="kho"):
        cancu.open(tmp_path / "none.db")
