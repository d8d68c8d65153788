"""Runs a spaCy pipeline over texts."""

from __future__ import annotations

import importlib.util
import sys
import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from muniment_engines.api import Cancel, Named, NameKind
from muniment_engines.errors import EngineMissing, ModelInvalid, NotEnoughMemory

KINDS: dict[str, NameKind] = {"PERSON": "person", "ORG": "organisation", "GPE": "place", "LOC": "place"}
NEEDED = ("config.cfg", "meta.json", "ner")
NOT_NEEDED = ("tagger", "parser", "attribute_ruler", "lemmatizer", "senter")
FOR_TRAINING = ("torch", "transformers", "tensorflow", "mxnet", "cupy", "jax")
"""Libraries that spaCy loads where they are installed, for seconds and much memory, and that finding names never needs."""
MISSING = "Finding organisations needs the package spacy, which is not installed here; install it, or go on with the rules alone."
LONGEST = 50_000
"""Characters that are worked on at a time; a longer text is cut at an end of a line."""
SCORE = 0.6
"""spaCy does not say how sure it is."""


def load(folder: Path) -> SpacyNames:
    """Load what finds names. Raises `EngineMissing`, `ModelInvalid` and `NotEnoughMemory`."""
    if importlib.util.find_spec("spacy") is None:
        raise EngineMissing(MISSING)
    if missing := [name for name in NEEDED if not (folder / name).exists()]:
        raise ModelInvalid(f"“{folder.name}” is no spaCy pipeline that finds names: {', '.join(missing)} is not there.")
    try:
        with warnings.catch_warnings(), _without(FOR_TRAINING):
            warnings.simplefilter("ignore")
            import spacy

            return SpacyNames(spacy.load(folder, exclude=NOT_NEEDED))
    except MemoryError:
        raise NotEnoughMemory("Finding names needs about 400 MB of memory; close other programs.") from None
    except Exception:
        # Whatever spaCy says of a folder that is no pipeline.
        raise ModelInvalid(f"The model “{folder.name}” is damaged; fetch it again.") from None


@contextmanager
def _without(libraries: Sequence[str]) -> Iterator[None]:
    """Importing these fails meanwhile, as where they are not installed."""
    kept = [name for name in libraries if name not in sys.modules]
    sys.modules.update(dict.fromkeys(kept))  # type: ignore[arg-type]  # what None means there
    try:
        yield
    finally:
        for name in kept:
            del sys.modules[name]


class SpacyNames:
    """Satisfies `muniment_engines.api.Redact`. `pipeline` is a loaded `spacy.Language`."""

    def __init__(self, pipeline: Any) -> None:
        self._pipeline = pipeline

    def names(self, texts: Sequence[str], cancel: Cancel) -> list[tuple[Named, ...]]:
        return [
            tuple(name for start, end in _stretches(text) for name in self._names(text, start, end, cancel)) for text in texts
        ]

    def _names(self, text: str, start: int, end: int, cancel: Cancel) -> list[Named]:
        cancel.check()
        whole = text[start:end].encode("utf-8", "replace").decode()  # half a character is none to a library
        return [
            Named(start + found.start_char, start + found.end_char, KINDS[found.label_], SCORE)
            for found in self._pipeline(whole).ents
            if found.label_ in KINDS and found.start_char < found.end_char
        ]


def _stretches(text: str) -> list[tuple[int, int]]:
    """Where to cut a text: at the last end of a line before each is too long."""
    found, at = [], 0
    while len(text) - at > LONGEST:
        cut = text.rfind("\n", at + LONGEST // 2, at + LONGEST) + 1 or at + LONGEST
        found.append((at, cut))
        at = cut
    return [*found, (at, len(text))] if text[at:].strip() else found
