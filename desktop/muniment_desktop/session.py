"""One open vault, as the window and the command line use it.

Opening a session opens the vault, starts the query embedder in the background, and starts nothing else. The indexer
starts with the first `index`, the parse worker that draws pages with the first `draw`, the chat worker with the first
`ask` that has a model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

from muniment_engines.api import Cancel, Pixels, TextDelta
from muniment_retrieval.conversations import Conversation, FoundTalk, KeptAnswer, Meant, Understood
from muniment_retrieval.health import Health
from muniment_retrieval.mending import Mending
from muniment_retrieval.model import (
    Answered,
    Citation,
    Document,
    Hit,
    IndexReport,
    Progress,
    Rules,
    Scope,
    Sources,
    StoredPage,
    WatchedFolder,
)
from muniment_retrieval.original_state import Original
from muniment_retrieval.reading import Forecast, Looked, Table, Tabled, Wanted
from muniment_retrieval.reading.chronology import Chronicle, Chronicled, ReadOne
from muniment_retrieval.summarising import Forecast as Begun
from muniment_retrieval.summarising import Kept, Offer, Step, Summarised, Wish

from .document_rules import DocumentRules
from .exporting import Paper
from .mask_terms import MaskTerms


class Folders(Protocol):
    """The folders whose changes the vault follows. All methods block."""

    def listed(self) -> list[WatchedFolder]: ...

    def add(self, path: Path, rules: Rules) -> None:
        """Raises `VaultError` with what to do."""
        ...

    def change(self, folder_id: int, rules: Rules) -> None: ...

    def remove(self, folder_id: int, *, forget: bool) -> None:
        """Follow it no longer. Its documents stay, unless they are to be forgotten."""
        ...


class Conversations(Protocol):
    """What was asked and answered before. All methods block."""

    def listed(self) -> list[Conversation]:
        """The newest first."""
        ...

    def answers(self, conversation: int) -> list[KeptAnswer]:
        """Oldest first."""
        ...

    def table(self, answer: KeptAnswer) -> Table | Chronicle | None:
        """The table or the chronology that an answer is, where it is one."""
        ...

    def search(self, words: str) -> list[FoundTalk]: ...

    def meant(self, question: str, conversation: int | None, cancel: Cancel) -> Meant:
        """A question as it stands alone in its conversation, without a model."""
        ...

    def rename(self, conversation: int, title: str) -> None: ...

    def delete(self, conversation: int) -> None:
        """With all that is in it, from the disk too."""
        ...

    def mark(self, answer_id: int, position: int, right: bool | None) -> None:
        """Say of a sentence, counted from 0, that it is right or wrong; None takes that back."""
        ...

    def record(self, answer_id: int) -> Mapping[str, Any]:
        """How an answer came about."""
        ...

    def original(self, citation: Citation) -> Original:
        """Whether the file that a citation is from is as it was when it was read."""
        ...

    def paper(self, conversation: int) -> Paper:
        """As it is exported."""
        ...


class Summaries(Protocol):
    """Summaries of the vault's documents. All methods block, and may be called from any thread."""

    def offers(self, wish: Wish, cancel: Cancel, engine: str | None = None) -> list[Offer]:
        """The ways that there are, each with how long it takes here. `engine` is as in `Session.ask`. Raises `Cancelled`."""
        ...

    def make(self, wish: Wish, cancel: Cancel, engine: str | None = None) -> Iterator[Begun | Step | Summarised]:
        """Make a summary and keep it; the last event has it. `cancel` keeps what is done, and it goes on from there."""
        ...

    def kept(self) -> list[Kept]: ...

    def remove(self, summary_id: int) -> None: ...


class Session(Protocol):
    """All methods block and may be called from any thread, except where one says otherwise."""

    @property
    def folder(self) -> Path: ...

    @property
    def key_notice(self) -> str:
        """A sentence for the person where the key lies in a file because there is no keychain; else empty."""
        ...

    @property
    def opens_with(self) -> Sequence[str]:
        """What opens the vault: "passphrase", "recovery", "keychain", "keyfile"."""
        ...

    def set_passphrase(self, old: str, new: str) -> str:
        """Have `new` open the vault, whose passphrase or recovery key `old` is, where it has one; returns the recovery key that
        comes with a first passphrase, else nothing. Raises `VaultError`.
        """
        ...

    def new_recovery_key(self) -> str:
        """A recovery key, as it is printed; one that there was before opens nothing any more. Raises `VaultError`."""
        ...

    def replace_recovery_key(self, old: str) -> str:
        """The same for whoever types the vault's passphrase or recovery key, where it has one."""
        ...

    @property
    def model_name(self) -> str:
        """The chat model that will answer, or empty where there is none."""
        ...

    def index(self, paths: Sequence[Path], cancel: Cancel) -> Iterator[Progress | IndexReport]:
        """Read files and folders into the vault; the last event is the report. `cancel` keeps what is done."""
        ...

    @property
    def folders(self) -> Folders: ...

    def unfinished(self) -> list[Path]:
        """What was added and not read to its end, because the vault was locked or the program ended. Read again, it goes on."""
        ...

    def follow(self, cancel: Cancel) -> Iterator[Progress | IndexReport]:
        """Keep up with the folders until that is cancelled: a report whenever documents came or went, and `Progress` of the stage
        "watching", with the path of a folder that stands otherwise than before, or with none once the vault is up to date.
        """
        ...

    def look_again(self) -> None:
        """The folders or their rules have changed."""
        ...

    def pause(self) -> None: ...

    def resume(self) -> None: ...

    def documents(self) -> list[Document]: ...

    def counts(self) -> dict[str, int]:
        """documents, pages, passages, vectors."""
        ...

    def health(self) -> Health:
        """What became of every file that was offered."""
        ...

    def mend(self, wanted: Mending, cancel: Cancel) -> Iterator[Progress | IndexReport]:
        """Do what the health report offers; the last event is the report."""
        ...

    def page(self, document_id: int, index: int) -> StoredPage: ...

    def draw(self, document_id: int, index: int, scale: float) -> Pixels:
        """Draw a page in the parse worker.

        Raises `DocumentError` where the original is gone, has changed or has no pages to draw.
        """
        ...

    def search(self, query: str, scope: Scope, top: int = 50) -> list[Hit]: ...

    def ask(
        self,
        question: str,
        scope: Scope,
        cancel: Cancel,
        *,
        conversation: int | None = None,
        standing: str = "",
        engine: str | None = None,
    ) -> Iterator[Understood | Sources | TextDelta | Answered]:
        """Answer, and keep the answer in this conversation, or in a new one.

        A follow-up is made to stand alone, unless `standing` says how it is meant. `engine` is the name of one elsewhere, which
        is sent nothing that the person has not approved; "" is this machine, None what the settings say.
        """
        ...

    def read_through(
        self, wanted: Wanted, scope: Scope, cancel: Cancel, *, conversation: int | None = None, meant: Meant | None = None
    ) -> Iterator[Forecast | Looked | Tabled]:
        """Look at every document in scope; the last event is the table. `cancel` keeps what was looked at.

        With a conversation (0 for a new one), the table is kept; `meant` says how a follow-up became `wanted`.
        """
        ...

    @property
    def talks(self) -> Conversations: ...

    def chronology(
        self, scope: Scope, cancel: Cancel, *, conversation: int | None = None
    ) -> Iterator[Forecast | ReadOne | Chronicled]:
        """Read every page in scope for dates; the last event is the chronology. `cancel` keeps what was read.

        With a conversation (0 for a new one), the chronology is kept.
        """
        ...

    @property
    def summaries(self) -> Summaries: ...

    @property
    def words(self) -> MaskTerms: ...

    @property
    def rules(self) -> DocumentRules: ...

    def forget(self, document_id: int) -> None:
        """Remove a document from the vault; in a folder that is watched its file is left out from then on."""
        ...

    def open_elsewhere(self, document_id: int) -> None:
        """Open the original in the program that the system has for it, outside of the confinement."""
        ...

    def close(self) -> None:
        """End all workers; returns within three seconds."""
        ...
