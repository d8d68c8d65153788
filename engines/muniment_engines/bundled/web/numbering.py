"""What stands before the items of a list."""

from __future__ import annotations

import re

from lxml import etree

_STYLES = {"lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A", "upper-latin": "A", "lower-roman": "i", "upper-roman": "I"}
_LIST_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*([a-z-]+)", re.I)
_TENS = ("", "x", "xx", "xxx", "xl", "l", "lx", "lxx", "lxxx")
_ONES = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")


def style_of(element: etree._Element, tag: str) -> str:
    """How the items of a list are numbered: 1, a, A, i or I; "" where they are not."""
    if tag != "ol":
        return ""
    stated = element.get("type", "")
    style = _LIST_STYLE.search(element.get("style", ""))
    return stated if stated in ("a", "A", "i", "I") else _STYLES.get(style[1].lower(), "1") if style else "1"


def numbered(number: int, style: str) -> str:
    """What stands before an item of a list: "3.", "c.", "III."; "" for a list without numbers."""
    if not style:
        return ""
    if style in "aA" and 1 <= number <= 26:
        letter = chr(ord("a") + number - 1)
        return f"{letter if style == 'a' else letter.upper()}."
    if style in "iI" and 1 <= number <= 89:
        roman = _TENS[number // 10] + _ONES[number % 10]
        return f"{roman if style == 'i' else roman.upper()}."
    return f"{number}."


def number_of(text: str | None, otherwise: int) -> int:
    """The number that an attribute states."""
    return int(text) if text and re.fullmatch(r"\s*-?\d{1,6}\s*", text) else otherwise
