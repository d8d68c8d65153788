"""Asking for a vault's passphrase: without showing it, or from the standard input. Never an argument or the environment.

A command first opens its vault without one. Where that has to be typed, it is asked for on the terminal, until it opens the vault
or there have been three tries; a script gives it by `--passphrase-stdin`, and then it is the first thing tried.
"""

from __future__ import annotations

import argparse
import getpass
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from muniment_engines.errors import MunimentError
from muniment_retrieval.model import NeedsPassphrase, WrongPassphrase
from muniment_retrieval.vault import Typed

TRIES = 3
_LONGEST = 20_000
_NOBODY = "This vault is locked, and nobody can be asked for its passphrase here; add --passphrase-stdin."

T = TypeVar("T")


def add_passphrase(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--passphrase-stdin",
        action="store_true",
        help="read the vault's passphrase (or recovery key) from the first line of the standard input",
    )
    parser.add_argument("--use-recovery-key", action="store_true", help="open the vault with its recovery key")


def opening(options: argparse.Namespace, folder: Path, opened: Callable[[Typed | None], T]) -> T:
    """What `opened` returns, given what was typed where that is needed. Raises `MunimentError`."""
    if options.passphrase_stdin or options.use_recovery_key:
        return asked(options, folder, opened)
    try:
        return opened(None)
    except NeedsPassphrase:
        return asked(options, folder, opened)


def asked(options: argparse.Namespace, folder: Path, opened: Callable[[Typed], T]) -> T:
    """The same, asking in any case."""
    if options.passphrase_stdin:
        return opened(_typed(options, _line()))
    what = "Recovery key" if options.use_recovery_key else "Passphrase"
    for left in reversed(range(TRIES)):
        try:
            return opened(_typed(options, ask(f"{what} of the vault {folder.name} (it is not shown): ")))
        except WrongPassphrase as error:
            if not left:
                raise
            print(error, file=sys.stderr)
    raise AssertionError


def new_passphrase(options: argparse.Namespace) -> str:
    """A passphrase for a vault: typed twice, or the next line of the standard input. Raises `MunimentError`."""
    if options.passphrase_stdin:
        return _line()
    first = ask("New passphrase (it is not shown): ")
    if ask("The same again: ") != first:
        raise MunimentError("The two are not the same; nothing was changed. Try again.")
    return first


def ask(question: str) -> str:
    """What is typed on the terminal, unseen. Raises `NeedsPassphrase` where there is no terminal."""
    if not sys.stdin.isatty():
        raise NeedsPassphrase(_NOBODY)
    try:
        return getpass.getpass(question)
    except EOFError as error:
        raise MunimentError("Nothing was typed; nothing was changed.") from error


def _line() -> str:
    return sys.stdin.readline(_LONGEST).rstrip("\r\n")


def _typed(options: argparse.Namespace, text: str) -> Typed:
    return Typed(recovery=text) if options.use_recovery_key else Typed(passphrase=text)
