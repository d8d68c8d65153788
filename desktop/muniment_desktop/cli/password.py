"""Passwords for files, which come from a file: on the command line, everybody who lists the processes would see them."""

from __future__ import annotations

import argparse
from pathlib import Path

from muniment_engines.errors import MunimentError

_LONGEST = 10_000


def add_password(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--password-file",
        metavar="FILE",
        help="a text file whose first line is a password for protected files; what opens one is kept in the vault",
    )


def password_of(options: argparse.Namespace) -> str:
    """The password, or nothing where none is given. Raises `MunimentError`."""
    if not options.password_file:
        return ""
    path = Path(options.password_file).expanduser()
    try:
        with path.open(encoding="utf-8") as file:
            line = file.readline(_LONGEST).rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as error:
        raise MunimentError(f"The file with the password cannot be read: {path}; it is a text file, in UTF-8.") from error
    if not line:
        raise MunimentError(f"The first line of {path} is empty; write the password there.")
    return line
