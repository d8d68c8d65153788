"""What every engine that finds names must hold."""

from __future__ import annotations

import pytest

from muniment_engines.api import Cancel, Cancelled, Named, Redact
from muniment_engines.conformance.chat import STRANGE_TEXTS


class RedactConformance:
    """Override the fixture `engine` with an opened engine; set `text`, in which stand `names` and no others."""

    text: str
    names: tuple[tuple[str, str], ...]

    def test_finds_names(self, engine: Redact) -> None:
        assert isinstance(engine, Redact)
        (found,) = engine.names([self.text], Cancel())
        assert tuple((self.text[name.start : name.end], name.kind) for name in found) == self.names

    def test_of_each_text_its_own(self, engine: Redact) -> None:
        there, nothing, again = engine.names([self.text, "", self.text], Cancel())
        assert there == again
        assert nothing == ()
        assert engine.names([], Cancel()) == []

    def test_names_stand_in_a_long_text_where_they_are(self, engine: Redact) -> None:
        """However it is cut to be worked on, all of it is looked at."""
        text = "\n\n".join([self.text] * 60)
        (found,) = engine.names([text], Cancel())
        check_names(text, found)
        said = {text[name.start : name.end] for name in found if name.start >= len(text) - len(self.text)}
        assert {value for value, _ in self.names} <= said

    def test_takes_any_text(self, engine: Redact) -> None:
        for text, found in zip(STRANGE_TEXTS, engine.names(STRANGE_TEXTS, Cancel()), strict=True):
            check_names(text, found)

    def test_stops_when_cancelled(self, engine: Redact) -> None:
        cancel = Cancel()
        cancel.request()
        with pytest.raises(Cancelled):
            engine.names([self.text] * 100, cancel)
        assert engine.names([self.text], Cancel())[0], "it must look at the next text"


def check_names(text: str, found: tuple[Named, ...]) -> None:
    """In order, apart from each other, within the text, and as sure as can be."""
    at = 0
    for name in found:
        assert at <= name.start < name.end <= len(text)
        assert 0 <= name.score <= 1
        at = name.end
