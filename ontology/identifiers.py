"""Identifiers: the IRI of every document, task, citation, unit, agency and group.

A document is issuing series + type + numbering period + number
(`id/vb/vn-quang-ngai/ubnd/quyet-dinh/2021/2108-qd-ubnd`).
The full date is a property, since citations get it wrong. A task hangs below its document by structural path
(`…/kh/II/7~2/a`), in which đ is written `dd`, because folding it to d makes tasks of one plan collide. IRIs are
minted here and opaque afterwards; only the refs of tasks are read back from them.
"""

from __future__ import annotations

import datetime
import hashlib
import re
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from cancu.ontology.document_keys import DocumentKey
from cancu.ontology.errors import IdentifierError
from cancu.ontology.orthography import slug
from cancu.ontology.series import find_series

if TYPE_CHECKING:
    from cancu.ontology.records import Document

DEFAULT_BASE = "https://cancu.example/"
"""Where identifiers live unless the store says otherwise; a reserved name that never resolves."""


def mint_document(base: str, key: DocumentKey) -> str:
    """Mint the IRI of a document.

    Example:
        >>> mint_document(DEFAULT_BASE, DocumentKey("vn/chinh-phu", "nghi-quyet", "2021", "76-nq-cp"))
        'https://cancu.example/id/vb/vn/chinh-phu/nghi-quyet/2021/76-nq-cp'
    """
    return f"{base}id/vb/{key.path}"


def mint_stub(base: str, key: DocumentKey) -> str:
    """Mint the IRI that stands for a document that is cited and absent.

    Made from the key alone, so that everybody who cites the document in the same way meets at one stub.
    """
    text = "|".join((key.series, key.type, key.number or "", key.period or "", key.name or ""))
    return f"{base}id/vb-tam/{hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()}"


def mint_citation(document_iri: str, ordinal: int) -> str:
    """Mint the IRI of the n-th citation of a document, counted from 1."""
    return f"{document_iri}/td/{ordinal}"


def mint_unit(base: str, jurisdiction: str) -> str:
    """Mint the IRI of an administrative unit from its jurisdiction path."""
    return f"{base}id/dv/{jurisdiction}"


def mint_agency(base: str, name: str, *, home: str | None = None, on: datetime.date | None = None) -> str:
    """Mint the IRI of an agency as named in a document of `home`.

    Example:
        >>> mint_agency(DEFAULT_BASE, "Sở Nội vụ", home="vn-quang-ngai")
        'https://cancu.example/id/cq/vn-quang-ngai/so-noi-vu'
    """
    return f"{base}id/cq/{find_series(name, home=home, on=on).path}"


def mint_group(base: str, name: str, *, home: str) -> str:
    """Mint the IRI of a group meant by a phrase (`Các sở, ban, ngành`), in the unit whose document says it."""
    return f"{base}id/nhom/{home}/{slug(name)}"


_ARTICLE = re.compile(r"Đ(\d+\w*)(.*)")
_REPEAT = re.compile(r"(.+)\((\d+)\)")


def component_of(document: Document) -> str:
    """Name the part of a document in which its tasks stand: `kh` for a plan, else the abbreviation of the type.

    Example:
        >>> from cancu.ontology.records import Document
        >>> component_of(Document(type="Quyết định", plan_title="Kế hoạch cải cách hành chính"))
        'kh'
    """
    words = slug(document.plan_title or document.type or "van ban").split("-")
    if document.plan_title and words[0] not in ("ke", "chuong", "de", "phuong"):
        return "kh"
    return {"ke": "kh", "chuong": "ctr", "de": "da", "phuong": "pa"}.get(words[0]) or "".join(w[0] for w in words[:2])


def mint_task(document_iri: str, ref: str, *, component: str) -> str:
    """Mint the IRI of a task from its ref.

    An article (`Đ3`) belongs to the decision (`qd`), an appendix (`PL`, `PL2`) is a component of its own.

    Raises:
        IdentifierError: the ref is empty.

    Example:
        >>> mint_task("…/2108-qd-ubnd", "II.7(2).đ", component="kh")
        '…/2108-qd-ubnd/kh/II/7~2/dd'
        >>> mint_task("…/2108-qd-ubnd", "PL.III.3", component="kh")
        '…/2108-qd-ubnd/pl/III/3'
    """
    labels = ref.split(".")
    if not ref or not all(labels):
        raise IdentifierError(f"Ký hiệu nhiệm vụ sai: {ref!r}", f"not a task ref: {ref!r}")
    steps = [_write_label(label) for label in labels]
    if labels[0].startswith("PL"):
        component, steps[0] = f"pl{steps[0][2:]}", ""
    elif _ARTICLE.fullmatch(labels[0]):
        component = "qd"
    return "/".join([document_iri, component, *(step for step in steps if step)])


def read_task_ref(task_iri: str, document_iri: str) -> str:
    """Read the ref of a task back from its IRI.

    Raises:
        IdentifierError: the IRI is not one of a task of that document.

    Example:
        >>> read_task_ref("…/2108-qd-ubnd/pl/III/3", "…/2108-qd-ubnd")
        'PL.III.3'
    """
    if not task_iri.startswith(f"{document_iri}/"):
        raise IdentifierError(f"Không phải nhiệm vụ của văn bản: {task_iri}", f"no task of the document: {task_iri}")
    component, *steps = task_iri.removeprefix(f"{document_iri}/").split("/")
    labels = [_read_label(step) for step in steps]
    if component.startswith("pl"):
        labels.insert(0, _read_label(f"PL{component[2:]}"))
    return ".".join(labels)


def _write_label(label: str) -> str:
    counted = _REPEAT.fullmatch(label)
    name, count = (counted[1], f"~{counted[2]}") if counted else (label, "")
    article = _ARTICLE.fullmatch(name)
    name = f"dieu-{article[1]}{article[2]}" if article else name
    crowded = "đ" in name.lower() or "dd" in name.lower()
    return "".join(_write_letter(letter, crowded=crowded) for letter in name) + count


def _write_letter(letter: str, *, crowded: bool) -> str:
    """Write one letter of a label; beside a đ, or doubled, a plain d is escaped so that none reads as another."""
    if letter in "đĐ":
        return "dd" if letter == "đ" else "DD"
    if letter == "~" or (crowded and letter in "dD"):
        return f"%{ord(letter):02X}"
    return quote(letter, safe="-")


def _read_label(step: str) -> str:
    name, _, count = step.partition("~")
    name = unquote(name.replace("dd", "đ").replace("DD", "Đ"))
    if name.startswith("dieu-"):
        name = f"Đ{name[5:]}"
    return f"{name}({count})" if count else name
