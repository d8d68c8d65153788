"""Which files pip will read."""

from __future__ import annotations

from pathlib import Path

from muniment_desktop.courier import pip_files


def test_settings_and_what_they_name(tmp_path, monkeypatch):
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    settings = tmp_path / "pip.conf"
    settings.write_text(
        "[global]\nfind-links = /srv/wheels https://index.example/links\n"
        "extra-index-url = file:///srv/my%20index/simple\n[download]\ncert = ~/company.pem\n"
        "[install]\nconstraint = /srv/constraints.txt\n"
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(settings))
    monkeypatch.setenv("PIP_CLIENT_CERT", "/srv/me.pem")
    monkeypatch.setenv("HOME", str(tmp_path))
    mine = tmp_path / ".config" / "pip" / "pip.conf"
    mine.parent.mkdir(parents=True)
    mine.write_text("[global]\nfind-links = /srv/mine\n")
    files = pip_files.local_files()
    for path in (
        settings,
        Path("/srv/mine"),
        Path("/srv/wheels"),
        Path("/srv/my index/simple"),
        tmp_path / "company.pem",
        Path("/srv/me.pem"),
        Path("/srv/constraints.txt"),
    ):
        assert path in files
    assert mine in files
    assert not any("example" in str(path) for path in files)


def test_settings_that_cannot_be_read_are_pips_to_complain_of(tmp_path, monkeypatch):
    broken = tmp_path / "pip.conf"
    broken.write_text("no section\n")
    monkeypatch.setenv("PIP_CONFIG_FILE", str(broken))
    assert broken in pip_files.local_files()
