"""How pages are made: templates with the words of both languages, every text of a document escaped."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from typing import Any

from fastapi import Request
from jinja2 import Environment, PackageLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from starlette.responses import HTMLResponse

from cancu.api import messages
from cancu.api.service_access import get_settings, may_write
from cancu.api.terminal import print_date
from cancu.api.views import print_score, print_share

LANGUAGE_COOKIE = "cancu_lang"


class Language(StrEnum):
    """A language of the pages."""

    VIETNAMESE = "vi"
    ENGLISH = "en"


def choose_language(request: Request) -> Language:
    """The language that the address asks for, else the one chosen before, else Vietnamese.

    What the browser speaks does not count: many officials work in Vietnamese with a browser set to English.
    """
    asked = request.query_params.get("lang") or request.cookies.get(LANGUAGE_COOKIE)
    return Language(asked) if asked in tuple(Language) else Language.VIETNAMESE


def render_page(request: Request, template: str, *, status: int = 200, **context: Any) -> HTMLResponse:
    """Fill a template.

    Args:
        request: tells the language, and whether its sender may write
        template: file in `templates/`; it extends `base.html`
        status: the HTTP status of the page
        context: what the template shows
    """
    language = choose_language(request)
    page = _environment().get_template(template)
    words = page.render(
        **context,
        request=request,
        language=language,
        say=make_speaker(language),
        name=make_namer(language),
        may_write=may_write(request),
        on_server=get_settings(request).server is not None,
    )
    response = HTMLResponse(words, status_code=status)
    response.headers["content-language"] = language
    if request.query_params.get("lang") in tuple(Language):
        response.set_cookie(LANGUAGE_COOKIE, language, samesite="lax", max_age=365 * 86400, path="/")
    return response


def make_speaker(language: Language) -> Callable[[str, str], str]:
    """The function with which templates say one thing in both languages: `{{ say("Nhiệm vụ", "Tasks") }}`.

    Example:
        >>> make_speaker(Language.ENGLISH)("Nhiệm vụ", "Tasks")
        'Tasks'
    """
    place = 0 if language is Language.VIETNAMESE else 1
    return lambda *words: words[place]


def make_namer(language: Language) -> Callable[[str, str | None], str]:
    """The function with which templates name a stable value: `{{ name("STATUSES", task.status) }}`.

    Example:
        >>> make_namer(Language.ENGLISH)("STATUSES", "gap")
        'gap'
    """
    place = 0 if language is Language.VIETNAMESE else 1

    def name(table: str, value: str | None) -> str:
        pair = getattr(messages, table).get(value)
        return pair[place] if pair else value or ""

    return name


def find_address(iri: str) -> str:
    """Where the service shows what an IRI names: its path, on this host.

    Example:
        >>> find_address("https://cancu.example/id/vb/vn/chinh-phu/nghi-quyet/2021/76-nq-cp")
        '/id/vb/vn/chinh-phu/nghi-quyet/2021/76-nq-cp'
    """
    return "/id/" + iri.partition("/id/")[2]


def cut_marked(snippet: str, marks: Sequence[tuple[int, int]]) -> list[tuple[str, bool]]:
    """The words of a hit in pieces, each with whether it was searched for.

    Example:
        >>> cut_marked("Kế hoạch năm 2022", [(0, 8)])
        [('Kế hoạch', True), (' năm 2022', False)]
    """
    pieces, done = [], 0
    for start, end in sorted(marks):
        if start >= done:
            pieces += [(snippet[done:start], False), (snippet[start:end], True)]
            done = end
    return [piece for piece in (*pieces, (snippet[done:], False)) if piece[0]]


def _write_figures(printer: Callable[..., str]) -> Callable[..., str]:
    """A filter that writes figures with the decimal sign of the page's language."""

    @pass_context
    def write(context: Context, value: float | None, **options: int) -> str:
        words = printer(value, **options)
        return words if context["language"] is Language.VIETNAMESE else words.replace(",", ".")

    return write


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("cancu.api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True, auto_reload=False,
    )  # fmt: skip
    environment.filters["address"] = find_address
    environment.filters["marked"] = cut_marked
    environment.filters["day"] = print_date
    environment.filters["share"] = _write_figures(print_share)
    environment.filters["score"] = _write_figures(print_score)
    environment.globals["signs"] = messages.SIGNS
    environment.globals["cancu_version"] = version("cancu")
    return environment
