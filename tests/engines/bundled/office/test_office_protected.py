"""Files that a password protects: opened by it, refused without it, and told where it is wrong."""

from __future__ import annotations

import io
import random
import struct
from collections.abc import Iterator
from hashlib import md5, sha1
from itertools import count
from typing import Any

import docx
import olefile
import openpyxl
import pytest
from cryptography.hazmat.decrepit.ciphers.algorithms import ARC4
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from msoffcrypto.format.ooxml import OOXMLFile
from muniment_engines.bundled.office.protected import NEEDS_PASSWORD, PACKAGE, TOO_SLOW, UNKNOWN_WAY, WRONG_PASSWORD
from muniment_engines.errors import DocumentError
from muniment_engines.host import ParseWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

XLS = "application/vnd.ms-excel"
RENT = "The rent is 4,210 euros."
SALT = bytes(range(16))


def document() -> bytes:
    file, made = docx.Document(), io.BytesIO()
    file.add_paragraph(RENT)
    file.save(made)
    return made.getvalue()


def workbook() -> bytes:
    file, made = openpyxl.Workbook(), io.BytesIO()
    file.active["A1"] = RENT
    file.save(made)
    return made.getvalue()


def agile(plain: bytes, password: str) -> bytes:
    """Protected as Office has done it since 2010."""
    made = io.BytesIO()
    OOXMLFile(io.BytesIO(plain)).encrypt(password, made)
    return made.getvalue()


def standard(plain: bytes, password: str, make: Any) -> bytes:
    """Protected as Office 2007 did it: AES-128 in single blocks."""
    digest = sha1(SALT + password.encode("utf-16-le")).digest()
    for number in range(50_000):
        digest = sha1(struct.pack("<I", number) + digest).digest()
    digest = sha1(digest + bytes(4)).digest()
    key = sha1(bytes(a ^ 0x36 for a in digest.ljust(64, b"\0"))).digest()[:16]
    seal = Cipher(algorithms.AES(key), modes.ECB()).encryptor()
    verifier = b"0123456789abcdef"
    header = struct.pack("<8I", 0x24, 0, 0x660E, 0x8004, 128, 0x18, 0, 0) + "AES\0".encode("utf-16-le")
    info = struct.pack("<HHII", 4, 2, 0x24, len(header)) + header + struct.pack("<I", 16) + SALT + seal.update(verifier)
    info += struct.pack("<I", 20) + seal.update(sha1(verifier).digest().ljust(32, b"\0"))
    package = struct.pack("<Q", len(plain)) + seal.update(plain.ljust(-(-len(plain) // 16) * 16, b"\0"))
    return bytes(make.compound({"EncryptionInfo": info, "EncryptedPackage": package.ljust(8192, b"\0")}))


def rc4(password: str, data: bytes, block_size: int) -> bytes:
    """What RC4 makes of a stream, with a new key for each block, as Office did it until 2003."""

    def keys() -> Iterator[bytes]:
        secret = md5((md5(password.encode("utf-16-le")).digest()[:5] + SALT) * 16).digest()[:5]
        for block in count():
            yield md5(secret + struct.pack("<I", block)).digest()

    pieces = (data[at : at + block_size] for at in range(0, len(data), block_size))
    return b"".join(Cipher(ARC4(key), mode=None).encryptor().update(piece) for key, piece in zip(keys(), pieces, strict=False))


def record(kind: int, data: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def old_workbook(password: str, make: Any) -> bytes:
    """A workbook of Excel 97 with one number in it: the records' heads, their starts and the place of the sheet stay plain."""
    verifier = b"0123456789abcdef"
    sealed = rc4(password, verifier + md5(verifier).digest(), 512)
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 0, 0, 0))
    file_pass = record(0x2F, struct.pack("<HHH", 1, 1, 1) + SALT + sealed)
    name = struct.pack("<BB", 4, 0) + b"Rent"
    place = len(start) + len(file_pass) + 4 + 6 + len(name) + 4
    records = start + file_pass + record(0x85, struct.pack("<IH", place, 0) + name) + record(0x0A)
    records += record(0x809, struct.pack("<HHHHII", 0x600, 16, 0, 0, 0, 0))
    records += record(0x203, struct.pack("<HHHd", 0, 0, 0, 4210.0)) + record(0x0A)
    sealed_all = rc4(password, records, 1024)
    written, at = bytearray(records), 0
    while at < len(records):
        kind, size = struct.unpack_from("<HH", records, at)
        first = at + 4 + (4 if kind == 0x85 else 0)
        if kind not in (0x809, 0x2F):
            written[first : at + 4 + size] = sealed_all[first : at + 4 + size]
        at += 4 + size
    return bytes(make.compound({"Workbook": bytes(written).ljust(4096, b"\0")}))


def refused(seen: Any, data: bytes, kind: str, password: str | None) -> tuple[str, str]:
    with pytest.raises(DocumentError) as told:
        seen(data, kind, password=password)
    return told.value.state, str(told.value)


@pytest.mark.parametrize("way", ["agile", "standard"])
def test_a_document_is_opened_by_its_password_alone(seen: Any, make: Any, way: str) -> None:
    data = agile(document(), "sésame") if way == "agile" else standard(document(), "sésame", make)
    assert seen(data, PACKAGE, password="sésame").text == RENT
    assert refused(seen, data, PACKAGE, None) == ("encrypted", NEEDS_PASSWORD)
    assert refused(seen, data, PACKAGE, "sesame") == ("encrypted", WRONG_PASSWORD)


def test_an_old_workbook_is_opened_by_its_password_alone(seen: Any, make: Any) -> None:
    data = old_workbook("sesame", make)
    assert "4210" in seen(data, XLS, password="sesame").text
    assert refused(seen, data, XLS, None) == ("encrypted", NEEDS_PASSWORD)
    assert refused(seen, data, XLS, "open") == ("encrypted", WRONG_PASSWORD)


def test_what_is_protected_only_against_changes_needs_no_password(seen: Any, make: Any) -> None:
    assert RENT in seen(agile(workbook(), "VelvetSweatshop"), PACKAGE).text
    assert "4210" in seen(old_workbook("VelvetSweatshop", make), XLS).text


def test_something_else_behind_a_password_is_named(seen: Any, make: Any) -> None:
    types = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
    other = make.zipped({"[Content_Types].xml": types, "visio/document.xml": random.Random(1).randbytes(9000)})
    assert refused(seen, agile(other, "sesame"), PACKAGE, "sesame")[0] == "not supported"


def changed_info(data: bytes, old: bytes, new: bytes, make: Any) -> bytes:
    with olefile.OleFileIO(io.BytesIO(data)) as file:
        info, package = (file.openstream(name).read() for name in ("EncryptionInfo", "EncryptedPackage"))
    assert old in info
    return bytes(make.compound({"EncryptionInfo": info.replace(old, new), "EncryptedPackage": package}))


def test_an_absurd_number_of_rounds_is_not_begun(seen: Any, make: Any) -> None:
    data = agile(document(), "sesame")
    for rounds in (b"9000000", b"99999999999999999999"):
        slow = changed_info(data, b'spinCount="100000"', b'spinCount="%b"' % rounds, make)
        assert refused(seen, slow, PACKAGE, "sesame") == ("encrypted", TOO_SLOW)


def test_entities_in_what_describes_the_protection_are_not_read(seen: Any, make: Any) -> None:
    bomb = changed_info(agile(document(), "sesame"), b"<encryption ", b'<!DOCTYPE a [<!ENTITY b "b">]><encryption ', make)
    assert refused(seen, bomb, PACKAGE, "sesame")[0] == "damaged"


def test_another_way_of_protecting_is_named(seen: Any, make: Any) -> None:
    data = make.compound({"EncryptionInfo": struct.pack("<HHI", 4, 3, 0), "EncryptedPackage": bytes(5000)})
    assert refused(seen, data, PACKAGE, "sesame") == ("encrypted", UNKNOWN_WAY)


def test_a_confined_worker_opens_them(make: Any) -> None:
    launcher = DirectLauncher({"worker": ("muniment_engines.worker:main", "worker")})
    with ParseWorker(launcher, WorkerSpec("muniment_engines.bundled.office", "parse", {})) as worker:
        for data, kind in ((agile(document(), "sesame"), PACKAGE), (old_workbook("sesame", make), XLS)):
            with worker.open(data, kind, password="sesame") as opened:
                assert opened.about.page_count == 1
