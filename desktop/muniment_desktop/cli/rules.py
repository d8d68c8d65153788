"""The options that say which files are left out."""

from __future__ import annotations

import argparse
import re

from muniment_retrieval.model import Rules

_UNITS = {"": 1 << 20, "k": 1 << 10, "kb": 1 << 10, "m": 1 << 20, "mb": 1 << 20, "g": 1 << 30, "gb": 1 << 30}
_SIZE = re.compile(r"\s*(\d+(?:\.\d+)?)\s*([a-z]*)\s*", re.IGNORECASE)


def add_rules(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--exclude",
        action="append",
        metavar="PATTERN",
        help="leave out what fits, as .gitignore has it: *.tmp, drafts/, /old/** (may be given again)",
    )
    parser.add_argument("--max-size", type=size_of, metavar="SIZE", help="leave out larger files: 20MB, 1.5GB (default: 512MB)")


def add_keeping(parser: argparse.ArgumentParser) -> None:
    kept = parser.add_mutually_exclusive_group()
    kept.add_argument("--keep-deleted", action="store_true", default=None, help="a document stays when its file is deleted")
    kept.add_argument(
        "--forget-deleted", dest="keep_deleted", action="store_false", help="a document goes with its file (the default)"
    )


def rules_of(options: argparse.Namespace, before: Rules | None = None) -> Rules:
    """The rules as they were `before`, with what the options say; an empty pattern takes all patterns away."""
    old = before or Rules()
    exclude = old.exclude if options.exclude is None else tuple(pattern for pattern in options.exclude if pattern)
    kept = getattr(options, "keep_deleted", None)
    return Rules(exclude, options.max_size or old.largest, old.keeps_deleted if kept is None else kept)


def size_of(text: str) -> int:
    """Bytes; a number alone means megabytes."""
    match = _SIZE.fullmatch(text)
    unit = _UNITS.get(match[2].lower()) if match else None
    if match is None or unit is None or not (size := int(float(match[1]) * unit)):
        raise argparse.ArgumentTypeError(f"{text!r} is no size; write 20MB or 1.5GB")
    return size


def size_text(size: int) -> str:
    """Bytes as `--max-size` takes them."""
    for unit, name in ((1 << 30, "GB"), (1 << 20, "MB")):
        if size >= unit and size * 100 % unit == 0:
            return f"{size / unit:g}{name}"
    return f"{size / (1 << 10):g}KB"
