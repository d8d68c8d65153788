"""What runs in the indexer's process: it takes the vault's lock, opens the vault, does its orders and follows folders."""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic
from typing import Any

from muniment_engines.channel import Channel, ChannelClosed
from muniment_engines.errors import MunimentError
from muniment_engines.launcher import Launcher, launcher_from

from ..model import IndexReport, Progress, VaultBusy
from ..vault import Vault, open_vault
from .engines import Engines
from .lock import locked
from .orders import Follow, Orders
from .protocol import event_to_json
from .rounds import Rounds
from .run import Run

NICE = 10

IDLE_SECONDS = 60.0
"""How long workers are kept that have nothing to do."""


def main(channel: Channel, spec: Mapping[str, Any]) -> int:
    """The process's entry: serve orders until the channel ends, or until one fails."""
    if hasattr(os, "nice"):
        os.nice(NICE)
    with suppress(ChannelClosed):  # nobody is there any more to be told
        try:
            _serve(channel, spec, launcher_from(spec))
        except MunimentError as error:
            channel.send(event_to_json(error), seconds=None)
    return 0


def _serve(channel: Channel, spec: Mapping[str, Any], launcher: Launcher) -> None:
    folder = Path(spec["folder"])
    with locked(folder) as mine:
        if not mine:
            raise VaultBusy("Another Muniment is reading documents into this vault; wait until it has finished, or close it.")
        with open_vault(folder, bytes.fromhex(spec["key"]), write=True) as vault, Engines(launcher, spec) as engines:
            vault.cleaning.abandon_arriving()
            vault.cleaning.clean()
            _work(channel, vault, engines)


def _work(channel: Channel, vault: Vault, engines: Engines) -> None:
    """Orders come first; while there are none, the vault's folders are followed where that is wanted."""

    def tell(event: Progress | IndexReport) -> None:
        channel.send(event_to_json(event), seconds=None)  # whoever looks away for long is waited for

    orders = Orders(channel)
    orders.start()
    rounds = Rounds(channel, vault, engines, orders)
    with closing(rounds):
        busy = monotonic()
        while True:
            idle = busy + IDLE_SECONDS - monotonic()
            try:
                order = orders.next(_sooner(rounds.seconds(), idle if idle > 0 else None))
            except TimeoutError:
                if rounds.go():
                    busy = monotonic()
                elif busy + IDLE_SECONDS < monotonic():
                    engines.release()
                continue
            if order is None:
                return
            if isinstance(order, Follow):
                rounds.follow(order.wanted)
                continue
            tell(Run(vault, engines, orders, order.cancel, rounds.aside(), tell).index(order.paths, order.rules, order.effort))
            busy = monotonic()


def _sooner(*seconds: float | None) -> float | None:
    return min((s for s in seconds if s is not None), default=None)
