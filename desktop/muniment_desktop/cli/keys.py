"""Asking for an engine's key: without showing it, or from the standard input. Never an argument, which everybody could read."""

from __future__ import annotations

import argparse
import getpass
import sys

from muniment_engines.errors import MunimentError

from ..setting_up import checked_key

_LONGEST = 10_000


def add_key(parser: argparse.ArgumentParser, *, none: bool = True) -> None:
    """`none` offers to say that there is no key."""
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--key-stdin", action="store_true", help="read the key from the first line of the standard input")
    parser.set_defaults(no_key=False)
    if none:
        ways.add_argument("--no-key", action="store_true", help="the server needs none")


def key_of(options: argparse.Namespace, name: str) -> str:
    """The key, or nothing where the server needs none. Raises `MunimentError`."""
    if options.no_key:
        return ""
    if options.key_stdin:
        return checked_key(sys.stdin.readline(_LONGEST))
    if not sys.stdin.isatty():
        raise MunimentError("Nobody can be asked for the key here; add --key-stdin, or --no-key where the server needs none.")
    typed = getpass.getpass(f"The key for “{name}” (it is not shown; just Enter where the server needs none): ")
    return checked_key(typed) if typed.strip() else ""
