"""The options that commands share, and how their values are read."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import Annotated

import typer

USUAL_STORE = Path("cancu.db")
"""The store where a person names none."""
StoreOption = Annotated[
    Path | None,
    typer.Option(
        "--store", metavar="FILE", help="Tệp kho; mặc định $CANCU_STORE, không có thì cancu.db (the store file)"
    ),
]
JsonOption = Annotated[bool, typer.Option("--json", help="In đúng một giá trị JSON (print one JSON value)")]
DepthOption = Annotated[int | None, typer.Option("--depth", min=1, metavar="N", help="Số bậc tối đa (levels at most)")]
AsOfOption = Annotated[
    datetime.datetime | None,
    typer.Option(
        "--as-of", formats=["%Y-%m-%d", "%d/%m/%Y"], metavar="DATE", help="Xét tại ngày, 2022-12-31 (as of a day)"
    ),
]
OrganisationOption = Annotated[
    str | None, typer.Option("--org", metavar="ORG", help='Cơ quan, "Sở Nội vụ" (an organisation)')
]
FormatOption = Annotated[
    str | None,
    typer.Option("--format", metavar="FORMAT", help="text, json, html, docx, xlsx; mặc định theo đuôi tệp (format)"),
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help="Ghi vào tệp, bao-cao.docx (write to a file)")
]
DocumentArgument = Annotated[
    str, typer.Argument(metavar="DOC", help="Số ký hiệu, tên, IRI hoặc tệp (number, name, IRI or file)")
]
StoredArgument = Annotated[str, typer.Argument(metavar="DOC", help="Số ký hiệu, tên hoặc IRI (number, name or IRI)")]
FileArgument = Annotated[Path, typer.Argument(metavar="FILE", help="Tệp văn bản (a document file)")]


def find_store_path(given: Path | None) -> Path:
    """The store that a command works on: the option, else `$CANCU_STORE`, else `cancu.db` here."""
    return given or Path(os.environ.get("CANCU_STORE") or USUAL_STORE)


def read_day(value: datetime.datetime | None) -> datetime.date | None:
    """The day of an option that typer parsed as a moment."""
    return value.date() if value else None


def read_share(text: str) -> float:
    """A share between 0 and 1, written `0.8`, `0,8` or `80%`.

    Raises:
        typer.BadParameter: it is no share.

    Example:
        >>> read_share("80%"), read_share("0,75")
        (0.8, 0.75)
    """
    plain = text.strip().replace(",", ".")
    try:
        value = float(plain.removesuffix("%")) / (100 if plain.endswith("%") else 1)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} không phải tỷ lệ; viết 0.8 hoặc 80% (not a share)") from error
    if not 0 <= value <= 1:
        raise typer.BadParameter(f"{text!r} nằm ngoài 0–1; viết 0.8 hoặc 80% (outside 0 to 1)")
    return value


def read_list(text: str, known: tuple[str, ...]) -> tuple[str, ...]:
    """Names separated by commas, each one of the known ones.

    Raises:
        typer.BadParameter: a name is unknown.

    Example:
        >>> read_list("gap, late", ("gap", "review", "late"))
        ('gap', 'late')
    """
    names = tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))
    unknown = [name for name in names if name not in known]
    if unknown or not names:
        raise typer.BadParameter(f"{', '.join(unknown) or text!r}: chọn trong {', '.join(known)} (choose among these)")
    return names
