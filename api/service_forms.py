"""Forms of answers: which of those that are offered a client would like best (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from fastapi import Request

from cancu.api.service_problems import ProblemError


class _Wish(NamedTuple):
    """One media range of an `Accept` header; `*/*` and `text/*` are less precise than `text/turtle`."""

    media_type: str
    quality: float

    @property
    def precision(self) -> int:
        return 2 - self.media_type.count("*")

    def fits(self, media_type: str) -> bool:
        kind, _, name = self.media_type.partition("/")
        own_kind, _, own_name = media_type.partition("/")
        return kind in ("*", own_kind) and name in ("*", own_name)


def choose_form(accept: str, offers: Sequence[str]) -> str | None:
    """The offered media type that is wished for most; the first of equals, None where none will do.

    Example:
        >>> choose_form("text/html;q=0.5, text/*;q=0.8", ["application/json", "text/turtle", "text/html"])
        'text/turtle'
        >>> choose_form("", ["application/json"]), choose_form("image/png", ["application/json"])
        ('application/json', None)
    """
    wishes = sorted(_read_wishes(accept or "*/*"), key=lambda wish: -wish.precision)
    qualities = {
        offer: next((wish.quality for wish in wishes if wish.fits(offer.partition(";")[0])), 0.0) for offer in offers
    }
    best = max(offers, key=lambda offer: qualities[offer])
    return best if qualities[best] > 0 else None


def require_form(request: Request, offers: Sequence[str]) -> str:
    """The form that the sender of a request wishes for.

    Raises:
        ProblemError: 406, it takes none of those that there are.
    """
    form = choose_form(request.headers.get("accept", ""), offers)
    if form is None:
        raise ProblemError(
            406, "Không có dạng dữ liệu này", f"available: {', '.join(offers)}", code="E_HTTP_406",
            hint="bỏ Accept, hoặc chọn một trong các dạng trên (choose one of these)",
        )  # fmt: skip
    return form


def _read_wishes(accept: str) -> Iterable[_Wish]:
    for part in accept.split(","):
        media_type, *parameters = (piece.strip().lower() for piece in part.split(";"))
        if media_type.count("/") != 1:
            continue
        quality = next((one[2:] for one in parameters if one.startswith("q=")), "1")
        try:
            yield _Wish(media_type, min(max(float(quality), 0.0), 1.0))
        except ValueError:
            continue
