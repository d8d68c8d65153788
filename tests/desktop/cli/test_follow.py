"""An answer in the terminal: its words as they come, and what is said where an engine elsewhere breaks off."""

from __future__ import annotations

from muniment_desktop.cli.follow import follow_turn
from muniment_engines.api import TextDelta
from muniment_retrieval.model import Answer, Answered, Cost, Sources

LAST = Answered(Answer("q", (), False, 1, 1, Cost()))


def test_the_words_are_printed_as_they_come(capsys):
    def events():
        yield Sources(())
        yield TextDelta("Ninety")
        assert capsys.readouterr().out == "Ninety"
        yield TextDelta(" days.")
        assert capsys.readouterr().out == " days."
        yield LAST

    assert follow_turn(events(), live=True).answer is LAST.answer


def test_what_is_written_anew_is_told_apart(capsys):
    follow_turn(iter([Sources(()), TextDelta("Thirty d"), Sources(()), TextDelta("Ninety days."), LAST]), live=True)
    assert capsys.readouterr().out == (
        "Thirty d\n\n(That broke off. What follows is written on this machine.)\n\nNinety days.\n\n"
    )
