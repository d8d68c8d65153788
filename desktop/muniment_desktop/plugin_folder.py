"""Plugins that a person has added: each a folder of unpacked wheels, found by its entry points as any distribution is.

Adding takes a plugin's wheel and the wheels of what it needs, checks all of them (a known kind of engine, this Python, nothing
missing), unpacks them into one new folder beside the others and only then gives that folder its name. Nothing is fetched and
nothing of the wheels is run.
"""

from __future__ import annotations

import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Sequence
from email.parser import Parser
from importlib import metadata
from pathlib import Path, PurePosixPath

from muniment_engines.api import ENTRY_POINT_GROUPS
from muniment_engines.errors import MunimentError
from packaging.requirements import InvalidRequirement, Requirement
from packaging.tags import sys_tags
from packaging.utils import InvalidWheelFilename, canonicalize_name, parse_wheel_filename

MAXIMUM_SIZE = 1 << 30
"""Bytes that the wheels of one plugin may unpack to."""

PROVIDED = {"muniment", "muniment-engines", "numpy"}
"""What a plugin may need and never brings: Muniment has it."""


def plugin_folders(plugins: Path) -> tuple[str, ...]:
    """The folders of all added plugins, in order of their names."""
    if not plugins.is_dir():
        return ()
    return tuple(str(f) for f in sorted(plugins.iterdir()) if f.is_dir() and not f.name.startswith("."))


def add_plugin(wheels: Sequence[Path], plugins: Path) -> str:
    """Unpack wheels, of which exactly one brings engines; returns the plugin's name. An older version is replaced.

    Raises `MunimentError` where a wheel is none, does not fit this Python, something that it needs is missing, or the system
    refuses to read or write.
    """
    try:
        return _added(wheels, plugins)
    except OSError as error:
        where = error.filename or plugins
        raise MunimentError(f"The plugin cannot be added: {error.strerror} ({where}); check that folder.") from error


def _added(wheels: Sequence[Path], plugins: Path) -> str:
    for wheel in wheels:
        _check_wheel(wheel)
    plugins.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = Path(tempfile.mkdtemp(prefix=".adding-", dir=plugins))
    try:
        for wheel in wheels:
            _unpack(wheel, draft)
        name = _engine_distribution(draft)
        _check_needs(draft)
        _replace(draft, plugins / name)
    except BaseException:
        shutil.rmtree(draft, ignore_errors=True)
        raise
    return name


def remove_plugin(name: str, plugins: Path) -> None:
    """Delete an added plugin's folder. Raises `MunimentError` where there is none of that name."""
    folder = plugins / canonicalize_name(name)
    if not folder.is_dir():
        raise MunimentError(f"No plugin called “{name}” was added; “muniment plugins list” shows what there is.")
    shutil.rmtree(folder)


def _check_wheel(wheel: Path) -> None:
    if not wheel.is_file():
        raise MunimentError(f"There is no file at {wheel}; check the path.")
    try:
        tags = parse_wheel_filename(wheel.name)[3]
    except InvalidWheelFilename as error:
        raise MunimentError(f"{wheel.name} is not named as a wheel is; give the .whl file as it was published.") from error
    if not zipfile.is_zipfile(wheel):
        raise MunimentError(f"{wheel.name} is not a whole wheel; fetch it again.")
    if tags.isdisjoint(sys_tags()):
        raise MunimentError(f"{wheel.name} is made for another Python or system; get the one for this machine.")


def _unpack(wheel: Path, folder: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        if sum(i.file_size for i in archive.infolist()) > MAXIMUM_SIZE:
            raise MunimentError(f"{wheel.name} unpacks to more than 1 GB; it is not added.")
        for member in archive.namelist():
            parts = PurePosixPath(member.replace("\\", "/")).parts
            if not parts or ".." in parts or member.startswith(("/", "\\")) or ":" in parts[0]:
                raise MunimentError(f"{wheel.name} holds a path that leads elsewhere; it is not added.")
        archive.extractall(folder)


def _engine_distribution(folder: Path) -> str:
    names = [d.name for d in _distributions(folder) if any(e.group in _groups() for e in d.entry_points)]
    if len(names) != 1:
        what = "none of the wheels brings" if not names else "several of the wheels bring"
        raise MunimentError(f"A plugin is one distribution with engines, and {what} engines of this version's protocol.")
    return canonicalize_name(names[0])


def _groups() -> set[str]:
    return set(ENTRY_POINT_GROUPS.values())


def _check_needs(folder: Path) -> None:
    present = PROVIDED | {canonicalize_name(d.name) for d in _distributions(folder)}
    needed = {r for d in _distributions(folder) for r in _requirements(d)}
    missing = sorted(needed - present)
    if missing:
        raise MunimentError(f"It also needs {', '.join(missing)}; give the wheels of these in the same command.")


def _requirements(distribution: metadata.Distribution) -> Iterable[str]:
    for line in Parser().parsestr(distribution.read_text("METADATA") or "").get_all("Requires-Dist", []):
        try:
            requirement = Requirement(line)
        except InvalidRequirement as error:
            raise MunimentError(f"{distribution.name} states a need that cannot be read; it is not added.") from error
        if requirement.marker is None or requirement.marker.evaluate({"extra": ""}):
            yield canonicalize_name(requirement.name)


def _distributions(folder: Path) -> list[metadata.Distribution]:
    return list(metadata.distributions(path=[str(folder)]))


def _replace(draft: Path, target: Path) -> None:
    """Give the new folder its name; the old one is gone only when the new one is in place."""
    if target.exists():
        old = draft.with_name(f"{draft.name}.old")
        target.replace(old)
        draft.replace(target)
        shutil.rmtree(old, ignore_errors=True)
    else:
        draft.replace(target)
