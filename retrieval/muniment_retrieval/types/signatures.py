"""Types that bytes at a fixed place give away."""

from __future__ import annotations

import re

ZIP, OLE = "application/zip", "application/x-ole-storage"

_STARTS = (
    (b"PK\x03\x04", ZIP),
    (b"PK\x05\x06", ZIP),
    (b"PK\x07\x08", ZIP),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLE),
    (b"\x89PNG", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"II+\x00", "image/tiff"),
    (b"MM\x00+", "image/tiff"),
    (b"8BPS", "image/vnd.adobe.photoshop"),
    (b"\x00\x00\x00\x0cjP  \r\n", "image/jp2"),
    (b"\xff\x4f\xff\x51", "image/jp2"),
    (b"\x97JB2\r\n\x1a\n", "image/x-jbig2"),
    (b"AT&TFORM", "image/vnd.djvu"),
    (b"\xd7\xcd\xc6\x9a", "image/wmf"),
    (b"AC10", "image/vnd.dwg"),
    (b"%!PS", "application/postscript"),
    (b"\xc5\xd0\xd3\xc6", "application/postscript"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\xfd7zXZ\x00", "application/x-xz"),
    (b"7z\xbc\xaf\x27\x1c", "application/x-7z-compressed"),
    (b"Rar!\x1a\x07", "application/vnd.rar"),
    (b"MSCF\x00\x00\x00\x00", "application/vnd.ms-cab-compressed"),
    (b"\x28\xb5\x2f\xfd", "application/zstd"),
    (b"LZIP", "application/lzip"),
    (b"\x1f\x9d", "application/x-compress"),
    (b"!BDN", "application/vnd.ms-outlook-pst"),
    (b"\x78\x9f\x3e\x22", "application/ms-tnef"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "application/onenote"),
    (b"\xffWPC", "application/vnd.wordperfect"),
    (b"\xdb\xa5-\x00", "application/x-msword2"),
    (b"\x09\x00\x04\x00\x07\x00", "application/vnd.ms-excel"),  # what Excel 2 to 5 wrote, without a compound file around it
    (b"\x09\x02\x06\x00", "application/vnd.ms-excel"),
    (b"\x09\x04\x06\x00", "application/vnd.ms-excel"),
    (b"\x09\x08\x08\x00\x00\x05", "application/vnd.ms-excel"),
    (b"\x09\x08\x10\x00\x00\x06", "application/vnd.ms-excel"),
    (b"-----BEGIN PGP MESSAGE-----", "application/pgp-encrypted"),
    (b"SQLite format 3\x00", "application/vnd.sqlite3"),
    (b"\x7fELF", "application/x-executable"),
    (b"\xca\xfe\xba\xbe", "application/x-executable"),
    (b"\xcf\xfa\xed\xfe", "application/x-executable"),
    (b"\x00asm", "application/x-executable"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "application/x-ms-shortcut"),
    (b"ID3", "audio/mpeg"),
    (b"OggS", "audio/ogg"),
    (b"fLaC", "audio/flac"),
    (b"#!AMR", "audio/amr"),
    (b"MThd", "audio/midi"),
    (b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", "video/x-ms-asf"),
    (b"\x1a\x45\xdf\xa3", "video/x-matroska"),
    (b"\x00\x00\x01\xba", "video/mpeg"),
    (b"\x00\x01\x00\x00\x00", "font/sfnt"),
    (b"OTTO", "font/sfnt"),
    (b"wOFF", "font/woff"),
    (b"wOF2", "font/woff"),
)

_RIFF = {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}

_HEIC = (b"heic", b"heix", b"hevc", b"heim", b"heis", b"mif1", b"msf1", b"avif", b"avis")

_BITMAP_HEADERS = (12, 16, 40, 52, 56, 64, 108, 124)

_SIGNED = b"\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x07"
"""How every PKCS #7 structure begins, behind its length: signed or encrypted mail."""

_HEAD = 560
_ISO = 32769


def signature_type(view: memoryview) -> str:
    """The type; "" where nothing at a fixed place tells it. `ZIP` and `OLE` are to be looked into."""
    head = bytes(view[:_HEAD])
    for start, found in _STARTS:
        if head.startswith(start):
            return found
    if head[:4] == b"RIFF" and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp":
        return "image/heic" if head[8:12] in _HEIC else "video/mp4"
    if head[:2] == b"BM" and int.from_bytes(head[14:18], "little") in _BITMAP_HEADERS and not any(head[6:10]):
        return "image/bmp"
    if re.match(rb"BZh[1-9](?:1AY&SY|\x17\x72\x45\x38\x50\x90)", head):
        return "application/x-bzip2"
    if head[:1] == b"\x30" and _SIGNED in head[:24]:
        return "application/pkcs7-mime"
    if head[:4] == b"\x01\x00\x00\x00" and head[40:44] == b" EMF":
        return "image/emf"
    if head[:2] == b"MZ" and not head.isascii():
        return "application/x-executable"
    if re.match(rb"\xff[\xfa\xfb\xf2\xf3][\x10-\xeb]", head):
        return "audio/mpeg"
    if head[2:5] == b"-lh" and head[6:7] == b"-":
        return "application/x-lzh-compressed"
    if bytes(view[_ISO : _ISO + 5]) == b"CD001":
        return "application/x-iso9660-image"
    return "application/x-tar" if _is_tar(head) else ""


def _is_tar(head: bytes) -> bool:
    """Whether this is the header of a member: the sum of its bytes stands in it."""
    block = head[:512]
    if len(block) < 512 or not re.fullmatch(rb"[ \x00]*[0-7]{1,8}[ \x00]*", block[148:156]):
        return False
    stated = int(block[148:156].strip(b" \x00"), 8)
    return stated == sum(block[:148]) + sum(block[156:]) + 8 * 32
