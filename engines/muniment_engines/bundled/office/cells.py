"""A cell of a table, as every format gives it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "number", "date"]

_YEAR = re.compile(r"(?:FY\s?)?(?:19|20)\d\d[AEF]?(?:\s?\(\w{1,3}\))?")
_NUMBER = re.compile(
    r"[(\[]?[-–−+±~<>≈]?\s?(?:[A-Z]{0,3}[$€£¥₹]|CHF|EUR|USD|GBP|Rs\.?)?\s?[-–−(]?\s?"
    r"(?:\d{1,3}(?:[,.'’  \s]\d{2,3})+|\d+)(?:[.,]\d+)?(?:[eE][+-]?\d+)?\s?[)\]]?"
    r"\s?(?:%|‰|[$€£¥]|x|bps?|pts?|pp)?\s?[)\]]?(?:\s?\(\w{1,3}\))?"
)
_NOTHING = re.compile(r"[-–—−.*/\s]{1,5}|n/?a\.?|nm|nil|n\.m\.", re.I)


@dataclass(frozen=True)
class Cell:
    """What a cell shows, without line breaks; `strong` where it is set bold or marked as a heading."""

    text: str
    kind: Kind = "text"
    strong: bool = False

    @property
    def is_value(self) -> bool:
        """Whether this is a figure or stands for a missing one, and not the name of something."""
        if self.kind != "text":
            return not self.is_year
        return not self.is_year and bool(_NUMBER.fullmatch(self.text) or _NOTHING.fullmatch(self.text))

    @property
    def is_year(self) -> bool:
        """Whether this may name a period: a year, or a date."""
        return self.kind == "date" or bool(_YEAR.fullmatch(self.text))


def flat(text: str) -> str:
    """A cell's text on one line."""
    return " ".join(text.split())
