"""Whether a file is text, and which kind.

A file without control characters is text, in whatever encoding. Its first characters then tell HTML, XML, RTF, JSON, a mail, a
mailbox and a saved web page from each other. The name decides only what no content can: what a text means that could be
anything (Markdown, CSV, a program's source), and how much of a sign is enough ("a.html" needs but one tag).
"""

from __future__ import annotations

import re

TEXT, MARKDOWN, HTML, XML, JSON = "text/plain", "text/markdown", "text/html", "application/xml", "application/json"
MAIL, MAILBOX, WEB_ARCHIVE, RTF = "message/rfc822", "application/mbox", "multipart/related", "application/rtf"

_LOOK = 65_536
_BINARY_LOOK = 4_096
_ZEROS = 0.3
"""Share of every second byte that is zero in UTF-16 of a language that mostly uses Latin letters."""

_BOMS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe\x00\x00", "utf-32-le"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1a\x1c-\x1f]")

_NAMED = {
    MARKDOWN: ("md", "markdown", "mdown", "mkd"),
    "text/csv": ("csv",),
    "text/tab-separated-values": ("tsv", "tab"),
}
_SOURCE = _set(
    "asm asp aspx bas bat c cc cfg cls cmd cmake conf cpp cs css cxx dart diff ejs erb f f90 go gradle groovy h hh hpp hs ini"
    " java jl js jsp jsx kt kts less lisp log lua m makefile mjs ml patch php pl pm ps1 py pyi r rb rs rst sass scala scss"
    " sh sql svelte swift tcl tex toml ts tsx twig v vb vbs vue yaml yml zig"
)
"""Endings of what is written for a program to read; its markup is not to be taken for a document's."""

_PROLOGUE = re.compile(r"(?:\s+|<!--.*?(?:-->|\Z)|<\?.*?(?:\?>|\Z))*", re.S)
_DOCTYPE = re.compile(r"<!doctype\s+([\w:-]+)[^>\[]*(?:\[.*?\]\s*)?>?", re.I | re.S)
_TAG = re.compile(r"<\s*([A-Za-z_][\w.:-]*)[\s/>]")
_HTML_TAGS = _set(
    "html head body title meta link base script style div span p br hr h1 h2 h3 h4 h5 h6 table thead tbody tr td th ul ol li dl"
    " dt dd a b i u em strong font center pre blockquote img form frameset section article main header footer nav"
    " iframe noscript"
)
_SGML = re.compile(r"\s*(?:-----BEGIN PRIVACY-ENHANCED MESSAGE-----|<SEC-DOCUMENT>|<DOCUMENT>\s*<TYPE>)")
"""A filing as the American stock exchange commission hands it out: HTML or text, below lines that look like tags."""

_HEADER = re.compile(r"([A-Za-z][A-Za-z0-9-]{0,60})[ \t]*:(?:[ \t]|\n|$)(.*)")
_USUAL = _set("from to cc bcc subject date sender reply-to")
_ONLY_IN_MAIL = _set(
    "received return-path message-id mime-version content-type content-transfer-encoding delivered-to dkim-signature in-reply-to"
    " references envelope-to authentication-results list-unsubscribe list-id arc-seal thread-topic thread-index errors-to"
)
_MAILBOX = re.compile(r"From \S.{0,200}\d{4}(?: .{0,20})?\n(?:>?From .*\n)?[A-Za-z][A-Za-z0-9-]*:")
_MAIL_NAMES = ("eml", "emlx", "mht", "mhtml", "mail", "mbs")
_JSON = re.compile(
    r"\s*(?:\{\s*(?:\"(?:[^\"\\]|\\.){0,500}\"\s*:|\}\s*$)|\[\s*(?:[\[{]\s*[\"\d{\[\]-]|\"(?:[^\"\\]|\\.){0,500}\"\s*[,\]]|-?\d[\d.eE+-]*\s*,))"
)


def text_type(view: memoryview, name: str) -> str:
    """The media type of a text; "" where this is none."""
    text = _text_of(bytes(view[:_LOOK]))
    if text is None:
        return ""
    ending = name.lower().replace("\\", "/").rpartition("/")[2].rpartition(".")[2]
    if text.lstrip().startswith("{\\rtf"):
        return RTF
    if ending in _SOURCE:
        return TEXT
    named = next((kind for kind, endings in _NAMED.items() if ending in endings), "")
    return _markup(text, ending, named) or named or _mail(text, ending) or _json(text, ending) or TEXT


def _text_of(first: bytes) -> str | None:
    """The first characters, those beyond ASCII perhaps wrong; None where these bytes are no text."""
    for mark, encoding in _BOMS:
        if first.startswith(mark):
            return _lines(first[len(mark) :].decode(encoding, "ignore"))
    head = first[:_BINARY_LOOK]
    half = len(head) // 2
    encoding = "utf-8"
    if half and not head[0::2].count(0) and head[1::2].count(0) >= _ZEROS * half:
        encoding = "utf-16-le"
    elif half and not head[1::2].count(0) and head[0::2].count(0) >= _ZEROS * half:
        encoding = "utf-16-be"
    controls = len(_CONTROL.findall(head.decode(encoding, "ignore")))
    return _lines(first.decode(encoding, "replace")) if controls <= len(head) // 100 else None


def _lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _markup(text: str, ending: str, named: str) -> str:
    """HTML or XML; "" for neither."""
    declared = text.lstrip().startswith("<?xml")
    start = _PROLOGUE.match(text)
    rest = text[start.end() if start else 0 :]
    if doctype := _DOCTYPE.match(rest):
        return HTML if doctype[1].lower() == "html" else XML
    root = _TAG.match(rest)
    local = root[1].lower().rpartition(":")[2] if root else ""
    if local == "html":
        return HTML
    if declared:
        return XML
    if named:
        return ""
    if local in _HTML_TAGS or (ending in ("html", "htm", "xhtml", "shtml") and _TAG.search(text)):
        return HTML
    if _SGML.match(text) and re.search(r"<html[\s>]", text, re.I):
        return HTML
    if (
        root
        and not _SGML.match(text)
        and (ending in ("xml", "svg") or "xmlns" in rest[:2000] or rest.rstrip().endswith(f"</{root[1]}>"))
    ):
        return XML
    return ""


def _mail(text: str, ending: str) -> str:
    """A mail, a mailbox or a saved web page; "" for none of them."""
    if _MAILBOX.match(text.lstrip("\n")):
        return MAILBOX
    lines = text.lstrip("\n").split("\n", 200)[:200]
    if (ending == "emlx" and lines[0].strip().isdigit()) or re.match(r"From \S+@\S+\s*$", lines[0]):
        lines = lines[1:]
    headers: dict[str, str] = {}
    for line in lines:
        found = _HEADER.match(line)
        if found:
            headers.setdefault(found[1].lower(), found[2])
        elif not (line[:1] in (" ", "\t", ">") and line.strip()):
            break
    technical, usual = headers.keys() & _ONLY_IN_MAIL, headers.keys() & _USUAL
    if headers.get("content-type", "").strip().lower().startswith("multipart/related") and (
        ending in ("mht", "mhtml")
        or "snapshot-content-location" in headers
        or not headers.keys() & {"to", "received", "message-id"}
    ):
        return WEB_ARCHIVE
    if ending in _MAIL_NAMES and (technical or usual):
        return MAIL
    return MAIL if technical and len(technical | usual) > 2 else ""


def _json(text: str, ending: str) -> str:
    if ending in ("json", "jsonl", "ndjson", "geojson", "ipynb", "jsonld"):
        return JSON if text.lstrip()[:1] in ("{", "[") else ""
    return JSON if _JSON.match(text) else ""
