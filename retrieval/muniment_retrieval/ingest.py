"""One file into a vault, with the files in it: bytes, pages, passages, one transaction for each.

First the file's content is taken as it is at that moment. What the vault has already is left alone; what it has under another
name is only named. Else a parse worker turns the bytes into pages, and then gives the files in it, which go the same way one
after the other. The outer file is written last, so that whoever is killed in the middle takes all of it up again.

Nothing that a file does stops a run: what goes wrong is written into the vault as the document's state and reason.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from muniment_engines.api import About, Cancel, Cancelled, Member, Page, ParseLimits
from muniment_engines.errors import DocumentError, EngineError
from muniment_engines.host import ParseWorker

from .content import Content, content_of, content_of_bytes
from .listing import Listed, stored_path
from .members import Budget, names_inside
from .model import LARGEST, Document, Effort, VaultError
from .passages import context_of, split_document
from .remarks import findings
from .types import media_type, refusal
from .unlocking import Passwords, opener
from .vault import Vault
from .vault.marks import EXCLUDED
from .vault.writing import NewPassage, Reading, Source

ParserFor = Callable[[str, Collection[ParseWorker]], ParseWorker | None]
"""A worker for a media type that is none of those that are busy with the files around this one."""

_NOTES = 20
_KEPT = "What was read of it before is kept."


@dataclass(frozen=True)
class Outcome:
    """What came of a file: its state, or "unchanged" where the vault has it already, and the reason."""

    path: str
    state: str
    reason: str = ""


@dataclass(frozen=True)
class _Place:
    """Where a file stands: its path, the file that it is in, the workers that are busy with those around it."""

    path: str
    budget: Budget
    container: str = ""
    busy: tuple[ParseWorker, ...] = ()

    def source(self, size: int, modified_ns: int, sha256: str = "", kind: str = "") -> Source:
        return Source(self.path, sha256, size, modified_ns, kind, self.container)


class Ingest:
    """Reads files into one vault."""

    def __init__(self, vault: Vault, parser_for: ParserFor, limits: ParseLimits, effort: Effort = Effort()) -> None:  # noqa: B008
        self._vault = vault
        self._parser_for = parser_for
        self._limits = limits
        self._again = effort.again
        self._given = effort.passwords

    def read(self, listed: Listed, cancel: Cancel) -> Iterator[Outcome]:
        """Read one file; what came of the files in it comes first, and of itself last. Raises `Cancelled`."""
        place = _Place(stored_path(listed.path), Budget(self._limits))
        if listed.left_out:  # it is told of, and is no document
            yield Outcome(place.path, str(listed.state), listed.reason)
            return
        if self._vault.is_excluded(place.path):
            yield Outcome(place.path, "skipped", EXCLUDED)
            return
        known = self._vault.at_path(place.path)
        settled = known is not None and not self._again and self._is_settled(known, place.path, listed)
        try:
            if listed.state is not None and not (settled and listed.state == "too large"):  # else it was read with raised limits
                raise DocumentError(listed.state, listed.reason)
            if settled:
                yield Outcome(place.path, "unchanged")
                return
            with content_of(listed.path, max(LARGEST, listed.size)) as content:
                yield from self._take(place, content, known, cancel)
        except DocumentError as error:
            self._refuse(place.source(listed.size, listed.modified_ns, *_seen_of(error)), error)
            yield Outcome(place.path, error.state, str(error))

    def _is_settled(self, known: Document, path: str, listed: Listed) -> bool:
        """Whether reading it again would bring nothing new. What failed or took too long is tried again."""
        if known.path != path:
            return self._vault.copy_at(path) == (listed.size, listed.modified_ns)
        if (known.size, known.modified_ns) != (listed.size, listed.modified_ns):
            return False
        if known.state == "not supported":
            return self._parser_for(known.media_type, ()) is None  # an engine for it may have been added
        if known.state == "encrypted":
            return not self._passwords()
        return known.state == "empty" or (known.state == "read" and not known.reason)

    def _passwords(self) -> Passwords:
        return Passwords(self._vault.passwords(), self._given, self._vault.marks.remember)

    def _take(self, place: _Place, content: Content, known: Document | None, cancel: Cancel) -> Iterator[Outcome]:
        """Raises `DocumentError` for whatever goes wrong with this file, so that the others are read nevertheless."""
        listed = content.listed
        again = self._again and not place.container
        same = known is not None and known.state == "read" and known.sha256 == content.sha256
        if known is not None and same and not again:
            self._vault.writing.touch(known.id, place.source(listed.size, listed.modified_ns))
            yield Outcome(place.path, "unchanged")
            return
        with content.view() as view:
            kind = media_type(view, place.path)
        source = place.source(listed.size, listed.modified_ns, content.sha256, kind)
        twin = self._vault.of_content(content.sha256, kind)
        if twin is not None and not (again and twin == known):
            self._vault.writing.copy(twin.id, source)
        else:
            if known is not None and known.path == place.path and known.copies:
                self._vault.writing.make_way(place.path)  # before files of the same names come out of the new content
            try:
                yield from self._parse(place, content, source, cancel)
            except DocumentError as error:
                raise _Refused(error, source) from error
            except EngineError as error:
                raise _Refused(DocumentError("failed", str(error)), source) from error
            except (Cancelled, VaultError):
                raise
            except Exception as error:
                reason = f"Muniment has a defect with this file ({type(error).__name__}); please report it."
                raise _Refused(DocumentError("failed", reason), source) from None
        yield Outcome(place.path, "read")

    def _parse(self, place: _Place, content: Content, source: Source, cancel: Cancel) -> Iterator[Outcome]:
        parser = self._parser_for(source.media_type, place.busy)
        if parser is None:
            raise refusal(source.media_type)
        passwords, opens = self._passwords(), opener(parser, content.data, source.media_type, self._limits)
        with passwords.open(opens) as document:
            about, info = document.about, parser.info
            pages = [storable(page) for page in document.pages(cancel)]
            members = passwords.members(document, opens, cancel)
            yield from self._members(replace(place, busy=(*place.busy, parser)), members, source, cancel)
        title, name = _clean(about.title), os.path.basename(source.path)  # noqa: PTH119 - no path of this system's
        notes = (*about.notes, *(n for page in pages for n in page.notes), *place.budget.notes(place.path))
        reading = Reading("read", "", title, info.name, info.version, tuple(dict.fromkeys(map(_clean, notes)))[:_NOTES])
        self._vault.writing.put(source, reading, pages, passages_of(about, pages, title, name), list(findings(pages)))

    def _members(self, place: _Place, members: Iterator[Member], source: Source, cancel: Cancel) -> Iterator[Outcome]:
        """The files in a file. Those that it held before, and holds no more, are left out from now on."""
        before = set(self._vault.inside(source.path))
        taken: set[str] = set()
        for member in place.budget.within(place.path, members):
            path = names_inside(source.path, _clean(member.name), taken)
            taken.add(path)
            inner = replace(place, path=path, container=source.path)
            yield from self._member(inner, member.data, member.refused, source.modified_ns, cancel)
        if gone := before - taken:
            self._vault.writing.leave(sorted(gone))

    def _member(
        self, place: _Place, data: bytes, refused: DocumentError | None, modified_ns: int, cancel: Cancel
    ) -> Iterator[Outcome]:
        if self._vault.is_excluded(place.path):
            yield Outcome(place.path, "skipped", EXCLUDED)
            return
        known = self._vault.at_path(place.path)
        try:
            if refused is not None:
                raise refused
            if not data:
                raise DocumentError("empty", "The file is empty.")
            with content_of_bytes(data, place.path, modified_ns) as content:
                yield from self._take(place, content, known, cancel)
        except DocumentError as error:
            self._refuse(place.source(len(data), modified_ns, *_seen_of(error)), error)
            yield Outcome(place.path, error.state, str(error))

    def _refuse(self, source: Source, error: DocumentError) -> None:
        """Record what stands in the way. What was read of the file before is never given up for that."""
        known = self._vault.at_path(source.path)
        if known is None or known.path != source.path:
            self._vault.writing.put(source, Reading(error.state, str(error)))
        elif known.state == "read":
            reason = f"{error} {_KEPT}"
            if known.reason != reason:
                self._vault.writing.keep(known.id, reason)
        elif (known.state, known.reason, _identity(known)) != (error.state, str(error), _identity(source)):
            self._vault.writing.put(source, Reading(error.state, str(error)))


class _Refused(DocumentError):
    """A file whose content was looked at before it was refused."""

    def __init__(self, error: DocumentError, source: Source) -> None:
        super().__init__(error.state, str(error))
        self.seen = source.sha256, source.media_type


def passages_of(about: About, pages: list[Page], title: str, name: str) -> list[NewPassage]:
    """The passages of a document, with what each is about; a Bates number finds what stands on its page."""
    bates = {page.index: page.bates for page in pages if page.bates}
    found = []
    for p in split_document(about, pages):
        heading = _clean(p.heading)
        context = "\n".join(filter(None, (context_of(title, name, heading), bates.get(p.page_index, ""))))
        found.append(NewPassage(p.page_index, p.start, p.end, heading, context))
    return found


def _seen_of(error: DocumentError) -> tuple[str, str]:
    """Checksum and media type, as far as they were found out."""
    return error.seen if isinstance(error, _Refused) else ("", "")


def _identity(file: Document | Source) -> tuple[str, int, int]:
    return file.sha256, file.size, file.modified_ns


def storable(page: Page) -> Page:
    """Text that the database can hold, code point for code point, so that offsets stay true."""
    return replace(page, text=_clean(page.text), label=_clean(page.label), bates=_clean(page.bates))


def _clean(text: str) -> str:
    if text.isascii() and "\0" not in text:
        return text
    return "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)
