"""The lists of `forms.toml`, and a verb's forms by them."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files


@cache
def words(name: str) -> frozenset[str]:
    """A list of `forms.toml`."""
    return frozenset(_forms()[name].split())


def past(verb: str) -> str:
    """A verb as it tells what was: as `forms.toml` has it behind the verb's other two forms, else by rule."""
    listed = _forms()["verbs"].split()
    told = next((listed[at + 2] for at, word in enumerate(listed[:-2]) if word == verb and listed[at + 1] == third(verb)), "")
    return told or (f"{verb}d" if verb.endswith("e") else f"{_before_ending(verb)}ed")


def third(verb: str) -> str:
    """A verb as one who does it has it: "supplies"."""
    hissing = verb.endswith(("s", "x", "z", "ch", "sh", "o"))
    return f"{_before_ending(verb)}es" if hissing or _before_ending(verb) != verb else f"{verb}s"


def _before_ending(verb: str) -> str:
    return re.sub(r"(?<=[^aeiou])y$", "i", verb)


@cache
def opposites() -> tuple[frozenset[str], ...]:
    """Groups of words of which one stands where another did."""
    return tuple(frozenset(group.split()) for group in _forms()["opposites"].split(","))


@cache
def _forms() -> dict[str, str]:
    return tomllib.loads(files(__package__).joinpath("forms.toml").read_text(encoding="utf-8"))
