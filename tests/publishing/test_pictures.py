from io import BytesIO

import pytest
from PIL import Image, ImageCms, ImageDraw, PngImagePlugin

from plugins.portal.problems import ContentFault
from plugins.publishing.pictures import (
    MAX_BYTES,
    MAX_PIXELS,
    MAX_SCANS,
    MAX_WIDTH,
    START_OF_SCAN,
    Pictures,
    encode,
)

ORIENTATION = 0x0112
SECRET = b"56.1629N 10.2039E"


@pytest.fixture
def pictures(project):
    """The pictures of the made-up portal, published under /work."""
    return Pictures(project / "content" / "media", project / ".cache" / "media", "/work")


def published(pictures: Pictures) -> bytes:
    """The only file that is published."""
    (file,) = pictures.files()
    return file.content


class TestWhatIsPublished:
    def test_address_and_size(self, pictures, save_picture):
        """Templates get the address, named after the file and its bytes, and the size in pixels."""
        save_picture("logos/æble-vola.png", (60, 40))
        picture = pictures.picture("logos/æble-vola.png")
        (file,) = pictures.files()
        assert picture.address == f"/work/{file.path}"
        assert file.path.startswith("static/media/æble-vola-")
        assert file.path.endswith(".webp")
        assert (picture.width, picture.height) == (60, 40)
        with Image.open(BytesIO(file.content)) as image:
            assert (image.format, image.size) == ("WEBP", (60, 40))

    def test_only_what_was_asked_for(self, pictures, save_picture):
        """A picture that no template shows is not published; one shown twice is published once."""
        save_picture("shown.png")
        save_picture("unused.png")
        assert pictures.picture("shown.png") == pictures.picture("shown.png")
        assert [file.path[:19] for file in pictures.files()] == ["static/media/shown-"]

    def test_equal_pictures_of_one_name_are_one_file(self, pictures, save_picture):
        """Two records may bring the same file."""
        for name in ("a/logo.png", "b/logo.png"):
            save_picture(name)
            pictures.picture(name)
        assert len(list(pictures.files())) == 1

    def test_large_ones_are_scaled_down(self, pictures, save_picture):
        """Nothing is wider than the widest that a page shows, and nothing is distorted."""
        save_picture("wide.png", (2 * MAX_WIDTH, 600))
        picture = pictures.picture("wide.png")
        assert (picture.width, picture.height) == (MAX_WIDTH, 300)

    def test_the_cache_gives_the_same_bytes(self, project, pictures, save_picture, monkeypatch):
        """A second build reads what the first one made, and encodes nothing."""
        save_picture("logo.png")
        pictures.picture("logo.png")
        again = Pictures(project / "content" / "media", project / ".cache" / "media", "/work")
        monkeypatch.setattr("plugins.publishing.pictures.encode", None)
        assert again.picture("logo.png") == pictures.picture("logo.png")
        assert published(again) == published(pictures)

    def test_encoding_is_repeatable(self, save_picture):
        """The same file gives the same bytes."""
        content = save_picture("photo.jpg", (400, 300), quality=90).read_bytes()
        assert encode(content, "photo.jpg") == encode(content, "photo.jpg")


class TestPrivacy:
    def test_where_a_photograph_was_taken_is_not_published(self, pictures, save_picture):
        """EXIF with its place, XMP and comments of a JPEG are left out."""
        exif = Image.Exif()
        exif[0x010E] = SECRET.decode()
        exif.get_ifd(0x8825)[1] = "N"
        path = save_picture("photo.jpg", exif=exif, comment=SECRET, xmp=SECRET)
        assert path.read_bytes().count(SECRET) >= 3
        pictures.picture("photo.jpg")
        assert SECRET not in published(pictures)
        with Image.open(BytesIO(published(pictures))) as image:
            assert not image.getexif()
            assert not {"exif", "xmp", "icc_profile", "comment"} & set(image.info)

    def test_texts_in_a_png_are_not_published(self, pictures, save_picture):
        """Neither are the texts, the EXIF or the XMP of a PNG."""
        texts = PngImagePlugin.PngInfo()
        texts.add_text("Comment", SECRET.decode())
        texts.add_itxt("XML:com.adobe.xmp", SECRET.decode())
        save_picture("logo.png", pnginfo=texts)
        pictures.picture("logo.png")
        assert SECRET not in published(pictures)

    def test_pictures_stand_upright(self, pictures, save_picture):
        """Since the orientation goes with the rest of the EXIF, it is applied first."""
        exif = Image.Exif()
        exif[ORIENTATION] = 6
        save_picture("upright.jpg", (60, 40), exif=exif)
        picture = pictures.picture("upright.jpg")
        assert (picture.width, picture.height) == (40, 60)

    @pytest.mark.parametrize("mode", ["RGB", "RGBA"])
    def test_colours_are_those_of_the_profile(self, mode):
        """A picture looks as its colour profile said, and the profile is gone."""
        srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
        swapped = srgb.replace(b"rXYZ", b"tmp ").replace(b"gXYZ", b"rXYZ").replace(b"tmp ", b"gXYZ")
        file = BytesIO()
        Image.new(mode, (8, 8), "red").save(file, "PNG", icc_profile=swapped)
        with Image.open(BytesIO(encode(file.getvalue(), "red.png"))) as image:
            red, green, _ = image.convert("RGB").getpixel((4, 4))
            assert "icc_profile" not in image.info
        assert (red < 60, green > 200) == (True, True)

    @pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGB", "RGBA", "I;16"])
    def test_every_kind_of_png(self, pictures, save_picture, mode):
        """Palettes, greys and transparency are published as what they look like."""
        save_picture("logo.png", mode=mode)
        assert pictures.picture("logo.png").width == 60

    def test_transparency_stays(self):
        """A logo on nothing stays on nothing, also one with a palette."""
        file = BytesIO()
        logo = Image.new("RGBA", (40, 40))
        ImageDraw.Draw(logo).ellipse((5, 5, 35, 35), fill="navy")
        logo.quantize(4).save(file, "PNG")
        with Image.open(BytesIO(encode(file.getvalue(), "logo.png"))) as image:
            assert image.convert("RGBA").getpixel((0, 0))[3] == 0
            assert image.convert("RGBA").getpixel((20, 20)) == (0, 0, 128, 255)

    def test_a_broken_profile_is_no_fault(self, pictures, save_picture):
        """The picture is shown as browsers would show it."""
        save_picture("logo.png", icc_profile=b"nonsense")
        assert pictures.picture("logo.png").width == 60


class TestRefusals:
    @pytest.mark.parametrize(
        "size", [(8_000, MAX_PIXELS // 8_000 + 1), (10_000, 10_000), (20_000, 20_000)]
    )
    def test_huge_pictures(self, size):
        """A picture with more pixels than a telephone's is refused before it is decoded."""
        file = BytesIO()
        Image.new("1", size).save(file, "PNG")
        with pytest.raises(ContentFault, match=r"content/media/huge\.png.*at most 40 million"):
            encode(file.getvalue(), "huge.png")

    @pytest.mark.parametrize(
        "content",
        [b"", b"<svg/>", b"GIF89a", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0" + b"\0" * 64],
    )
    def test_what_is_no_picture(self, content):
        """Whatever the file's name says, its bytes must be of a kind that is published."""
        with pytest.raises(ContentFault, match="is not a PNG, JPEG or WebP picture"):
            encode(content, "logo.png")

    def test_half_a_picture(self, save_picture):
        """A file that ends too early is refused."""
        content = save_picture("photo.jpg", (400, 300)).read_bytes()
        with pytest.raises(ContentFault, match="is not a PNG, JPEG or WebP picture"):
            encode(content[: len(content) // 2], "photo.jpg")

    def test_taller_than_webp_can_be(self):
        """WebP ends at 16,383 pixels."""
        file = BytesIO()
        Image.new("1", (10, 20_000)).save(file, "PNG")
        with pytest.raises(ContentFault, match="is not a PNG, JPEG or WebP picture"):
            encode(file.getvalue(), "tower.png")

    def test_missing_pictures(self, pictures):
        """A file that is not there is a fault with its path."""
        with pytest.raises(ContentFault, match=r"content/media/no\.png"):
            pictures.picture("no.png")

    def test_what_lies_elsewhere(self, project, pictures, save_picture):
        """Neither dots nor links lead out of content/media."""
        save_picture("inside.png").rename(project / "outside.png")
        (project / "content/media/link.png").symlink_to(project / "outside.png")
        for name in ("../../outside.png", "link.png", str(project / "outside.png")):
            with pytest.raises(ContentFault, match="no such picture"):
                pictures.picture(name)

    def test_files_that_are_too_heavy(self, pictures, save_picture):
        """A file is looked at before it is read."""
        with save_picture("heavy.png").open("wb") as file:
            file.truncate(MAX_BYTES + 1)
        with pytest.raises(ContentFault, match=r"heavy\.png:1: is 30 million bytes, at most 30"):
            pictures.picture("heavy.png")

    def test_pictures_that_take_long(self):
        """A JPEG of very many passes, each as long as the picture is large, is refused unread."""
        file = BytesIO()
        Image.new("L", (40, 40)).save(file, "JPEG", progressive=True)
        start = file.getvalue().rindex(START_OF_SCAN)
        whole, scan = file.getvalue()[:-2], file.getvalue()[start:-2]
        assert encode(whole + b"\xff\xd9", "photo.jpg")
        with pytest.raises(ContentFault, match="built to take long to read"):
            encode(whole + scan * MAX_SCANS + b"\xff\xd9", "photo.jpg")


class TestCache:
    @pytest.mark.parametrize("damage", [b"", b"<script>alert(1)</script>", None])
    def test_what_is_damaged_is_not_published(self, project, pictures, save_picture, damage):
        """A cut or foreign file in the cache is made anew, with the same bytes."""
        save_picture("logo.png")
        pictures.picture("logo.png")
        right = published(pictures)
        (kept,) = (project / ".cache" / "media").iterdir()
        kept.write_bytes(kept.read_bytes()[:-1] if damage is None else damage)
        again = Pictures(project / "content" / "media", project / ".cache" / "media", "/work")
        again.picture("logo.png")
        assert published(again) == right

    def test_it_can_be_done_without(self, project, pictures, save_picture):
        """Where nothing can be kept, pictures are published all the same."""
        save_picture("logo.png")
        (project / ".cache").write_text("no folder")
        pictures.picture("logo.png")
        assert published(pictures).startswith(b"RIFF")
