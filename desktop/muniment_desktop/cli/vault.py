"""`muniment vault create|ways|lock-with-passphrase|change-passphrase|recovery-key|remember|forget-me|remove|destroy`.

Who changes how a vault opens types its passphrase (or recovery key) first, where it has one, even where this machine remembers
it. Passphrases are asked for without showing them, or read from the standard input, line by line: the old one, then the new.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable

from muniment_engines.errors import MunimentError
from muniment_retrieval.model import VaultError
from muniment_retrieval.vault import Typed, create_vault, header, unlock
from muniment_retrieval.vault.destroying import destroy
from muniment_retrieval.vault.ways import TYPED, Ways

from .. import keys, paths
from . import passphrases
from .context import Context, add_json, add_vault, vault_folder
from .output import print_json

NAMES = {
    "keychain": "remembered by this machine's keychain",
    "keyfile": "remembered in a file that only your user can read",
    "passphrase": "passphrase",
    "recovery": "recovery key",
}
SHOWN_ONCE = "Write it down or print it, and keep it away from this machine. It is shown only now."

Action = Callable[[argparse.Namespace], int]


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("vault", help="make a vault, and say what opens it; destroy it")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="WHAT")
    _verb(verbs, "create", "make a vault that opens with a passphrase", _create)
    _verb(verbs, "ways", "what opens it", _ways)
    _verb(verbs, "lock-with-passphrase", "have a passphrase open it, and this machine no longer remember it", _lock)
    _verb(verbs, "change-passphrase", "have another passphrase open it; nothing else is written anew", _change)
    _verb(verbs, "recovery-key", "make a key to print, which opens it when the passphrase is forgotten", _recovery_key)
    _verb(verbs, "remember", "have this machine open it without asking", _remember)
    _verb(verbs, "forget-me", "have this machine ask again", _stop_remembering)
    removing = _verb(verbs, "remove", "have the passphrase or the recovery key open it no longer", _remove)
    removing.add_argument("way", choices=TYPED)
    destroying = _verb(verbs, "destroy", "destroy it with all that was read into it, for good", _destroy)
    destroying.add_argument("--yes", action="store_true", help="do not ask")


def _verb(
    verbs: argparse._SubParsersAction[argparse.ArgumentParser], name: str, told: str, action: Action
) -> argparse.ArgumentParser:
    parser = verbs.add_parser(name, help=told)
    add_vault(parser)
    add_json(parser)

    def run(options: argparse.Namespace, _context: Context) -> int:
        return action(options)

    parser.set_defaults(run=run)
    return parser


def _create(options: argparse.Namespace) -> int:
    folder = vault_folder(options)
    if header.exists(folder):
        raise MunimentError(f"There is a vault at {folder} already; choose another folder.")
    create_vault(folder, (), _refused_empty(passphrases.new_passphrase(options))).close()
    return _say(options, "There is a vault now, which opens with that passphrase. Make a recovery key for it, too.")


def _ways(options: argparse.Namespace) -> int:
    kinds = [way["kind"] for way in header.read(vault_folder(options)).ways]
    if options.json:
        print_json({"ways": kinds})
    else:
        print("\n".join(NAMES.get(kind, "something that a newer Muniment knows") for kind in kinds))
    return 0


def _lock(options: argparse.Namespace) -> int:
    opened = _opened(options)
    if "passphrase" in opened.kinds():
        raise MunimentError("This vault has a passphrase already; change it with “muniment vault change-passphrase”.")
    opened.set_passphrase(passphrases.new_passphrase(options), _keepers(options))
    return _say(options, "From now on this vault opens with that passphrase only. Make a recovery key for it, too.")


def _change(options: argparse.Namespace) -> int:
    opened = _opened(options)
    if "passphrase" not in opened.kinds():
        raise MunimentError("This vault has no passphrase; give it one with “muniment vault lock-with-passphrase”.")
    opened.set_passphrase(passphrases.new_passphrase(options), _keepers(options))
    return _say(options, "From now on this vault opens with the new passphrase.")


def _recovery_key(options: argparse.Namespace) -> int:
    written = _opened(options).new_recovery_key()
    if options.json:
        print_json({"recovery_key": written})
    else:
        print(f"\n  {written[:34]}\n  {written[35:]}\n")
        print(SHOWN_ONCE, file=sys.stderr)
    return 0


def _remember(options: argparse.Namespace) -> int:
    _opened(options).remember(_keepers(options))
    return _say(options, keys.notice(vault_folder(options)) or "This machine's keychain opens this vault now.")


def _stop_remembering(options: argparse.Namespace) -> int:
    _opened(options).stop_remembering(_keepers(options))
    return _say(options, "This machine asks for the passphrase from now on.")


def _remove(options: argparse.Namespace) -> int:
    opened = _opened(options)
    if options.way not in opened.kinds():
        raise MunimentError(f"This vault has no {NAMES[options.way]}.")
    opened.remove(options.way)
    return _say(options, f"The {NAMES[options.way]} opens this vault no longer.")


def _destroy(options: argparse.Namespace) -> int:
    folder = vault_folder(options)
    if not options.yes:
        if not sys.stdin.isatty():
            raise MunimentError("Nobody can be asked here; add --yes to destroy the vault.")
        print(f"The vault {folder.name} and all that was read into it are destroyed. The documents themselves stay.")
        if input("Type the vault's name to go on: ").strip() != folder.name:
            raise MunimentError("That is not its name; nothing was destroyed.")
    left = destroy(folder, _keepers(options))
    if options.json:
        print_json({"destroyed": str(folder), "left": list(left)})
    else:
        print("Destroyed: its key is gone, and what remains on the disk cannot be read.")
        if left:
            print(f"Not Muniment's, and so left there: {', '.join(left)}")
    return 0


def _opened(options: argparse.Namespace) -> Ways:
    """The ways of opening a vault, for whoever has shown that one of them is theirs."""
    folder = vault_folder(options)
    kinds = {way["kind"] for way in header.read(folder).ways}

    def opened(typed: Typed | None) -> Ways:
        return Ways(folder, unlock(folder, _keepers(options), typed))

    if kinds.isdisjoint(TYPED):
        return opened(None)
    return passphrases.asked(options, folder, opened)


def _keepers(options: argparse.Namespace) -> list[header.Keeper]:
    return keys.keepers(paths.keys_folder(), vault_folder(options))


def _refused_empty(passphrase: str) -> str:
    if not passphrase:
        raise VaultError("The passphrase is empty; type one.")
    return passphrase


def _say(options: argparse.Namespace, sentence: str) -> int:
    if options.json:
        kinds = [way["kind"] for way in header.read(vault_folder(options)).ways]
        print_json({"ways": kinds})
    else:
        print(sentence)
    return 0
