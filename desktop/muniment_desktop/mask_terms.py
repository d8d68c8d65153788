"""The vault's own words to mask: listed, added, removed, counted in what was read, and tried on a sentence."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError
from muniment_retrieval.masking.words import listed
from muniment_retrieval.vault import Vault

from .masking import Masker


@dataclass(frozen=True)
class Occurs:
    """How often a term stands in the vault's pages, and in how many documents."""

    times: int
    documents: int


@dataclass(frozen=True)
class Tried:
    """A text as it would leave; `with_models` is false where no model that finds names is here."""

    masked: str
    with_models: bool


class MaskTerms:
    """Of one open vault. All methods block, and may be called from any thread. `masker` makes one for a single use."""

    def __init__(self, vault: Vault, masker: Callable[[], Masker]) -> None:
        self._vault = vault
        self._masker = masker

    def listed(self) -> list[str]:
        return self._vault.mask_words()

    def add(self, terms: Sequence[str]) -> None:
        """Raises `MunimentError` where one of them is no term, and `VaultError` where the vault can only be read."""
        self._vault.marks.mask(checked(terms))

    def remove(self, terms: Sequence[str]) -> None:
        self._vault.marks.mask_no_more(checked(terms))

    def counted(self, cancel: Cancel) -> dict[str, Occurs]:
        """How often each stands in what was read. Raises `Cancelled`."""
        terms = self.listed()
        times, documents = dict.fromkeys(terms, 0), dict.fromkeys(terms, 0)
        for document in self._vault.documents() if terms else ():
            cancel.check()
            rows = self._vault.connection.execute("SELECT text FROM pages WHERE document_id = ?", (document.id,)).fetchall()
            for term in terms:
                found = sum(1 for (text,) in rows for _ in listed(text, [term]))
                times[term] += found
                documents[term] += bool(found)
        return {term: Occurs(times[term], documents[term]) for term in terms}

    def tried(self, text: str, cancel: Cancel) -> Tried:
        """A text masked as it would be before it leaves. Raises `Cancelled`, and `EngineError` where a model fails."""
        with self._masker() as masker:
            return Tried("".join(masker.mask([text], cancel).texts), bool(masker.models))


def checked(terms: Sequence[str]) -> list[str]:
    """The terms with single spaces. Raises `MunimentError` where one has neither a letter nor a digit."""
    tidy = [" ".join(term.split()) for term in terms]
    if not all(any(c.isalnum() for c in term) for term in tidy):
        raise MunimentError("A term to mask needs a letter or a digit.")
    return tidy
