"""The door to what the window's tests make up: a session, services, a person who answers dialogs, and what there is to show.

`conftest.py` makes this known as `window_fakes`, and the files behind it likewise; `tests/bench/` loads it, too.
"""

from window_chooser import FakeChooser
from window_gates import PATIENCE_SECONDS, Gate, play
from window_services import FakeServices, an_offer
from window_session import RECOVERY_KEY, FakeSession, a_session
from window_shelves import FakeFolders, FakeRules, FakeSummaries
from window_specimens import (
    QUOTE,
    TEXT,
    a_chronicle,
    a_citation,
    a_document,
    a_hit,
    a_page,
    a_report,
    a_script,
    a_summary,
    an_answer,
    an_entry,
)
from window_talks import FakeTalks

__all__ = [
    "PATIENCE_SECONDS",
    "QUOTE",
    "RECOVERY_KEY",
    "TEXT",
    "FakeChooser",
    "FakeFolders",
    "FakeRules",
    "FakeServices",
    "FakeSession",
    "FakeSummaries",
    "FakeTalks",
    "Gate",
    "a_chronicle",
    "a_citation",
    "a_document",
    "a_hit",
    "a_page",
    "a_report",
    "a_script",
    "a_session",
    "a_summary",
    "an_answer",
    "an_entry",
    "an_offer",
    "play",
]
