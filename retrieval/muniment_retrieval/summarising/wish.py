"""What somebody wants summarised: which documents, how long, about what, and in which way."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from muniment_engines.errors import MunimentError

from muniment_retrieval.model import Scope

LENGTHS = {"short": 100, "medium": 200, "long": 400}
"""Words of a summary, about."""

SHORTEST, LONGEST = 20, 3_000


class Way(StrEnum):
    """Who does what: code alone, code first and then the model, or the model alone."""

    EXTRACT = "extract"
    WRITE = "write"
    READ = "read"


@dataclass(frozen=True)
class Wish:
    """One summary. `words` is about how long; `focus` what it shall be about or for whom, empty for all that matters."""

    scope: Scope = Scope()  # noqa: RUF009
    words: int = LENGTHS["medium"]
    focus: str = ""
    way: Way = Way.EXTRACT


def words_of_length(length: str) -> int:
    """Words of a length that a person names: "short", "medium", "long", or a number. Raises `MunimentError`."""
    named = length.strip().lower()
    if named in LENGTHS:
        return LENGTHS[named]
    if named.isdigit() and SHORTEST <= int(named) <= LONGEST:
        return int(named)
    raise MunimentError(f"A length is short, medium, long, or a number of words from {SHORTEST} to {LONGEST:,}.")
