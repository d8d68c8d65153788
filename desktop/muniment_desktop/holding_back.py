"""Privileged documents are held out of whatever is asked, unless they are asked for by name."""

from __future__ import annotations

from dataclasses import replace

from muniment_retrieval.model import Scope
from muniment_retrieval.vault import Vault


def whole(vault: Vault, scope: Scope) -> Scope:
    """The scope with what is in its documents: whoever asks a mail asks what is attached to it; without what is held back.

    A privileged document that the scope names is asked for by name, and with it what is in it.
    """
    privileged = vault.leaving.policies().privileged
    if scope.documents is None:
        return replace(scope, without=tuple(sorted(privileged)))
    named = set(vault.with_inside([i for i in scope.documents if i in privileged]))
    everything = vault.with_inside(scope.documents)
    return Scope(everything, tuple(sorted((privileged - named) & set(everything) | set(scope.without))))
