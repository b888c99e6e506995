"""What the readers of office formats refuse, in one wording."""

from __future__ import annotations

import zipfile
import zlib

from lxml import etree

from cancu.ontology.errors import SourceError

DAMAGES = (
    zipfile.BadZipFile, zlib.error, etree.LxmlError, EOFError, LookupError, NotImplementedError, RuntimeError,
    TypeError, ValueError,
)  # fmt: skip
"""What a damaged package makes the libraries raise that read it."""


def corrupt(name: str, cause: object) -> SourceError:
    """The error for a file that is damaged or cut short."""
    kind = type(cause).__name__ if isinstance(cause, BaseException) else str(cause)
    return SourceError(
        f"tệp hỏng hoặc bị cắt cụt ({kind})", f"the file is damaged or cut short ({kind})",
        where=name, code="E_CORRUPT", hint="mở bằng Word hoặc LibreOffice rồi lưu lại (open it and save it again)",
    )  # fmt: skip


def encrypted(name: str) -> SourceError:
    """The error for a file that needs a password."""
    return SourceError(
        "tệp có mật khẩu", "the file is protected by a password",
        where=name, code="E_ENCRYPTED", hint="lưu một bản không đặt mật khẩu (save a copy without password)",
    )  # fmt: skip


def too_large(name: str, message: str, english: str) -> SourceError:
    """The error for a file beyond a limit of its format."""
    return SourceError(
        message,
        english,
        where=name,
        code="E_LIMIT",
        hint="tách tệp, hoặc xoá các ô trống có định dạng (split the file)",
    )


def missing_tool(name: str, packages: str, what: str) -> SourceError:
    """The error for a format that needs a program which is not installed.

    Args:
        name: file name for people
        packages: Debian packages that hold the program, such as `libreoffice-writer`
        what: formats that can be read without it, such as `.docx`
    """
    return SourceError(
        f"thiếu chương trình để đọc dạng tệp này: {packages}", f"a program to read this format is missing: {packages}",
        where=name, code="E_MISSING_TOOL",
        hint=f"cài bằng: apt install {packages}; hoặc mở tệp và lưu lại ở dạng {what} (or save it as {what})",
    )  # fmt: skip
