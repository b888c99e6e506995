"""The guide as the service shows it: its words without its pictures, as parts of a template.

Usage: python docs/served_guide.py

The service is installed without this folder and stands where there is no network, so that it carries the words itself.
"""

from __future__ import annotations

import re
from pathlib import Path

import markdown

DOCS = Path(__file__).resolve().parent
TEMPLATES = DOCS.parent / "api" / "templates"
GUIDES = {"vi": "guide.md", "en": "guide.en.md"}
_LEFT_OUT = (
    (r"(?m)^!\[.*\]\(.*\)\n\n", ""),  # pictures
    (r" \(\[[^]]+\]\(guide[\w.]*\.md\)\)", ""),  # the other language, which every page offers
    (r" \(\[[^]]+\]\([\w.]+\.md\)\)", ""),  # other pages of this folder
    (r"\[([^]]+)\]\([\w.]+\.md\)", r"\1"),
    (r"(?ms)^## (?:Xem thêm|See also)\n.*", ""),
)


def main() -> None:
    """Write the parts of all languages."""
    for language, name in GUIDES.items():
        target = TEMPLATES / f"guide.{language}.html"
        target.write_text(render_guide((DOCS / name).read_text(encoding="utf-8")), encoding="utf-8")


def render_guide(text: str) -> str:
    """The words of a guide as HTML."""
    for found, kept in _LEFT_OUT:
        text = re.sub(found, kept, text)
    page: str = markdown.markdown(text, extensions=["tables", "fenced_code"], output_format="html")
    return "{% raw %}" + page.replace("<th>", '<th scope="col">') + "{% endraw %}\n"


if __name__ == "__main__":
    main()
