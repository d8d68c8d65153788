"""Writes a date or a time by the tokens of one section of a format code.

A spreadsheet counts days from the end of 1899, and believes that 1900 had a 29 February; or from the start of 1904.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

Tokens = Sequence[tuple[str, str]]

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_LAST = 2_958_466
"""The day after 9999-12-31."""


def moment(serial: float, from_1904: bool) -> datetime:
    """The time that a number of days stands for, to the millisecond. Raises `ValueError` beyond the calendar."""
    if not 0 <= serial < _LAST:
        raise ValueError("no date")
    start = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 31) if serial < 60 else datetime(1899, 12, 30)
    return start + timedelta(milliseconds=round(serial * 86_400_000))


def written(serial: float, tokens: Tokens, from_1904: bool) -> str:
    """Raises `ValueError` for a number that is no date."""
    kinds = [(kind, text.lower() if kind == "date" else text) for kind, text in tokens]
    tenths = any(kind == "sign" and text == "0" for kind, text in kinds)
    rounded = serial if tenths else round(serial * 86_400) / 86_400
    when = moment(rounded, from_1904)
    halves = any(kind == "ampm" for kind, _ in kinds)
    if [text for kind, text in kinds if kind == "date"][:4] == ["yyyy", "mm", "dd", "h"] and not halves:
        kinds = [
            (kind, "hh" if text == "h" else text) for kind, text in kinds
        ]  # a program's time stamp, as all programs write it
    pieces = []
    for at, (kind, text) in enumerate(kinds):
        if kind == "date":
            pieces.append(_part(when, text, halves, _is_minute(kinds, at)))
        elif kind == "elapsed":
            pieces.append(_elapsed(rounded, text))
        elif kind == "ampm":
            pieces.append("AM" if when.hour < 12 else "PM")
        elif kind == "literal" or text in "/.,":
            pieces.append(text)
        elif kind == "sign" and text == "0":
            pieces.append(_decimal(when, kinds, at))
    return "".join(pieces)


def _is_minute(tokens: Tokens, at: int) -> bool:
    """Whether an "m" behind hours or before seconds, with only signs between, means minutes."""
    if len(tokens[at][1]) > 2 or tokens[at][1][0] != "m":
        return False
    before = next((text for kind, text in reversed(tokens[:at]) if kind in ("date", "elapsed")), "")
    behind = next((text for kind, text in tokens[at + 1 :] if kind in ("date", "elapsed")), "")
    return before.startswith("h") or behind.startswith("s")


def _part(when: datetime, text: str, halves: bool, minute: bool) -> str:
    letter, count = text[0], len(text)
    if letter in "ye":
        return f"{when.year % 100:02}" if letter == "y" and count < 3 else f"{when.year:04}"
    if letter == "m" and not minute:
        name = MONTHS[when.month - 1]
        return (name[:1] if count == 5 else name[:3] if count == 3 else name) if count > 2 else f"{when.month:0{count}}"
    if letter == "d" and count > 2:
        name = DAYS[when.weekday()]
        return name[:3] if count == 3 else name
    hour = (when.hour % 12 or 12) if halves else when.hour
    value = {"m": when.minute, "d": when.day, "h": hour, "s": when.second}.get(letter)
    return "" if value is None else f"{value:0{min(count, 2)}}"


def _elapsed(serial: float, text: str) -> str:
    seconds = round(serial * 86_400)
    return f"{seconds // {'h': 3600, 'm': 60, 's': 1}[text[0]]:0{len(text)}}"


def _decimal(when: datetime, tokens: Tokens, at: int) -> str:
    """The digit of the second's fraction that stands here."""
    place = 0
    while at - place > 0 and tokens[at - place - 1] == ("sign", "0"):
        place += 1
    return f"{when.microsecond:06}"[min(place, 5)]
