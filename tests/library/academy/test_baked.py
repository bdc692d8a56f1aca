"""A badge to look at carries the credential, for other programs too, and what is no badge is refused."""

import json
import zlib

import pytest
from openbadgeslib.baking import (
    ITXT_KEYWORD_OB3,
    SVG_ELEMENT_OB3,
    SVG_NS_OB3,
    bake_png,
    bake_svg,
    extract_png,
    extract_svg,
)

from tests.library.academy.material import NOW
from toepas.academy import badge_picture, badge_png, baked_png, baked_svg, read_credential, shown, verify_credential
from toepas.academy.credentials.baked import KEYWORD, PNG, unbaked
from toepas.kernel.problems import Problem

PAGE = "https://academy.example.org/en/academy/verify/1/"


@pytest.fixture
def drawing(credential, words):
    return badge_picture(shown(credential), PAGE, words)


def test_openbadgeslib_finds_the_credential_in_both_pictures(credential, drawing):
    in_svg = extract_svg(baked_svg(drawing, credential), element=SVG_ELEMENT_OB3, text_fallback=True)
    in_png = extract_png(baked_png(badge_png(drawing), credential), keyword=ITXT_KEYWORD_OB3)
    assert json.loads(in_svg) == json.loads(in_png) == credential


def test_pictures_of_openbadgeslib_are_read_here(credential, drawing, words):
    text = json.dumps(credential)
    svg = bake_svg(drawing.encode(), text, element=SVG_ELEMENT_OB3, namespace=SVG_NS_OB3, as_text=True)
    png = bake_png(badge_png(drawing), text, keyword=ITXT_KEYWORD_OB3)
    for picture in (svg, png):
        assert read_credential(picture, "x", words) == credential


def test_what_comes_out_of_a_picture_is_checked_like_any_credential(credential, drawing, words, at_hand):
    changed = json.loads(json.dumps(credential).replace("Recognise output", "Ignore output"))
    for bake, picture in ((baked_svg, drawing), (baked_png, badge_png(drawing))):
        right, wrong = (read_credential(bake(picture, one), "x", words) for one in (credential, changed))
        assert verify_credential(right, now=NOW, known=at_hand).verdict == "valid"
        assert verify_credential(wrong, now=NOW, known=at_hand).verdict == "invalid"


def test_a_packed_chunk_is_read_and_one_that_unpacks_without_end_is_not():
    def with_chunk(content):
        parts = [(b"iTXt", KEYWORD + b"\0\1\0\0\0" + content), (b"IEND", b"")]
        return PNG + b"".join(
            len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")
            for name, data in parts
        )

    assert unbaked(with_chunk(zlib.compress(b'{"a": 1}'))) == b'{"a": 1}'
    assert unbaked(with_chunk(zlib.compress(b" " * 50_000_000))) is None
    assert unbaked(with_chunk(b"no such thing")) is None


@pytest.mark.parametrize(
    "content",
    [
        PNG,
        PNG + b"\xff" * 40,
        b"<svg",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"<!DOCTYPE s [<!ENTITY a SYSTEM 'file:///etc/hostname'>]><svg xmlns:o='https://purl.imsglobal.org/ob/v3p0'>"
        b"<o:credential>&a;</o:credential></svg>",
    ],
)
def test_what_carries_no_credential_is_refused(content, words):
    with pytest.raises(Problem, match="no credential"):
        read_credential(content, "x", words)


def test_the_picture_says_what_it_is_to_whoever_cannot_see_it_and_names_no_learner(credential, drawing):
    title = credential["name"]
    assert f'aria-label="{title}' in drawing
    assert "anneke" not in drawing.lower()


def test_texts_of_an_issuer_cannot_break_out_of_the_picture(credential, words):
    credential["credentialSubject"]["achievement"]["name"] = '"/><script>alert(1)</script>'
    made = badge_picture(shown(credential), PAGE, words)
    assert "<script" not in made
    assert json.loads(unbaked(baked_svg(made, credential))) == credential


def test_without_a_page_there_is_no_code(credential, words):
    assert "<path" not in badge_picture(shown(credential), "", words)
