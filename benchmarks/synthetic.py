"""A synthetic country: a national programme, 34 provinces and 3,321 communes that carry it out, as a store.

Usage: python benchmarks/synthetic.py STORE [PROGRAMMES [TASKS [COMMUNES]]]

Every province takes over most tasks of the programme in words of its own, every commune most of its province's; some
are left out (gaps), some only resemble (reviews), some are a plan's own. The units are those of the list of 2025, the
words are invented. The same numbers give the same store. One programme of 62 tasks makes 208,000 tasks in 3,356
documents; three programmes of 30 tasks make 10,068 documents and 302,000 tasks.
"""

from __future__ import annotations

import datetime
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path

from cancu.graph.store import Store
from cancu.ontology.records import Citation, Deadline, Document, Extraction, Level, Relation, SourceText, Task
from cancu.ontology.unit_lists import AdministrativeUnit
from cancu.ontology.units import load_units

DAY = datetime.date(2026, 1, 5)
Reading = tuple[SourceText, Extraction]

_TOPICS = ("cải cách hành chính", "chuyển đổi số", "thực hành tiết kiệm, chống lãng phí", "phát triển kinh tế tập thể")
_ACTS = (
    "Rà soát",
    "Xây dựng",
    "Ban hành",
    "Kiểm tra",
    "Công khai",
    "Tập huấn",
    "Số hóa",
    "Kiện toàn",
    "Khảo sát",
    "Thống kê",
    "Tuyên truyền",
    "Đánh giá",
    "Bố trí",
    "Nâng cấp",
    "Hướng dẫn",
    "Chuẩn hóa",
    "Sắp xếp",
    "Bồi dưỡng",
    "Giám sát",
    "Cập nhật",
)
_OBJECTS = (
    "quy trình nội bộ giải quyết thủ tục",
    "hồ sơ địa chính",
    "danh mục vị trí việc làm",
    "cổng dịch vụ công",
    "kho dữ liệu hộ tịch",
    "bộ phận một cửa",
    "chỉ số hài lòng của người dân",
    "đội ngũ công chức trẻ",
    "quỹ đất công ích",
    "hệ thống truyền thanh cơ sở",
    "mạng lưới tổ công nghệ cộng đồng",
    "kinh phí tự chủ",
    "chế độ báo cáo định kỳ",
    "hạ tầng mạng nội bộ",
    "tài sản công dôi dư",
    "hợp tác xã nông nghiệp",
    "hòm thư góp ý điện tử",
    "tủ sách pháp luật",
    "lịch tiếp công dân",
    "chữ ký số chuyên dùng",
    "biểu mẫu điện tử",
    "nhà văn hóa thôn",
    "trạm y tế lưu động",
    "nguồn nước sạch nông thôn",
)
_MANNERS = (
    "theo hướng đơn giản, dễ thực hiện",
    "gắn với trách nhiệm của người đứng đầu",
    "bảo đảm liên thông giữa các cấp",
    "trên cơ sở ý kiến của doanh nghiệp",
    "đáp ứng yêu cầu của giai đoạn mới",
    "phục vụ vùng sâu, vùng xa",
    "bằng nguồn lực xã hội hóa",
    "có sự tham gia của đoàn thể",
    "đúng lộ trình đã cam kết",
    "không để phát sinh chi phí",
    "với mục tiêu giảm một phần ba thời gian",
    "phù hợp phong tục của từng dân tộc",
)
_OWN_ACTS = ("Phát động", "Mở", "Tổ chức", "Thí điểm")
_OWN_OBJECTS = ("phong trào ngày thứ bảy xanh", "chuyên mục hỏi đáp", "hội thi sáng kiến", "mô hình cà phê doanh nhân")
_LEADS = {
    Level.NATIONAL: (
        ("UBND các tỉnh, thành phố trực thuộc Trung ương",),
        ("Bộ Nội vụ",),
        ("Các bộ, cơ quan ngang bộ", "UBND các tỉnh, thành phố trực thuộc Trung ương"),
    ),
    Level.PROVINCE: (("UBND cấp xã",), ("Các sở, ban, ngành", "UBND cấp xã"), ("Sở Nội vụ",)),
    Level.COMMUNE: (("Văn phòng HĐND và UBND xã",), ("Phòng Kinh tế",), ("Phòng Văn hóa - Xã hội", "Công an xã")),
}
_HELPERS = ("Sở Tài chính", "Sở Khoa học và Công nghệ", "Văn phòng UBND tỉnh", "Trung tâm Phục vụ hành chính công")
_BINDS_BELOW = {Level.NATIONAL: (0, 0, 2, 1), Level.PROVINCE: (0, 0, 1, 2), Level.COMMUNE: (0, 1, 2)}
"""Which leads a level names, the likely ones more than once: most tasks bind the level below."""


@dataclass(frozen=True)
class Plan:
    """A plan in the making: its head and the words of its tasks."""

    document: Document
    texts: tuple[str, ...]
    above: Document | None = None
    leads: tuple[tuple[str, ...], ...] = field(default=())


def build_country(programmes: int = 1, tasks: int = 62, communes: int | None = None) -> Iterator[Reading]:
    """Yield the documents of a country as readings: each programme, then each province with its communes.

    Args:
        programmes: at most one for each topic
        tasks: of each plan
        communes: at most, over all provinces; None for all
    """
    for number, topic in enumerate(_TOPICS[:programmes]):
        dice = random.Random(number)
        programme = _make_programme(topic, number, tasks, dice)
        yield _write(programme, dice)
        left = communes
        for province in load_units().iter_units(Level.PROVINCE, DAY):
            plan = _make_plan(programme, topic, number + 1, (province,), dice)
            yield _write(plan, dice)
            members = load_units().members(province, Level.COMMUNE, DAY)[:left]
            left = None if left is None else left - len(members)
            for place, commune in enumerate(members, 1):
                yield _write(_make_plan(plan, topic, 1000 * number + place, (commune, province), dice), dice)


def fill_store(path: Path, country: Iterator[Reading]) -> int:
    """Put a country into a store; the number of its documents."""
    count = 0
    with Store.open(path, create=True) as store:
        store.connection.execute("PRAGMA synchronous = OFF")  # made anew when the machine stops: nothing to lose
        for source, extraction in country:
            store.put(source, extraction)
            count += 1
    return count


def main() -> None:
    """Make a store and tell what is in it."""
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    path, numbers = Path(sys.argv[1]), [int(one) for one in sys.argv[2:]]
    fill_store(path, build_country(*numbers))
    with Store.open(path, read_only=True) as store:
        documents = list(store.documents())
    print(f"{len(documents):,} documents, {sum(one.tasks for one in documents):,} tasks in {path}")


def _make_programme(topic: str, number: int, tasks: int, dice: random.Random) -> Plan:
    title = f"phê duyệt Chương trình {topic} quốc gia năm 2026"
    document = Document(
        type="Quyết định",
        number=f"{70 + number}/QĐ-TTg",
        date=DAY,
        issuer="Thủ tướng Chính phủ",
        level=Level.NATIONAL,
        title=title,
        plan_title=f"Chương trình {topic} quốc gia năm 2026",
        period=(datetime.date(2026, 1, 1), datetime.date(2026, 12, 31)),
    )
    pairs = [(act, what) for what in _OBJECTS for act in _ACTS]
    texts = (f"{act} {what} {dice.choice(_MANNERS)}" for act, what in dice.sample(pairs, tasks))
    return _assign(Plan(document, tuple(texts)), dice)


def _make_plan(
    above: Plan, topic: str, number: int, units: tuple[AdministrativeUnit, ...], dice: random.Random
) -> Plan:
    unit = units[0]
    place = ", ".join(one.full_name for one in units)
    title = f"Kế hoạch {topic} năm 2026 của {place}"
    document = Document(
        type="Kế hoạch",
        number=f"{number}/KH-UBND",
        date=DAY + datetime.timedelta(days=10 if unit.level is Level.PROVINCE else 30),
        issuer=f"UBND {place}",
        level=unit.level,
        title=title,
        plan_title=title,
        period=above.document.period,
    )
    texts = tuple(_take_over(text, unit, dice) for text in above.texts)
    return _assign(Plan(document, texts, above.document), dice)


def _take_over(text: str, unit: AdministrativeUnit, dice: random.Random) -> str:
    """A task of the plan above as this unit writes it; one in five is left out for a task of its own."""
    kind = dice.random()
    words = text.removesuffix(".").split(" trên địa bàn ")[0]
    if kind < 0.5:
        return f"{words} trên địa bàn {unit.full_name}"
    if kind < 0.8:
        return f"{' '.join(words.split()[:-4])} {dice.choice(_MANNERS)} trên địa bàn {unit.full_name}"
    return f"{dice.choice(_OWN_ACTS)} {dice.choice(_OWN_OBJECTS)} tại {unit.full_name}"


def _assign(plan: Plan, dice: random.Random) -> Plan:
    level = plan.document.level or Level.NATIONAL
    leads = tuple(_LEADS[level][dice.choice(_BINDS_BELOW[level])] for _ in plan.texts)
    return replace(plan, leads=leads)


def _write(plan: Plan, dice: random.Random) -> Reading:
    """The text of a plan with the records that stand in it."""
    document = plan.document
    lines = [f"{document.issuer}", f"Số: {document.number}", f"{document.type} {document.title}"]
    text = "\n".join(lines) + "\n"
    citations: list[Citation] = []
    for cited, relation in _list_cited(plan):
        text, citation = _cite(text, cited, relation)
        citations.append(citation)
    tasks: list[Task] = []
    for place, (words, lead) in enumerate(zip(plan.texts, plan.leads, strict=True)):
        section, item = divmod(place, 10)
        start = len(text) + len(f"{item + 1}. ")
        text += f"{item + 1}. {words}.\n"
        tasks.append(
            Task(
                ref=f"{section + 1}.{item + 1}",
                heading=f"Nhóm việc thứ {section + 1}",
                text=f"{words}.",
                lead=lead,
                coordinate=tuple(dice.sample(_HELPERS, dice.randrange(1, 4))),
                deadline=Deadline(text="Quý III/2026", due=(datetime.date(2026, 9, 30),)),
                start=start,
                end=start + len(words) + 1,
            )
        )
    name = f"{len(text)}-{(document.number or '').replace('/', '-')}.txt"
    source = SourceText(text=text, sha256=sha256(text.encode()).hexdigest(), name=name)
    return source, Extraction(document=document, citations=tuple(citations), tasks=tuple(tasks))


def _list_cited(plan: Plan) -> Sequence[tuple[Document, Relation]]:
    law = Document(type="Luật", number="72/2025/QH15", title="Tổ chức chính quyền địa phương", issuer="Quốc hội")
    own = plan.document
    basis = [(law, Relation.BASIS), *([(plan.above, Relation.BASIS)] if plan.above else [])]
    return [(own, Relation.SELF), *basis]


def _cite(text: str, cited: Document, relation: Relation) -> tuple[str, Citation]:
    """The text with a clause that names a document, and the citation in it."""
    own = relation is Relation.SELF
    day = f" ngày {cited.date:%d/%m/%Y}" if cited.date else ""
    words = f"{cited.type} số {cited.number}{day} của {cited.issuer}"
    lead = "Kèm theo " if own else "Căn cứ "
    start = len(text) + len(lead)
    citation = Citation(
        type=cited.type,
        number=cited.number,
        date=cited.date,
        issuer=cited.issuer,
        relation=relation,
        start=start,
        end=start + len(words),
        text=words,
    )
    return f"{text}{lead}{words} {'' if own else cited.title or ''};\n", citation


if __name__ == "__main__":
    main()
