"""Quotes are looked up in a vault's pages, or in the files."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from muniment_engines.errors import DocumentError
from muniment_retrieval.evaluation import Names, Quotes
from muniment_retrieval.evaluation.sources import FilePages, VaultPages, files_in


def cited(document: str, page: int | None, quote: str) -> dict[str, Any]:
    return {"document": document, "page": page, "quote": quote}


@pytest.mark.parametrize(
    ("page", "quote", "expected"),
    [
        (1, "The rent is nine hundred", True),
        (1, "the RENT, is nine-hundred", True),
        (1, "The rent is eight hundred", False),
        (2, "The rent is nine hundred", False),
        (None, "The rent is nine hundred", True),
        (1, "The rent is", False),
        (1, "家賃", True),
        (3, "The rent is nine hundred", None),
        (4, "The rent is nine hundred", False),
        (0, "The rent is nine hundred", False),
    ],
)
def test_quotes_in_a_vault(shelf: Any, page: int | None, quote: str, expected: bool | None) -> None:
    shelf.put({"lease.txt": ["The rent is nine hundred dollars. 家賃", "Something else.", " "]})
    assert Quotes(VaultPages(shelf.vault)).stands(cited("/papers/lease.txt", page, quote)) is expected


def test_a_quote_of_a_document_that_the_vault_lacks_is_unfaithful(shelf: Any) -> None:
    assert Quotes(VaultPages(shelf.vault)).stands(cited("/papers/none.txt", 1, "The rent is nine hundred")) is False


def of_files(tmp_path: Path, read_pdf: Any) -> Quotes:
    docs = tmp_path / "docs"
    (docs / "deep").mkdir(parents=True)
    (docs / "deep" / "lease.md").write_text("The rent is nine hundred dollars.")
    (docs / "deed.pdf").touch()
    (docs / "sheet.xlsx").touch()
    files = files_in(docs)
    assert files.keys() == {"docs/deep/lease.md", "docs/deed.pdf", "docs/sheet.xlsx"}
    return Quotes(FilePages(files, Names(files), read_pdf))


def test_quotes_in_files(tmp_path: Path) -> None:
    read: list[str] = []

    def pages(file: Path) -> Sequence[str]:
        read.append(file.name)
        return ["The deed was signed in May.", ""]

    quotes = of_files(tmp_path, pages)
    assert quotes.stands(cited("/x/docs/deep/lease.md", 1, "rent is nine hundred"))
    assert quotes.stands(cited("deed.pdf", 1, "deed was signed in May"))
    assert quotes.stands(cited("deed.pdf", None, "deed was signed in May"))
    assert quotes.stands(cited("deed.pdf", 2, "deed was signed in May")) is None
    assert quotes.stands(cited("deed.pdf", 3, "deed was signed in May")) is False
    assert quotes.stands(cited("sheet.xlsx", 1, "deed was signed in May")) is None
    assert quotes.stands(cited("none.pdf", 1, "deed was signed in May")) is False
    assert read == ["deed.pdf"]


def test_a_pdf_that_cannot_be_read_leaves_nothing_to_compare_with(tmp_path: Path) -> None:
    def pages(file: Path) -> Sequence[str]:
        raise DocumentError("damaged", "It is damaged.")

    assert of_files(tmp_path, pages).stands(cited("deed.pdf", 1, "deed was signed in May")) is None
