"""Values in the formats of their cells."""

import datetime

import pytest

from cancu.ingest.cell_values import print_value


@pytest.mark.parametrize(
    ("value", "number_format", "printed"),
    [
        (None, "General", ""),
        (True, "General", "TRUE"),
        ("Quý I/2026", "@", "Quý I/2026"),
        (3.0, "General", "3"),
        (1.1, "General", "1.1"),
        (0.1 + 0.2, "General", "0.3"),
        (12345678901, "General", "12345678901"),
        (0.95, "0%", "95%"),
        (0.955, "0.0%", "95,5%"),
        (1234567.5, "#,##0.00", "1.234.567,50"),
        (1234567, "#,##0", "1.234.567"),
        (12.5, "0.0#", "12,5"),
        (-3.2, "0.0", "-3,2"),
        (-0.01, "0", "0"),
        (7, "00", "07"),
        (5, '0" tỷ đồng"', "5 tỷ đồng"),
        (5, '"Khoảng "0\\ %', "Khoảng 500 %"),
        (5, "[Red]#,##0_);(#,##0)", "5"),
        (1.5, "# ?/?", "1.5"),
        (datetime.datetime(2026, 6, 30), "dd/mm/yyyy", "30/06/2026"),
        (datetime.datetime(2026, 6, 30), "m/d/yyyy", "30/06/2026"),
        (datetime.datetime(2026, 6, 30), "mm/yyyy", "06/2026"),
        (datetime.datetime(2026, 6, 30), "[$-42A]yyyy", "2026"),
        (datetime.datetime(2026, 6, 30, 8, 5), "dd/mm/yyyy hh:mm", "30/06/2026 08:05"),
        (datetime.datetime(2026, 6, 30), '"Ngày "dd/mm/yyyy', "30/06/2026"),
        (datetime.date(2026, 6, 30), "General", "30/06/2026"),
        (datetime.time(8, 5), "h:mm", "08:05"),
        (datetime.timedelta(hours=30), "[h]:mm", "1 day, 6:00:00"),
    ],
)
def test_a_value_prints_in_its_format(value: object, number_format: str, printed: str) -> None:
    assert print_value(value, number_format) == printed
