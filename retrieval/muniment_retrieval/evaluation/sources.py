"""Where quotes are looked up: in the pages that a vault keeps, or in the files themselves, read again."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Protocol

from muniment_engines.errors import MunimentError

from ..model import Document, NameNotFound, StoredPage
from .names import Names
from .quotes import NotThere

_PLAIN = frozenset((".txt", ".md", ".html", ".csv", ".eml"))


class Library(Protocol):
    """What is needed of a vault."""

    def at_path(self, path: str) -> Document | None: ...

    def page(self, document_id: int, index: int) -> StoredPage: ...


class VaultPages:
    """The pages of a vault, by the paths of its documents. A page without text leaves nothing to compare with."""

    def __init__(self, vault: Library) -> None:
        self._vault = vault

    def text(self, document: str, page: int | None) -> str | None:
        known = self._vault.at_path(document)
        if known is None:
            raise NotThere
        numbers = range(1, known.page_count + 1) if page is None else (page,)
        try:
            text = "\n".join(self._vault.page(known.id, number - 1).text for number in numbers)
        except NameNotFound as error:
            raise NotThere from error
        return text if text.strip() else None


class FilePages:
    """The files of a folder. Those that are text are read as they are; `read_pdf` gives the texts of a PDF's pages.

    Other kinds, and what cannot be read, leave nothing to compare with.
    """

    def __init__(self, files: Mapping[str, Path], names: Names, read_pdf: Callable[[Path], Sequence[str]]) -> None:
        self._files = files
        self._names = names
        self._read_pdf = read_pdf
        self._pdfs: dict[Path, Sequence[str] | None] = {}

    def text(self, document: str, page: int | None) -> str | None:
        file = self._files.get(self._names(document))
        if file is None:
            raise NotThere
        kind = file.suffix.lower()
        if kind == ".pdf":
            return self._of_pdf(file, page)
        return file.read_text(encoding="utf-8", errors="replace") if kind in _PLAIN else None

    def _of_pdf(self, file: Path, page: int | None) -> str | None:
        if file not in self._pdfs:
            try:
                self._pdfs[file] = self._read_pdf(file)
            except MunimentError:
                self._pdfs[file] = None
        pages = self._pdfs[file]
        if pages is None:
            return None
        if page is not None and not 1 <= page <= len(pages):
            raise NotThere
        text = "\n".join(pages if page is None else pages[page - 1 : page])
        return text if text.strip() else None


def files_in(folder: Path) -> dict[str, Path]:
    """The files of a set's folder of documents, by their names within the set: "docs/en/one.txt"."""
    folder = folder.absolute()
    return {f"{folder.name}/{path.relative_to(folder).as_posix()}": path for path in folder.rglob("*") if path.is_file()}
