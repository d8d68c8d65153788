"""A vault: one encrypted folder with the documents' text, vectors, questions and answers of one matter.

`create_vault` and `open_vault` are the doors; `header` keeps the key, `store` the connection, `schema` what is on disk, `reading`,
`writing` and `answers` what is done with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from ..model import Answer, VaultError
from . import header
from .answers import Answers
from .header import Keeper, unlock
from .reading import Reading
from .store import Transactions, connect
from .writing import Writing

__all__ = ["Keeper", "Vault", "create_vault", "open_vault", "unlock"]


class Vault(Reading):
    """An open vault. Reading may be done from any thread; writing goes one transaction at a time."""

    def __init__(self, folder: Path, key: bytes, *, write: bool) -> None:
        self.folder = folder
        self.key = key
        self._writer = connect(folder, key, write=True) if write else None
        super().__init__(connect(folder, key, write=False))
        if self._writer is not None:
            transaction = Transactions(self._writer, folder)
            self._writing: Writing | None = Writing(transaction, self._writer)
            self._answers: Answers | None = Answers(transaction, self._writer)
        else:
            self._writing = self._answers = None

    @property
    def writing(self) -> Writing:
        """Raises `VaultError` where the vault was opened to be read only."""
        if self._writing is None:
            raise VaultError("This vault was opened for reading only.")
        return self._writing

    def forget(self, ids: Sequence[int]) -> None:
        self.writing.forget(ids)

    def save_answer(self, answer: Answer) -> int:
        if self._answers is None:
            raise VaultError("This vault was opened for reading only.")
        return self._answers.save(answer)

    def answers(self) -> list[Answer]:
        return Answers(None, self.connection).all()  # type: ignore[arg-type]

    def close(self) -> None:
        self.connection.close()
        if self._writer is not None:
            self._writer.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None) -> None:
        self.close()


def create_vault(folder: Path, keepers: Sequence[Keeper]) -> Vault:
    """Make a vault in a folder that is empty or not there. Raises `VaultError` with what to do."""
    try:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        if any(folder.iterdir()):
            raise VaultError(f"The folder {folder} is not empty; choose another one for the vault.")
        key = header.create(folder, keepers)
    except OSError as error:
        raise VaultError(f"A vault cannot be made at {folder}: {error.strerror}; choose another folder.") from error
    return Vault(folder, key, write=True)


def open_vault(folder: Path, key: bytes, *, write: bool) -> Vault:
    """Raises `WrongKey`, `VaultTooNew`, `VaultBusy`, or `VaultError` with what to do."""
    header.read(folder)
    return Vault(folder, key, write=write)
