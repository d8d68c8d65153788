"""A web page as blocks of text, with its title and what it says of itself.

First its bytes become characters, then a tree, then blocks, without navigation and what is hidden. Where next to nothing is left
that way, the page was not what it seemed, and all of it is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from lxml import etree

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.web.charset import characters
from muniment_engines.bundled.web.tree import parsed
from muniment_engines.bundled.web.walker import Walker

HIDDEN = "Text that the page hides from its readers was left out."
EVERYTHING = "Nearly all of the page seemed to be hidden or navigation; all of it was kept."
LEFT = 0.2
"""Share of the page's letters that must be left when navigation and what is hidden are gone."""

LONGEST_TITLE = 300
LONGEST_VALUE = 1000

_FILE_NAME = re.compile(r"\S+\.\w{2,5}|\W*|untitled.*|(?:new|index) page.*|document", re.I)
_METADATA = {"author": "Author", "description": "Subject", "keywords": "Keywords", "generator": "Creator", "date": "CreationDate"}


@dataclass(frozen=True)
class WebPage:
    """What a page says. `title` may be empty."""

    title: str
    blocks: Sequence[Block]
    metadata: dict[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()


def read_page(data: bytes, stated: str = "") -> WebPage:
    """`stated` is the encoding that somebody else states, if anybody does. Raises `DocumentError` "too large"."""
    text, notes = characters(data, stated)
    page = read_markup(text)
    return WebPage(page.title, page.blocks, page.metadata, (*notes, *page.notes))


def read_markup(text: str) -> WebPage:
    """The same for a page whose characters are known."""
    root, notes = parsed(text)
    if root is None:
        return WebPage("", (), {}, tuple(notes))
    walker = Walker()
    blocks = walker.walk(root)
    left, gone = sum(len(block.text) for block in blocks), walker.hidden + walker.skipped
    if left < LEFT * gone:
        blocks = Walker(everything=True).walk(root)
        notes.append(EVERYTHING)
    elif walker.hidden:
        notes.append(HIDDEN)
    return WebPage(_title(root, blocks), blocks, _metadata(root), tuple(notes))


def _title(root: etree._Element, blocks: Sequence[Block]) -> str:
    """The page's title, where it is one, else its first heading."""
    found = [" ".join("".join(title.itertext()).split()) for title in root.iter("title") if _in_head(title)]
    found += [block.text for block in blocks if block.level][:1]
    return next((title[:LONGEST_TITLE] for title in found if not _FILE_NAME.fullmatch(title)), "")


def _in_head(title: etree._Element) -> bool:
    return not any(True for _ in title.iterancestors("svg", "math"))


def _metadata(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for meta in root.iter("meta"):
        name, content = _METADATA.get(meta.get("name", "").lower(), ""), " ".join(meta.get("content", "").split())
        if name and content:
            found.setdefault(name, content[:LONGEST_VALUE])
    return found
