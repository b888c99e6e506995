"""Bytes of plain text to letters."""

from __future__ import annotations

from cancu.ontology.errors import SourceError

_BOMS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


def decode_text(data: bytes, where: str = "") -> tuple[str, str]:
    """Decode a text; tell the encoding.

    Raises:
        SourceError: the encoding is not known (`E_ENCODING`).
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return data.decode(encoding, errors="strict" if encoding == "utf-8-sig" else "replace"), encoding
    try:
        return data.decode("utf-8"), "utf-8"
    except UnicodeDecodeError as error:
        raise SourceError(
            f"không phải UTF-8 (byte thứ {error.start}); có thể là TCVN3, VNI hoặc windows-1258",
            f"is not UTF-8 (byte {error.start}); perhaps TCVN3, VNI or windows-1258", where=where, code="E_ENCODING",
            hint="lưu lại văn bản ở dạng .txt (UTF-8) rồi thử lại",
        ) from error  # fmt: skip
