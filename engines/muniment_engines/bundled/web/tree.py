"""The tree of a web page's elements, whatever state its markup is in. Nothing is fetched, and no entity leads out of the page.

libxml2 keeps at most 2,048 elements in each other and then stops reading. A page that goes deeper (old programs never close what
they open) is read again without the elements that only tell how letters look; what is then still too deep loses all its elements.
"""

from __future__ import annotations

import re

from lxml import etree, html

from muniment_engines.errors import DocumentError

BIGGEST = 120_000_000
"""Characters; the tree of a larger page would not fit into memory."""

TOO_DEEP = "The page is nested too deep to be understood; its text was kept, its structure was not."

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_EMPTY = re.compile(r"<(title|script|style|textarea|iframe|a|b|i|u|p|div|span|em|strong|td|th|li|font)((?:\s[^<>]*)?)/>", re.I)
"""Elements that XHTML closes at once, and HTML does not."""

_LOOKS = re.compile(r"</?(?:font|span|b|i|u|em|strong|small|big|a|center|tt|s|strike)(?:\s[^<>]*)?>", re.I)
_UNSEEN = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.I | re.S)
_TAG = re.compile(r"</?([a-zA-Z][\w:]*)[^<>]*>")
_IN_LINE = frozenset(("a", "abbr", "b", "em", "font", "i", "s", "small", "span", "strong", "sub", "sup", "u"))


def parsed(text: str) -> tuple[etree._Element | None, list[str]]:
    """The page's root and notes; None where there is no element and no text at all. Raises `DocumentError` "too large"."""
    if len(text) > BIGGEST:
        raise DocumentError("too large", "The page is too large to be read; divide it.")
    text = _EMPTY.sub(r"<\1\2></\1>", _CONTROL.sub(" ", text))
    root, deep = _tree(text)
    if deep:
        root, deep = _tree(_LOOKS.sub("", text))
    if not deep:
        return root, []
    flat = _TAG.sub(lambda tag: "" if tag[1].lower() in _IN_LINE else "\n\n", _UNSEEN.sub("", text))
    return _tree(f"<pre>{flat}</pre>")[0], [TOO_DEEP]


def _tree(text: str) -> tuple[etree._Element | None, bool]:
    """The root, and whether the page was too deep to be read to its end."""
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=True, recover=True)
    try:
        root = etree.fromstring(text.encode(), parser)
    except etree.LxmlError:
        return None, False
    deep = any(
        entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT or "xcessive depth" in entry.message for entry in parser.error_log
    )
    return root, deep
