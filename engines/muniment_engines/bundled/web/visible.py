"""What of a web page a person reads: not its scripts, nor what is hidden, nor what leads through the site.

Nothing is left out on a suspicion. An element leads through the site where it says so (`nav`, a role, a name that means nothing
else) and holds next to nothing but links; a banner about cookies says so in its name, speaks of cookies and is short.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

_NEVER = frozenset(
    (
        *("script", "style", "template", "head", "title", "meta", "link", "base", "iframe", "object", "embed", "applet", "audio"),
        *(
            "video",
            "canvas",
            "datalist",
            "map",
            "noscript",
            "annotation",
            "annotation-xml",
            "rp",
            "colgroup",
            "col",
            "desc",
            "metadata",
        ),
    )
)
_HIDDEN = re.compile(
    r"(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*(?:hidden|collapse)|opacity\s*:\s*0(?:\.0+)?\s*(?:;|!|$)|mso-hide\s*:\s*all"
    r"|font-size\s*:\s*0(?:\.0+)?(?:px|pt|em|rem|%)?\s*(?:;|!|$))",
    re.I,
)
_NAVIGATION_ROLES = frozenset(("navigation", "menu", "menubar", "search"))
_NAVIGATION_NAMES = re.compile(
    r"(?:^|[\s_-])(?:nav|navbar|navigation|menu|menubar|breadcrumbs?|skip(?:-?(?:link|nav|to-content))?|site-?nav|topnav|sidenav|navbox)(?:$|[\s_-])"
    r"|(?:^|\s)(?:mw-jump-link|sr-only-focusable|share-?buttons?|social-?(?:links|media|share))(?:$|\s)",
    re.I,
)
_COOKIE_NAMES = re.compile(r"cookie|consent|gdpr|onetrust|cmp-", re.I)
_COOKIES = re.compile(r"\bcookies?\b", re.I)

LONGEST_BANNER = 3000
LONGEST_NAVIGATION = 20_000
LINKS = 0.7
"""Share of its letters that stand in links, from which on an element that is named like navigation is taken for it."""


def tag_of(element: etree._Element) -> str:
    """The name of an element, without its namespace."""
    name = element.tag
    return name.rpartition("}")[2].lower() if isinstance(name, str) else ""


def is_unread(element: etree._Element, tag: str) -> bool:
    """Whether this is no text of the page at all."""
    return tag in _NEVER or (tag == "input" and element.get("type", "").lower() == "hidden")


def is_hidden(element: etree._Element, tag: str) -> bool:
    """Whether the page itself says that this is not to be seen."""
    if element.get("hidden") is not None and element.get("hidden") != "until-found":
        return True
    return bool(_HIDDEN.search(element.get("style", ""))) or (tag == "dialog" and element.get("open") is None)


def is_navigation(element: etree._Element, tag: str) -> bool:
    """Whether this leads through the site, or asks about cookies."""
    if tag in ("html", "body", "main", "article", "table", "td", "tr"):
        return False
    if tag == "nav" or element.get("role", "").lower() in _NAVIGATION_ROLES:
        return True
    names = f"{element.get('class', '')} {element.get('id', '')}"
    if _NAVIGATION_NAMES.search(names):
        return _is_links(element)
    if _COOKIE_NAMES.search(names):
        text = _text(element, LONGEST_BANNER)
        return text is not None and bool(_COOKIES.search(text))
    return False


def _is_links(element: etree._Element) -> bool:
    text = _text(element, LONGEST_NAVIGATION)
    if text is None:
        return False
    linked = sum(len("".join((_text(link, LONGEST_NAVIGATION) or "").split())) for link in element.iter("a", "button"))
    return linked >= LINKS * len("".join(text.split()))


def _text(element: etree._Element, longest: int) -> str | None:
    """The text of an element; None where it is longer, so that no more of a large one is looked at than that."""
    parts: list[str] = []
    size = 0
    for part in element.itertext():
        parts.append(part)
        size += len(part)
        if size > longest:
            return None
    return "".join(parts)


def letters(element: etree._Element) -> int:
    """How many characters a person could read in an element."""
    return sum(len(part.strip()) for part in _readable(element))


def _readable(element: etree._Element) -> Iterator[str]:
    for part in element.iter():
        if isinstance(part.tag, str) and not is_unread(part, tag_of(part)) and part.text:
            yield part.text
        if part is not element and part.tail:
            yield part.tail
