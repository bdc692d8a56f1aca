"""Bytes survive the way to text and back, and what is no such text is refused."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toepas.academy.credentials.multibase import decode, encode


@given(st.binary(max_size=80), st.sampled_from("zu"))
def test_bytes_come_back(data, base):
    assert decode(encode(data, base)) == data


def test_zero_bytes_in_front_are_kept_as_ones():
    assert encode(b"\0\0\x01") == "z112"


@pytest.mark.parametrize("text", ["", "z0", "zO", "zl", "m123", "u***", "u1", "f00", "z" + "2" * 2_000])
def test_other_text_is_refused(text):
    with pytest.raises(ValueError):  # noqa: PT011 - the message holds what was refused, and nothing else is promised
        decode(text)
