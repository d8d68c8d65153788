from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest
from muniment_desktop.plugin_folder import add_plugin, plugin_folders, remove_plugin
from muniment_engines.errors import MunimentError
from muniment_engines.registry import find_engines

ENGINE = "[muniment.chat.v0]\nshout = shout_engine\n"


def wheel(
    folder: Path,
    name: str,
    *,
    entry_points: str = "",
    needs: tuple[str, ...] = (),
    files: Mapping[str, str] | None = None,
    tag: str = "py3-none-any",
) -> Path:
    module = name.replace("-", "_")
    path = folder / f"{module}-1.0-{tag}.whl"
    info = f"{module}-1.0.dist-info"
    metadata = f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n" + "".join(f"Requires-Dist: {n}\n" for n in needs)
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{info}/METADATA", metadata)
        archive.writestr(f"{info}/WHEEL", f"Wheel-Version: 1.0\nTag: {tag}\n")
        if entry_points:
            archive.writestr(f"{info}/entry_points.txt", entry_points)
        for member, text in (files or {f"{module}.py": ""}).items():
            archive.writestr(member, text)
    return path


@pytest.fixture
def plugins(tmp_path: Path) -> Path:
    return tmp_path / "plugins"


def nothing_added(plugins: Path) -> bool:
    return plugin_folders(plugins) == () and (not plugins.exists() or not list(plugins.iterdir()))


def test_an_added_plugin_is_found_by_its_entry_point_and_gone_when_removed(tmp_path: Path, plugins: Path) -> None:
    engine = wheel(tmp_path, "shout-engine", entry_points=ENGINE, needs=("tiny-need>=1", "muniment-engines"))
    assert add_plugin([engine, wheel(tmp_path, "tiny-need")], plugins) == "shout-engine"
    found = find_engines(plugin_folders(plugins))["shout"]
    assert (found.kind, found.reference, found.folder) == ("chat", "shout_engine", str(plugins / "shout-engine"))
    remove_plugin("Shout_Engine", plugins)
    assert "shout" not in find_engines(plugin_folders(plugins))


def test_a_newer_version_replaces_the_old_one_whole(tmp_path: Path, plugins: Path) -> None:
    add_plugin([wheel(tmp_path, "shout-engine", entry_points=ENGINE, files={"old.py": ""})], plugins)
    add_plugin([wheel(tmp_path, "shout-engine", entry_points=ENGINE, files={"new.py": ""})], plugins)
    assert (plugins / "shout-engine" / "new.py").exists()
    assert not (plugins / "shout-engine" / "old.py").exists()
    assert [p.name for p in plugins.iterdir()] == ["shout-engine"]


def test_what_is_missing_is_named(tmp_path: Path, plugins: Path) -> None:
    with pytest.raises(MunimentError, match="tiny-need"):
        add_plugin([wheel(tmp_path, "shout-engine", entry_points=ENGINE, needs=("tiny-need",))], plugins)
    assert nothing_added(plugins)


def test_a_need_for_another_system_is_not_missing(tmp_path: Path, plugins: Path) -> None:
    engine = wheel(tmp_path, "shout-engine", entry_points=ENGINE, needs=('other; sys_platform == "amiga"', 'more; extra == "x"'))
    assert add_plugin([engine], plugins) == "shout-engine"


@pytest.mark.parametrize("member", ["../evil.py", "/evil.py", "a/../../evil.py", "C:/evil.py", "..\\evil.py"])
def test_a_path_that_leads_elsewhere_is_refused(tmp_path: Path, plugins: Path, member: str) -> None:
    with pytest.raises(MunimentError, match="leads elsewhere"):
        add_plugin([wheel(tmp_path, "shout-engine", entry_points=ENGINE, files={member: ""})], plugins)
    assert nothing_added(plugins)
    assert not list(tmp_path.rglob("evil.py"))


def test_a_wheel_without_engines_or_for_another_protocol_is_refused(tmp_path: Path, plugins: Path) -> None:
    for entry_points in ("", "[muniment.chat.v99]\nshout = shout_engine\n"):
        with pytest.raises(MunimentError, match="none of the wheels brings"):
            add_plugin([wheel(tmp_path, "shout-engine", entry_points=entry_points)], plugins)
    assert nothing_added(plugins)


def test_a_wheel_for_another_machine_is_refused(tmp_path: Path, plugins: Path) -> None:
    with pytest.raises(MunimentError, match="another Python or system"):
        add_plugin([wheel(tmp_path, "shout-engine", entry_points=ENGINE, tag="cp27-cp27m-win32")], plugins)


@pytest.mark.parametrize("name", ["shout.whl", "shout_engine-1.0-py3-none-any.whl"])
def test_something_that_is_no_wheel_is_refused(tmp_path: Path, plugins: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"not a wheel")
    with pytest.raises(MunimentError, match="wheel"):
        add_plugin([tmp_path / name], plugins)
    with pytest.raises(MunimentError, match="no file"):
        add_plugin([tmp_path / "absent" / name], plugins)


def test_removing_what_was_never_added_says_so(plugins: Path) -> None:
    with pytest.raises(MunimentError, match="ghost"):
        remove_plugin("ghost", plugins)


def test_a_folder_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "plugins").write_text("a file stands where the folder should be")
    with pytest.raises(MunimentError, match="cannot be added"):
        add_plugin([wheel(tmp_path, "shout-engine", entry_points=ENGINE)], tmp_path / "plugins")
