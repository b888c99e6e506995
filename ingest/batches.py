"""Documents read and extracted in batches, here or in another process: what a worker is sent and what it gives back.

A worker gets the bytes, so it needs no access to the files; what it gives back is records, or why there are none.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from cancu.ingest.isolation import IsolatedReader
from cancu.ingest.readers import read_bytes
from cancu.ontology.errors import CancuError, SourceError
from cancu.ontology.records import Extraction, SourceText

DEFECTS = (ArithmeticError, LookupError, RecursionError, TypeError, ValueError)
"""What a defect of the extraction raises on one document; the others must not suffer."""


class Delivery(NamedTuple):
    """A document on its way to whoever reads it: its name and the bytes of its file."""

    name: str
    data: bytes


class Reading(NamedTuple):
    """What became of a document: its text and records."""

    source: SourceText
    extraction: Extraction


def read_batch(batch: Sequence[Delivery]) -> list[Reading | CancuError]:
    """Read documents one after another, with one child process for the formats that need one.

    Returns:
        In the order of the batch: a reading, or the error for one that cannot be read.
    """
    with IsolatedReader() as reader:
        return [read_delivery(delivery, reader) for delivery in batch]


def read_delivery(delivery: Delivery, reader: IsolatedReader) -> Reading | CancuError:
    """Read one document and extract its records; nothing that is wrong with it goes further than its own error."""
    from cancu.ingest.extraction import extract

    try:
        source = read_bytes(delivery.data, delivery.name, reader=reader)
        return Reading(source, extract(source))
    except CancuError as error:
        return error
    except DEFECTS as error:
        return explain_defect(error)


def explain_defect(error: Exception) -> SourceError:
    """What a document that met a defect of cancu is reported with."""
    return SourceError(
        f"lỗi khi đọc: {type(error).__name__}: {error}", "a defect of cancu", code="E_INTERNAL",
        hint="báo lỗi kèm tệp này (report it with the file)",
    )  # fmt: skip
