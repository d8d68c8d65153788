"""The folders whose changes a vault follows: adding one, changing its rules, watching it no longer."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from muniment_retrieval.excluding import pattern_of
from muniment_retrieval.listing import stored_path
from muniment_retrieval.model import NameNotFound, Rules, VaultError, WatchedFolder
from muniment_retrieval.vault import Vault


class WatchedFolders:
    """Those of one vault. Every change is in the vault when a method returns."""

    def __init__(self, vault: Vault) -> None:
        self._vault = vault

    def listed(self) -> list[WatchedFolder]:
        return self._vault.watched()

    def at(self, path: Path) -> WatchedFolder:
        """Raises `NameNotFound` where that folder is not watched."""
        for folder in self.listed():
            if folder.path == str(path):
                return folder
        raise NameNotFound(f"{path} is not watched; “muniment folders list” says which folders are.")

    def add(self, path: Path, rules: Rules) -> None:
        """Watch a folder that is there. Raises `VaultError` with what to do."""
        if not path.is_dir():
            raise VaultError(f"There is no folder at {path}; check the path.")
        vault = self._vault.folder
        if path == vault or vault in path.parents:
            raise VaultError("That is the folder of the vault itself; choose one with documents.")
        self._vault.folders.add(str(path), rules)

    def change(self, folder_id: int, rules: Rules) -> None:
        """From now on these rules; what they leave out is forgotten when the folder is looked at next."""
        self._vault.folders.change(folder_id, rules)

    def leave_out(self, paths: Sequence[str]) -> None:
        """These are forgotten, and not to come back while their files are still there."""
        for folder in self.listed():
            below = stored_path(folder.path).rstrip(os.sep) + os.sep
            known = self._vault.known_below(below)
            inside = [path.removeprefix(below).replace(os.sep, "/") for path in paths if path.startswith(below) and path in known]
            if inside:
                exclude = dict.fromkeys((*folder.rules.exclude, *map(pattern_of, inside)))
                self._vault.folders.change(folder.id, replace(folder.rules, exclude=tuple(exclude)))

    def remove(self, folder_id: int, *, forget: bool) -> None:
        """Watch it no longer. Its documents stay, unless they are to be forgotten."""
        for folder in self.listed():
            if folder.id == folder_id:
                self._vault.folders.remove(folder_id)
                place = stored_path(folder.path).rstrip(os.sep)
                self._vault.folders.leave_out([place], [])
                if forget:
                    self._vault.writing.leave(list(self._vault.known_below(place)))
