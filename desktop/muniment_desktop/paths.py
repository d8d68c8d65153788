"""Where Muniment keeps what is its own: models, plugins, keys and settings. Never a vault's text.

`MUNIMENT_HOME` names one folder for all of it; otherwise each system's own places for user data and settings are used. Nothing is
made here: whoever writes makes the folder, for this user only.
"""

from __future__ import annotations

import getpass
import os
from collections.abc import Iterable
from pathlib import Path


def data_folder() -> Path:
    """Models, plugins and keys lie here."""
    home = _home()
    if home is not None:
        return home
    import platformdirs

    return Path(platformdirs.user_data_dir("muniment", appauthor=False))


def models_folder() -> Path:
    return data_folder() / "models"


def plugins_folder() -> Path:
    return data_folder() / "plugins"


def keys_folder() -> Path:
    """Key files, on machines with no keychain."""
    return data_folder() / "keys"


def ledger_file() -> Path:
    """What the courier did."""
    return data_folder() / "ledger.jsonl"


def vaults_folder() -> Path:
    """Where a new vault is offered a place; a person may choose any other."""
    home = _home()
    if home is not None:
        return home / "vaults"
    import platformdirs

    return Path(platformdirs.user_documents_dir()) / "Muniment"


def settings_file() -> Path:
    home = _home()
    if home is not None:
        return home / "settings.json"
    import platformdirs

    return Path(platformdirs.user_config_dir("muniment", appauthor=False)) / "settings.json"


def make_private(folder: Path) -> Path:
    """Make `folder`, and what is missing above it, readable by this user only; returns it."""
    for missing in reversed([parent for parent in (folder, *folder.parents) if not parent.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
    return folder


def joined(paths: Iterable[str]) -> str:
    """Several paths as one setting's text."""
    return os.pathsep.join(paths)


def _home() -> Path | None:
    named = os.environ.get("MUNIMENT_HOME", "")
    return Path(named).expanduser().absolute() if named else None


def user() -> str:
    """Who is at this machine, as the system calls them."""
    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "somebody"
