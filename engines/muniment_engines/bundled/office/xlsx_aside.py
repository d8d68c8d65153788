"""What stands on a sheet but in none of its cells: text boxes, titles of charts, and what people remarked on cells."""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.bundled.flow import Block
from muniment_engines.bundled.office import xml
from muniment_engines.bundled.office.drawing import chart_title, paragraphs_of
from muniment_engines.bundled.office.package import Package


def aside_of(package: Package, part: str) -> list[Block]:
    """The blocks, in no order but that of the file."""
    relations = list(package.relations(part).values())
    kinds = {relation.kind for relation in relations}
    found: list[Block] = []
    for relation in relations:
        if relation.kind == "drawing":
            found += _drawing(package, relation.target)
        elif relation.kind == "threadedComment":
            found += _threads(package, relation.target)
        elif relation.kind == "comments" and "threadedComment" not in kinds:
            found += _comments(package, relation.target)
    return found


def _drawing(package: Package, part: str) -> Iterator[Block]:
    root = package.tree_if_there(part)
    relations = package.relations(part)
    for element in xml.within(root, "xdr:txBody", "c:chart"):
        if xml.tag(element) == "xdr:txBody":
            text = "\n".join(paragraphs_of(element))
            if text.strip():
                yield Block(text)
        elif relation := relations.get(xml.get(element, "r:id")):
            title = chart_title(package.tree_if_there(relation.target))
            if title:
                yield Block(f"Chart: {title}")


def _comments(package: Package, part: str) -> Iterator[Block]:
    root = package.tree_if_there(part)
    authors = [xml.text_in(author) for author in xml.within(root, "x:author")]
    for comment in xml.within(root, "x:comment"):
        index = xml.number(xml.get(comment, "authorId"), -1)
        author = authors[index] if 0 <= index < len(authors) else ""
        text = "".join(xml.text_in(part) for part in xml.within(comment, "x:t"))
        yield from _remark(xml.get(comment, "ref"), author, text.removeprefix(f"{author}:"))


def _threads(package: Package, part: str) -> Iterator[Block]:
    root = package.tree_if_there(part)
    for comment in xml.children(root):
        text = " ".join(xml.text_in(part) for part in xml.children(comment) if xml.local(part) == "text")
        yield from _remark(xml.get(comment, "ref"), "", text)


def _remark(place: str, author: str, text: str) -> Iterator[Block]:
    if text.strip():
        by = f" by {author.strip()}" if author.strip() else ""
        yield Block(f"Comment on {place}{by}: {' '.join(text.split())}")
