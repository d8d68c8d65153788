"""One open vault, with real processes and no model: what the window and the command line do with it."""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from muniment_desktop.roles import ROLES
from muniment_desktop.settings import Settings
from muniment_desktop.vault_session import VaultSession
from muniment_desktop.window_services import WindowServices
from muniment_engines.api import Cancel
from muniment_engines.errors import DocumentError, MunimentError
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.health_remarks import Action
from muniment_retrieval.mending import entry_called, mending
from muniment_retrieval.model import (
    Answered,
    IndexReport,
    NameNotFound,
    Rules,
    Scope,
    Sources,
    VaultError,
    WrongKey,
    WrongPassphrase,
)
from muniment_retrieval.narrowing import Narrow
from muniment_retrieval.vault import Typed, cleaning, open_vault, unlock

TEXT = "# Lease\n\nThe rent of the house at Elm Street is 900 dollars a month.\n\nThe lease begins on 1 May 2011.\n"


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("MUNIMENT_HOME", str(tmp_path / "home"))
    monkeypatch.setattr("muniment_desktop.keys.real_keychain", lambda: None)
    return tmp_path / "home"


@pytest.fixture
def papers(tmp_path: Path) -> Path:
    folder = tmp_path / "papers"
    folder.mkdir()
    (folder / "lease.md").write_text(TEXT)
    return folder


def opened(folder: Path, *, create: bool = False) -> VaultSession:
    return VaultSession.open(folder, DirectLauncher(ROLES), Settings(), create=create)


@pytest.fixture
def session(tmp_path: Path, papers: Path) -> Iterator[VaultSession]:
    """A vault with the lease in it."""
    with opened(tmp_path / "vault", create=True) as made:
        *_, report = made.index([papers], Cancel())
        assert report == IndexReport({"read": 1})
        yield made


def test_without_a_vault_it_says_how_to_make_one(tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="make one with"):
        opened(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()


def test_a_vault_is_asked_closed_and_opened_again(session: VaultSession) -> None:
    assert "key lies in a file" in session.key_notice
    (hit, *_) = session.search("rent", Scope())
    assert "900 dollars" in hit.passage.text
    first, *_, last = session.ask("What is the rent?", Scope(), Cancel())
    assert isinstance(first, Sources)
    assert isinstance(last, Answered)
    session.close()
    with opened(session.folder) as again:
        assert again.counts()["documents"] == 1
        assert again.vault.answers() == [last.answer]
        assert "begins on 1 May 2011" in again.page(again.documents()[0].id, 0).text


def test_whoever_asks_a_mail_asks_what_is_attached_to_it(session: VaultSession, papers: Path) -> None:
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "ann@example.org", "The garage"
    mail.set_content("Attached.")
    mail.add_attachment("The rent of the garage is 70 dollars.", filename="garage.txt")
    (papers / "garage.eml").write_bytes(mail.as_bytes())
    list(session.index([papers], Cancel()))
    hits = session.search("rent", session.scope(["garage.eml"]))
    assert [hit.document.path for hit in hits] == [str(papers / "garage.eml" / "garage.txt")]
    *_, last = session.ask("How much is the rent of the garage?", session.scope(["garage.eml"]), Cancel())
    assert isinstance(last, Answered)
    assert [citation.path for citation in last.answer.citations] == [str(papers / "garage.eml" / "garage.txt")]


def test_what_is_asked_can_be_narrowed(session: VaultSession) -> None:
    (lease,) = session.documents()
    assert session.scope([], Narrow(types=("text",))) == Scope((lease.id,))
    assert session.scope(["lease.md"], Narrow(folder=Path(lease.path).parent.name)) == Scope((lease.id,))
    with pytest.raises(MunimentError, match="leave one of them out"):
        session.scope([], Narrow(types=("pdf",)))


def test_a_document_is_forgotten(session: VaultSession) -> None:
    session.forget(session.documents()[0].id)
    assert session.documents() == []
    assert session.search("rent", Scope()) == []
    with pytest.raises(NameNotFound):
        session.scope(["lease.md"])


def test_a_forgetting_that_was_cut_off_is_finished_at_the_next_opening(
    session: VaultSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def cut_off(_: object) -> bool:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(cleaning.Cleaning, "clean", cut_off)
        with pytest.raises(KeyboardInterrupt):
            session.forget(session.documents()[0].id)
    assert session.vault.cleaning.needed()
    session.close()
    with opened(session.folder) as again:
        assert not again.vault.cleaning.needed()


def test_a_page_of_a_file_that_changed_or_is_gone_is_told(session: VaultSession, papers: Path) -> None:
    document = session.documents()[0]
    (papers / "lease.md").write_text("Something else.")
    with pytest.raises(DocumentError, match="has changed since"):
        session.draw(document.id, 0, 1.0)
    (papers / "lease.md").unlink()
    with pytest.raises(DocumentError, match="not at"):
        session.draw(document.id, 0, 1.0)


def test_an_answer_that_cannot_be_kept_is_shown(session: VaultSession, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise VaultError("The disk is full.")

    monkeypatch.setattr(session.vault, "save_answer", full)
    *_, last = session.ask("What is the rent?", Scope(), Cancel())
    assert isinstance(last, Answered)


def test_it_closes_quickly_and_twice(session: VaultSession) -> None:
    session.close()
    session.close()


def test_a_vault_that_cannot_be_written_is_searched_and_asked(session: VaultSession, monkeypatch: pytest.MonkeyPatch) -> None:
    session.close()
    monkeypatch.setattr("muniment_desktop.vault_session.is_writable", lambda _: False)
    with opened(session.folder) as reading:
        assert len(reading.search("rent", Scope())) == 1
        *_, last = reading.ask("What is the rent?", Scope(), Cancel())
        assert isinstance(last, Answered)
        assert reading.vault.answers() == []
        with pytest.raises(VaultError, match="reading only"):
            reading.forget(reading.documents()[0].id)


def mended(session: VaultSession, name: str, action: Action) -> tuple[dict[str, int], str]:
    """Do one thing about a file; what came of it, and its state from then on."""
    report = session.health()
    *_, last = session.mend(mending(report, [entry_called(report, name)], action), Cancel())
    assert isinstance(last, IndexReport)
    return last.states, entry_called(session.health(), name).state


def test_what_the_health_report_offers_is_done(session: VaultSession, papers: Path) -> None:
    assert mended(session, "lease.md", Action.EXCLUDE) == ({"skipped": 1}, "skipped")
    assert session.search("rent", Scope()) == []
    assert mended(session, "lease.md", Action.TRY_AGAIN) == ({"read": 1}, "read")
    (papers / "long.md").write_text("The rent is low. " * 10_000)
    list(session.index([papers], Cancel(), Rules(largest=100_000)))
    assert entry_called(session.health(), "long.md").action is Action.RAISE_LIMIT
    assert mended(session, "long.md", Action.RAISE_LIMIT) == ({"read": 1}, "read")
    assert mended(session, "long.md", Action.RECOGNISE) == ({}, "read")


def test_what_was_added_and_cut_off_is_known_until_it_is_read(tmp_path: Path, papers: Path) -> None:
    with opened(tmp_path / "vault", create=True) as made:
        events = made.index([papers, tmp_path / "gone"], Cancel())
        next(events)
        events.close()
        assert made.unfinished() == [papers]
    with opened(tmp_path / "vault") as again:
        assert again.unfinished() == [papers]
        list(again.index([papers], Cancel()))
        assert again.unfinished() == []


def test_a_passphrase_is_set_and_changed_by_who_knows_it_or_the_recovery_key(session: VaultSession) -> None:
    key = session.set_passphrase("", "one")
    assert set(session.opens_with) == {"passphrase", "recovery"}
    with pytest.raises(WrongPassphrase):
        session.set_passphrase("wrong", "two")
    assert session.set_passphrase("one", "two") == ""
    assert session.set_passphrase(key.lower(), "three") == ""
    assert unlock(session.folder, (), Typed("three")) == session.vault.key


# ── one vault and another ────────────────────────────────────────────────────────────────────────────────────────────

MINE, THEIRS = "zorblatt", "quimsical"


def everything(connection: Any) -> str:
    """All rows of all tables."""
    tables = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()]
    return repr([connection.execute(f'SELECT * FROM "{name}"').fetchall() for name in tables])


def test_nothing_crosses_from_one_vault_to_another(tmp_path: Path, home: Path) -> None:
    """Hits, documents, conversations; settings, layout and every file outside; and one vault's key does not open the other."""
    services = WindowServices(DirectLauncher(ROLES), Settings())
    sessions = {}
    for word in (MINE, THEIRS):
        paper = tmp_path / f"of {word[:2]}.md"
        paper.write_text(f"# Note\n\nThe {word} is due on 1 May 2011.\n")
        session = sessions[word] = services.create_vault(tmp_path / f"vault {word[:2]}", f"passphrase {word}")
        list(session.index([paper], Cancel()))
        list(session.ask(f"When is the {word} due?", Scope(), Cancel()))
    for word, other in ((MINE, THEIRS), (THEIRS, MINE)):
        session = sessions[word]
        assert [hit.document.name for hit in session.search(word, Scope())] == [f"of {word[:2]}.md"]
        assert not session.search(other, Scope())
        assert len(session.documents()) == 1
        dump = everything(session.vault.connection)
        assert word in dump
        assert other not in dump
    mine, theirs = sessions[MINE].vault, sessions[THEIRS].vault
    assert mine.key != theirs.key
    for session in sessions.values():
        session.close()
    with pytest.raises(WrongKey):
        open_vault(mine.folder, theirs.key, write=False)
    with pytest.raises(WrongPassphrase):
        unlock(mine.folder, (), Typed(f"passphrase {THEIRS}"))
    services.keep_layout({"geometry": ""})
    for file in [path for folder in (home, mine.folder, theirs.folder) for path in folder.rglob("*") if path.is_file()]:
        assert not [word for word in (MINE, THEIRS) if word.encode() in file.read_bytes()], file
