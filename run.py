#!/usr/bin/env python3
"""Sets Muniment up from nothing, and starts it. Python's standard library is all that this needs.

    python3 run.py                  set up; then the window opens, or without a display the demo runs
    python3 run.py demo             set up; then read the documents of examples/ and answer three questions about them
    python3 run.py test [...]       set up with the tests' tools and models; then run pytest, with these arguments
    python3 run.py muniment ...     set up; then run the command line
    python3 run.py --yes [...]      let it install what the system lacks (as root it does so unasked)

First it finds a Python (3.11 to 3.13) that a torch without CUDA can be had for, and makes `.venv` with it. While llama-cpp-python
is built, it installs torch and what packaging/locks names. At last it leaves a stamp, so that the next start does none of this.
Each step can be interrupted; the same command then goes on.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import platform
import re
import shutil
import signal
import subprocess
import sys
import tempfile
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent / "packaging" / "setup"))

from llama_wheel import llama_wheel
from project import LOCKS, ROOT, answers, index_of
from system import need_system
from work import Stop, Work

VENV = ROOT / ".venv"
PYTHON = VENV / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
STAMP = VENV / "muniment.json"
PIP = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input"]
INSTALL = [*PIP, "install", "--no-deps", "--no-warn-script-location"]
LOCKED = [*INSTALL, "--require-hashes", "--only-binary=:all:"]
VERSIONS = ("3.13", "3.12", "3.11")
THIS_VERSION = "{}.{}".format(*sys.version_info)
TEST_MODELS = ("smollm2-135m", "all-minilm-l6-v2")


def main(arguments: list[str]) -> int:
    yes = arguments[:1] == ["--yes"]
    rest = arguments[1:] if yes else arguments
    if THIS_VERSION not in VERSIONS:
        return start_with_another(arguments)
    what = rest[0] if rest else "window" if has_display() else "demo"
    if what not in ("window", "demo", "test", "muniment"):
        raise Stop((__doc__ or "").split("\n\n")[1])
    set_up(yes, window=what == "window", tests=what == "test")
    if what == "test":
        return run_tests(rest[1:])
    return become([str(PYTHON), "-m", "muniment_desktop", *{"window": [], "demo": ["demo"]}.get(what, rest[1:])])


def start_with_another(arguments: list[str]) -> int:
    for python in other_pythons().values():
        return subprocess.call([python, __file__, *arguments])
    raise Stop(
        f"Muniment needs Python 3.11, 3.12 or 3.13, and this is {platform.python_version()}: install one of them, then try again."
    )


def has_display() -> bool:
    return not sys.platform.startswith("linux") or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def run_tests(arguments: list[str]) -> int:
    """Fetch the tests' models where they are missing, then become pytest."""
    if "MUNIMENT_TEST_MODELS" not in os.environ:
        models = [str(PYTHON), "-m", "muniment_desktop", "models"]
        listed = json.loads(subprocess.check_output([*models, "list", "--json"]))["models"]
        here = {model["name"] for model in listed if model["installed"]}
        for name in TEST_MODELS:
            if name not in here and subprocess.call([*models, "get", name]):
                print(f"The model {name} could not be fetched: tests that need it are skipped.", flush=True)
    os.chdir(ROOT)
    return become([str(PYTHON), "-m", "pytest", "-n", str(min(os.cpu_count() or 1, 4)), *arguments])


def become(command: list[str]) -> int:
    if os.name == "posix":
        os.execv(command[0], command)
    return subprocess.call(command)


def set_up(yes: bool, window: bool, tests: bool) -> None:
    """Make `.venv` complete; does nothing where the stamp says that it is."""
    with contextlib.suppress(OSError, ValueError):
        done = json.loads(STAMP.read_text())
        if {**done, **stamp()} == done and (done["tests"] or not tests):
            return
    work = Work()
    try:
        need_system(work, yes, window)
        STAMP.unlink(missing_ok=True)
        torch = make_environment(work)
        llama = llama_wheel(work, PIP, LOCKED)
        if torch:
            work.say("Installing torch, without CUDA.")
            work.run("torch", [*INSTALL, "--only-binary=:all:", *torch])
        work.say("Installing what packaging/locks names.")
        for name in ("muniment", "development") if tests else ("muniment",):
            work.run(name, [*LOCKED, "-r", str(LOCKS / f"{name}.txt")])
        work.run("llama-cpp-python", [*INSTALL, str(llama.result())])
        work.run("Muniment", [*INSTALL, "--no-build-isolation", "--editable", str(ROOT)])
        STAMP.write_text(json.dumps({**stamp(), "tests": tests}))
        work.say(
            f"Ready after {work.clock()} minutes." if torch else f"Ready after {work.clock()} minutes, without search by meaning."
        )
    finally:
        work.end()


def stamp() -> dict[str, str]:
    """What `.venv` is made from: another start finds it changed, or need not look any further."""
    made_from = [*sorted(LOCKS.iterdir()), ROOT / "pyproject.toml"]
    digest = hashlib.sha256(b"\0".join(path.read_bytes() for path in made_from)).hexdigest()
    return {"project": str(ROOT), "made_from": digest, "python": os.path.realpath(PYTHON)}


def make_environment(work: Work) -> list[str] | None:
    """Make `.venv` with a Python that torch can be had for; returns what pip needs to install it, None where it cannot be had."""
    version = version_of_venv()
    if version not in VERSIONS:
        make_venv(work, sys.executable)
        version = THIS_VERSION
    for half in VENV.glob("**/site-packages/*.dist-info"):
        if not (half / "INSTALLER").exists():  # pip writes it last: this was interrupted, and has to be done again
            shutil.rmtree(half)
    torch = torch_for(work, version)
    if torch:
        return torch
    for other, python in other_pythons().items():
        torch = torch_for(work, other) if other != version else None
        if torch:
            work.say(f"No torch without CUDA can be had here for Python {version}; there is one for {other}, which is taken.")
            make_venv(work, python)
            return torch
    work.say("No torch without CUDA can be had for a Python that is installed here: Muniment goes on without search by meaning.")
    return None


def version_of_venv() -> str:
    """The version of `.venv`'s Python, with its pip made sure of; empty where there is none that works."""
    code = "import ensurepip, importlib.util, platform; print(platform.python_version())"
    pip = "importlib.util.find_spec('pip') or ensurepip.bootstrap()"
    with contextlib.suppress(OSError, subprocess.CalledProcessError):
        answer = subprocess.check_output([str(PYTHON), "-c", f"{code}; {pip}"], stderr=subprocess.DEVNULL).decode()
        return ".".join(answer.split(".")[:2])
    return ""


def make_venv(work: Work, python: str) -> None:
    work.say(f"Making .venv with {python}.")
    work.run(".venv", [python, "-m", "venv", "--clear", str(VENV)])


def torch_for(work: Work, version: str) -> list[str] | None:
    """What pip needs to install torch without CUDA for that version of Python; it is asked what it would take before it does."""
    pinned = (LOCKS / "torch.txt").read_text().strip()
    index = index_of("pytorch")
    for source in ([], ["--index-url", index]):
        if source and not answers(index):
            continue
        with tempfile.TemporaryDirectory() as scratch, contextlib.suppress(Stop):
            report = Path(scratch, "report.json")
            ask = ["--dry-run", "--report", str(report), "--ignore-installed", "--target", scratch, "--python-version", version]
            work.run(f"asking for torch for Python {version}", [*INSTALL, *ask, "--only-binary=:all:", *source, pinned])
            needs = json.loads(report.read_text())["install"][0]["metadata"].get("requires_dist", [])
            if sys.platform != "linux" or not any(re.match("nvidia|cuda|triton", need) for need in needs):
                return [*source, pinned]
    return None


def other_pythons() -> dict[str, str]:
    """Installed Pythons that would do, and can make environments: version -> executable."""
    pyenv = Path(os.environ.get("PYENV_ROOT", "~/.pyenv")).expanduser() / "versions"
    code = "import sys, venv, ensurepip; print('{}.{}'.format(*sys.version_info), sys.executable)"
    found: dict[str, str] = {}
    for version in VERSIONS:
        for command in (
            ["python" + version],
            ["py", "-" + version],
            *([str(path)] for path in pyenv.glob(f"{version}.*/bin/python")),
        ):
            with contextlib.suppress(OSError, subprocess.CalledProcessError):
                answer = subprocess.check_output([*command, "-c", code], stderr=subprocess.DEVNULL).decode()
                found.setdefault(version, answer.strip().split(" ", 1)[1])
    return found


if __name__ == "__main__":
    try:
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        sys.exit(main(sys.argv[1:]))
    except Stop as reason:
        sys.exit(f"\n{reason}")
    except KeyboardInterrupt:
        print("\nInterrupted. The same command goes on from here.")
        sys.exit(130)
