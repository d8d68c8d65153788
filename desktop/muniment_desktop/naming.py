"""Which documents of a vault are meant by what a person types: names, paths of files, or folders with all below them."""

from __future__ import annotations

import os
from collections.abc import Sequence

from muniment_retrieval.model import Document, NameNotFound, Scope
from muniment_retrieval.vault import Vault


def scope_of(vault: Vault, names: Sequence[str]) -> Scope:
    """All documents where nothing is named. Raises `NameNotFound`, `NameAmbiguous`."""
    if not names:
        return Scope()
    documents = vault.documents()
    return Scope(tuple(dict.fromkeys(i for name in names for i in _meant(vault, documents, name))))


def _meant(vault: Vault, documents: Sequence[Document], name: str) -> list[int]:
    path = os.path.abspath(os.path.expanduser(name))  # noqa: PTH100, PTH111 - as it was typed, through no link
    if name.strip() and os.path.isdir(path):  # noqa: PTH112
        below = [d.id for d in documents if any(p.startswith(path + os.sep) for p in (d.path, *d.copies))]
        if below:
            return below
        raise NameNotFound(f"No document of this vault lies below {path}; add it with “muniment index”.")
    there = vault.at_path(path) if name.strip() else None
    return [(there or vault.resolve(name)).id]
