"""The map of the region: every place and name on it can be seen."""

import json
from dataclasses import replace
from itertools import combinations
from math import hypot

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_parts import with_other

from plugins.catalogue.edition import Edition
from plugins.catalogue.region_map import (
    LABEL_HEIGHT,
    LARGEST,
    LETTER_WIDTH,
    SMALLEST,
    located,
    make_map,
)
from plugins.portal.coastline import Coastline, around, read_coastline
from plugins.portal.links import distance_km

STARTS = {"start": 0, "middle": -0.5, "end": -1}
"""Where a label begins, in its own widths from the point that it is set at."""

SQUARE = Coastline((9.0, 56.0, 10.0, 56.5), (((9.1, 56.1), (9.9, 56.1), (9.9, 56.4), (9.1, 56.1)),))


def assert_all_inside(region):
    """Neither a place nor its name passes an edge of the drawing."""
    for place in region.places:
        width = len(place.name) * LETTER_WIDTH
        left = place.label_x + STARTS[place.anchor] * width
        for x in (left, left + width, place.x - place.radius, place.x + place.radius):
            assert 0 <= x <= region.width, place
        top = place.label_y - LABEL_HEIGHT * 0.75
        for y in (top, place.label_y, place.y - place.radius, place.y + place.radius):
            assert 0 <= y <= region.height, place


def edition_of_places(content, spots):
    """The golden portal with other municipalities, (lon, lat, name), and no companies."""
    (some, *_) = content.portal.municipalities.values()
    municipalities = {
        f"place-{n}": some.model_copy(
            update={"slug": f"place-{n}", "lon": lon, "lat": lat, "name": {"en": name}}
        )
        for n, (lon, lat, name) in enumerate(spots)
    }
    bare = with_other(content, municipalities=municipalities, companies={})
    return Edition(bare, "en")


@pytest.fixture(scope="session")
def coastless(content):
    """What the golden region is drawn on."""
    return around(content.portal.municipalities.values())


@pytest.fixture(scope="session")
def region(content, coastless):
    """The golden region in the source language."""
    return make_map(Edition(content, "en"), coastless)


@pytest.mark.parametrize("language", ["en", "da", "ar"])
def test_names_stand_inside_the_drawing(language, content, coastless):
    """Nothing of a place or its name is cut off at the edge."""
    assert_all_inside(make_map(Edition(content, language), coastless))


@given(
    spots=st.lists(
        st.tuples(
            st.floats(9.1, 9.9), st.floats(56.05, 56.45), st.text("Åbem", min_size=1, max_size=20)
        ),
        min_size=1,
        max_size=30,
    )
)
def test_names_stand_inside_the_drawing_however_crowded_it_is(spots, content):
    """A name would rather cover another than be cut off."""
    assert_all_inside(make_map(edition_of_places(content, spots), SQUARE))


def test_a_region_without_a_coast_has_a_map(region, content):
    """A new region can publish before anybody has cut its coast."""
    assert region.land == ""
    assert len(region.places) == len(content.portal.municipalities)


def test_a_region_of_one_place_has_a_map(content):
    """A single municipality stands in the middle of its map."""
    edition = edition_of_places(content, [(9.5, 56.25, "Alonby")])
    region = make_map(edition, around(edition.portal.municipalities.values()))
    (place,) = region.places
    assert (place.x, place.y) == pytest.approx((region.width / 2, region.height / 2), abs=0.5)


def test_a_region_without_places_has_a_map(content):
    """A portal that nobody has written a municipality for yet can be looked at."""
    assert make_map(edition_of_places(content, []), around([])).places == ()


def test_a_coast_is_drawn_as_closed_rings(content):
    """Each piece of land is one closed path, without the points that nobody could tell apart."""
    region = make_map(Edition(content, "en"), SQUARE)
    assert region.land == "M64 460.8L576 460.8L576 115.2L64 460.8Z"


def test_a_coast_is_read_from_geojson(tmp_path):
    """Islands are rings of their own; lakes and clearings are left out."""
    ring, lake = [[9.1, 56.1], [9.9, 56.1], [9.9, 56.4], [9.1, 56.1]], [[9.8, 56.2], [9.8, 56.3]]
    geometry = {"type": "MultiPolygon", "coordinates": [[ring, lake], [ring]]}
    path = tmp_path / "coast.geojson"
    path.write_text(json.dumps({"bbox": [9.0, 56.0, 10.0, 56.5], "geometry": geometry}), "utf-8")
    coast = read_coastline(path)
    assert coast.box == SQUARE.box
    assert coast.rings == SQUARE.rings * 2


def test_places_stand_where_they_are(region, content):
    """East is right, north is up, and what looks twice as far away is."""
    edition = Edition(content, "en")
    at = {place.address: place for place in region.places}
    municipalities = content.portal.municipalities.values()
    scales = []
    for one, other in combinations(municipalities, 2):
        here, there = (at[edition.link(place.kind, place.slug).address] for place in (one, other))
        assert (here.x < there.x) == (one.lon < other.lon)
        assert (here.y < there.y) == (one.lat > other.lat)
        scales.append(hypot(here.x - there.x, here.y - there.y) / distance_km(one, other))
    assert max(scales) / min(scales) == pytest.approx(1, abs=0.03)


def test_a_place_with_more_companies_is_larger(region):
    """A reader sees where the companies are, and a place without any can still be hit."""
    places = sorted(region.places, key=lambda place: place.companies)
    assert [place.radius for place in places] == sorted(place.radius for place in places)
    assert places[-1].radius == LARGEST
    assert places[0].radius >= SMALLEST


def test_places_are_listed_in_the_order_of_the_alphabet(region):
    """Keyboard and screen reader go through the map as through a list."""
    names = [place.name for place in region.places]
    assert names == ["Exampleby", "Øksempel Ø", "Sampleborg <script>alert(1)</script>", "Testrup"]


def test_the_map_of_a_place_differs_by_its_mark_alone(region):
    """The small map beside a municipality is the large one with one place marked."""
    place = region.places[1]
    marked = located(region, place.address)
    assert marked.places[1] == replace(place, here=True)
    assert marked.places[:1] + marked.places[2:] == region.places[:1] + region.places[2:]


def test_every_municipality_is_marked_on_its_own_page(pages):
    """The mark stands on the place that the page is about."""
    found = [page for page in pages if page.kind == "municipality"]
    assert found
    for page in found:
        assert [p.address for p in page.view.map.places if p.here] == [page.address]
