"""QR codes, read back by a reader that shares nothing with what makes them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strict_qr import read_path

from plugins.portal.qr import qr_path

TEXTS = (
    "https://portal.example/",
    "https://portal.example/da/kommuner/ringkoebing-skjern/#Partner-consultant",
    "https://portal.example/work/ar/ar-municipalities/oeksempel-oe/#Newcomer-service",
    "Ærø, Åbenrå, مدينة",
    "x" * 140,
)


@pytest.mark.parametrize("text", TEXTS)
def test_a_code_holds_its_text(text):
    """Whatever its length, within a light zone."""
    assert read_path(*qr_path(text)) == text


@given(st.text(st.characters(min_codepoint=0x61, max_codepoint=0x7A), min_size=1, max_size=140))
def test_any_address_comes_back(text):
    """Behind a small letter, as letters alone could be written in a shorter way."""
    address = f"https://{text}"
    assert read_path(*qr_path(address)) == address


def test_a_code_is_the_same_every_time():
    assert qr_path(TEXTS[0]) == qr_path(TEXTS[0])
    assert qr_path(TEXTS[0]) != qr_path(TEXTS[1])
