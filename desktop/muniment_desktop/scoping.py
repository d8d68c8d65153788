"""What is asked: the documents that are named, as far as they are narrowed to a folder, a type or a time."""

from __future__ import annotations

from collections.abc import Sequence

from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Scope
from muniment_retrieval.narrowing import Narrow, narrowed
from muniment_retrieval.vault import Vault


def scope_in(vault: Vault, names: Sequence[str], narrow: Narrow) -> Scope:
    """The documents of a vault with these names, or all where there are none, as far as they are narrowed to.

    Raises `NameNotFound`, `NameAmbiguous`, and `MunimentError` where nothing is left.
    """
    named = [vault.resolve(name) for name in names]
    if not narrow:
        return Scope(tuple(document.id for document in named)) if names else Scope()
    privileged = vault.leaving.policies().privileged  # which only a name asks for
    fitting = [document.id for document in narrowed(named if names else vault.documents(), narrow)]
    held_back = () if names else tuple(i for i in fitting if i in privileged)
    if len(fitting) == len(held_back):
        raise MunimentError("No document of this vault has that folder, type and date; leave one of them out.")
    return Scope(tuple(i for i in fitting if i not in held_back), held_back)
