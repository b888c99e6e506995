"""The one function that decides a status, and the rules that it decides by.

Every report, table and page renders what `decide_status` says; nothing else assigns a status. Deep coverage follows
delegation from unit to unit and is the worst of the chain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple, Protocol

from cancu.ontology.assessments import Decision, DecisionKind, LinkState, Obligation, Status
from cancu.ontology.orthography import match_key

STRONG = frozenset({LinkState.CITED, LinkState.CONFIRMED, LinkState.AUTO})
"""States that make a task covered."""

RULES = {
    "exempt": ("được miễn theo quyết định của người có thẩm quyền", "exempt by a person's ruling"),
    "not_applicable": ("không áp dụng theo quyết định của người có thẩm quyền", "not applicable by a person's ruling"),
    "delegated": ("đã giao cho đơn vị khác theo quyết định", "handed to another unit by a person's ruling"),
    "handed_down": ("kế hoạch giao hẳn cho cấp dưới", "the plan hands it down to lower units"),
    "cited": ("văn bản cấp dưới viện dẫn đúng mục này", "the child's text names this item"),
    "confirmed": ("người dùng xác nhận", "confirmed by a person"),
    "confirmed_partial": ("người dùng xác nhận chỉ thực hiện một phần", "a person ruled: in part"),
    "product_shortfall": ("có nhiệm vụ tương ứng nhưng thiếu sản phẩm", "taken over, but products are missing"),
    "auto": ("điểm từ ngưỡng cao trở lên và cao nhất hàng hoặc cột", "score at least high, best of its row or column"),
    "suspect": ("nội dung đã thay đổi sau khi xác nhận, cần xem lại", "a text changed since it was confirmed"),
    "candidates": ("chỉ có ứng viên dưới ngưỡng cao, cần người xem", "candidates only, a person has to look"),
    "contested": ("nhiệm vụ gần nhất ứng với mục khác rõ hơn, cần người xem", "the nearest task answers another item"),
    "unresolved": ("không rõ nhiệm vụ có giao cho đơn vị hay không", "unclear whom the task addresses"),
    "nothing_found": ("không có nhiệm vụ nào đạt ngưỡng thấp", "nothing scores at least low"),
    "support": ("chỉ phối hợp, thiếu không phải là khoảng trống", "cooperation only, never a gap"),
    "not_bound": ("nhiệm vụ của cơ quan khác", "the task binds others"),
}
"""Code of every rule, with its words in Vietnamese and English."""

_RULED = {
    DecisionKind.EXEMPT: Status.EXEMPT,
    DecisionKind.NOT_APPLICABLE: Status.NOT_APPLICABLE,
    DecisionKind.DELEGATE: Status.DELEGATED,
}
_DEPTH = (
    Status.EXEMPT,
    Status.NOT_APPLICABLE,
    Status.COVERED,
    Status.PARTIAL,
    Status.DELEGATED,
    Status.REVIEW,
    Status.GAP,
    Status.CYCLE,
)


class Verdict(NamedTuple):
    """A status and the code of the rule that decided it."""

    status: Status
    rule: str


class DeepVerdict(NamedTuple):
    """The end of a chain of delegation: the worst status, the units passed, and where it breaks."""

    status: Status
    chain: tuple[str, ...] = ()
    breaks_at: str = ""


class Linked(Protocol):
    """What a verdict asks of a link."""

    @property
    def state(self) -> LinkState:
        """How far it can be relied on."""

    @property
    def suspect(self) -> bool:
        """Whether a text has changed since a person ruled on it."""

    @property
    def partial(self) -> bool:
        """Whether a person ruled that it takes over only a part."""


def decide_status(
    obligation: Obligation,
    links: Sequence[Linked],
    rulings: Sequence[Decision] = (),
    *,
    products_short: bool = False,
    contested: bool = False,
) -> Verdict:
    """Decide whether a parent's task is covered.

    In this order: a person's ruling on the task; a cited or confirmed link; a person's word that it is taken over in
    part; an automatic link, in part where products are countably missing; candidates, which leave it open; nothing.
    Only a binding task can be a gap; one of unclear obligation is open; one that binds others does not apply. A link
    that is suspect covers nothing until a person looks again.

    Args:
        obligation: how the task binds the organisation
        links: its links from the low threshold up; weak ones count for nothing
        rulings: the rulings in force on the task for the organisation
        products_short: some, but not all, of the products asked for are there
        contested: the nearest task would link by itself, were it not for another item that it answers better
    """
    if rulings:
        status = _RULED[rulings[-1].kind]
        return Verdict(status, status.value)
    firm = [link for link in links if link.state in STRONG and not link.suspect]
    for state in (LinkState.CITED, LinkState.CONFIRMED):
        if any(link.state is state and not link.partial for link in firm):
            return Verdict(Status.COVERED, state.value)
    if any(link.partial for link in firm):
        return Verdict(Status.PARTIAL, "confirmed_partial")
    if firm:
        return Verdict(Status.PARTIAL, "product_shortfall") if products_short else Verdict(Status.COVERED, "auto")
    return _decide_open(obligation, links, contested=contested)


def _decide_open(obligation: Obligation, links: Sequence[Linked], *, contested: bool) -> Verdict:
    if any(link.suspect for link in links):
        return Verdict(Status.REVIEW, "suspect")
    if any(link.state is LinkState.CANDIDATE for link in links):
        return Verdict(Status.REVIEW, "candidates")
    if obligation.binding:
        return Verdict(Status.REVIEW, "contested") if contested else Verdict(Status.GAP, "nothing_found")
    if obligation is Obligation.UNRESOLVED:
        return Verdict(Status.REVIEW, "unresolved")
    return Verdict(Status.NOT_APPLICABLE, "support" if obligation is Obligation.SUPPORT else "not_bound")


def follow_delegation(
    organisation: str,
    verdict: Verdict,
    units: Callable[[str], Sequence[str]],
    statuses: Callable[[str], Verdict | None],
) -> DeepVerdict:
    """Follow a task from unit to unit and give the worst end.

    A delegated task is fulfilled only if the plan of the unit covers it. A unit without a plan at hand leaves it open
    (`review`), since nothing can be said; a chain that returns to a unit is a `cycle`.

    Args:
        organisation: where the chain begins
        verdict: what its own plan makes of the task
        units: to whom a unit delegates the task; empty where it does not
        statuses: what the plan of a unit makes of the task; None where no plan is at hand
    """
    return _follow(organisation, verdict, units, statuses, ())


def _follow(
    organisation: str,
    verdict: Verdict | None,
    units: Callable[[str], Sequence[str]],
    statuses: Callable[[str], Verdict | None],
    passed: tuple[str, ...],
) -> DeepVerdict:
    here = (*passed, organisation)
    if match_key(organisation) in map(match_key, passed):
        return DeepVerdict(Status.CYCLE, here, organisation)
    if verdict is None:
        return DeepVerdict(Status.REVIEW, here, organisation)
    if verdict.status is not Status.DELEGATED:
        return DeepVerdict(verdict.status, here, organisation if verdict.status in _DEPTH[5:] else "")
    ends = [_follow(unit, statuses(unit), units, statuses, here) for unit in units(organisation)]
    return find_worst(ends) if ends else DeepVerdict(Status.REVIEW, here, organisation)


def find_worst(ends: Iterable[DeepVerdict]) -> DeepVerdict:
    """The worst of several ends: covered < partial < review < gap < cycle; of equals the first."""
    return max(ends, key=lambda end: _DEPTH.index(end.status))
