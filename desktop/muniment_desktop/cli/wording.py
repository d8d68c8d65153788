"""What a person types as words to look for: an argument without a letter or a digit is wrong use, and said so at once."""

from __future__ import annotations

import argparse

from ..typed import has_words


def add_words(parser: argparse.ArgumentParser, name: str, *, optional: bool = False) -> None:
    """An argument that is asked or looked for, `name` in capitals on the help page; left out only where it is `optional`."""
    parser.add_argument(name.lower(), nargs="?" if optional else None, type=with_words, metavar=name)


def with_words(text: str) -> str:
    """`text` itself. Raises `argparse.ArgumentTypeError` where it has nothing that could be looked for."""
    if not has_words(text):
        raise argparse.ArgumentTypeError("it has no words; write what you want to know, in quotation marks")
    return text
