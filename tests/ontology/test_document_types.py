"""Kinds of documents and the bodies behind symbols."""

from __future__ import annotations

import datetime
import unicodedata

import pytest

from cancu.ontology.document_types import find_type, load_document_types, type_names
from cancu.ontology.issuers import find_issuer, load_issuers, ministry_names
from cancu.ontology.orthography import match_key


def test_every_name_is_nfc_and_every_alias_means_one_kind() -> None:
    for kind in load_document_types():
        for name in (kind.name, *kind.aliases):
            assert unicodedata.is_normalized("NFC", name)
            assert type_names()[match_key(name)] == kind.name


def test_a_symbol_names_one_kind_in_each_world() -> None:
    for party in (False, True):
        symbols = [kind.symbol for kind in load_document_types() if kind.symbol and (kind.kind == "party") is party]
        assert len(symbols) == len(set(symbols))


def test_the_party_reads_its_own_symbols() -> None:
    state, party = find_type("TT"), find_type("TT", party=True)
    assert state is not None
    assert party is not None
    assert (state.name, party.name) == ("Thông tư", "Thông tri")


def test_longer_names_come_first() -> None:
    lengths = [len(name) for name in type_names()]
    assert lengths == sorted(lengths, reverse=True)


@pytest.mark.parametrize(
    ("symbol", "party", "name"),
    [
        ("BKH&ĐT", False, "Bộ Kế hoạch và Đầu tư"),
        ("BCT", False, "Bộ Công Thương"),
        ("BCT", True, "Bộ Chính trị"),
        ("TTg", False, "Thủ tướng Chính phủ"),
        ("STC", False, "Sở Tài chính {province}"),
        ("XYZ", False, None),
    ],
)
def test_a_symbol_finds_its_body(symbol: str, party: bool, name: str | None) -> None:
    issuer = find_issuer(symbol, party=party)
    assert (issuer.name if issuer else None) == name


def test_a_body_is_not_found_on_a_day_when_it_did_not_exist() -> None:
    assert find_issuer("BNNMT", on=datetime.date(2019, 5, 1)) is None
    assert find_issuer("BTNMT", on=datetime.date(2019, 5, 1)) is not None


def test_no_body_ends_before_it_starts() -> None:
    for issuer in load_issuers():
        if issuer.valid_from and issuer.valid_to:
            assert issuer.valid_from < issuer.valid_to, issuer.symbol


def test_names_of_national_bodies_hold_no_placeholder() -> None:
    assert all("{" not in name for name in ministry_names().values())
