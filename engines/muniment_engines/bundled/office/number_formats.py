"""What a person sees of a number in a cell: Excel's format codes, applied.

A code has up to four sections, for positive numbers, negative ones, zero and text. `_section` chooses one, and `numerals` or
`dates` writes the number by it. Colours are left out, and so is the space that only aligns. What depends on the settings of the
machine that shows it (the short date, the decimal sign) is shown in one way everywhere: 2024-03-01, and 1,234.5.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from muniment_engines.bundled.office import dates, numerals
from muniment_engines.bundled.office.cells import Kind

BUILT_IN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    5: '"$"#,##0_);("$"#,##0)',
    6: '"$"#,##0_);("$"#,##0)',
    7: '"$"#,##0.00_);("$"#,##0.00)',
    8: '"$"#,##0.00_);("$"#,##0.00)',
    9: "0%",
    10: "0.00%",
    11: "0.00E+00",
    12: "# ?/?",
    13: "# ??/??",
    14: "yyyy-mm-dd",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    18: "h:mm AM/PM",
    19: "h:mm:ss AM/PM",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy-mm-dd h:mm",
    **dict.fromkeys((*range(27, 32), 36, *range(50, 59)), "yyyy-mm-dd"),
    **dict.fromkeys(range(32, 36), "h:mm:ss"),
    37: "#,##0_);(#,##0)",
    38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)",
    41: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
    42: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
    43: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
    44: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
    45: "mm:ss",
    46: "[h]:mm:ss",
    47: "mm:ss.0",
    48: "##0.0E+0",
    49: "@",
}
"""The codes that a file names by number only; those in the language of the machine as the standard has them for the US."""

_LONGEST = 255
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|\\(?P<escaped>.)|_.|\*.|\[(?P<bracket>[^\]]*)\]|(?P<ampm>AM/PM|A/P)|(?P<general>General)'
    r"|(?P<exponent>E[+-])|(?P<date>[yY]+|[mM]+|[dD]+|[hH]+|[sS]+|[eEgGbB]+)|(?P<sign>[0#?.,%/@])|(?P<other>.)",
    re.I | re.S,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?[\d.]+)")
_CURRENCY = re.compile(r"\$([^-]*)(?:-[0-9A-Fa-f]+)?")
_ELAPSED = re.compile(r"[hH]+|[mM]+|[sS]+")

_OF_THE_MACHINE = {"[$-F800]": "dddd, mmmm d, yyyy", "[$-F400]": "h:mm:ss"}
"""What the machine's own long date and time stand for."""


@dataclass(frozen=True)
class Section:
    """A part of a code: its tokens (kind and text), and the condition under which it is meant."""

    tokens: tuple[tuple[str, str], ...]
    condition: tuple[str, float] | None = None

    @property
    def is_date(self) -> bool:
        return any(kind in ("date", "elapsed") for kind, _ in self.tokens)


def shown(value: float, code: str, from_1904: bool = False) -> tuple[str, Kind]:
    """The number as its cell shows it, and what it is. A code that cannot be applied is taken as none."""
    try:
        sections = _sections(code[:_LONGEST])
        section, left = _section(sections, value)
        if section.is_date:
            return dates.written(value, section.tokens, from_1904), "date"
        return numerals.written(left, section.tokens), "number"
    except (ArithmeticError, ValueError, IndexError):
        return numerals.general(value), "number"


def shown_text(text: str, code: str) -> str:
    """A text as its cell shows it: a code may put words around it."""
    if "@" not in code or code in ("@", "General"):
        return text
    section = _sections(code[:_LONGEST])[-1]
    if any(kind == "sign" and token == "@" for kind, token in section.tokens):
        return "".join(text if token == "@" and kind == "sign" else token for kind, token in section.tokens)
    return text


@lru_cache(maxsize=1000)
def _sections(code: str) -> tuple[Section, ...]:
    code = next((long for name, long in _OF_THE_MACHINE.items() if name in code.upper()), code) or "General"
    found: list[Section] = []
    tokens: list[tuple[str, str]] = []
    condition: tuple[str, float] | None = None
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        text = match.group(kind) if kind else ""
        if kind == "other" and text == ";":
            found.append(Section(tuple(tokens), condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if stated := _CONDITION.fullmatch(text.strip()):
                condition = (stated[1], float(stated[2]))
            else:
                tokens += _bracket(text)
        elif kind in ("quoted", "escaped", "other"):
            tokens.append(("literal", text))
        elif kind:
            tokens.append((kind, text))
    return (*found, Section(tuple(tokens), condition))


def _bracket(text: str) -> list[tuple[str, str]]:
    """What stands in brackets: a currency's sign, hours that go on beyond 24, or a colour or a language, which are not shown."""
    if _ELAPSED.fullmatch(text):
        return [("elapsed", text.lower())]
    if currency := _CURRENCY.fullmatch(text):
        return [("literal", currency[1])] if currency[1] else []
    return []


def _section(sections: tuple[Section, ...], value: float) -> tuple[Section, float]:
    """The section for a number, and the number as that section is to write it."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or _holds(value, *section.condition):
                return section, value
        return Section((("general", ""),)), value
    count = len(sections)
    if value < 0 and count > 1:
        return sections[1], abs(value)
    if value == 0 and count > 2:
        return sections[2], value
    return sections[0], value


def _holds(value: float, sign: str, bound: float) -> bool:
    return {
        "<": value < bound,
        ">": value > bound,
        "<=": value <= bound,
        ">=": value >= bound,
        "=": value == bound,
        "<>": value != bound,
    }[sign]
