"""Ways to spoil a file: bits turned, ends cut off, pieces of other files put in, numbers made as large as they go.

What lies in a zip or a compound file, or is compressed, is spoiled inside and packed again, or nothing but the packing would ever
be tried.
"""

from __future__ import annotations

import gzip
import io
import random
import zipfile
from collections.abc import Callable, Sequence

import olefile

_NUMBERS = (b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\xff\xff\xff\x7f", b"\x80\0\0\0", b"\x01\0\0\0", b"\xfe\xff")
_TEXTS = (
    b"<" * 2000,
    b"<a>" * 3000,
    b"[" * 5000,
    b"(" * 3000,
    b"{" * 3000,
    b'<!DOCTYPE a [<!ENTITY b "bbbbbbbb"><!ENTITY c "&b;&b;&b;&b;">]>',
    b'<!ENTITY x SYSTEM "file:///etc/passwd">',
    b"\0" * 200,
    b"99999999999999999999",
    b"-1",
    b"NaN",
    b"1e400",
    b"\xed\xa0\x80",
    "\u202e\u0000\ufeff".encode(),
    b"%s%n",
    b"../../../../etc/passwd",
    b"1 0 R",
)


def spoiled(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """The file with one to four things done to it."""
    if data.startswith(b"PK\x03\x04") and chance.random() < 0.7:
        return _inside_zip(data, others, chance)
    if data.startswith(olefile.MAGIC) and chance.random() < 0.7:
        return _inside_compound(data, others, chance)
    if data.startswith(b"\x1f\x8b") and chance.random() < 0.5:
        return gzip.compress(spoiled(gzip.decompress(data), others, chance))
    for _ in range(chance.randint(1, 4)):
        data = chance.choice(_WAYS)(data, others, chance)
    return data


def _inside_zip(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        victims = set(chance.sample(old.namelist(), min(chance.randint(1, 2), len(old.namelist()))))
        for name in old.namelist():
            part = old.read(name)
            if name in victims:
                if chance.random() < 0.1:
                    continue
                part = spoiled(part, others, chance)
            new.writestr(name, part)
    return made.getvalue()


def _inside_compound(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    """One stream spoiled, in the place that it has. Small streams share one, which is spoiled as a whole."""
    made = io.BytesIO(data)
    with olefile.OleFileIO(made, write_mode=True) as file:
        streams = [path for path in file.listdir() if file.get_size(path) >= file.minisectorcutoff]
        if streams:
            path = chance.choice(streams)
            old = file.openstream(path).read()
            new = spoiled(old, others, chance) if chance.random() < 0.5 else _bits(_number(old, others, chance), others, chance)
            file.write_stream(path, new[: len(old)].ljust(len(old), b"\0"))
    return made.getvalue() if streams else _bits(data, others, chance)


def _bits(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _bit in range(chance.choice((1, 2, 8, 40))):
        if changed:
            changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
    return bytes(changed)


def _cut(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    return data[: chance.randrange(len(data) + 1)]


def _without(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:start] + data[end:]


def _again(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[:end] + data[start:end] * chance.choice((1, 2, 50)) + data[end:]


def _foreign(data: bytes, others: Sequence[bytes], chance: random.Random) -> bytes:
    other = chance.choice(others)
    start, end = _span(other, chance)
    at = chance.randrange(len(data) + 1)
    keep = at if chance.random() < 0.5 else at + end - start
    return data[:at] + other[start:end] + data[keep:]


def _number(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    number, at = chance.choice(_NUMBERS), chance.randrange(len(data) + 1)
    return data[:at] + number + data[at + len(number) :]


def _text(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    at = chance.randrange(len(data) + 1)
    return data[:at] + chance.choice(_TEXTS) + data[at:]


def _swapped(data: bytes, _: Sequence[bytes], chance: random.Random) -> bytes:
    start, end = _span(data, chance)
    return data[end:] + data[start:end] + data[:start]


def _span(data: bytes, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(data) + 1)
    return start, min(len(data), start + chance.choice((1, 4, 16, 100, 1000)))


_WAYS: tuple[Callable[[bytes, Sequence[bytes], random.Random], bytes], ...] = (
    _bits, _bits, _bits, _cut, _without, _again, _foreign, _number, _number, _text, _swapped,
)  # fmt: skip
