"""Labels and rules in the library: set from the menu, shown quietly in the row, and said."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from muniment_desktop.cli.health import _report_text
from muniment_desktop.window.health.wording import GROUPS, groups_of, reason_text, spoken
from muniment_desktop.window.library.table_model import NAME
from muniment_retrieval.health_remarks import Kind, Remark, rules_of
from muniment_retrieval.model import VaultError
from muniment_retrieval.vault.policies import Policies, Policy
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMenu
from window_driving import Bench, until
from window_fakes import FakeSession, a_report, an_entry

Make = Callable[..., Bench]
Role = Qt.ItemDataRole


@pytest.fixture
def library(bench: Make, session: FakeSession) -> Bench:
    window = bench(session)
    window.press("Ctrl+2")
    until(window.rooms.library.table.isVisible)
    window.rooms.library.table.selectRow(0)
    return window


def menu(library: Bench) -> QMenu:
    page = library.rooms.library
    made = page._menu_for(page.selected())
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    return made


def press(library: Bench, *texts: str) -> None:
    """Choose an entry of the menu, or of one in it."""
    made = inner = menu(library)
    for text in texts:
        action = next(a for a in inner.actions() if a.text() == text)
        inner = action.menu() or inner
    action.trigger()
    made.deleteLater()


def of_row(library: Bench, role: Role, row: int = 0) -> object:
    return library.rooms.library.table.model().index(row, NAME).data(role)


def test_a_document_is_made_privileged_and_the_row_shows_it(library: Bench, session: FakeSession) -> None:
    assert of_row(library, Role.DecorationRole) is None
    press(library, "Privileged")
    until(lambda: of_row(library, Role.DecorationRole) is not None)
    (document,) = library.rooms.library.selected()
    assert session.rules.privileged == {document.id}
    assert str(of_row(library, Role.AccessibleTextRole)).endswith("privileged: only asked by name")
    assert of_row(library, Role.DecorationRole, 1) is None
    press(library, "Privileged")
    until(lambda: of_row(library, Role.DecorationRole) is None)
    assert session.rules.privileged == set()


def test_what_may_be_sent_is_set_for_all_that_are_selected_and_taken_back(library: Bench, session: FakeSession) -> None:
    library.rooms.library.table.selectAll()
    press(library, "What may be sent", "Never send")
    until(lambda: "never sent" in str(of_row(library, Role.ToolTipRole, 1)))
    assert set(session.rules.own.values()) == {Policy.NEVER}
    assert len(session.rules.own) == 2
    made = menu(library)
    inner = next(a.menu() for a in made.actions() if a.text() == "What may be sent")
    assert [a.text() for a in inner.actions() if a.isChecked()] == ["Never send"]
    made.deleteLater()
    press(library, "What may be sent", "As the vault has it")
    until(lambda: of_row(library, Role.DecorationRole) is None)
    assert session.rules.own == {}


def test_what_cannot_be_set_is_said(library: Bench, session: FakeSession) -> None:
    session.rules.refusing = VaultError("The vault can only be read here.")
    press(library, "Privileged")
    until(library.rooms.notice.isVisible)
    assert of_row(library, Role.DecorationRole) is None


def test_the_health_report_tells_what_is_privileged_and_never_sent(session: FakeSession) -> None:
    lease = session.stored[0]
    rules = rules_of(lease.id, Policies(own={lease.id: Policy.NEVER}, privileged=frozenset({lease.id})))
    entry = an_entry(lease, reason="It needs a look.", remarks=(Remark(Kind.OCR, "It needs a look.", look=True), *rules))
    assert {"privileged", "never sent"} <= set(groups_of(entry)) & set(GROUPS)
    assert reason_text(entry) == " ".join(["It needs a look.", *(rule.reason for rule in rules)])
    assert all(rule.reason in spoken(entry) for rule in rules)
    said = "\n".join(_report_text(a_report(entry)))
    assert all(rule.reason in said for rule in rules)
