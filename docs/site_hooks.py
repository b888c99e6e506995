"""What MkDocs does not do by itself: a page of commands written from the program, pages that ask no other host."""

from __future__ import annotations

import io
from contextlib import redirect_stdout

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from cancu.api.command_line import COMMANDS, run_program

_FOREIGN_SCRIPT = "https://unpkg.com/iframe-worker/shim"
"""Lets the search work in pages that are opened from the disk."""
_OWN_SCRIPT = "assets/iframe-worker.js"
_HEAD = """# Lệnh (commands)

Kết quả ra đầu ra chuẩn, thông báo ra đầu ra lỗi; lệnh nào cũng có `--json`. Mã thoát: 0 xong, 1 điều kiện đặt ra không
đạt, 2 dùng sai hoặc dữ liệu sai. (Results go to standard output, messages to standard error. Exit status: 0 done, 1 a
condition does not hold, 2 wrong usage or input.)

| lệnh (command) | việc (what it does) |
|---|---|
"""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page to those of the folder."""
    files.append(File.generated(config, "commands.md", content=write_commands()))
    return files


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let a page take from its own folder what the theme would take from another host."""
    del config
    return output.replace(_FOREIGN_SCRIPT, "../" * page.url.count("/") + _OWN_SCRIPT)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Let the pages that have no text of their own do the same."""
    del template_name, config
    return output_content.replace(_FOREIGN_SCRIPT, _OWN_SCRIPT)


def write_commands() -> str:
    """All commands with their help, in the order in which `cancu --help` lists them."""
    rows = "\n".join(f"| [`cancu {name}`](#cancu-{name}) | {summary} |" for name, _, summary in COMMANDS)
    parts = [f"## cancu {name}\n\n```text\n{read_help(name)}\n```\n" for name, _, _ in COMMANDS]
    return f"{_HEAD}{rows}\n\n" + "\n".join(parts)


def read_help(name: str) -> str:
    """The help of one command, as the program prints it."""
    printed = io.StringIO()
    with redirect_stdout(printed):
        run_program([name, "--help"])
    return printed.getvalue().strip()
