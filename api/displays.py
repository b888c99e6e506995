"""A store, a document and a report as a notebook shows them: small tables of HTML, every word of a document escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from cancu.api.messages import KINDS, RELATIONS, SIGNS, STATUSES, label
from cancu.api.pictures import shorten
from cancu.api.terminal import print_date
from cancu.ontology.letters import clean_letters

if TYPE_CHECKING:
    import pandas

    from cancu.graph.store import Store
    from cancu.ontology.assessments import CoverageReport, TaskAssessment
    from cancu.ontology.records import Citation, Document, Record

_SHOWN = 12
_LONGEST = 220
_CARD = (
    "border-left: 4px solid #0072B2; padding: .2em 0 .2em 1em; max-width: 60em; line-height: 1.4; color: inherit;"
    " background: transparent"
)
_CELL = "text-align: left; vertical-align: top; padding: .25em .8em .25em 0; white-space: normal"
_QUIET = "opacity: .75"


class DocumentView:
    """A stored document.

    Attributes:
        iri: its identifier
        head: type, number, date, issuer, title, signer
    """

    def __init__(self, store: Store, iri: str) -> None:
        self.iri = iri
        self.head: Document = store.extraction(iri).document
        self._extraction = store.extraction(iri)
        self._text = store.text(iri)

    @property
    def text(self) -> str:
        """The whole text; all offsets point into it."""
        return self._text

    @property
    def tasks(self) -> pandas.DataFrame:
        """Its tasks, duties and targets."""
        return _frame_records(self._extraction.tasks)

    @property
    def citations(self) -> pandas.DataFrame:
        """What it cites, as printed."""
        return _frame_records(self._extraction.citations)

    @property
    def findings(self) -> pandas.DataFrame:
        """What there is to object to."""
        return _frame_records(self._extraction.findings)

    def __repr__(self) -> str:
        return f"<DocumentView {self.head.number or self.iri}>"

    def _repr_html_(self) -> str:
        head, read = self.head, self._extraction
        facts = [
            ("Cơ quan (issuer)", head.issuer),
            ("Ngày (date)", print_date(head.date)),
            ("Người ký (signer)", " – ".join(part for part in (head.signer, head.signer_role) if part)),
            ("Đọc được (read)", f"{len(read.tasks)} nhiệm vụ (tasks), {len(read.citations)} viện dẫn (citations), "
                                f"{len(read.findings)} phát hiện (findings)"),
        ]  # fmt: skip
        bases = [one for one in read.citations if one.relation in ("basis", "implements")]
        parts = [
            f"<h4>{_write(' '.join(part for part in (head.type, head.number) if part))}</h4>",
            f"<p><b>{_write(head.plan_title or head.title or '')}</b></p>",
            _table((), [(name, value) for name, value in facts if value]),
            _list(
                "Căn cứ, thực hiện (bases)",
                ("quan hệ", "văn bản", "cơ quan", "ngày"),
                [_describe_basis(one) for one in bases],
            ),
            _list("Nhiệm vụ (tasks)", ("mục", "loại", "nội dung", "chủ trì"),
                  [(one.ref, label(KINDS, one.kind), one.text, "; ".join(one.lead)) for one in read.tasks]),
        ]  # fmt: skip
        return _card(parts)


class CoverageView:
    """A coverage report.

    Attributes:
        report: the record with every verdict, quote, check and finding
    """

    def __init__(self, report: CoverageReport) -> None:
        self.report = report

    @property
    def tasks(self) -> pandas.DataFrame:
        """Every task of the plan above with its verdict."""
        return _frame_records(self.report.tasks)

    @property
    def own_tasks(self) -> pandas.DataFrame:
        """Every task of the plan itself with what it is to the plan above."""
        return _frame_records(self.report.child_tasks)

    @property
    def rates(self) -> dict[str, float | None]:
        """Strict = covered, wide = covered + partial, of the binding tasks."""
        return self.report.rates.model_dump()

    def __repr__(self) -> str:
        report = self.report
        return f"<CoverageView {report.child.number} / {report.parent.number}: {report.counts.gap} còn thiếu (gaps)>"

    def _repr_html_(self) -> str:
        report = self.report
        binding = [task for task in report.tasks if task.kind == "task" and task.obligation.binding]
        open_tasks = [task for status in ("gap", "review", "partial") for task in binding if task.status == status]
        parts = [
            f"<h4>{_write(report.child.number or '')} → {_write(report.parent.number or '')}</h4>",
            f"<p>{_write(report.organisation)}: {len(binding)} nhiệm vụ ràng buộc (binding tasks), "
            f"tỷ lệ chặt (strict) <b>{_write(_print_share(report.rates.strict))}</b></p>",
            _bar([task.status for task in binding]),
            _list("Còn mở (open)", ("kết quả", "mục", "nguyên văn", "gần nhất"), map(_describe_open, open_tasks)),
        ]
        return _card(parts)


def display_store(store: Store) -> str:
    """What is in a store: figures, and its latest documents."""
    documents = sorted(store.documents(), key=lambda one: (str(one.document.date or ""), one.iri), reverse=True)
    tasks = sum(one.tasks + one.duties + one.targets for one in documents)
    citations = sum(one.citations for one in documents)
    rows = [
        (one.document.number or "", print_date(one.document.date), one.document.issuer or "",
         one.document.plan_title or one.document.title or "", str(one.tasks))
        for one in documents
    ]  # fmt: skip
    summary = f"{len(documents)} văn bản (documents), {citations} viện dẫn (citations), {tasks} nhiệm vụ (tasks)"
    columns = ("số", "ngày", "cơ quan", "về", "nhiệm vụ")
    return _card([f"<h4>{_write(store.path.name)}</h4>", f"<p>{summary}</p>", _list("Văn bản", columns, rows)])


def _frame_records(records: Sequence[Record]) -> pandas.DataFrame:
    from cancu.api.question_frames import make_frame

    rows = [record.model_dump(mode="json") for record in records]
    return make_frame(rows, tuple(type(records[0]).model_fields) if records else ())


def _describe_basis(one: Citation) -> tuple[str, ...]:
    return (label(RELATIONS, one.relation), one.number or one.name or "", one.issuer or "", print_date(one.date))


def _describe_open(task: TaskAssessment) -> tuple[str, ...]:
    status = f"{SIGNS.get(task.status, '')} {label(STATUSES, task.status)}"
    nearest = "; ".join(f"{link.ref} ({link.score:.2f})".replace(".", ",") for link in task.links[:3])
    return (status, task.ref, task.quote.text, nearest)


def _print_share(value: float | None) -> str:
    return "–" if value is None else f"{100 * value:.1f} %".replace(".", ",")


def _bar(statuses: Sequence[str]) -> str:
    """All binding tasks as one bar; each stretch has its colour, its sign and its number."""
    from cancu.api.plot_coverage import COLOURS

    if not statuses:
        return ""
    parts = []
    for status, colour in COLOURS.items():
        count = list(statuses).count(status)
        dark = status in ("covered", "delegated", "gap")
        if count:
            style = f"background: {colour}; color: {'#fff' if dark else '#000'}; flex: {count}; padding: .1em .5em"
            title = _write(f"{label(STATUSES, status)}: {count}")
            parts.append(f'<span style="{style}" title="{title}">{SIGNS[status]} {count}</span>')
    return f'<div style="display: flex; max-width: 40em; gap: 2px">{"".join(parts)}</div>'


def _card(parts: Iterable[str]) -> str:
    return f'<div style="{_CARD}">{"".join(parts)}</div>'


def _list(title: str, columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """The first rows under a title, and how many more there are."""
    known = list(rows)
    if not known:
        return ""
    rest = len(known) - _SHOWN
    more = f'<p style="{_QUIET}">… và {rest} dòng nữa (more rows)</p>' if rest > 0 else ""
    return f"<p><b>{_write(title)}</b></p>{_table(columns, known[:_SHOWN])}{more}"


def _table(columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    heads = "".join(f'<th scope="col" style="{_CELL}">{_write(column)}</th>' for column in columns)
    lines = "".join(
        "<tr>" + "".join(f'<td style="{_CELL}">{_write(shorten(str(value), _LONGEST))}</td>' for value in row) + "</tr>"
        for row in rows
    )
    head = f"<thead><tr>{heads}</tr></thead>" if heads else ""
    return f"<table>{head}<tbody>{lines}</tbody></table>"


def _write(text: str) -> str:
    return escape(clean_letters(text), quote=True)
