"""The fields of a form or of a table's row, as they stand in a line of text: "Injuries: 2 None | Fire: None"."""

from __future__ import annotations

import re

_CELLS = re.compile(r"\s*\n\s*|\s\|\s|^\|\s*|\s*\|$")
_FIELD = re.compile(r"(?P<label>[^:]{2,60}):\s+(?P<value>\S.*)", re.DOTALL)


def fields_in(text: str) -> list[tuple[str, str]]:
    """Label and value of each cell that is "Label: value", in order, with single spaces; those without a value are left out."""
    found = (_FIELD.fullmatch(cell.strip()) for cell in _CELLS.split(text) if cell)
    return [(" ".join(match["label"].split()), " ".join(match["value"].split())) for match in found if match]
