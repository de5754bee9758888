"""Content-Encoding undone."""

from __future__ import annotations

import contextlib
import gzip
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wirecopy.web.decoding import Decoder, Undecodable


def raw_deflate(body: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(body) + packer.flush()


CODINGS = {"gzip": gzip.compress, "x-gzip": gzip.compress, "deflate": zlib.compress, "identity": bytes, "": bytes}


def decoded(encoding: str, packed: bytes, step: int) -> tuple[bytes, bool]:
    decoder = Decoder(encoding)
    pieces = [p for n in range(0, len(packed), step) for p in decoder.decode(packed[n : n + step])]
    assert all(len(piece) <= 65536 for piece in pieces) or encoding in ("", "identity")
    return b"".join(pieces), decoder.whole


@given(st.binary(max_size=3000), st.sampled_from(sorted(CODINGS)), st.integers(1, 400))
def test_what_was_encoded_comes_back_however_it_arrives(body, coding, step):
    packed = CODINGS[coding](body)
    assert decoded(coding.upper(), packed, step) == (body, True)


@given(st.binary(max_size=3000), st.integers(1, 400))
def test_deflate_without_its_wrapper_is_understood(body, step):
    packed = raw_deflate(body)
    if packed[0] & 0x0F != 8:
        assert decoded("deflate", packed, step) == (body, True)


@given(st.binary(min_size=1, max_size=2000), st.sampled_from(["gzip", "deflate"]), st.data())
def test_a_stream_that_ends_early_is_not_whole(body, coding, data):
    packed = CODINGS[coding](body)
    cut = data.draw(st.integers(1, len(packed) - 1))
    assert decoded(coding, packed[:cut], 100)[1] is False


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate"]), st.integers(1, 100))
def test_any_bytes_decode_or_are_told(packed, coding, step):
    with contextlib.suppress(Undecodable):
        decoded(coding, packed, step)


def test_members_of_gzip_follow_each_other_and_padding_is_passed_over():
    assert decoded("gzip", gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 50, 7) == (b"one two", True)


def test_too_many_members_are_told_and_cost_little():
    started = time.process_time()
    with pytest.raises(Undecodable, match="too many members"):
        decoded("gzip", gzip.compress(b"") * 50_000, 65536)
    assert time.process_time() - started < 1


@pytest.mark.parametrize("coding", ["br", "zstd", "compress", "gzip, gzip", "gzip, identity", "\u00e9"])
def test_a_coding_that_we_did_not_offer_is_told(coding):
    with pytest.raises(Undecodable):
        Decoder(coding)


def test_nothing_at_all_is_a_whole_body():
    assert decoded("gzip", b"", 1) == (b"", True)
