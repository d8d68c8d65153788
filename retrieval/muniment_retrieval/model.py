"""The words of the library, as frozen values: what is stored, what is found, and what is answered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from muniment_engines.api import ChatRequest, Words
from muniment_engines.errors import DocumentState, MunimentError


class VaultError(MunimentError):
    """A vault cannot be opened or written; the message says what to do."""


class WrongKey(VaultError):
    """The key does not open this vault."""


class NeedsPassphrase(VaultError):
    """The vault is locked: a passphrase or its recovery key opens it, and none was given."""


class WrongPassphrase(WrongKey):
    """What was typed does not open this vault."""


class TooSoon(VaultError):
    """After wrong passphrases there is a wait; `seconds` of it are left."""

    def __init__(self, message: str, seconds: float) -> None:
        super().__init__(message)
        self.seconds = seconds


class VaultTooNew(VaultError):
    """A newer Muniment made this vault."""


class VaultBusy(VaultError):
    """Another process holds the vault's write lock for too long, or indexes it already."""


class NameNotFound(MunimentError):
    """No document of the vault has that name."""


class NameAmbiguous(MunimentError):
    """A name fits several documents; `names` lists their paths."""

    def __init__(self, message: str, names: tuple[str, ...]) -> None:
        super().__init__(message)
        self.names = names


@dataclass(frozen=True)
class Document:
    """A file as it was when it was read. `words` and `meaning` say by which of the two it can be found.

    A file in a file has the path of that file, its `container`, before its own name. `copies` are the paths of files with the
    same content. `scans` is how many of its pages are pictures that nobody has read yet. `holder` is the path of the file on a
    disk that holds it, through whatever is between; empty for what is such a file itself.
    """

    id: int
    path: str
    sha256: str
    size: int
    modified_ns: int
    media_type: str
    title: str
    parser: str
    parser_version: str
    state: DocumentState
    reason: str
    page_count: int
    passage_count: int
    vector_count: int
    notes: tuple[str, ...] = ()
    container: str = ""
    scans: int = 0
    holder: str = ""
    copies: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def words(self) -> bool:
        return self.state == "read"

    @property
    def meaning(self) -> bool:
        return self.words and self.vector_count >= self.passage_count


class Scan(StrEnum):
    """Where the text of a page comes from: its own, or a picture that waits, was read, or could not be."""

    NONE = ""
    WAITING = "waiting"
    READ = "read"
    FAILED = "failed"


class Finding(StrEnum):
    """What stands out: text that nobody sees, text that speaks to a machine, damage, a limit that cut it short."""

    HIDDEN = "hidden text"
    MACHINE = "text that speaks to a machine"
    REPAIRED = "repaired"
    CUT = "cut short"


@dataclass(frozen=True)
class Found:
    """Where something stands out: `start` and `end` in the page's text, both 0 where it is about the page as a whole."""

    page_index: int
    kind: Finding
    start: int = 0
    end: int = 0


@dataclass(frozen=True, eq=False)
class StoredPage:
    """A page as the vault keeps it. `index` counts from 0; `label` is what is printed on it, or `index + 1`.

    `confidence` is how sure an OCR engine was of its text, between 0 and 1; 1 for text of its own. `lines` is where each
    numbered line of a transcript begins in the text, and its number. `hidden` is where its text is such as nobody can see.
    """

    document_id: int
    index: int
    label: str
    text: str
    words: Words
    width: float
    height: float
    factor: float
    bates: str = ""
    scan: Scan = Scan.NONE
    confidence: float = 1.0
    lines: tuple[tuple[int, int], ...] = ()
    hidden: tuple[tuple[int, int], ...] = ()

    def place(self, start: int, end: int) -> str:
        """What a part of its text is cited by: its label, with lines if they are numbered ("45:12–14"), and Bates number."""
        begun = [number for begins, number in self.lines if begins < end]
        first = [number for begins, number in self.lines if begins <= start][-1:] or begun[:1]
        lines = f":{first[0]}" + (f"–{begun[-1]}" if begun[-1] != first[0] else "") if begun else ""
        return f"{self.label}{lines}" + (f" · {self.bates}" if self.bates else "")


@dataclass(frozen=True)
class Passage:
    """`text == page.text[start:end]`, but that it has spaces for what nobody can see there.

    `heading` is the path of headings above it, outermost first, joined by " › ".
    """

    id: int
    document_id: int
    page_index: int
    start: int
    end: int
    text: str
    heading: str = ""


LARGEST = 512 * 1024 * 1024
"""Bytes of the largest file that is read where nobody says otherwise."""


@dataclass(frozen=True)
class Rules:
    """Which files of a folder are left out, and whether a document stays whose file was deleted.

    `exclude` are patterns as `.gitignore` has them; `largest` is in bytes.
    """

    exclude: tuple[str, ...] = ()
    largest: int = LARGEST
    keeps_deleted: bool = False


class Presence(StrEnum):
    """How a watched folder stands: not looked at yet, told of its changes, asked from time to time, or not there now."""

    NEW = "new"
    WATCHED = "watched"
    ASKED = "asked"
    AWAY = "not there now"


@dataclass(frozen=True)
class WatchedFolder:
    """A folder whose changes a vault follows. `path` is the system's name of it; `reason` a sentence, or empty.

    `identity` tells it from another folder that stands in its place, as the empty place of a disk does that is not there.
    """

    id: int
    path: str
    rules: Rules = Rules()
    state: Presence = Presence.NEW
    reason: str = ""
    identity: str = ""


@dataclass(frozen=True)
class LeftOut:
    """What was offered and is no document: a file that a rule leaves out, or a folder that nobody can look into."""

    path: str
    state: DocumentState
    reason: str


class FoundBy(StrEnum):
    WORDS = "words"
    MEANING = "meaning"
    BOTH = "both"


@dataclass(frozen=True)
class Hit:
    """A passage that a query found. `score` is comparable within one query only.

    `closeness` is how near it is in meaning, between 0 and 1, and 0 where that is not known.
    """

    passage: Passage
    document: Document
    page_label: str
    score: float
    found_by: FoundBy
    closeness: float = 0.0


@dataclass(frozen=True)
class Scope:
    """What is asked: these documents (by identifier), or all where `documents` is None, in both cases none of `without`."""

    documents: tuple[int, ...] | None = None
    without: tuple[int, ...] = ()


class Badge(StrEnum):
    VERIFIED = "verified"
    CLOSE = "close"
    NOT_FOUND = "not found"


@dataclass(frozen=True)
class Citation:
    """A quote that code found: `quote == page.text[start:end]`, of four words or more. `holder` is as a `Document`'s."""

    document_id: int
    path: str
    page_index: int
    page_label: str
    start: int
    end: int
    quote: str
    holder: str = ""


@dataclass(frozen=True)
class Sentence:
    """One sentence of an answer, with what supports it. `citations` is empty where the badge is `NOT_FOUND`."""

    text: str
    badge: Badge
    citations: tuple[Citation, ...] = ()


@dataclass(frozen=True)
class Cost:
    """What an answer took. `engine` and `model` are empty where no model was asked, or it could not write.

    `quoted` where a model wrote, but a sentence of the documents stands in place of its words, which did not hold.
    `price` is in the currency of the engine's settings, None where it is not known; `kept_here` says why an engine on this
    machine wrote although another was asked; `held_back` is how many privileged documents were left out.
    """

    engine: str = ""
    model: str = ""
    seconds_to_first_token: float = 0.0
    seconds: float = 0.0
    prompt_tokens: int = 0
    generated_tokens: int = 0
    sent_elsewhere: bool = False
    price: float | None = None
    kept_here: str = ""
    held_back: int = 0
    quoted: bool = False


@dataclass(frozen=True)
class Answer:
    """What was answered. `refused` where the documents do not say; `nearest` then holds where they come closest."""

    question: str
    sentences: tuple[Sentence, ...]
    refused: bool
    searched: int
    documents: int
    cost: Cost
    nearest: tuple[Citation, ...] = ()

    @property
    def text(self) -> str:
        return " ".join(s.text for s in self.sentences)

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(dict.fromkeys(c for s in self.sentences for c in s.citations))


@dataclass(frozen=True)
class Effort:
    """How hard files are tried: `again`, although nothing has changed since; with `raised` limits; with these passwords, too."""

    again: bool = False
    raised: bool = False
    passwords: tuple[str, ...] = field(default=(), repr=False)


# ── events of work that takes long ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True)
class Progress:
    """How far long work has come. `stage` is one of "listing", "reading", "meaning", "recognising", "paused", "finished".

    `seconds_left` is until everything is done: this stage, and those that follow it.
    """

    stage: str
    done: int
    total: int
    path: str = ""
    state: str = ""
    reason: str = ""
    seconds_left: float | None = None


@dataclass(frozen=True)
class Sources:
    """The hits that an answer will rest on; comes before the first word."""

    hits: tuple[Hit, ...]


@dataclass(frozen=True)
class Trace:
    """How an answer came about: the request that the model was given, None where no model was asked, and what it rested on.

    `sent` is what left the machine for it, a mapping for each request: to whom, how much, and the sums of what was sent and what
    came back. `read` are the documents that the model was given text of.
    """

    hits: tuple[Hit, ...] = ()
    request: ChatRequest | None = None
    written: str = ""
    sent: tuple[Mapping[str, object], ...] = ()
    read: tuple[int, ...] = ()


@dataclass(frozen=True)
class Answered:
    """The answer is whole and checked; comes last. `kept` says where it is kept, if it is."""

    answer: Answer
    trace: Trace = field(default_factory=Trace, compare=False)
    kept: Kept | None = None


@dataclass(frozen=True)
class Kept:
    """Where an answer was kept: its identifier, and that of its conversation."""

    answer: int
    conversation: int


@dataclass(frozen=True)
class IndexReport:
    """What one run of indexing came to: how many files ended in which state, by state, and whether it was cut off."""

    states: dict[str, int] = field(default_factory=dict)
    unchanged: int = 0
    cancelled: bool = False
