"""Office files that are protected by a password: what they hold, where the password is given.

Files of after 2007 are then an encrypted package in a compound file, older ones a compound file whose streams are encrypted;
msoffcrypto knows how each was done. Workbooks that are protected only against changes are encrypted with a password that every
program knows; that one is tried first. What comes out stays in memory: the library would put older files in a temporary file.
"""

from __future__ import annotations

import io
import logging
import re
import struct
from importlib import import_module
from types import SimpleNamespace
from typing import Any

from muniment_engines.bundled.office.compound import Compound
from muniment_engines.bundled.office.media_types import PACKAGE
from muniment_engines.bundled.office.package import DAMAGED, MOST_PARTS, TOO_LARGE
from muniment_engines.bundled.zips import View, check_directory
from muniment_engines.errors import DocumentError

WORD, EXCEL, POWERPOINT = "application/msword", "application/vnd.ms-excel", "application/vnd.ms-powerpoint"

NEEDS_PASSWORD = "The file is protected by a password; give the password to have it read."
WRONG_PASSWORD = "The password does not open this file; give another one."
UNKNOWN_WAY = "The file is protected in a way that cannot be opened here; save an unprotected copy."
TOO_SLOW = "The file asks for millions of rounds to try a password, as no office program does; it was not opened."

MOST_ROUNDS = 1_000_000
"""Of hashing for one password; Office writes 100,000."""

LONGEST_PASSWORD = 255
_LONGEST_INFO = 100_000
_KNOWN_TO_ALL = "VelvetSweatshop"
_LOCKED_SLIDES = 0xF3D1C4DF
_FILE_PASS, _SHEET_NAME, _END = 0x2F, 0x85, 0x0A
_LEGACY = {WORD: "doc97", EXCEL: "xls97", POWERPOINT: "ppt97"}

_OOXML = "application/vnd.openxmlformats-officedocument."
_INSIDE = (
    ("word/document.xml", f"{_OOXML}wordprocessingml.document"),
    ("xl/workbook.xml", f"{_OOXML}spreadsheetml.sheet"),
    ("ppt/presentation.xml", f"{_OOXML}presentationml.presentation"),
)


def opened(data: memoryview, media_type: str, password: str | None) -> tuple[memoryview, str]:
    """The file as it is without protection, and its media type; the same ones where nothing protects it.

    Raises `DocumentError`: "encrypted" (no password, a wrong one, a way that is not known), "damaged", "too large",
    "not supported" where something else than an office file comes out.
    """
    kind = media_type.lower()
    if kind != PACKAGE and (kind not in _LEGACY or not _is_locked(data, kind)):
        return data, media_type
    passwords = [password[:LONGEST_PASSWORD]] if password else []
    if kind in (PACKAGE, EXCEL):
        passwords.insert(0, _KNOWN_TO_ALL)
    for one in passwords:
        if (plain := _unlocked(data, kind, one)) is not None:
            return memoryview(plain), media_type if kind != PACKAGE else _type_inside(plain)
    raise DocumentError("encrypted", WRONG_PASSWORD if password else NEEDS_PASSWORD)


def _is_locked(data: memoryview, kind: str) -> bool:
    try:
        compound = Compound(data)
    except DocumentError:  # its reader says so, or knows such a file
        return False
    try:
        if kind == WORD:
            head = compound.read("WordDocument", 12)
            return len(head) == 12 and bool(head[11] & 1)
        if kind == POWERPOINT:
            head = compound.read("Current User", 16)
            return len(head) == 16 and struct.unpack_from("<I", head, 12)[0] == _LOCKED_SLIDES
        return _has_file_pass(compound.read("Workbook", _LONGEST_INFO) or compound.read("Book", _LONGEST_INFO))
    finally:
        compound.close()


def _has_file_pass(records: bytes) -> bool:
    """Whether a workbook says before its first sheet that what follows is encrypted."""
    at = 0
    while at + 4 <= len(records):
        number, size = struct.unpack_from("<HH", records, at)
        if number in (_FILE_PASS, _SHEET_NAME, _END):
            return bool(number == _FILE_PASS)
        at += 4 + size
    return False


def _unlocked(data: memoryview, kind: str, password: str) -> bytes | None:
    """What a password opens; None where it does not fit."""
    logging.getLogger("msoffcrypto").setLevel(logging.CRITICAL)  # at its finest it would write the password
    errors: Any = import_module("msoffcrypto.exceptions")
    plain = io.BytesIO()
    try:
        if kind == PACKAGE:
            _check_rounds(data)
            file = import_module("msoffcrypto.format.ooxml").OOXMLFile(io.BufferedReader(View(data)))
            file.load_key(password=password, verify_password=True)
        else:
            module: Any = import_module(f"msoffcrypto.format.{_LEGACY[kind]}")
            module.tempfile = SimpleNamespace(TemporaryFile=io.BytesIO)
            file = getattr(module, f"{_LEGACY[kind].title()}File")(io.BytesIO(data))
            file.load_key(password=password)
        file.decrypt(plain)
    except errors.InvalidKeyError:
        return None
    except errors.DecryptionError as error:
        raise DocumentError("encrypted", UNKNOWN_WAY) from error
    except (DocumentError, MemoryError):
        raise
    except Exception as error:
        raise DocumentError("damaged", DAMAGED) from error
    return plain.getvalue()


def _check_rounds(data: memoryview) -> None:
    """Before anything is hashed or its XML is parsed: both may be bombs."""
    compound = Compound(data)
    try:
        info = compound.read("EncryptionInfo", _LONGEST_INFO)
    finally:
        compound.close()
    if len(info) == _LONGEST_INFO or b"<!" in info:
        raise DocumentError("damaged", DAMAGED)
    if any(len(count) > 9 or int(count) > MOST_ROUNDS for count in re.findall(rb"spinCount\s*=\s*[\"']\s*\+?(\d+)", info)):
        raise DocumentError("encrypted", TOO_SLOW)


def _type_inside(plain: bytes) -> str:
    import zipfile

    check_directory(memoryview(plain))
    try:
        with zipfile.ZipFile(io.BytesIO(plain)) as package:
            names = [name.replace("\\", "/").lstrip("/").lower() for name in package.namelist()]
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise DocumentError("damaged", DAMAGED) from error
    if len(names) > MOST_PARTS:
        raise DocumentError("too large", TOO_LARGE)
    for name, media_type in _INSIDE:
        if name in names:
            return media_type
    raise DocumentError("not supported", "What the password protects is no Word, Excel or PowerPoint file that can be read here.")
