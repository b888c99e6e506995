"""The data files of `ontology/data`: read on demand, checked, never at import.

A table is a TOML file whose head names `source`, `checked` (the day a person compared it) and, where it
applies, `valid_from`/`valid_to`; its rows stand in arrays of tables. Long lists are CSV with a header row.
"""

from __future__ import annotations

import csv
import tomllib
from importlib.resources import files
from typing import Any

from cancu.ontology.errors import VocabularyError


def read_table(name: str) -> dict[str, Any]:
    """Read the TOML table `name` (without ending).

    Raises:
        VocabularyError: the file is missing, is no TOML, or names no source.
    """
    try:
        table = tomllib.loads(read_text(f"{name}.toml"))
    except tomllib.TOMLDecodeError as error:
        raise VocabularyError(
            f"Bảng từ vựng {name}.toml sai cú pháp: {error}",
            f"table {name}.toml is not valid TOML: {error}",
            where=f"ontology/data/{name}.toml",
        ) from error
    if not table.get("source"):
        raise VocabularyError(
            f"Bảng từ vựng {name}.toml không ghi nguồn",
            f"table {name}.toml names no source",
            hint='thêm dòng: source = "…"',
            where=f"ontology/data/{name}.toml",
        )
    return table


def read_rows(name: str) -> list[dict[str, str]]:
    """Read the CSV list `name` (without ending); lines that start with `#` hold its source.

    Raises:
        VocabularyError: the file is missing.
    """
    lines = read_text(f"{name}.csv").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def read_text(file_name: str) -> str:
    """Read a data file as it stands.

    Raises:
        VocabularyError: the file is missing.
    """
    try:
        return (files("cancu.ontology") / "data" / file_name).read_text(encoding="utf-8")
    except FileNotFoundError as error:
        raise VocabularyError(
            f"Thiếu bảng từ vựng {file_name}",
            f"vocabulary file {file_name} is missing",
            hint="cài lại cancu",
            where=f"ontology/data/{file_name}",
        ) from error
