"""Nothing that a document or an answer says becomes a link, an image or markup on the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from muniment_desktop import window
from muniment_engines.api import TextDelta
from muniment_retrieval.model import Answered, Badge, Sentence, Sources
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QTextEdit
from window_driving import Bench
from window_fakes import FakeSession, a_citation, an_answer

Make = Callable[..., Bench]

EVIL = '<a href="http://203.0.113.1/x">Click</a> <img src="http://203.0.113.1/pixel.png"> ![x](http://203.0.113.1/y.png)'
OPENS = re.compile(
    r"setOpenExternalLinks|QDesktopServices|setHtml|setMarkdown|TextFormat\.(?:Rich|Markdown|Auto)Text|QNetwork|loadResource"
)


def test_no_code_of_the_window_makes_a_link_or_loads_one() -> None:
    folder = Path(window.__file__).parent
    found = [
        f"{file.name}: {match[0]}" for file in sorted(folder.rglob("*.py")) if (match := OPENS.search(file.read_text("utf-8")))
    ]
    assert found == []


def test_an_answer_full_of_markup_is_shown_as_it_stands(bench: Make, session: FakeSession) -> None:
    citation = a_citation(session.stored[0])
    sentence = Sentence(EVIL, Badge.NOT_FOUND, (citation,))
    session.answers[:] = [[Sources(()), TextDelta(EVIL), Answered(an_answer(EVIL, sentence))]]
    bench_window = bench(session)
    bench_window.ask(EVIL)
    bench_window.answered()
    texts = bench_window.window.findChildren(QLabel)
    marked = [label for label in texts if "203.0.113.1" in label.text()]
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in marked)
    assert all(not label.openExternalLinks() for label in texts)
    assert all(not edit.acceptRichText() for edit in bench_window.window.findChildren(QTextEdit))
    assert EVIL in bench_window.rooms.ask.answer.lines[0].accessibleName()
