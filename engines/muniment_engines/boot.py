"""The first code of every process of Muniment; started as `python -I -S boot.py starter …` or `… child …`.

`starter` hands over to `muniment_engines.starter`. A child takes its channel out of the way of whatever prints, has the system
end it with its parent, waits for its spec, confines itself, and only then lets `site` run (`.pth` files are third-party code),
adds the folders of plugins and runs its target, `target(channel, spec)`. The spec that the target gets has, besides what was
sent, `boot` (what was on the command line), `arguments` (the person's) and `confined` (what was applied, for the doctor).

Nothing may be imported here, before the confinement, but the standard library and this package's own few files.
"""

from __future__ import annotations

import json
import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from muniment_engines.channel import Channel
    from muniment_engines.confinement import Confinement

SPEC_SECONDS = 60.0
"""How long a child waits for its spec."""

EXIT_NOT_CONFINED = 71
"""The exit status of a child that could not be confined, and so ran nothing."""


def main(arguments: Sequence[str]) -> int:
    """Run the starter or a child; `arguments` are those after the program's own. Returns the exit status."""
    kind, description, *rest = arguments
    boot = json.loads(description)
    _find_packages(boot["packages"])
    if kind == "starter":
        from muniment_engines.starter import run_starter

        return run_starter(boot, rest)
    return _run_child(boot, rest)


def _find_packages(folders: Sequence[str]) -> None:
    """Make our packages importable, behind the standard library, so that nothing beside them can take its place."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    for folder in (here, *folders):
        if folder not in sys.path:
            sys.path.append(folder)


def _run_child(boot: dict[str, Any], arguments: Sequence[str]) -> int:
    channel = _take_descriptors(boot)
    _end_with_parent(boot["parent"])
    try:
        frame = channel.receive(SPEC_SECONDS)
    except TimeoutError:
        return 0
    if frame is None:
        return 0
    spec = frame.header
    _limit(boot, spec)
    confinement = _confine(boot, spec)
    _run_site(spec)
    if boot["first"]:
        _end_with_starter(channel)
    sys.argv = ["muniment", *arguments]
    details = {"boot": boot, "arguments": list(arguments), "confined": confinement.as_json()}
    return _target(boot["target"])(channel, {**spec, **details}) or 0


def _take_descriptors(boot: dict[str, Any]) -> Channel:
    """Move the sockets away from 0, 1 and 2; what a child without a terminal prints goes to stderr, which nobody reads."""
    import socket

    from muniment_engines.channel import Channel
    from muniment_engines.environment import HAS_TERMINAL
    from muniment_engines.system import posix

    number = posix.above_standard(boot["channel"])
    if boot["control"] is not None:
        boot["control"] = posix.above_standard(boot["control"])
    if boot["profile"] not in HAS_TERMINAL:
        os.dup2(2, 1)
        os.chdir("/")
    return Channel(socket.socket(fileno=number), takes_descriptors=True)


def _end_with_parent(parent: int | None) -> None:
    if parent is not None and sys.platform == "linux":
        from muniment_engines.system import linux

        linux.end_with_parent(parent)


def _limit(boot: dict[str, Any], spec: dict[str, Any]) -> None:
    from muniment_engines.system import posix

    posix.no_core_dumps()
    if spec.get("memory_bytes"):
        posix.limit_memory(spec["memory_bytes"])
    private = spec.get("private_folder")
    if private and boot["profile"] == "worker":
        os.environ |= {"HOME": private, "TMPDIR": private, "XDG_CACHE_HOME": private}


def _confine(boot: dict[str, Any], spec: dict[str, Any]) -> Confinement:
    """Confine this process, or end it: nothing of a third party ever runs in one that could not be confined."""
    from muniment_engines.confinement import confine

    private = [spec["private_folder"]] if spec.get("private_folder") else []
    try:
        return confine(
            boot["profile"],
            readable=[*boot["packages"], *spec.get("readable", ()), *spec.get("extra_path", ()), *private],
            writable=[*spec.get("writable", ()), *private],
            gpu=bool(spec.get("gpu")),
        )
    except (OSError, ValueError, TypeError):
        sys.stderr.write("This process could not be confined, and ends.\n")
        os._exit(EXIT_NOT_CONFINED)


def _run_site(spec: dict[str, Any]) -> None:
    """What `-S` held back, and the folders of plugins behind everything else."""
    if not getattr(sys, "frozen", False):
        import site

        site.main()
    sys.path += [folder for folder in spec.get("extra_path", ()) if folder not in sys.path]


def _end_with_starter(channel: Channel) -> None:
    """Where the kernel does not end a child with its parent, the end of its channel does."""
    import threading

    def watch() -> None:
        channel.receive()
        os._exit(1)

    threading.Thread(target=watch, name="end with starter", daemon=True).start()


def _target(reference: str) -> Callable[[Channel, dict[str, Any]], int | None]:
    import importlib

    module, _, name = reference.partition(":")
    target: Callable[[Channel, dict[str, Any]], int | None] = getattr(importlib.import_module(module), name)
    return target


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
