"""A vault: one encrypted folder with the documents' text, vectors, questions and answers of one matter.

`create_vault` and `open_vault` are the doors; `header` and `ways` keep the key, `store` the connection, `schema` what is on disk;
each other module is one of the things that are done with it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from ..conversations import Asking
from ..model import Answer, Kept, LeftOut, VaultError, WatchedFolder
from . import drafts, header, schema
from .answers import Answers, Row, stored_answers
from .cleaning import Cleaning
from .conversations import ConversationChanges, Conversations
from .folders import Folders, KnownFile, known_below, stored_folders, stored_left_out, stored_mounts
from .header import Keeper
from .leaving import Leaving
from .marks import Marks, is_excluded, stored_mask_words, stored_passwords, stored_unfinished
from .measures import Came, Measures, came_of_files, stored_measures
from .reading import Reading
from .store import DATABASE, Transactions, connect, is_writable, telling
from .summaries import Summaries, stored_part, stored_summaries
from .survey import Survey, survey
from .vector_rows import VectorRows
from .ways import Typed, Ways, make_locked, unlock
from .writing import Writing

__all__ = ["Keeper", "Typed", "Vault", "create_vault", "is_writable", "open_vault", "unlock"]

_READ_ONLY = "This vault was opened for reading only; close it, make its folder writable, and open it again."


class Vault(Reading):
    """An open vault. Reading may be done from any thread; writing goes one transaction at a time."""

    def __init__(self, folder: Path, key: bytes, reader: Any, writer: Any | None) -> None:
        super().__init__(reader)
        self.folder = folder
        self.key = key
        self._transactions = None if writer is None else Transactions(writer, folder)

    @property
    def writable(self) -> bool:
        return self._transactions is not None

    @property
    def ways(self) -> Ways:
        """The ways of opening it."""
        return Ways(self.folder, self.key)

    @property
    def writing(self) -> Writing:
        """Changes to documents. Raises `VaultError` where the vault was opened for reading only, as all that change it do."""
        return Writing(self._writer(), self.cleaning)

    @property
    def cleaning(self) -> Cleaning:
        return Cleaning(self._writer())

    @property
    def vectors(self) -> VectorRows:
        return VectorRows(self._writer())

    @property
    def folders(self) -> Folders:
        return Folders(self._writer())

    @property
    def marks(self) -> Marks:
        return Marks(self._writer())

    def survey(self) -> Survey:
        """What there is to say of the documents' pages, and what was offered besides them."""
        return survey(self.connection)

    @property
    def measuring(self) -> Measures:
        return Measures(self._writer())

    def measures(self) -> dict[str, tuple[float, float]]:
        """How fast kinds of work went here: units, and what came of them, by name."""
        return stored_measures(self.connection)

    def came_of_files(self) -> dict[str, Came]:
        """What files have come to, by the ends of their names."""
        return came_of_files(self.connection)

    def is_excluded(self, path: str) -> bool:
        """Whether a person leaves out the file at this path."""
        return is_excluded(self.connection, path)

    def passwords(self) -> list[str]:
        """Those that opened a file, the newest first."""
        return stored_passwords(self.connection)

    def unfinished(self) -> list[Path]:
        """Files and folders that a person added, and whose reading was cut off."""
        return stored_unfinished(self.connection)

    def mask_words(self) -> list[str]:
        """The terms that a person wants masked in what leaves, in the order of the alphabet."""
        return stored_mask_words(self.connection)

    def exclude(self, paths: Sequence[str]) -> None:
        """Leave files out from now on, and remove what was read of them, from the disk too."""
        self.marks.exclude(paths)
        self.writing.leave(paths)

    def watched(self) -> list[WatchedFolder]:
        """The folders whose changes this vault follows."""
        return stored_folders(self.connection)

    def mounts(self, folder_id: int) -> frozenset[str]:
        """Where in a watched folder disks are mounted, or were."""
        return stored_mounts(self.connection, folder_id)

    def left_out(self) -> list[LeftOut]:
        """What was offered and is no document, in the order of the paths."""
        return stored_left_out(self.connection)

    def known_below(self, path: str) -> dict[str, KnownFile]:
        """What is known of the files at and below a path, as documents have it, by their paths."""
        return known_below(self.connection, path)

    def forget(self, ids: Sequence[int]) -> None:
        """Remove documents with their text, vectors and quotes, from the disk too."""
        self.writing.forget(ids)

    @property
    def conversations(self) -> Conversations:
        """What was asked and answered before, by conversation."""
        return Conversations(self.connection)

    @property
    def talking(self) -> ConversationChanges:
        """Changes to conversations."""
        return ConversationChanges(self._writer(), self.cleaning)

    def save_answer(self, answer: Answer, asking: Asking = Asking()) -> Kept:  # noqa: B008
        """Keep an answer, in the conversation that it belongs to, or in a new one."""
        return Answers(self._writer()).save(answer, asking)

    def save_table(self, answer: Answer, asking: Asking, head: Mapping[str, Any], rows: Iterable[Row]) -> Kept:
        """Keep an answer that is a table."""
        return Answers(self._writer()).save(answer, asking, head, rows)

    def answers(self) -> list[Answer]:
        return stored_answers(self.connection)

    def save_summary(self, documents: Iterable[int], body: str) -> int | None:
        """Keep a summary; returns its identifier, None where one of its documents was forgotten meanwhile."""
        return self._summaries.save(documents, body)

    def remove_summary(self, summary_id: int) -> None:
        """From the disk too."""
        self._summaries.remove(summary_id)

    def summaries(self) -> list[tuple[int, str, str]]:
        """Identifier, time (UTC) and body of each, the newest first."""
        return stored_summaries(self.connection)

    def keep_part(self, key: str, documents: Iterable[int], body: str) -> None:
        """Keep what was written of one part of a summary."""
        self._summaries.keep_part(key, documents, body)

    def part(self, key: str) -> str | None:
        """What was written of that part before, if it was."""
        return stored_part(self.connection, key)

    @property
    def id(self) -> str:
        """What it is called in its header, and in its audit log."""
        return header.read(self.folder).vault_id

    @property
    def leaving(self) -> Leaving:
        """What may leave this vault, and what did."""
        return Leaving(self.connection, self._writer, self.folder, self.key)

    @property
    def _summaries(self) -> Summaries:
        return Summaries(self._writer(), self.cleaning)

    def close(self) -> None:
        self.connection.close()
        if self._transactions is not None:
            self._transactions.connection.close()

    def _writer(self) -> Transactions:
        if self._transactions is None:
            raise VaultError(_READ_ONLY)
        return self._transactions

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()


def create_vault(folder: Path, keepers: Sequence[Keeper], passphrase: str = "") -> Vault:
    """Make a vault in a folder that is empty or not there. It opens with a passphrase, or, where none is given, with a key that
    the first keeper that works keeps. Raises `VaultError` with what to do.

    First the database is made under another name, then the header, and last the database gets its name. What was cut off before
    there was a header is made anew; what was cut off after it is finished by `open_vault`.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        drafts.clear(folder)
        if any(folder.iterdir()):
            raise VaultError(f"The folder {folder} is not empty; choose another one for the vault.")
        new, key = make_locked(passphrase) if passphrase else header.make(keepers)
        drafts.make(folder, key)
        header.write(folder, new)
    except OSError as error:
        raise VaultError(f"A vault cannot be made at {folder}: {error.strerror}; choose another folder.") from error
    return open_vault(folder, key, write=True)


def open_vault(folder: Path, key: bytes, *, write: bool) -> Vault:
    """Open a vault; with `write`, bring it up to date.

    Raises `WrongKey`, `VaultTooNew`, `VaultBusy`, or `VaultError` with what to do.
    """
    header.read(folder)
    drafts.finish(folder)
    writer = connect(folder, key, write=True) if write else None
    try:
        if writer is not None:
            with telling(folder):
                schema.bring_up_to_date(writer, folder / DATABASE)
        reader = connect(folder, key, write=False)
    except BaseException:
        if writer is not None:
            writer.close()
        raise
    try:
        schema.check_age(reader, newest=True)
    except BaseException:
        reader.close()
        if writer is not None:
            writer.close()
        raise
    return Vault(folder, key, reader, writer)
