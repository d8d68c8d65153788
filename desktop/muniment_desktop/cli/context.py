"""What every command is handed: the way to start processes, the settings, and the vault that was named."""

from __future__ import annotations

import argparse
import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from muniment_engines.api import Cancel
from muniment_engines.errors import MunimentError
from muniment_engines.launcher import Launcher
from muniment_retrieval.model import Scope
from muniment_retrieval.narrowing import Narrow, period_of, type_of
from muniment_retrieval.vault import Typed

from ..airlock import Person
from ..engine_keys import EngineKeys
from ..settings import Settings
from ..vault_session import VaultSession
from . import passphrases


@dataclass(frozen=True)
class Context:
    """`cancel` is requested by Ctrl-C; `confined` is what was applied to this process."""

    launcher: Launcher
    settings: Settings
    cancel: Cancel
    confined: Mapping[str, Any]

    def session(
        self,
        options: argparse.Namespace,
        *,
        create: bool = False,
        settings: Settings | None = None,
        person: Person | None = None,
        engine_keys: EngineKeys | None = None,
    ) -> VaultSession:
        """Open the vault that `--vault` or MUNIMENT_VAULT names; with `create`, make it where there is none.

        `person` is asked about what is to be sent; without one, nothing is sent.
        """
        folder, chosen = vault_folder(options), settings or self.settings

        def opened(typed: Typed | None) -> VaultSession:
            return VaultSession.open(
                folder, self.launcher, chosen, create=create, typed=typed, person=person, engine_keys=engine_keys
            )

        return passphrases.opening(options, folder, opened)


def add_vault(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--vault", metavar="DIR", help="the vault's folder (default: MUNIMENT_VAULT)")
    passphrases.add_passphrase(parser)


def add_json(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help="print JSON, as docs/COMMANDS.md describes it")


def add_documents(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--document",
        action="append",
        default=[],
        metavar="NAME",
        help="ask only this document: the end of its path (may be given again)",
    )
    parser.add_argument("--folder", default="", metavar="FOLDER", help="only documents in this folder: the end of its path")
    parser.add_argument(
        "--type",
        action="append",
        default=[],
        metavar="TYPE",
        help="only documents of this type: pdf, word, spreadsheet, presentation, mail, web, picture, text, or an ending",
    )
    parser.add_argument("--since", metavar="DATE", help="only files changed on this day or later: 2021, 2021-03 or 2021-03-05")
    parser.add_argument("--until", metavar="DATE", help="only files changed until then, this day included")


def narrow_of(options: argparse.Namespace) -> Narrow:
    """What the options of `add_documents` narrow documents to. Raises `MunimentError` for a date that is none."""
    since = period_of(options.since)[0] if options.since else None
    until = period_of(options.until)[1] if options.until else None
    return Narrow(options.folder, tuple(type_of(kind) for kind in options.type), since, until)


def scope_of(session: VaultSession, options: argparse.Namespace) -> Scope:
    """The documents that the options of `add_documents` name."""
    return session.scope(options.document, narrow_of(options))


def vault_folder(options: argparse.Namespace) -> Path:
    named = options.vault or os.environ.get("MUNIMENT_VAULT", "")
    if not named:
        raise MunimentError("Say which vault: add --vault DIR.")
    return Path(named).expanduser().absolute()
