"""What the readers of office formats refuse, in one wording."""

from __future__ import annotations

from cancu.ontology.errors import SourceError

_COMPOUND_FILE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED_PACKAGE = "EncryptedPackage".encode("utf-16-le")
_SECTOR = 512
_WORD_MAGIC = b"\xec\xa5"
_WORD_ENCRYPTED = 0x01
"""Bit of the second flag byte of a Word 97 header ([MS-DOC] 2.5.2, fEncrypted)."""


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


def refuse_encrypted(data: bytes, name: str) -> None:
    """Refuse an office file that is protected by a password.

    Known are the wrapped packages of Word and Excel 2007 and later ([MS-OFFCRYPTO]) and Word 97 documents ([MS-DOC]).

    Raises:
        SourceError: it is (`E_ENCRYPTED`).
    """
    if not data.startswith(_COMPOUND_FILE):
        return
    headers = range(_SECTOR, len(data) - 12, _SECTOR)
    sealed = any(data[at : at + 2] == _WORD_MAGIC and data[at + 11] & _WORD_ENCRYPTED for at in headers)
    if sealed or _ENCRYPTED_PACKAGE in data:
        raise encrypted(name)


def too_large(name: str, message: str, english: str) -> SourceError:
    """The error for a file beyond a limit of its format."""
    return SourceError(
        message, english, where=name, code="E_LIMIT", hint="tách tệp, hoặc xoá các ô trống có định dạng (split the file)"
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
