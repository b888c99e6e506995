"""Formats that LibreOffice reads for us: OpenDocument text and Rich Text become a Word document, then are read as one.

LibreOffice runs as one process with a fresh profile: no macros, no network. It stays in the process group of its
caller, so that what ends a reader (`cancu.ingest.isolation`) ends it too.
"""

from __future__ import annotations

import shutil
import subprocess
import time
import zipfile
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from cancu.ingest import docx_reader
from cancu.ingest.office_errors import DAMAGES, corrupt, encrypted, missing_tool
from cancu.ingest.transcript import Transcript
from cancu.ontology.errors import SourceError

TIME_LIMIT = 50
"""Seconds that one conversion may take; a document of a hundred pages takes some five."""
DEBIAN_PACKAGE = "libreoffice-writer"

_NAMES = ("soffice", "libreoffice")
_RESTART = 81
"""Exit status with which LibreOffice asks to be started again, as it does once for a fresh profile."""
_SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="DisableMacrosExecution"\
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="BlockUntrustedRefererLinks"\
 oor:op="fuse"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetProxyType" oor:op="fuse"><value>2</value></prop>\
</item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyName" oor:op="fuse">\
<value>127.0.0.1</value></prop></item>
<item oor:path="/org.openoffice.Inet/Settings"><prop oor:name="ooInetHTTPProxyPort" oor:op="fuse"><value>9</value>\
</prop></item>
</oor:items>
"""
"""A profile that runs no macro and reaches no network: port 9 discards."""


def transcribe_odt(data: bytes, transcript: Transcript) -> None:
    """Write an OpenDocument text (.odt) down.

    Raises:
        SourceError: `E_CORRUPT`, `E_ENCRYPTED`, `E_TIMEOUT`, or LibreOffice is not installed (`E_MISSING_TOOL`).
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            manifest = package.read("META-INF/manifest.xml")
    except DAMAGES as error:
        raise corrupt(transcript.name, error) from error
    if b"encryption-data" in manifest:
        raise encrypted(transcript.name)
    docx_reader.transcribe(convert(data, "odt", transcript.name), transcript)


def transcribe_rtf(data: bytes, transcript: Transcript) -> None:
    """Write a Rich Text document (.rtf) down.

    Raises:
        SourceError: `E_CORRUPT`, `E_TIMEOUT`, or LibreOffice is not installed (`E_MISSING_TOOL`).
    """
    docx_reader.transcribe(convert(data, "rtf", transcript.name), transcript)


def find_converter() -> str | None:
    """The path of LibreOffice on this machine, None where it is not installed.

    The usual command is a script that starts the program proper and waits; that one is named where it can be found.
    """
    command = next(filter(None, map(shutil.which, _NAMES)), None)
    program = Path(command).resolve().with_name("soffice.bin") if command else None
    return str(program) if program is not None and program.is_file() else command


def convert(data: bytes, suffix: str, name: str, *, time_limit: float = TIME_LIMIT) -> bytes:
    """Let LibreOffice turn a text document into a Word document.

    Args:
        data: the bytes of the document
        suffix: what LibreOffice takes it for: `doc`, `odt`, `rtf`
        name: file name for people, used in messages only
        time_limit: seconds

    Raises:
        SourceError: as `transcribe_odt`.
    """
    program = find_converter()
    if program is None:
        raise missing_tool(name, DEBIAN_PACKAGE, ".docx")
    with TemporaryDirectory(prefix="cancu-") as folder:
        place = Path(folder)
        source = place / f"source.{suffix}"
        source.write_bytes(data)
        (place / "profile" / "user").mkdir(parents=True)
        (place / "profile" / "user" / "registrymodifications.xcu").write_text(_SETTINGS, encoding="utf-8")
        _run(_command(program, place, source), name, time_limit)
        result = place / "converted" / "source.docx"
        if not result.is_file():
            raise corrupt(name, "LibreOffice")
        return result.read_bytes()


def _command(program: str, place: Path, source: Path) -> list[str]:
    return [
        program, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--convert-to", "docx", "--outdir", str(place / "converted"), str(source),
    ]  # fmt: skip


def _run(command: list[str], name: str, time_limit: float) -> None:
    """Run a program to its end or the limit, and again when it asks for it."""
    ends = time.monotonic() + time_limit
    status = _RESTART
    while status == _RESTART:
        try:
            status = subprocess.run(
                command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=ends - time.monotonic()
            ).returncode
        except subprocess.TimeoutExpired as error:
            raise SourceError(
                f"LibreOffice không đổi xong tệp trong {time_limit:g} giây",
                f"LibreOffice did not finish within {time_limit:g} s",
                where=name, code="E_TIMEOUT", hint="mở tệp và lưu lại ở dạng .docx (save it as .docx)",
            ) from error  # fmt: skip
