"""Pictures from outside: what is refused, what their files say of rights, and that none of their bytes gets through."""

from __future__ import annotations

import struct
import zlib
from contextlib import suppress
from io import BytesIO

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageCms

from dragoman.errors import NotAPicture
from dragoman.pictures.embedded import words_of
from dragoman.pictures.encoding import Owed, encoded
from dragoman.testing.pictures import painted

OWED = Owed("Photo: Ana Reis & <Sons>", "https://creativecommons.org/licenses/by/4.0/")
BY = "https://creativecommons.org/licenses/by/4.0/"


def xmp(inside: str) -> bytes:
    return (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:cc="http://creativecommons.org/ns#" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmpRights="http://ns.adobe.com/xap/1.0/rights/" '
        'xmlns:photoshop="http://ns.adobe.com/photoshop/1.0/" '
        f'xmlns:iptcExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/">{inside}</rdf:Description></rdf:RDF></x:xmpmeta>'
    ).encode()


def iim(record: int, text: str) -> bytes:
    """Return a Photoshop block with one IPTC data set, as a JPEG holds it."""
    data = bytes((0x1C, 2, record)) + struct.pack(">H", len(text.encode())) + text.encode()
    block = b"8BIM\x04\x04\x00\x00" + struct.pack(">I", len(data)) + data + b"\0" * (len(data) % 2)
    return b"Photoshop 3.0\0" + block


def with_segment(jpeg: bytes, marker: int, content: bytes) -> bytes:
    return jpeg[:2] + bytes((0xFF, marker)) + struct.pack(">H", len(content) + 2) + content + jpeg[2:]


def png_that_says(width: int, height: int) -> bytes:
    """Return a PNG of a few bytes whose header promises any size."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def test_a_picture_is_made_anew_in_three_formats_and_several_widths_never_larger_than_it_is() -> None:
    made = encoded(painted(1200, 800), OWED)
    sizes = {(file.format, file.width, file.height) for file in made}
    assert sizes == {(f, w, h) for f in ("avif", "webp", "jpeg") for w, h in ((480, 320), (960, 640), (1200, 800))}
    for file, content in made.items():
        with Image.open(BytesIO(content)) as image:
            image.load()
            assert (image.format, image.size) == (file.format.upper(), (file.width, file.height))
        assert file.size == len(content)
        assert file.path.split("/")[-1][:2] == file.path.split("/")[1]


def test_a_small_picture_keeps_its_size() -> None:
    assert {file.width for file in encoded(painted(300, 200), OWED)} == {300}


def test_the_same_picture_gives_the_same_files() -> None:
    assert encoded(painted(500, 400), OWED) == encoded(painted(500, 400), OWED)


def test_what_is_owed_stands_in_every_file_and_nothing_else_that_the_original_held() -> None:
    jpeg = painted(600, 400, exif_artist="Somebody Private", comment=b"shot at home")
    for file, content in encoded(jpeg, OWED).items():
        said = words_of(content)
        assert said.credits == (OWED.credit,), file
        assert said.licences == (OWED.licence,), file
        assert b"Private" not in content
        assert b"home" not in content


def test_a_picture_that_a_machine_made_still_says_so() -> None:
    origin = "http://cv.iptc.org/newscodes/digitalsourcetype/trainedAlgorithmicMedia"
    told = words_of(painted(600, 400, xmp=xmp(f"<iptcExt:DigitalSourceType>{origin}</iptcExt:DigitalSourceType>")))
    assert told.origin == origin
    assert all(
        words_of(content).origin == origin for content in encoded(painted(600, 400), Owed(origin=origin)).values()
    )


def test_xmp_is_read_as_elements_lists_resources_and_attributes() -> None:
    inside = (
        f'<cc:license rdf:resource="{BY}"/><dc:creator><rdf:Seq><rdf:li>Ana Reis</rdf:li></rdf:Seq></dc:creator>'
        '<xmpRights:UsageTerms><rdf:Alt><rdf:li xml:lang="x-default">CC BY 4.0</rdf:li></rdf:Alt>'
        "</xmpRights:UsageTerms><photoshop:Credit>Diário</photoshop:Credit>"
    )
    said = words_of(painted(600, 400, xmp=xmp(inside)))
    assert said.licences == (BY, "CC BY 4.0")
    assert said.credits == ("Diário", "Ana Reis")
    as_attribute = xmp("").replace(b'rdf:about=""', b'rdf:about="" photoshop:Credit="Getty Images"')
    assert words_of(painted(600, 400, xmp=as_attribute)).credits == ("Getty Images",)


@pytest.mark.parametrize(("record", "licences"), [(110, ()), (80, ()), (115, ()), (116, ("© Lusa, tous droits",))])
def test_iptc_is_read_by_its_numbers(record: int, licences: tuple[str, ...]) -> None:
    words = "© Lusa, tous droits"
    said = words_of(with_segment(painted(600, 400), 0xED, iim(record, words)))
    assert (said.credits, said.licences) == ((words,), licences)


def test_exif_tells_of_authors_too() -> None:
    assert words_of(painted(600, 400, exif_artist="Ana Reis")).credits == ("Ana Reis",)


def test_an_entity_in_xmp_reads_no_file() -> None:
    packet = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + xmp("<photoshop:Credit>&e;</photoshop:Credit>")
    assert "root" not in str(words_of(painted(600, 400, xmp=packet)))


HOSTILE = {
    "tracker": (painted(1, 1, "PNG"), "too small"),
    "spacer": (painted(800, 1, "PNG"), "too small"),
    "bomb": (png_that_says(60_000, 60_000), "more pixels|pixels, more"),
    "long": (png_that_says(20_000, 200), "pixels, more"),
    "cut": (painted(800, 600)[:4000], "can't be read as JPEG"),
    "cut png": (painted(800, 600, "PNG")[:3000], "can't be read as PNG"),
    "empty": (b"", "no JPEG"),
    "svg": (b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "no JPEG"),
    "page": (b"<!doctype html><title>Not found</title>", "no JPEG"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 300 300\n", "no JPEG"),
    "head alone": (b"\xff\xd8\xff\xe0" + b"\0" * 100, "can't be read as JPEG"),
    "moves": (painted(300, 200, "GIF", frames=3), "moves"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_no_picture_to_read_by_is_refused_with_a_sentence(name: str) -> None:
    body, told = HOSTILE[name]
    with pytest.raises(NotAPicture, match=told):
        encoded(body, OWED)


@pytest.mark.parametrize("kind", ["image/svg+xml", "text/html; charset=utf-8", "application/pdf"])
def test_a_server_that_says_it_is_something_else_is_believed(kind: str) -> None:
    with pytest.raises(NotAPicture, match="no picture of pixels"):
        words_of(painted(600, 400), kind)


@pytest.mark.parametrize("kind", ["", "image/png", "IMAGE/JPEG; q=1", "application/octet-stream"])
def test_a_picture_under_another_pictures_name_is_what_its_bytes_say(kind: str) -> None:
    assert words_of(painted(600, 400), kind).licences == ()


def test_what_hides_behind_or_in_a_picture_stays_outside() -> None:
    payload = b"<script>alert('polyglot')</script>PK\x05\x06"
    jpeg = with_segment(painted(600, 400), 0xFE, payload) + payload
    for content in encoded(jpeg, OWED).values():
        assert b"polyglot" not in content
        assert b"PK\x05\x06" not in content


def test_a_picture_is_turned_as_its_camera_says() -> None:
    (first, *_) = encoded(painted(600, 400, orientation=6), OWED)
    assert (first.width, first.height) == (400, 600)


def test_transparency_is_kept_where_a_format_can_and_white_where_it_can_not() -> None:
    image = Image.new("RGBA", (300, 200), (200, 0, 0, 0))
    out = BytesIO()
    image.save(out, "PNG")
    made = {file.format: content for file, content in encoded(out.getvalue(), OWED).items()}
    with Image.open(BytesIO(made["jpeg"])) as jpeg, Image.open(BytesIO(made["webp"])) as webp:
        assert jpeg.getpixel((10, 10)) == (255, 255, 255)
        assert webp.convert("RGBA").getpixel((10, 10))[3] == 0  # type: ignore[index]


@pytest.mark.parametrize("mode", ["1", "L", "P", "CMYK"])
def test_the_forms_of_pixels_that_the_web_holds_are_shown(mode: str) -> None:
    out = BytesIO()
    with Image.open(BytesIO(painted(300, 200, "PNG"))) as image:
        image.convert(mode).save(out, "JPEG" if mode in ("L", "CMYK") else "PNG")
    assert len(encoded(out.getvalue(), OWED)) == 3


def test_colours_of_another_space_are_put_into_that_of_screens() -> None:
    own = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    assert len(encoded(painted(300, 200, icc_profile=own), OWED)) == 3
    assert len(encoded(painted(300, 200, icc_profile=b"nonsense" * 40), OWED)) == 3


def test_metadata_that_is_damaged_is_no_reason_to_refuse_a_picture() -> None:
    assert words_of(painted(600, 400, xmp=b"<x:xmpmeta <<<<")).credits == ()
    block = b"Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0\x06garbge"
    assert words_of(with_segment(painted(600, 400), 0xED, block)).credits == ()


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 2000), st.binary(max_size=8), st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]))
def test_bytes_that_were_damaged_give_a_picture_or_a_sentence(at: int, damage: bytes, format_: str) -> None:
    body = painted(220, 120, format_)
    damaged = body[:at] + damage + body[at + len(damage) :]
    with suppress(NotAPicture):
        words_of(damaged)
        encoded(damaged, OWED)
