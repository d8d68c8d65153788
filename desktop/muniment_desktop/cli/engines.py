"""`muniment engines list|add|show|use|test|remove`: engines that send what they are asked to a server, each with a name."""

from __future__ import annotations

import argparse
import sys
from dataclasses import replace
from typing import Any

from muniment_engines.errors import MunimentError, Offline

from .. import engine_keys, paths, set_up, setting_up, settings
from ..airlock.trying import TEST, tried
from ..engine_setup import BUNDLED_CHAT, EngineSetup
from ..models.store import ModelStore
from ..outgoing import Gate, Outgoing
from ..outgoing.asking import AskEach, as_text
from ..set_up import SetUp
from .context import Context, add_json
from .keys import add_key, key_of
from .output import print_json

_PLAIN = "An address with http:// is only reached on this machine or in a private network, where others can read what is sent."


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    parser = commands.add_parser("engines", help="set up engines that send what they are asked to a server")
    verbs = parser.add_subparsers(dest="verb", required=True, metavar="list|add|show|use|test|remove")
    listed = verbs.add_parser("list", help="the engines that were set up")
    add_json(listed)
    listed.set_defaults(run=_list)
    added = verbs.add_parser("add", help="set one up; nothing is sent by that")
    added.add_argument("name", metavar="NAME")
    added.add_argument("--plugin", default="openai", metavar="PLUGIN", help="which engine (default: openai)")
    added.add_argument("--base-url", metavar="URL", help="the server's address, such as https://api.openai.com/v1")
    added.add_argument("--model", metavar="NAME", help="the model's name there")
    added.add_argument("--set", action="append", default=[], metavar="NAME=VALUE", help="another of the plugin's settings")
    add_key(added)
    _add_yes(added, "reach what the plugin wants to reach, without being asked")
    added.set_defaults(run=_add)
    shown = verbs.add_parser("show", help="how one was set up")
    shown.add_argument("name", metavar="NAME")
    add_json(shown)
    shown.set_defaults(run=_show)
    tested = verbs.add_parser("test", help="send one short question, which is shown first")
    tested.add_argument("name", metavar="NAME")
    add_key(tested, none=False)
    _add_yes(tested, "send it without being asked")
    tested.set_defaults(run=_test)
    used = verbs.add_parser("use", help="ask one first, here and for summaries in the window; “here” asks this machine again")
    used.add_argument("name", metavar="NAME|here")
    used.set_defaults(run=_use)
    removed = verbs.add_parser("remove", help="forget one, and its key")
    removed.add_argument("name", metavar="NAME")
    removed.set_defaults(run=_remove)


def _list(options: argparse.Namespace, context: Context) -> int:
    if options.json:
        print_json({"engines": [_json(one) for one in context.settings.engines]})
    for one in () if options.json else context.settings.engines:
        print(f"{one.name:20} {one.plugin} · {one.values.get('model') or 'no model'} · {', '.join(one.addresses)}")
    return 0


def _show(options: argparse.Namespace, context: Context) -> int:
    one = _named(options.name, context)
    if options.json:
        print_json(_json(one))
        return 0
    print(f"{one.name}: {one.plugin}, may reach {', '.join(one.addresses)}")
    for name, value in one.values.items():
        print(f"  {name} = {'' if value is None else value}")
    print("  key: " + ("given" if one.secrets else "none"))
    return 0


def _add(options: argparse.Namespace, context: Context) -> int:
    setup = _setup(context)
    if options.name in setup.chat_engines():
        raise MunimentError(f"There is an engine called “{options.name}” already; choose another name.")
    info = setup.describe(options.plugin)
    given = {**_pairs(options.set), **{k: v for k in ("base_url", "model") if (v := getattr(options, k)) is not None}}
    names = setting_up.secret_names(info)
    setting_up.set_up(options.name, info, options.plugin, given, names)  # what is wrong is said before a key is asked for
    key = key_of(options, options.name) if names else ""
    made = setting_up.set_up(options.name, info, options.plugin, given, names[:1] if key else ())
    others = [address for address in made.addresses if address not in setting_up.typed_addresses(made, info)]
    if others and not options.yes and not _agreed(f"“{options.plugin}” also wants to reach {', '.join(others)}. Allow it?"):
        raise MunimentError("Nothing was set up.")
    keys = engine_keys.engine_keys()
    before = set_up.find(context.settings.engines, made.name)
    for secret in before.secrets if before is not None else ():
        keys.forget(made.name, secret)  # it may have been for another server
    if key:
        keys.set(made.name, made.secrets[0], key)
    engines = set_up.with_set_up(context.settings.engines, made)
    settings.save(paths.settings_file(), replace(context.settings, engines=engines))
    print(f"Set up: {made.name}. It may reach {', '.join(made.addresses)} and nothing else, and sends nothing without your yes.")
    notes = [_PLAIN] if any(address.startswith("http:") for address in made.addresses) else []
    notes += [engine_keys.NOTICE] if key and not keys.remembers else []
    print("".join(f"{note}\n" for note in notes), end="", file=sys.stderr)
    return 0


def _test(options: argparse.Namespace, context: Context) -> int:
    one = _named(options.name, context)
    if context.settings.offline:
        raise Offline("The network is switched off; nothing was sent.")
    keys = engine_keys.engine_keys()
    _complete(keys, one, options)
    gate = AskEach(TEST, lambda outgoing: _approved(outgoing, options.yes))
    chosen = _setup(context, gate).network_chat(one, keys)
    print(tried(chosen, context.cancel))
    return 0


def _use(options: argparse.Namespace, context: Context) -> int:
    name = BUNDLED_CHAT if options.name == "here" else _named(options.name, context).name
    settings.save(paths.settings_file(), replace(context.settings, chat_engine=name, chat_model=""))
    print(
        "Answers are written on this machine." if options.name == "here" else f"“{name}” is asked first; each request is shown."
    )
    return 0


def _remove(options: argparse.Namespace, context: Context) -> int:
    one = _named(options.name, context)
    keys = engine_keys.engine_keys()
    for secret in one.secrets:
        keys.forget(one.name, secret)
    rest = tuple(other for other in context.settings.engines if other.name != one.name)
    chat = BUNDLED_CHAT if context.settings.chat_engine == one.name else context.settings.chat_engine
    settings.save(paths.settings_file(), replace(context.settings, engines=rest, chat_engine=chat))
    print(f"Removed: {one.name}, and its key.")
    return 0


def _add_yes(parser: argparse.ArgumentParser, what: str) -> None:
    parser.add_argument("--yes", action="store_true", help=what)


def _setup(context: Context, gate: Gate | None = None) -> EngineSetup:
    store = ModelStore(paths.models_folder(), context.launcher, offline=context.settings.offline)
    return EngineSetup(context.launcher, context.settings, store, gate)


def _named(name: str, context: Context) -> SetUp:
    found = set_up.find(context.settings.engines, name)
    if found is None:
        raise MunimentError(f"No engine called “{name}” was set up; “muniment engines list” shows those that were.")
    return found


def _pairs(given: list[str]) -> dict[str, str]:
    pairs = [pair.partition("=") for pair in given]
    if not all(equals for _, equals, _ in pairs):
        raise MunimentError("Write --set NAME=VALUE.")
    return {name.strip(): value for name, _, value in pairs}


def _complete(keys: engine_keys.EngineKeys, one: SetUp, options: argparse.Namespace) -> None:
    """Where the key is not at hand, ask for it."""
    for secret in one.secrets:
        if options.key_stdin or not keys.get(one.name, secret):
            keys.set(one.name, secret, key_of(options, one.name))
            print("" if keys.remembers else f"{engine_keys.NOTICE}\n", end="", file=sys.stderr)


def _approved(outgoing: Outgoing, yes: bool) -> bool:
    print(f"{as_text(outgoing.request)}\n", file=sys.stderr)
    return yes or _agreed(f"Send this to {outgoing.address}?")


def _agreed(question: str) -> bool:
    if not sys.stdin.isatty():
        raise MunimentError("Nobody can be asked here; add --yes to agree beforehand. Nothing was sent.")
    return input(f"{question} [y/N] ").strip().lower() in ("y", "yes")


def _json(one: SetUp) -> dict[str, Any]:
    return {
        "name": one.name,
        "plugin": one.plugin,
        "addresses": list(one.addresses),
        "settings": dict(one.values),
        "key": bool(one.secrets),
    }
