#!/usr/bin/env python3
"""Tries the frozen application on a machine that has nothing: `sudo python3 packaging/linux/smoke_test.py`.

The machine is a folder made by debootstrap, Debian's smallest, with the packages of debian-packages.txt and no others: no
Python, and in a namespace of its own no network. In it a plain user runs the demo, opens the window without a display, installs
the example plugin's wheel and asks it a question. With --models (a folder as `muniment models` fills it) the demo uses them.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
APPLICATION = "/opt/muniment/muniment"
HOME = "/home/ada"
USER = "1000:1000"
WINDOW_SECONDS = 60.0
STAYS_SECONDS = 5.0


class Machine:
    """The folder in which the application is tried."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def prepare(self, options: argparse.Namespace, wheels: Path) -> None:
        """Put the application, the plugin's wheels and the models where they belong, and nothing of an earlier try."""
        for folder in ("opt/muniment", "opt/wheels", HOME[1:]):
            shutil.rmtree(self.root / folder, ignore_errors=True)
        shutil.copytree(options.application, self.root / "opt/muniment", symlinks=True)
        shutil.copytree(wheels, self.root / "opt/wheels")
        (self.root / "opt/wheels").chmod(0o755)
        data = self.root / HOME[1:] / ".local/share/muniment"
        data.mkdir(parents=True)
        if options.models:
            shutil.copytree(options.models, data / "models")
        owner = tuple(map(int, USER.split(":")))
        for path in [self.root / HOME[1:], *(self.root / HOME[1:]).rglob("*")]:
            os.chown(path, *owner)

    def command(self, *arguments: str) -> list[str]:
        """Run `arguments` in there: as a plain user, with no network, and with whatever it started ended at its end."""
        enter = 'mount -t proc proc "$0/proc" && mount --bind /dev "$0/dev" && exec chroot --userspec="$1" "$0" env -i "${@:2}"'
        variables = [f"HOME={HOME}", "PATH=/usr/bin:/bin", "LANG=C.UTF-8", "QT_QPA_PLATFORM=offscreen"]
        unshare = ["unshare", "--net", "--mount", "--pid", "--fork", "--kill-child"]
        return [*unshare, "bash", "-c", enter, str(self.root), USER, *variables, *arguments]

    def run(self, *arguments: str, expected: int = 0) -> str:
        """What a command prints. Raises `AssertionError` where it ends otherwise than expected."""
        done = subprocess.run(self.command(*arguments), capture_output=True, text=True, timeout=900, check=False)
        assert done.returncode == expected, f"{arguments} ended with {done.returncode}: {done.stderr[-2000:]}"
        return done.stdout

    def ask(self, *arguments: str) -> dict[str, object]:
        """What a command of the application prints as JSON."""
        answer: dict[str, object] = json.loads(self.run(APPLICATION, *arguments, "--json"))
        return answer


def has_nothing(machine: Machine) -> None:
    machine.run("sh", "-c", "command -v python3 || command -v python", expected=127)
    assert not list((machine.root / "usr").rglob("libpython*"))
    devices = machine.run("cat", "/proc/net/dev").splitlines()[2:]
    assert [line.split(":")[0].strip() for line in devices] == ["lo"], devices


def demo_answers(machine: Machine) -> None:
    answers = machine.ask("demo", "--no-models")["answers"]
    assert isinstance(answers, list)
    assert [answer["refused"] for answer in answers] == [False, False, True], answers
    assert all(answer["citations"] for answer in answers[:2]), answers


def plugin_answers(machine: Machine) -> None:
    wheels = [f"/opt/wheels/{wheel.name}" for wheel in (machine.root / "opt/wheels").iterdir()]
    machine.run(APPLICATION, "plugins", "install", *wheels)
    assert "example" in machine.run(APPLICATION, "plugins", "list")
    vault = f"{HOME}/.local/share/muniment/demo.vault"
    answer = machine.ask("ask", "How long is the initial term of the Lucid agreement?", "--vault", vault, "--engine", "example")
    assert answer["engine"] == "example", answer
    assert answer["answer"], answer


def window_opens(machine: Machine) -> None:
    begun = time.monotonic()
    process = subprocess.Popen(machine.command(APPLICATION), start_new_session=True)
    try:
        while not _shows_window(machine):
            assert process.poll() is None, f"it ended with {process.returncode}"
            assert time.monotonic() - begun < WINDOW_SECONDS, "no window came"
            time.sleep(0.1)
        print(f"   after {time.monotonic() - begun:.1f} seconds")
        time.sleep(STAYS_SECONDS)
        assert process.poll() is None, "it did not stay open"
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)  # with the first process of its namespace, all others in there end
        process.wait()


def _shows_window(machine: Machine) -> bool:
    """Whether a process from in there has loaded Qt's widgets and the part that draws without a display."""
    for maps in Path("/proc").glob("[0-9]*/maps"):
        try:
            text = maps.read_text()
        except OSError:
            continue
        if "/opt/muniment/" in text and "libQt6Widgets" in text and "libqoffscreen" in text:
            return True
    return False


CHECKS: tuple[tuple[str, Callable[[Machine], None]], ...] = (
    ("The machine has no Python and no network", has_nothing),
    ("The demo answers two questions and refuses the third", demo_answers),
    ("The window opens and stays open", window_opens),
    ("The example plugin's wheel is installed and answers", plugin_answers),
)


def main() -> int:
    options = _options()
    machine = Machine(options.root)
    if not (options.root / "bin").exists():
        _debootstrap(options)
    with tempfile.TemporaryDirectory() as folder:
        command = [options.python, "-m", "pip", "wheel", "--quiet", "--wheel-dir", folder, str(options.plugin)]
        subprocess.run(command, check=True)
        machine.prepare(options, Path(folder))
    failed = 0
    for what, check in CHECKS:
        try:
            print(f"…  {what}", flush=True)
            check(machine)
        except AssertionError as error:
            failed += 1
            print(f"✗  {what}: {error}")
        else:
            print(f"✓  {what}")
    return 1 if failed else 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--application", type=Path, default=ROOT / "dist/muniment", help="what build.py made")
    parser.add_argument("--plugin", type=Path, default=ROOT / "plugins/example", help="the plugin's source")
    parser.add_argument("--models", type=Path, help="a folder of models to give the person (default: none)")
    parser.add_argument("--root", type=Path, default=ROOT / "build/debian", help="the machine; made where it is missing")
    parser.add_argument("--suite", default="bookworm", help="the Debian to make (default: %(default)s)")
    parser.add_argument("--mirror", default="http://deb.debian.org/debian")
    parser.add_argument("--python", default=sys.executable, help="Python with pip, to build the plugin's wheel with")
    options = parser.parse_args()
    if os.geteuid() != 0:
        parser.error("making a machine in a folder needs root")
    return options


def _debootstrap(options: argparse.Namespace) -> None:
    lines = (HERE / "debian-packages.txt").read_text().splitlines()
    packages = ",".join(line for line in lines if line and not line.startswith("#"))
    options.root.mkdir(parents=True, exist_ok=True)
    command = ["debootstrap", "--variant=minbase", f"--include={packages}", options.suite, str(options.root), options.mirror]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    sys.exit(main())
