"""Forgetting is true on disk: every page of the database and of its log is decrypted and searched."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Callable

import pytest
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from muniment_retrieval.conversations import Asking, RewrittenBy
from muniment_retrieval.model import Answer, Badge, Citation, Cost, Kept, Sentence
from muniment_retrieval.vault import Vault, cleaning, open_vault

PAGE, RESERVED, SALT, IV, LOG_HEADER, FRAME_HEADER = 4096, 80, 16, 16, 32, 24
SECRETS = ("zyzzyvaquux", "mallardine", "quokkaburra")
TEXT = "The zyzzyvaquux of mallardine pays quokkaburra at noon."


def plain_text(vault: Vault) -> bytes:
    """All that stands in the vault's files, decrypted: pages that are in use, free ones, and those of the log."""
    pages: list[tuple[int, bytes]] = []
    database = (vault.folder / "vault.db").read_bytes()
    salt = database[:SALT]
    pages += [(at // PAGE, database[at : at + PAGE]) for at in range(0, len(database), PAGE)]
    log_file = vault.folder / "vault.db-wal"
    log = log_file.read_bytes() if log_file.exists() else b""
    for at in range(LOG_HEADER, len(log), FRAME_HEADER + PAGE):
        number = int.from_bytes(log[at : at + 4], "big")
        pages.append((number - 1, log[at + FRAME_HEADER : at + FRAME_HEADER + PAGE]))
    return b"".join(_decrypted(page, vault.key, salt, first=number == 0) for number, page in pages)


def _decrypted(page: bytes, key: bytes, salt: bytes, *, first: bool) -> bytes:
    body = page[SALT if first else 0 : PAGE - RESERVED]
    cipher = Cipher(algorithms.AES(key), modes.CBC(page[PAGE - RESERVED : PAGE - RESERVED + IV]))
    decryptor = cipher.decryptor()
    return decryptor.update(body) + decryptor.finalize()


def found(vault: Vault) -> set[str]:
    """Which of the secrets stand somewhere; in the full-text index words are cut to their stems and share their beginnings."""
    text = plain_text(vault)
    return {word for word in SECRETS if word[2:7].encode() in text}


@pytest.mark.parametrize("others", [0, 60])
def test_what_was_forgotten_is_nowhere_in_the_files(vault: Vault, write, others: int) -> None:
    for number in range(others):
        write(vault, f"/{number}.txt", [f"A page on subject {number}, and on others. " * 20] * 3)
    document_id = write(vault, "/secret.txt", [TEXT] * 5, title="On mallardine", vectors=True)
    quote = Citation(document_id, "/secret.txt", 0, "1", 0, len(TEXT), TEXT)
    vault.save_answer(Answer("Who?", (Sentence(TEXT, Badge.VERIFIED, (quote,)),), False, 1, 1, Cost()))
    assert found(vault) == set(SECRETS)
    vault.forget([document_id])
    assert found(vault) == set()
    assert b"secret.txt" not in plain_text(vault)
    assert vault.answers()[0].question == "Who?"
    assert len(vault.documents()) == others


def test_words_of_a_version_that_was_replaced_go_with_the_next_cleaning(vault: Vault, write) -> None:
    write(vault, "/a.txt", [TEXT])
    write(vault, "/a.txt", ["nothing to see here"])
    assert vault.cleaning.needed()
    assert vault.cleaning.clean()
    assert found(vault) == set()
    assert not vault.cleaning.needed()


def test_what_stays_is_still_found_and_the_index_is_whole(vault: Vault, write) -> None:
    ids = [write(vault, f"/{n}.txt", [f"common words and number{n}"] * 4) for n in range(30)]
    vault.forget(ids[::2])
    query = "SELECT count(*) FROM passages_fts WHERE passages_fts MATCH ?"
    counted = [vault.connection.execute(query, (f"number{n}",)).fetchone()[0] for n in range(30)]
    assert counted == [0, 4] * 15
    with vault.writing._transaction() as connection:
        connection.execute("INSERT INTO passages_fts (passages_fts) VALUES ('integrity-check')")
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


@pytest.mark.parametrize("step", ["_remove_pages", "_rewrite_full_text"])
def test_a_forgetting_that_was_cut_off_is_out_of_sight_and_is_finished_later(
    vault: Vault, write, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    document_id = write(vault, "/secret.txt", [TEXT] * 3)

    def cut_off(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(cleaning.Cleaning, step, cut_off)
        with pytest.raises(KeyboardInterrupt):
            vault.forget([document_id])
    assert vault.documents() == []
    with open_vault(vault.folder, vault.key, write=True) as later:
        assert later.cleaning.needed()
        assert later.cleaning.clean()
    assert found(vault) == set()


def test_the_index_is_rewritten_after_so_many_deletions(vault: Vault, write, monkeypatch: pytest.MonkeyPatch) -> None:
    """A step of the rewriting reads all that is deleted, however much that is."""
    monkeypatch.setattr(cleaning, "PAGES_AT_ONCE", 2)
    monkeypatch.setattr(cleaning, "PASSAGES_AT_ONCE", 4)
    whole = cleaning.Cleaning._rewrite_full_text
    left: list[int] = []

    def watched(self: cleaning.Cleaning) -> None:
        left.append(vault.connection.execute("SELECT count(*) FROM passages").fetchone()[0])
        whole(self)

    monkeypatch.setattr(cleaning.Cleaning, "_rewrite_full_text", watched)
    first, second = write(vault, "/secret.txt", [TEXT] * 7), write(vault, "/other.txt", [TEXT] * 3)
    vault.forget([first, second])
    assert left == [6, 1, 0]  # three pages of the first were left, and a transaction takes two
    assert found(vault) == set()
    merges = "SELECT v FROM passages_fts_config WHERE k = 'deletemerge'"
    assert vault.connection.execute(merges).fetchone() == (0,)  # else the index rewrites itself, unbounded


def test_a_reader_in_the_way_leaves_the_log_for_later(vault: Vault, write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("muniment_retrieval.vault.store.BUSY_MILLISECONDS", 50)
    with open_vault(vault.folder, vault.key, write=True) as hasty:
        document_id = write(hasty, "/secret.txt", [TEXT])
        reader = vault.connection.execute("SELECT 1 FROM documents UNION ALL SELECT 2 FROM pages")
        reader.fetchone()
        hasty.forget([document_id])
        assert hasty.cleaning.needed()
        reader.close()
        assert hasty.cleaning.clean()
    assert found(vault) == set()


def test_the_search_for_secrets_can_read_the_files(vault: Vault, write) -> None:
    """The HMAC of a page proves that the test knows its layout."""
    write(vault, "/a.txt", [TEXT])
    assert vault.writing._transaction.empty_log()
    page = (vault.folder / "vault.db").read_bytes()[PAGE : 2 * PAGE]
    salt = (vault.folder / "vault.db").read_bytes()[:SALT]
    mac_key = hashlib.pbkdf2_hmac("sha512", vault.key, bytes(b ^ 0x3A for b in salt), 2, 32)
    mac = hmac.new(mac_key, page[: PAGE - RESERVED + IV] + (2).to_bytes(4, "little"), hashlib.sha512).digest()
    assert page[PAGE - RESERVED + IV :][:64] == mac


def test_forgetting_what_is_gone_does_nothing(vault: Vault, write) -> None:
    document_id = write(vault, "/a.txt", ["text"])
    vault.forget([document_id])
    vault.forget([document_id, 999])
    assert vault.documents() == []


def an_answer(question: str, text: str, document_id: int = 0) -> Answer:
    cited = (Citation(document_id, "/secret.txt", 0, "1", 0, len(text), text),) if document_id else ()
    return Answer(question, (Sentence(text, Badge.VERIFIED, cited),), False, 1, 1, Cost())


def kept_everywhere(vault: Vault, document_id: int, *, mark: bool = True) -> Kept:
    """An answer that repeats a document wherever an answer can: in sentence, quote, rewriting, record, nearest and table."""
    record = {"messages": [TEXT], "passages": [{"path": "/secret.txt"}]}
    first = vault.save_answer(an_answer("Who pays?", TEXT, document_id), Asking(record=record))
    if mark:
        vault.talking.mark(first.answer, 0, True)
    asking = Asking(first.conversation, TEXT, RewrittenBy.MODEL, None, (document_id,), record)
    vault.save_answer(an_answer("And when?", "It does not say."), asking)
    nearest = (Citation(document_id, "/secret.txt", 0, "1", 0, 9, TEXT),)
    vault.save_answer(Answer("Why?", (), True, 1, 1, Cost(), nearest), Asking(first.conversation))
    rows = [({"value": TEXT}, [document_id])]
    return vault.save_table(Answer("Which?", (), False, 1, 1, Cost()), Asking(first.conversation), {"said": TEXT}, rows)


def gone(vault: Vault) -> bool:
    return not found(vault) and b"secret.txt" not in plain_text(vault)


def forget(vault: Vault, document_id: int, kept: Kept) -> None:
    vault.forget([document_id])


def forget_newer_version(vault: Vault, document_id: int, kept: Kept) -> None:
    vault.forget([vault.resolve("secret.txt").id])


def leave_out(vault: Vault, document_id: int, kept: Kept) -> None:
    vault.writing.leave(["/secret.txt"])


def delete(vault: Vault, document_id: int, kept: Kept) -> None:
    vault.forget([document_id])
    vault.talking.delete(kept.conversation)


@pytest.mark.parametrize("how", [forget, leave_out, delete])
def test_what_was_forgotten_is_nowhere_in_conversations(vault: Vault, write, how: Callable[[Vault, int, Kept], None]) -> None:
    document_id = write(vault, "/secret.txt", [TEXT])
    kept = kept_everywhere(vault, document_id)
    assert not gone(vault)
    how(vault, document_id, kept)
    assert gone(vault)
    if how is not delete:
        answers = vault.conversations.answers(kept.conversation)
        assert [a.answer.question for a in answers] == ["Who pays?", "And when?", "Why?", "Which?"]
        assert [a.asked for a in answers] == ["Who pays?", "And when?", "Why?", "Which?"]
        assert answers[0].forgotten
        assert vault.conversations.marked() == []
        assert [one.conversation.id for one in vault.conversations.search("pays")] == [kept.conversation]
        assert vault.conversations.search("quokkaburra") == []


def test_what_was_said_of_an_old_version_goes_with_the_new_one(vault: Vault, write) -> None:
    kept = kept_everywhere(vault, write(vault, "/secret.txt", [TEXT]))
    write(vault, "/secret.txt", ["Nothing to see."])
    assert not vault.conversations.answers(kept.conversation)[0].forgotten
    forget_newer_version(vault, 0, kept)
    assert gone(vault)


def test_a_deleted_conversation_is_nowhere_in_the_files_and_others_stay(vault: Vault) -> None:
    kept = vault.save_answer(an_answer("Where is the quokkaburra?", "The zyzzyvaquux has it."))
    other = vault.save_answer(an_answer("How much is the rent?", "Much."))
    assert not gone(vault)
    vault.talking.delete(kept.conversation)
    assert gone(vault)
    assert [c.id for c in vault.conversations.listed()] == [other.conversation]
    assert [one.conversation.id for one in vault.conversations.search("rent")] == [other.conversation]


@pytest.mark.parametrize("cleaned", [True, False])
def test_what_is_forgotten_while_it_is_asked_is_not_kept(vault: Vault, write, cleaned: bool, monkeypatch) -> None:
    document_id = write(vault, "/secret.txt", [TEXT])
    if not cleaned:  # it is out of sight, and its rows are still being removed
        monkeypatch.setattr(cleaning.Cleaning, "clean", lambda _: False)
    vault.forget([document_id])
    kept = kept_everywhere(vault, document_id, mark=False)
    monkeypatch.undo()
    assert vault.cleaning.clean()
    assert gone(vault)
    answers = vault.conversations.answers(kept.conversation)
    assert [a.asked for a in answers] == ["Who pays?", "And when?", "Why?", "Which?"]
    assert answers[0].forgotten
    assert answers[3].table is not None
    assert answers[3].table.rows == ()


def tabled_follow_up(vault: Vault, document_id: int, other: int) -> Kept:
    """A table of `other` alone, whose question was rewritten with words of the document."""
    asking = Asking(None, f"Which contracts name {TEXT}", RewrittenBy.CODE, None, (document_id,))
    rows = [({"value": "yes", "topic": TEXT}, [other])]
    return vault.save_table(Answer("And those?", (), False, 1, 1, Cost()), asking, {"question": asking.standing}, rows)


def test_the_table_of_a_follow_up_goes_with_the_words_that_it_was_asked_in(vault: Vault, write) -> None:
    document_id, other = write(vault, "/secret.txt", [TEXT]), write(vault, "/b.txt", ["Nothing."])
    kept = tabled_follow_up(vault, document_id, other)
    assert not gone(vault)
    vault.forget([document_id])
    assert gone(vault)
    (answer,) = vault.conversations.answers(kept.conversation)
    assert (answer.asked, answer.table, answer.forgotten) == ("And those?", None, True)
    assert vault.conversations.search("quokkaburra") == []


def test_the_table_of_a_follow_up_to_what_was_forgotten_meanwhile_is_not_kept(vault: Vault, write) -> None:
    document_id, other = write(vault, "/secret.txt", [TEXT]), write(vault, "/b.txt", ["Nothing."])
    vault.forget([document_id])
    kept = tabled_follow_up(vault, document_id, other)
    assert gone(vault)
    assert vault.conversations.answer(kept.answer).forgotten


def test_a_summary_of_what_was_forgotten_meanwhile_is_not_kept(vault: Vault, write) -> None:
    document_id, other = write(vault, "/secret.txt", [TEXT]), write(vault, "/b.txt", ["Nothing."])
    vault.forget([document_id])
    vault.keep_part("key", [document_id, other], TEXT)
    assert vault.save_summary([document_id, other], TEXT) is None
    assert vault.part("key") is None
    assert gone(vault)


def test_a_summary_that_is_deleted_is_nowhere_in_the_files(vault: Vault, write) -> None:
    summary = vault.save_summary([write(vault, "/b.txt", ["Nothing."])], TEXT)
    assert summary is not None
    assert not gone(vault)
    vault.remove_summary(summary)
    assert gone(vault)
