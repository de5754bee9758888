"""Content-Encoding undone, a little at a time.

aiohttp could do it, but it takes a gzip stream that ends in the middle for a whole body, and what it can decode depends
on what is installed.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

_PIECE = 64 * 1024
"""Bytes given at a time: the most memory that a bomb gets before its size is looked at again."""

_MEMBERS = 1024
"""Streams concatenated in one body; more are an attack, each costs a copy of what follows it."""


class Undecodable(ValueError):
    """The bytes are not what the Content-Encoding header says, end early, or are in a coding that we did not offer."""


class Decoder:
    """Undoes one Content-Encoding (RFC 9110 section 8.4): none, `identity`, `gzip`, `x-gzip` or `deflate`."""

    def __init__(self, encoding: str) -> None:
        coding = encoding.strip().lower()
        if coding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise Undecodable(coding)
        self._gzip = coding.endswith("gzip")
        self._plain = coding in ("", "identity")
        self._stream = zlib.decompressobj(wbits=31 if self._gzip else 15)
        self._members = 0
        self._begun = False

    def decode(self, data: bytes) -> Iterator[bytes]:
        """What `data` decodes to, in pieces of at most 64 KiB. Raises Undecodable."""
        if self._plain:
            yield data
            return
        if data and not self._begun:
            self._begun = True
            if not self._gzip and data[0] & 0x0F != 8:
                self._stream = zlib.decompressobj(wbits=-15)  # raw, without the zlib wrapper that RFC 1950 asks for
        while data:
            if self._stream.eof:
                # More gzip members, or padding after the last one, which is passed over.
                if not self._gzip or data[:2] != b"\x1f\x8b":
                    return
                self._members += 1
                if self._members == _MEMBERS:
                    raise Undecodable("too many members")
                self._stream = zlib.decompressobj(wbits=31)
            try:
                piece = self._stream.decompress(data, _PIECE)
            except zlib.error as error:
                raise Undecodable(str(error)) from None
            if piece:
                yield piece
            data = self._stream.unused_data if self._stream.eof else self._stream.unconsumed_tail

    @property
    def whole(self) -> bool:
        """Whether what was decoded so far is a whole body (nothing at all is one)."""
        return self._plain or not self._begun or self._stream.eof
