"""Share images: what they say, what they are called and that they are drawn once."""

import zlib
from io import BytesIO

import pytest
from discovery_samples import FONT
from PIL import Image

from plugins.discovery import share_images
from plugins.discovery.cards import Card, card_of
from plugins.discovery.drawing import PLACES, draw_card
from plugins.discovery.lettering import Typeface
from plugins.discovery.share_images import ShareImages

CARD = Card("Company", "Ringkøbing-Skjern", "Careers", "ltr")
FACES = (Typeface(FONT.read_bytes()), Typeface(None))
PLAIN = (Typeface(None),)


@pytest.mark.parametrize(
    ("fields", "texts"),
    [
        ({"place": "Horsens"}, ("Company", "Horsens", "Careers")),
        ({"place": "Horsens", "language": "da"}, ("Virksomhed", "Horsens", "Karriere")),
        ({}, ("Company", "Careers")),
        ({"kind": "page"}, ("Careers",)),
        ({"kind": "offer", "place": "Horsens"}, ("Horsens", "Careers")),
        ({"kind": "municipality", "place": "Aarhus"}, ("Place", "Aarhus", "Careers")),
    ],
)
def test_a_card_names_kind_place_and_portal(make_page, fields, texts):
    """A card says each thing once, in the page's language."""
    assert card_of(make_page(**fields)).texts == texts


def test_pages_of_one_kind_and_place_share_a_card(make_page):
    """Companies of one town are shared with one picture."""
    assert card_of(make_page("a/", title="A")) == card_of(make_page("b/", title="B"))


def test_a_picture_has_the_size_that_networks_expect():
    """A share image is a PNG of 1200 by 630 pixels."""
    picture = Image.open(BytesIO(draw_card(CARD, FACES)))
    assert (picture.format, picture.size) == ("PNG", (1200, 630))
    assert picture.info == {}


def test_drawing_twice_gives_the_same_bytes():
    """Nothing of the day or the machine is in a picture."""
    assert draw_card(CARD, FACES) == draw_card(CARD, FACES)


def test_the_strips_of_a_picture_are_one_stream():
    """Strips are packed once for many cards; their checksum together is that of the whole."""
    content = draw_card(CARD, FACES)
    start = content.index(b"IDAT")
    length = int.from_bytes(content[start - 4 : start])
    rows = zlib.decompress(content[start + 4 : start + 4 + length])  # compares the checksum
    assert len(rows) == 630 * (1 + 1200 // 2)


@pytest.mark.parametrize(("faces", "word"), [(FACES, "Åpgyqj"), (PLAIN, "Bpgyqj")])
@pytest.mark.parametrize("text", ["{}", "{} {}", "{0}gyqjmmm {0}gyqjmmm {0}gyqjmmm", "{0} " * 30])
def test_no_letter_is_cut_where_strips_meet(text, faces, word):
    """Rings of capitals and tails of small letters end inside the strip of their text."""
    text = text.format(word, word)
    bare = Image.open(BytesIO(draw_card(Card("", "", "", "ltr"), faces)))
    for place in range(3):
        texts = [text if other == place else "" for other in range(3)]
        picture = Image.open(BytesIO(draw_card(Card(*texts, "ltr"), faces)))
        top, bottom = PLACES[place].rows
        for row in (top, bottom - 1):
            edge = (0, row, 1200, row + 1)
            assert picture.crop(edge).tobytes() == bare.crop(edge).tobytes()
        assert picture.tobytes() != bare.tobytes()


@pytest.mark.parametrize("faces", [FACES, PLAIN], ids=["font", "no font"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("text", ["Ry", "Store-Vildmosebjerg" * 12, "a long name " * 25, "   "])
def test_every_name_leaves_the_margins_free(text, direction, faces):
    """However long a name is, it ends inside the picture."""
    card = Card(text, text, text, direction)
    picture = Image.open(BytesIO(draw_card(card, faces)))
    bare = Image.open(BytesIO(draw_card(Card("", "", "", "ltr"), faces)))
    for left in (0, 1140):
        edge = (left, 0, left + 60, 630)
        assert picture.crop(edge).tobytes() == bare.crop(edge).tobytes()


def test_text_that_no_font_has_letters_for_is_left_out():
    """A picture shows no boxes in place of letters."""
    assert draw_card(Card("", "語", "", "ltr"), FACES) == draw_card(Card("", "", "", "ltr"), FACES)


def test_a_later_font_helps_where_the_first_lacks_letters():
    """The first font that has every letter of a card is taken."""
    assert draw_card(CARD, (*PLAIN, *FACES)) == draw_card(CARD, FACES)


def test_the_name_tells_the_card_and_changes_with_it(images):
    """A file's name is readable, and different where the picture is."""
    name = images.name(CARD)
    assert name.startswith("company-ringkoebing-skjern-")
    assert len(name) == len("company-ringkoebing-skjern-") + 12 + len(".png")
    others = [
        Card("Company", "Ringkøbing-Skjern", "Jobs", "ltr"),
        Card("Company", "Ringkøbing-Skjern", "Careers", "rtl"),
        Card("Company Ringkøbing-Skjern", "", "Careers", "ltr"),
    ]
    assert len({name, *map(images.name, others)}) == 4


def test_the_name_changes_with_the_font(images, tmp_path):
    """A picture in another font has another address."""
    plain = ShareImages.with_fonts([tmp_path / "missing.woff2"], base="", cache=tmp_path)
    assert plain.name(CARD) != images.name(CARD)


def test_a_picture_is_drawn_once(images, monkeypatch):
    """What was drawn before is read, also by a later build."""
    first = images.contents([CARD])
    monkeypatch.setattr(share_images, "draw_card", lambda *_: pytest.fail("drawn again"))
    assert images.contents([CARD]) == first


def test_the_cache_holds_finished_pictures_only(images):
    """No part of an unfinished file stays behind."""
    images.contents([CARD])
    assert [path.name for path in images.cache.iterdir()] == [images.name(CARD)]
