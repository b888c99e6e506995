"""The gazetteer of laws, codes, ordinances and constitutions."""

from __future__ import annotations

import datetime
import re
import unicodedata
from importlib.resources import files

import pytest

from cancu.ontology.laws import Law, load_laws, make_law_key

NUMBER = re.compile(r"\d{2,3}/(?P<year>\d{4})/(?:QH\d{1,2}|UBTVQH\d{1,2}|PL-UBTVQH\d{1,2})")
TERMS = {  # first day of each National Assembly
    "10": 1997, "11": 2002, "12": 2007, "13": 2011, "14": 2016, "15": 2021,
}  # fmt: skip


def day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)


def numbers(laws: tuple[Law, ...]) -> list[str | None]:
    return [law.number for law in laws]


def test_the_list_holds_at_least_500_laws_and_200_were_read() -> None:
    laws = load_laws().laws
    assert len(laws) >= 500
    assert sum(law.verified for law in laws) >= 200


def test_numbers_are_well_formed_and_agree_with_the_day() -> None:
    for law in load_laws().laws:
        if law.number is None:
            continue
        match = NUMBER.fullmatch(law.number)
        assert match, law.number
        assert int(match["year"]) == law.date.year, law.number
        term = law.number.rpartition("QH")[2]
        assert TERMS[term] <= law.date.year <= TERMS[term] + 5, law.number


def test_numbers_and_name_with_day_are_unique() -> None:
    laws = load_laws().laws
    known = [law.number for law in laws if law.number]
    assert len(set(known)) == len(known)
    assert len({(make_law_key(law.name), law.date) for law in laws}) == len(laws)


def test_laws_take_effect_after_they_pass_and_are_repealed_by_later_ones() -> None:
    by_number = {law.number: law for law in load_laws().laws if law.number}
    for law in load_laws().laws:
        assert law.effective is None or law.date <= law.effective, law.name
        if law.repealed_by:
            assert by_number[law.repealed_by].date > law.date, law.name


def test_every_law_since_1998_has_a_number_unless_it_is_known_to_be_uncertain() -> None:
    without = {law.name for law in load_laws().laws if law.number is None and law.date.year > 1998}
    assert without == {
        "Hiến pháp nước Cộng hòa xã hội chủ nghĩa Việt Nam",
        "Luật Tiết kiệm, chống lãng phí",
        "Luật Dẫn độ",
        "Luật Chuyển giao người đang chấp hành án phạt tù",
        "Luật Tương trợ tư pháp về hình sự",
    }


def test_the_file_is_nfc_and_names_its_sources() -> None:
    text = (files("cancu.ontology") / "data" / "laws.csv").read_text(encoding="utf-8")
    assert unicodedata.is_normalized("NFC", text)
    assert "Sources:" in text.split("number,name")[0]
    assert not re.search(r"[ \t],|,[ \t]\S+/|  ", text.partition("number,name")[2])


@pytest.mark.parametrize(
    ("name", "date", "number"),
    [
        ("Luật Tổ chức chính quyền địa phương", "2015-06-19", "77/2015/QH13"),
        ("Luật Tổ chức chính quyền địa phương", "2025-02-19", "65/2025/QH15"),
        ("Luật tổ chức Chính quyền địa phương", "2025-06-16", "72/2025/QH15"),
        ("Luật Tổ chức Hội đồng nhân dân và Uỷ ban nhân dân", "2003-11-26", "11/2003/QH11"),
        ("Luật Ban hành văn bản quy phạm pháp luật", "2015-06-22", "80/2015/QH13"),
        ("Luật Cán bộ, công chức", "2008-11-13", "22/2008/QH12"),
        ("Luật Đất đai năm 2013", "2013-11-29", "45/2013/QH13"),
        ("Luật Thuỷ lợi", "2017-06-19", "08/2017/QH14"),
        ("Bộ luật Lao động", "2019-11-20", "45/2019/QH14"),
        ("Luật An ninh mạng", "2018-06-12", "24/2018/QH14"),
        ("Pháp lệnh Ưu đãi người có công với cách mạng", "2020-12-09", "02/2020/UBTVQH14"),
        (
            "Luật sửa đổi, bổ sung một số điều của Luật Tổ chức Chính phủ và Luật Tổ chức chính quyền địa phương",
            "2019-11-22",
            "47/2019/QH14",
        ),
        ("Luật sửa đổi bổ sung một số điều Luật Ban hành văn bản quy phạm pháp luật", "2025-06-25", "87/2025/QH15"),
        ("Luật sửa đổi, bổ sung một số điều của Luật Đấu giá tài sản", "2024-06-27", "37/2024/QH15"),
    ],
)
def test_name_and_day_give_the_number(name: str, date: str, number: str) -> None:
    assert numbers(load_laws().find(name, day(date))) == [number]


@pytest.mark.parametrize(
    ("name", "on", "number"),
    [
        ("Luật Đất đai", "2005-01-01", "13/2003/QH11"),
        ("Luật Đất đai", "2014-06-30", "13/2003/QH11"),
        ("Luật Đất đai", "2014-07-01", "45/2013/QH13"),
        ("Luật Đất đai", "2024-07-31", "45/2013/QH13"),
        ("Luật Đất đai", "2026-01-01", "31/2024/QH15"),
        ("Luật Phòng chống tham nhũng", "2021-12-23", "36/2018/QH14"),
        ("Luật Tổ chức chính quyền địa phương", "2025-07-01", "72/2025/QH15"),
        ("Luật Căn cước công dân", "2026-01-01", "59/2014/QH13"),
        ("Luật Chuyển đổi số", "2026-01-15", "148/2025/QH15"),
    ],
)
def test_a_name_alone_means_the_version_in_force_when_it_is_cited(name: str, on: str, number: str) -> None:
    assert numbers(load_laws().find(name, on=day(on))) == [number]


def test_without_a_day_all_versions_are_candidates_newest_first() -> None:
    assert numbers(load_laws().find("Luật Thanh tra")) == [
        "84/2025/QH15", "11/2022/QH15", "56/2010/QH12", "22/2004/QH11",
    ]  # fmt: skip
    assert numbers(load_laws().find("Luật Thanh tra", year=2010)) == ["56/2010/QH12"]


def test_what_does_not_agree_is_not_found() -> None:
    laws = load_laws()
    assert laws.find("Luật Đầu tư", day("2021-06-17")) == ()
    assert laws.find("Luật Đầu tư công", number="58/2025/QH15") == ()
    assert laws.find("Luật Chuyển đổi số", on=day("2020-01-01")) == ()
    assert laws.find("Luật Hàng hải liên hành tinh") == ()
    assert laws.find("") == ()


def test_a_law_is_found_by_number_with_blanks_and_in_both_printings_of_ordinances() -> None:
    laws = load_laws()
    assert [law.name for law in laws.find("", number="80 /2015/QH13")] == ["Luật Ban hành văn bản quy phạm pháp luật"]
    assert numbers(laws.find("", number="04/2012/PL-UBTVQH13")) == ["04/2012/UBTVQH13"]
    assert numbers(laws.find("Luật Nhà ở", number="27/2023/QH15")) == ["27/2023/QH15"]


def test_the_constitution_is_found_by_its_short_name() -> None:
    (law,) = load_laws().find("Hiến pháp", on=day("2020-01-01"))
    assert (law.date, law.type, law.number) == (day("2013-11-28"), "Hiến pháp", None)
    assert [one.date.year for one in load_laws().find("Hiến pháp")] == [2013, 1992, 1980, 1959, 1946]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Luật Phòng chống bạo lực gia đình", "Luật Phòng, chống bạo lực gia đình"),
        ("Luật Thuỷ sản", "Luật Thủy sản"),
        ("LUẬT ĐẤT ĐAI", "Luật Đất đai"),
        ("Luật Đất đai số 45/2013/QH13", "Luật Đất đai"),
        ("Luật Cư trú năm 2020", "Luật Cư trú"),
        ("Luật Viên chức (sửa đổi)", "Luật Viên chức"),
    ],
)
def test_names_are_compared_without_what_writers_vary(one: str, other: str) -> None:
    assert make_law_key(one) == make_law_key(other)
    assert load_laws().find(one) == load_laws().find(other) != ()


def test_names_come_longest_first_and_once() -> None:
    names = load_laws().names()
    assert [len(name) for name in names] == sorted((len(name) for name in names), reverse=True)
    assert len(set(names)) == len(names)
    assert {"Luật Đất đai", "Hiến pháp", "Pháp lệnh Phí và lệ phí"} <= set(names)


@pytest.mark.parametrize(
    ("text", "name", "rest"),
    [
        ("Luật Giáo dục đại học ngày 18", "Luật Giáo dục đại học", " ngày 18"),
        ("Luật Giáo dục và Luật Nhà giáo", "Luật Giáo dục", " và Luật Nhà giáo"),
        ("Luật Tổ chức chính quyền địa\nphương ngày", "Luật Tổ chức chính quyền địa phương", " ngày"),
        ("Luật Phòng,  chống\n ma tuý;", "Luật Phòng, chống ma túy", ";"),
        ("Luật Thi đua khen thưởng.", "Luật Thi đua, khen thưởng", "."),
        ("Luật Đầu tư; Luật Đầu tư công", "Luật Đầu tư", "; Luật Đầu tư công"),
        (
            "Luật Sửa đổi, bổ sung một số điều Luật Cư trú năm",
            "Luật sửa đổi, bổ sung một số điều của Luật Cư trú",
            " năm",
        ),
    ],
)
def test_the_longest_name_is_read_at_a_place_in_a_text(text: str, name: str, rest: str) -> None:
    found = load_laws().match_at(f"Căn cứ {text}", 7)
    assert found is not None
    assert found[0] == name
    assert f"Căn cứ {text}"[found[1] :] == rest


@pytest.mark.parametrize("text", ["Luật này", "Luật. Đất đai", "Luật", "Điều 5", "", "Luật Giáo dụcđại học"])
def test_no_name_is_read_where_none_begins(text: str) -> None:
    assert load_laws().match_at(text, 0) is None


def test_every_name_is_read_whole() -> None:
    laws = load_laws()
    for name in laws.names():
        found = laws.match_at(f"{name} ngày", 0)
        assert found is not None
        assert laws.find(found[0]) == laws.find(name)


def test_an_amending_law_names_the_laws_it_amends() -> None:
    laws = load_laws()
    (many,) = laws.find("", number="43/2024/QH15")
    assert numbers(laws.find_amended(many)) == ["31/2024/QH15", "27/2023/QH15", "29/2023/QH15", "32/2024/QH15"]
    (pending,) = laws.find("", number="12/2017/QH14")
    assert numbers(laws.find_amended(pending)) == ["100/2015/QH13"]
    (plain,) = laws.find("", number="45/2013/QH13")
    assert not plain.is_amending
    assert laws.find_amended(plain) == ()


def test_a_law_is_in_force_from_its_effect_to_that_of_its_repeal() -> None:
    laws = load_laws()
    (law,) = laws.find("", number="77/2015/QH13")
    assert laws.is_in_force(law, day("2015-07-01")) is False
    assert laws.is_in_force(law, day("2016-01-01")) is True
    assert laws.is_in_force(law, day("2025-02-28")) is True
    assert laws.is_in_force(law, day("2025-03-01")) is False
    (unknown,) = laws.find("Luật Công đoàn", year=1990)
    assert laws.is_in_force(unknown, day("1989-01-01")) is False
    assert laws.is_in_force(unknown, day("2000-01-01")) is None
    assert laws.is_in_force(unknown, day("2014-01-01")) is False
