"""Archives, friendly and hostile: what comes out of them, and what is said of what does not."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import stat
import struct
import tarfile
import zipfile
from collections.abc import Callable

import pytest
from muniment_engines.api import Cancel, Cancelled, Container, ParseLimits
from muniment_engines.bundled import archive
from muniment_engines.bundled.archive import BZIP2, GZIP, TAR, XZ, ZIP, names
from muniment_engines.errors import DocumentError

COMPRESSED: list[tuple[str, Callable[[bytes], bytes]]] = [
    (TAR, lambda data: data),
    (GZIP, gzip.compress),
    (BZIP2, bz2.compress),
    (XZ, lzma.compress),
]


def opened(data: bytes, kind: str = ZIP, limits: ParseLimits | None = None, password: str | None = None) -> Container:
    return archive.open({}, None).open(memoryview(data), kind, limits or ParseLimits(), password)  # type: ignore[arg-type]


def found(data: bytes, kind: str = ZIP, limits: ParseLimits | None = None, password: str | None = None) -> dict[str, bytes | str]:
    """The files by their names; the state of those that cannot be had."""
    members = opened(data, kind, limits, password).members(Cancel())
    return {m.name: m.refused.state if m.refused else m.data for m in members}


def state(data: bytes, kind: str = ZIP, password: str | None = None) -> str:
    with pytest.raises(DocumentError) as caught:
        list(opened(data, kind, password=password).members(Cancel()))
    return caught.value.state


def zipped(*parts: tuple[str | zipfile.ZipInfo, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as made:
        for name, data in parts:
            made.writestr(name, data, method)
    return file.getvalue()


def tarred(*parts: tuple[str, bytes], style: int = tarfile.PAX_FORMAT, **kinds: bytes) -> bytes:
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w", format=style) as made:
        for name, data in parts:
            info = tarfile.TarInfo(name)
            info.size = len(data)
            made.addfile(info, io.BytesIO(data))
        for name, kind in kinds.items():
            info = tarfile.TarInfo(name)
            info.type, info.linkname = kind, "/etc/passwd"
            made.addfile(info)
    return file.getvalue()


def crypted(name: str, data: bytes, password: bytes) -> bytes:
    """A zip of one file as PKZIP encrypts it, with a key that is a stream of bytes."""
    plain = zipped((name, data), method=zipfile.ZIP_STORED)
    start = 30 + len(name)
    crc = struct.unpack_from("<I", plain, 14)[0]
    secret = bytes(_stream(password, b"x" * 11 + bytes([crc >> 24]) + data))
    local = bytearray(plain[:start])
    directory = bytearray(plain[start + len(data) :])
    local[6] |= 1
    directory[8] |= 1
    struct.pack_into("<I", local, 18, len(secret))
    struct.pack_into("<I", directory, 20, len(secret))
    struct.pack_into("<I", directory, len(directory) - 6, len(local) + len(secret))
    return bytes(local) + secret + bytes(directory)


def _stream(password: bytes, data: bytes) -> list[int]:
    table = [0] * 256
    for number in range(256):
        value = number
        for _ in range(8):
            value = value >> 1 ^ (0xEDB88320 if value & 1 else 0)
        table[number] = value
    keys = [0x12345678, 0x23456789, 0x34567890]

    def turn(byte: int) -> None:
        keys[0] = keys[0] >> 8 ^ table[(keys[0] ^ byte) & 255]
        keys[1] = ((keys[1] + (keys[0] & 255)) * 134775813 + 1) & 0xFFFFFFFF
        keys[2] = keys[2] >> 8 ^ table[(keys[2] ^ keys[1] >> 24) & 255]

    for byte in password:
        turn(byte)
    result = []
    for byte in data:
        key = keys[2] | 2
        result.append(byte ^ (key * (key ^ 1) >> 8 & 255))
        turn(byte)
    return result


# ── what is in one ───────────────────────────────────────────────────────────────────────────────────────────────────


def test_the_files_of_a_zip_come_out_with_their_names() -> None:
    data = zipped(("Verträge/2020/lease.txt", b"Rent is due."), ("Verträge/", b""), ("empty.txt", b""))
    assert found(data) == {"Verträge/2020/lease.txt": b"Rent is due.", "empty.txt": b""}
    document = opened(data)
    (page,) = document.pages(Cancel())
    assert (document.about.page_count, page.text, page.label) == (1, "Verträge/2020/lease.txt\nempty.txt", "contents")
    assert found(data) == found(data)
    with pytest.raises(DocumentError):
        document.render(0, 1.0)
    document.close()


@pytest.mark.parametrize(("kind", "compress"), COMPRESSED)
@pytest.mark.parametrize("style", [tarfile.PAX_FORMAT, tarfile.GNU_FORMAT])
def test_the_files_of_a_tar_come_out_with_their_names(kind: str, compress: Callable[[bytes], bytes], style: int) -> None:
    long = "a-folder-with-a-name/" * 20 + "Kündigung.txt"
    data = compress(tarred(("a.txt", b"Rent is due."), (long, b"x" * 2000), ("empty", b""), style=style))
    assert found(data, kind) == {"a.txt": b"Rent is due.", long[-500:]: b"x" * 2000, "empty": b""}
    (page,) = opened(data, kind).pages(Cancel())
    assert page.text.splitlines()[0] == "a.txt"


def test_a_compressed_file_is_one_file() -> None:
    file = io.BytesIO()
    with gzip.GzipFile("folder/table.csv", "wb", fileobj=file) as made:
        made.write(b"a;b\n" * 1000)
    assert found(file.getvalue(), GZIP) == {"table.csv": b"a;b\n" * 1000}
    assert found(bz2.compress(b"Rent"), BZIP2) == {"unpacked": b"Rent"}
    assert found(lzma.compress(b"Rent") + lzma.compress(b" is due"), XZ) == {"unpacked": b"Rent is due"}


def test_what_systems_write_beside_the_files_is_left_out() -> None:
    parts = [("a.txt", b"a"), ("__MACOSX/._a.txt", b"x"), ("b/.DS_Store", b"x"), ("Thumbs.db", b"x"), ("b/._c", b"x")]
    assert found(zipped(*parts)) == {"a.txt": b"a"}
    assert found(tarred(*parts), TAR) == {"a.txt": b"a"}
    assert state(zipped(*parts[1:])) == "empty"


def test_names_that_lead_out_are_names_and_nothing_else() -> None:
    parts = [("../../etc/passwd", b"a"), ("/root/x", b"b"), ("C:\\win\\y", b"c"), ("a\x01b", b"d")]
    assert set(found(zipped(*parts))) == {"../../etc/passwd", "/root/x", "C:/win/y", "a b"}
    assert set(found(tarred(*parts), TAR)) == {"../../etc/passwd", "/root/x", "C:/win/y", "a b"}


def test_names_in_utf_8_that_do_not_say_so() -> None:
    data = bytearray(zipped(("Kündigung.txt", b"x")))
    for at in (6, data.index(b"PK\x01\x02") + 8):
        data[at + 1] &= ~0x08
    assert set(found(bytes(data))) == {"Kündigung.txt"}


def test_the_same_name_twice_is_two_files() -> None:
    with pytest.warns(UserWarning, match="Duplicate"):
        data = zipped(("a.txt", b"first"), ("a.txt", b"second"))
    assert [member.data for member in opened(data).members(Cancel())] == [b"first", b"second"]


def test_links_and_devices_are_named_and_not_followed() -> None:
    info = zipfile.ZipInfo("link")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    assert found(zipped(("a.txt", b"a"), (info, b"/etc/passwd"))) == {"a.txt": b"a", "link": "not supported"}
    data = tarred(("a.txt", b"a"), soft=tarfile.SYMTYPE, hard=tarfile.LNKTYPE, pipe=tarfile.FIFOTYPE, folder=tarfile.DIRTYPE)
    assert found(data, TAR) == {"a.txt": b"a", **dict.fromkeys(("soft", "hard", "pipe"), "not supported")}


def test_reading_can_be_cancelled() -> None:
    for data, kind in ((zipped(("a", b"1"), ("b", b"2")), ZIP), (tarred(("a", b"1"), ("b", b"2")), TAR)):
        cancel = Cancel()
        members = opened(data, kind).members(cancel)
        next(members)
        cancel.request()
        with pytest.raises(Cancelled):
            next(members)


# ── passwords ────────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_zip_with_a_password_is_encrypted_until_it_is_given() -> None:
    data = crypted("a.txt", b"Rent is due.", b"secret")
    assert state(data) == "encrypted"
    assert state(data, password="wrong") == "encrypted"
    assert found(data, password="secret") == {"a.txt": b"Rent is due."}


def test_one_encrypted_file_among_others_is_named() -> None:
    data = bytearray(zipped(("a.txt", b"a"), ("b.txt", b"b")))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    for at in (data.index(b"PK\x03\x04", 1) + 6, second + 8):
        data[at] |= 1
    assert found(bytes(data)) == {"a.txt": b"a", "b.txt": "encrypted"}


# ── hostile and broken ones ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_file_that_unpacks_to_more_than_is_allowed_costs_itself() -> None:
    limits = ParseLimits(unpacked_bytes=1_000_000)
    bomb = b"\0" * 5_000_000
    assert found(zipped(("bomb", bomb), ("a.txt", b"a")), limits=limits) == {"bomb": "too large", "a.txt": b"a"}


def test_files_that_are_too_large_together() -> None:
    data = zipped(*((f"{number}", b"\0" * 400_000) for number in range(4)))
    assert list(found(data, limits=ParseLimits(unpacked_bytes=1_000_000)).values())[2:] == ["too large"] * 2


@pytest.mark.parametrize(("kind", "compress"), COMPRESSED[1:])
def test_bombs_in_other_wrappings(kind: str, compress: Callable[[bytes], bytes]) -> None:
    limits = ParseLimits(unpacked_bytes=1_000_000)
    for inner in (b"x" * 5_000_000, tarred(("a", b"x" * 5_000_000))):
        with pytest.raises(DocumentError) as caught:
            list(opened(compress(inner), kind, limits).members(Cancel()))
        assert caught.value.state == "too large"


def test_a_single_file_larger_than_memory_has_room_for_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    for module in ("zipped", "tarred"):
        monkeypatch.setattr(f"muniment_engines.bundled.archive.{module}.BIGGEST", 1000)
    parts = [("big", b"x" * 1001), ("a.txt", b"a")]
    assert found(zipped(*parts)) == {"big": "too large", "a.txt": b"a"}
    assert found(tarred(*parts), TAR) == {"big": "too large", "a.txt": b"a"}


def test_of_too_many_files_one_more_comes_than_is_allowed() -> None:
    parts = [(str(number), b"x") for number in range(50)]
    for data, kind in ((zipped(*parts), ZIP), (tarred(*parts), TAR)):
        assert len(found(data, kind, ParseLimits(members=10))) == 11


def test_files_that_overlap_are_refused() -> None:
    data = bytearray(zipped(("a.txt", b"aaaa"), ("b.txt", b"bbbb"), method=zipfile.ZIP_STORED))
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    struct.pack_into("<I", data, second + 42, 0)
    data[second + 46] = ord("a")
    assert [m.refused.state if m.refused else m.data for m in opened(bytes(data)).members(Cancel())] == [b"aaaa", "damaged"]


def test_a_damaged_file_costs_itself() -> None:
    data = bytearray(zipped(("a.txt", b"a" * 100), ("b.txt", b"b"), method=zipfile.ZIP_STORED))
    data[50] ^= 1
    assert found(bytes(data)) == {"a.txt": "damaged", "b.txt": b"b"}


def test_a_packing_that_nobody_knows_is_named() -> None:
    data = bytearray(zipped(("a.txt", b"a" * 100), ("b.txt", b"b")))
    for at in (8, data.index(b"PK\x01\x02") + 10):
        struct.pack_into("<H", data, at, 98)
    assert found(bytes(data)) == {"a.txt": "not supported", "b.txt": b"b"}


@pytest.mark.parametrize(("kind", "compress"), [(ZIP, lambda _: zipped(("a", b"x" * 3000))), *COMPRESSED])
def test_cut_off_or_garbled_ones_are_read_as_far_as_they_go(kind: str, compress: Callable[[bytes], bytes]) -> None:
    data = compress(tarred(("a", bytes(range(256)) * 20), ("b", b"y" * 3000)))
    step = max(1, len(data) // 60)
    for at in range(0, len(data), step):
        for broken in (data[:at], data[:at] + b"\xff\x00" * 9 + data[at + 18 :]):
            try:
                list(opened(broken, kind).members(Cancel()))
            except DocumentError as error:
                assert error.state in ("damaged", "empty", "encrypted", "too large")


def test_a_tar_that_was_cut_off_gives_its_first_files_and_says_that_it_was() -> None:
    data = tarred(("a", b"first"), ("b", b"y" * 3000))[:2000]
    members = opened(data, TAR).members(Cancel())
    assert next(members).data == b"first"
    with pytest.raises(DocumentError, match="damaged"):
        next(members)


def test_a_tar_that_lies_about_sizes() -> None:
    header = bytearray(tarred(("a", b"first"))[:512])
    for size in (b"\xff" * 12, b"\x80" + b"\x7f" * 11, b"77777777777\0"):
        header[124:136] = size
        total = sum(header[:148]) + sum(header[156:]) + 256
        header[148:156] = b"%06o\0 " % total
        assert state(bytes(header) + b"x" * 1024, TAR) in ("damaged", "too large")


def test_xz_that_wants_more_memory_than_it_may_have() -> None:
    data = lzma.compress(b"x" * 100, filters=[{"id": lzma.FILTER_LZMA2, "dict_size": 1 << 30}])
    assert state(data, XZ) == "too large"


def test_by_the_way() -> None:
    assert names.is_by_the_way("a\\__MACOSX\\b")
    assert not names.is_by_the_way("a/b._c")
