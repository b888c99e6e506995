"""Files that people send: each lies in a folder of its own under a harmless name, and is removed once it was read."""

from __future__ import annotations

import re
import shutil
import tempfile
from pathlib import Path

from fastapi import Request

from cancu.api.service_problems import ProblemError
from cancu.ingest.readers import clean_name

_LONGEST_NAME = 240
"""Bytes; file systems take 255."""
_LONGEST_ENDING = 10
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


class Upload:
    """A file that was sent.

    Attributes:
        name: what its sender called it, fit for a file; a label and nothing else
        folder: where it lies; removed with `remove`
    """

    def __init__(self, name: str) -> None:
        self.name = make_file_name(name)
        self.folder = Path(tempfile.mkdtemp(prefix="cancu-"))

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / self.name

    def remove(self) -> None:
        """Remove the file; removing twice is harmless."""
        shutil.rmtree(self.folder, ignore_errors=True)


async def receive_upload(request: Request, name: str) -> Upload:
    """Keep the body of a request as a file.

    Raises:
        ProblemError: the body is empty, or larger than the service takes.
    """
    upload = Upload(name)
    size = 0
    try:
        with upload.path.open("wb") as file:
            async for chunk in request.stream():
                size += file.write(chunk)
    except BaseException:
        upload.remove()
        raise
    if not size:
        upload.remove()
        raise ProblemError(422, "Tệp rỗng", "the file is empty", code="E_EMPTY", where=upload.name)
    return upload


def make_file_name(label: str) -> str:
    r"""A name for a file that lies in no other folder and surprises no system, as near to the label as can be.

    Example:
        >>> make_file_name("../../etc/Kế hoạch\n2022.docx"), make_file_name("CON.txt"), make_file_name("..")
        ('Kế hoạch 2022.docx', '_CON.txt', 'van-ban')
    """
    last = re.split(r"[/\\]", label.strip("/\\ "))[-1]
    stem, dot, ending = last.strip(". ").rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        stem, ending = last, ""
    plain = re.sub(r'[<>:"|?*]', "_", ".".join(part for part in (_cut(stem), clean_name(ending)) if part)).strip(". ")
    if _RESERVED.fullmatch(plain):
        return f"_{plain}"
    return plain if re.search(r"[^\W_]", plain) else "van-ban"


def _cut(name: str) -> str:
    return clean_name(name).encode()[: _LONGEST_NAME - _LONGEST_ENDING].decode(errors="ignore")
