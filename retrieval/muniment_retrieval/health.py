"""The health report: one entry for every file that was offered to a vault, with what became of it and what to do next.

A file that could not be read says why. One that was read may still have something to be said of it: pages that are pictures,
text that nobody sees, text that speaks to a machine. What comes first among these is the entry's reason, and its one action.
Copies of a document, files that a rule or a person leaves out, and folders that nobody can look into have entries of their own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from muniment_engines.errors import DocumentState
from muniment_engines.host import TOO_MUCH_MEMORY

from .health_remarks import Action, Remark, remarks_of, rules_of
from .model import Document, LeftOut
from .vault import Vault
from .vault.marks import EXCLUDED
from .vault.survey import Copy, PagesOf, Survey


class State(StrEnum):
    """What an entry may say besides the states of documents."""

    DUPLICATE = "duplicate"
    TEXTLESS = "pages without text"


MOST_RAISED = 2 << 30
"""Bytes of the largest file that is read where a person raises the limit."""

_TAKES_PASSWORD = (
    "application/pdf",
    "application/zip",
    "application/encrypted-ooxml",
    "application/msword",
    "application/vnd.ms-excel",
    "application/vnd.ms-powerpoint",
    "",
)
"""What can be read with a password; of a file in a locked archive nobody knows the type."""

_ACTIONS: dict[DocumentState, Action] = {
    "encrypted": Action.TRY_AGAIN,
    "damaged": Action.TRY_AGAIN,
    "not supported": Action.EXCLUDE,
    "too large": Action.RAISE_LIMIT,
    "timed out": Action.RAISE_LIMIT,
    "vanished": Action.TRY_AGAIN,
    "no permission": Action.TRY_AGAIN,
    "empty": Action.NOTHING,
    "skipped": Action.NOTHING,
    "failed": Action.TRY_AGAIN,
}


@dataclass(frozen=True)
class Entry:
    """One file that was offered.

    `state` is "read" or names what happened; `reason` is a sentence, empty for a file of which there is nothing to say.
    `document_id` is None for what is no document; `same_as` is the path of the document that has the same content.
    `confidence` is how sure an OCR engine was of the pages that it read, between 0 and 1.
    """

    path: str
    state: str
    reason: str
    action: Action
    document_id: int | None = None
    container: str = ""
    media_type: str = ""
    size: int = 0
    page_count: int = 0
    remarks: tuple[Remark, ...] = ()
    notes: tuple[str, ...] = ()
    copies: tuple[str, ...] = ()
    same_as: str = ""
    confidence: float | None = None
    without_text: int = 0
    waiting: int = 0
    recognised: int = 0

    @property
    def name(self) -> str:
        return self.path.replace("\\", "/").rsplit("/", 1)[-1]

    @property
    def needs(self) -> bool:
        """Whether a person should do something, or at least look. What is left out on purpose is well."""
        asks = self.action is not Action.NOTHING or any(remark.look for remark in self.remarks)
        return asks and self.state != "skipped"


@dataclass(frozen=True)
class Health:
    """`entries` are in the order of their paths. `states` and `remarks` count the entries of each kind, `pages` all pages."""

    entries: tuple[Entry, ...]
    states: dict[str, int] = field(default_factory=dict)
    remarks: dict[str, int] = field(default_factory=dict)
    pages: int = 0

    def offered(self, entries: Sequence[Entry]) -> list[str]:
        """The paths of the files that hold these, each once: what lies on the disk and can be read again."""
        containers = {entry.path: entry.container for entry in self.entries}
        found: dict[str, None] = {}
        for entry in entries:
            path = entry.path
            while outer := containers.get(path, ""):
                path = outer
            found[path] = None
        return list(found)


def health(vault: Vault, *, recognises: bool = True) -> Health:
    """The report of a vault as it is now. `recognises` says whether there is an engine here that reads pictures."""
    entries = sorted(_entries(vault, recognises), key=lambda entry: entry.path)
    states = Counter(entry.state for entry in entries)
    remarks = Counter(kind for entry in entries for kind in {remark.kind for remark in entry.remarks})
    pages = sum(entry.page_count for entry in entries if entry.document_id is not None and not entry.same_as)
    return Health(tuple(entries), dict(states), {str(kind): count for kind, count in remarks.items()}, pages)


def _entries(vault: Vault, recognises: bool) -> Iterator[Entry]:
    documents = {document.id: document for document in vault.documents()}
    survey, policies = vault.survey(), vault.leaving.policies()
    paths = {document.path for document in documents.values()} | {copy.path for copy in survey.copies}
    for document in documents.values():
        yield _of_document(document, survey, recognises, rules_of(document.id, policies))
    for copy in survey.copies:
        if copy.document_id in documents:
            yield _of_copy(copy, documents[copy.document_id])
    for path in survey.excluded:
        if path not in paths:
            yield Entry(path, "skipped", EXCLUDED, Action.TRY_AGAIN)
    paths.update(survey.excluded)
    yield from (_of_left_out(one) for one in vault.left_out() if one.path not in paths)


def _of_document(document: Document, survey: Survey, recognises: bool, rules: tuple[Remark, ...]) -> Entry:
    pages = survey.pages.get(document.id, PagesOf())
    if document.state != "read":
        remarks = rules
        state, reason, action = str(document.state), document.reason, _action(document)
    else:
        remarks = (*remarks_of(document, pages, survey.found.get(document.id, ()), recognises=recognises), *rules)
        state = State.TEXTLESS if 0 < document.page_count <= len(pages.without_text) else "read"
        reason = remarks[0].reason if remarks else ""
        action = next((remark.action for remark in remarks if remark.action is not Action.NOTHING), Action.NOTHING)
    sure = pages.confidences
    return Entry(
        document.path,
        state,
        reason,
        action,
        document.id,
        document.container,
        document.media_type,
        document.size,
        document.page_count,
        remarks,
        document.notes,
        document.copies,
        confidence=sum(sure) / len(sure) if sure else None,
        without_text=len(pages.without_text),
        waiting=len(pages.waiting),
        recognised=len(pages.recognised),
    )


def _of_copy(copy: Copy, document: Document) -> Entry:
    reason = f"It has the same content as {document.path}, and is kept once."
    return Entry(
        copy.path,
        State.DUPLICATE,
        reason,
        Action.NOTHING,
        document.id,
        copy.container,
        document.media_type,
        copy.size,
        document.page_count,
        same_as=document.path,
    )


def _of_left_out(one: LeftOut) -> Entry:
    return Entry(one.path, one.state, one.reason, _ACTIONS[one.state])


def _action(document: Document) -> Action:
    """What to do about a document that could not be read."""
    if document.state == "encrypted" and document.media_type in _TAKES_PASSWORD:
        return Action.GIVE_PASSWORD
    if document.state == "too large" and (document.size > MOST_RAISED or document.reason == TOO_MUCH_MEMORY):
        return Action.EXCLUDE  # no limit that a person may raise
    return _ACTIONS[document.state]
