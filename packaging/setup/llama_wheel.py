"""Where the wheel of llama-cpp-python comes from: this user's cache, its publisher, or its source. The standard library only.

The package index has its source alone. It is built with what Muniment uses: the options stand in pyproject.toml, where uv finds
them too, and in packaging/locks/llama-cpp-python.cmake. The wheel is kept for the next checkout.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
import shlex
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from project import LOCKS, answers, index_of, read_toml
from work import Stop, Work, in_background

if TYPE_CHECKING:
    from concurrent.futures import Future

PINNED = LOCKS / "llama-cpp-python.txt"
LEFT_OUT = LOCKS / "llama-cpp-python.cmake"


def llama_wheel(work: Work, pip: list[str], install_locked: list[str]) -> Future[Path]:
    """The wheel, at once or after a build in the background. `install_locked` installs a lock, beside which `pip` builds."""
    index = index_of("llama_cpp_python")
    kept = ready_wheel()
    if not kept and answers(index):
        with contextlib.suppress(Stop):
            wanted = ["--only-binary=:all:", "--index-url", index, PINNED.read_text().split()[0]]
            kept = _keep(work, [*pip, "download", "--no-deps", *wanted], "--dest")
    if kept:
        found = kept
        return in_background(lambda: found)
    work.say("Building llama-cpp-python while the rest is fetched: minutes, but only once.")
    work.run("what builds llama-cpp-python", [*install_locked, "-r", str(LOCKS / "build.txt")])
    source = ["--require-hashes", "--no-binary=:all:", "--no-build-isolation", "-r", str(PINNED)]
    return in_background(lambda: _keep(work, [*pip, "wheel", "--verbose", "--no-deps", *source], "--wheel-dir"))


def ready_wheel() -> Path | None:
    """The wheel in the cache, if there is one."""
    return next(_folder().glob("*.whl"), None)


def _keep(work: Work, command: list[str], into: str) -> Path:
    folder = _folder()
    folder.mkdir(parents=True, exist_ok=True)
    left_out = f"-DCMAKE_PROJECT_llama_cpp_INCLUDE={LEFT_OUT.as_posix()}"
    environment = {**os.environ, "CMAKE_ARGS": shlex.join([*_options(), left_out])}
    with tempfile.TemporaryDirectory(dir=folder) as scratch:
        work.run("llama-cpp-python", [*command, into, scratch], environment)
        wheel = next(Path(scratch).glob("*.whl"))
        return wheel.replace(folder / wheel.name)


def _folder() -> Path:
    """The cache's folder for this source, built with these options, for this processor."""
    own = {"win32": os.environ.get("LOCALAPPDATA", "~/AppData/Local"), "darwin": "~/Library/Caches"}
    cache = Path(own.get(sys.platform) or os.environ.get("XDG_CACHE_HOME") or "~/.cache").expanduser()
    made_from = [PINNED.read_text(), LEFT_OUT.read_text(), *_options(), platform.machine(), platform.processor(), _features()]
    return cache / "muniment" / "wheels" / hashlib.sha256("\n".join(made_from).encode()).hexdigest()[:16]


def _features() -> str:
    """What the processor can do, where Linux says so: a build is for the machine that it was made on."""
    with contextlib.suppress(OSError, StopIteration), Path("/proc/cpuinfo").open() as lines:
        return next(line for line in lines if line.lower().startswith(("flags", "features")))
    return ""


def _options() -> list[str]:
    """What CMake is told; a person's own CMAKE_ARGS come last, and win."""
    ours = read_toml("pyproject.toml")["tool"]["uv"]["config-settings-package"]["llama-cpp-python"]
    return [*(f"-D{name.split('.')[-1]}={value}" for name, value in ours.items()), *shlex.split(os.environ.get("CMAKE_ARGS", ""))]
