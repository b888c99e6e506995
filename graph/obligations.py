"""How a parent's task binds an organisation, read from its agency fields alone; no similarity of texts is used.

The strongest reading wins: `lead_named` > `lead_group` > `product_duty` > `unresolved` > `support` > `none`. Ignoring
obligation, two thirds of the "gaps" of a child plan are false alarms.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from cancu.graph.organisations import Address, Membership, address_organisation
from cancu.ontology.assessments import Obligation

if TYPE_CHECKING:
    from cancu.ontology.records import Date, Task


@dataclass(frozen=True)
class Duty:
    """What a task asks of an organisation, the phrase that says so, and why (Vietnamese and English)."""

    obligation: Obligation
    phrase: str
    reason: str
    english: str


@dataclass(frozen=True)
class Setting:
    """For whom, in whose plan and on which day a duty is read."""

    organisation: str
    issuer: str
    on: Date | None = None

    def address(self, phrase: str) -> Address:
        """How a phrase of the plan addresses the organisation."""
        return address_organisation(phrase, self.organisation, issuer=self.issuer, on=self.on)


def find_duty(task: Task, setting: Setting) -> Duty:
    """Say how `task` binds the organisation of `setting`.

    A bare open-ended group (`Các cơ quan, đơn vị liên quan`) never binds: as lead it leaves the task unresolved, as
    cooperation it says nothing. A product binds when it is a paper *of* the organisation or its group (`Kế hoạch thực
    hiện của các sở, ban, ngành`), not when it is a paper about them. A task that names no lead at all is unresolved.

    Example:
        >>> from cancu.ontology.records import Task
        >>> task = Task(ref="1", text="Rà", lead=("Sở Tư pháp",), coordinate=("Các sở, ban, ngành",), start=0, end=7)
        >>> find_duty(task, Setting("Sở Y tế", "UBND tỉnh A")).obligation
        <Obligation.SUPPORT: 'support'>
    """
    lead = _find_lead_duty(task.lead, setting)
    return lead or _find_product_duty(task, setting) or _find_weak_duty(task.lead, task.coordinate, setting)


@lru_cache(maxsize=4096)
def _find_lead_duty(leads: tuple[str, ...], setting: Setting) -> Duty | None:
    """The duty of one who leads; kept for a while, since many tasks of a plan name the same agencies."""
    addresses = [setting.address(phrase) for phrase in leads]
    for membership, obligation in (
        (Membership.NAMED, Obligation.LEAD_NAMED),
        (Membership.GROUP, Obligation.LEAD_GROUP),
    ):
        for address in addresses:
            if address.membership is membership:
                return Duty(obligation, address.phrase, f"chủ trì: {address.reason}", f"lead: {address.english}")
    return None


def _find_product_duty(task: Task, setting: Setting) -> Duty | None:
    for product in task.products:
        for phrase in find_owners(product):
            address = setting.address(phrase)
            if address.membership in {Membership.NAMED, Membership.GROUP}:
                reason = f"sản phẩm yêu cầu văn bản của “{phrase}”"
                return Duty(Obligation.PRODUCT_DUTY, phrase, reason, f"the product asks for a paper of {phrase}")
    return None


def _find_weak_duty(leads: tuple[str, ...], helpers: tuple[str, ...], setting: Setting) -> Duty:
    addresses = [setting.address(phrase) for phrase in leads]
    for address in addresses:
        if address.membership in {Membership.UNRESOLVED, Membership.OPEN}:
            return Duty(Obligation.UNRESOLVED, address.phrase, address.reason, address.english)
    others = [setting.address(phrase) for phrase in helpers]
    for address in others:
        if address.membership in {Membership.NAMED, Membership.GROUP}:
            reason, english = f"chỉ phối hợp: {address.reason}", f"cooperation only: {address.english}"
            return Duty(Obligation.SUPPORT, address.phrase, reason, english)
    for address in others:
        if address.membership is Membership.UNRESOLVED:
            return Duty(Obligation.UNRESOLVED, address.phrase, address.reason, address.english)
    if not leads:
        return Duty(Obligation.UNRESOLVED, "", "nhiệm vụ không nêu cơ quan chủ trì", "the task names no lead")
    reasons = "; ".join(address.reason for address in addresses)
    return Duty(Obligation.NONE, "", reasons, "; ".join(address.english for address in addresses))


def find_owners(product: str) -> tuple[str, ...]:
    """The bodies whose papers a product text asks for, as printed.

    Only the first `của` behind the name of a paper tells the owner; a verb before it (`công bố`, `phê duyệt`) does not
    hide it, and what stands behind the owner is not looked at.

    Example:
        >>> find_owners("Quyết định của UBND tỉnh; các Kế hoạch thực hiện của các sở, ban, ngành")
        ('UBND tỉnh', 'các sở, ban, ngành')
        >>> find_owners("Quyết định của Chủ tịch UBND tỉnh công bố chỉ số của các sở")
        ('Chủ tịch UBND tỉnh',)
    """
    found = []
    for part in re.split(r"[;\n]|\.\s", product):
        match = _paper_pattern().match(part.strip())
        if match:
            found += _split_owners(match["owner"])
    return tuple(found)


@cache
def _paper_pattern() -> re.Pattern[str]:
    """A paper, at most six words of description, `của`, and the owner up to a word that begins something else."""
    papers = (
        "kế hoạch|báo cáo|văn bản|quyết định|chương trình|công văn|đề án|quy chế|thông báo|tờ trình|nghị quyết|"
        "phương án|danh mục|danh sách|hồ sơ|quy trình|hướng dẫn|đề xuất|dự toán|biên bản"
    )
    stop = "về|công bố|ban hành|phê duyệt|trình|gửi|kèm|theo|năm|để|tại|do|được|có|quy định|trong|đối với"
    return re.compile(
        rf"(?:các |những |\d+ )?(?:{papers})(?:\s(?!của\b)[^\s,]+){{0,6}}\scủa\s"
        rf"(?P<owner>\w[^\n]{{0,200}}?)(?=\s(?:{stop})\b|\s*\(|\.?$)",
        re.IGNORECASE,
    )


def _split_owners(text: str) -> list[str]:
    """A list of owners into its entries, a group phrase kept whole."""
    parts = re.split(r",\s*(?=UBND|Ủy ban|HĐND|Sở|Bộ|Văn phòng|Chủ tịch)|\s+và\s+(?=UBND|Ủy ban|các\s|Sở)", text)
    return [part.strip(" ,.") for part in parts if part.strip(" ,.")]
