#!/usr/bin/env python3
"""Freezes Muniment into one folder that needs no Python: `python3 packaging/linux/build.py`.

It takes an environment with Muniment's dependencies (by default the one that `run.py` has made; else --python names its Python),
installs our own packages and PyInstaller beside it, under build/, and leaves the application in dist/muniment. Only the
standard library is used here.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[1]
ENVIRONMENT = ROOT / ".venv/bin/python"


def main() -> int:
    options = _options()
    work = options.out / "build"
    tools, packages = work / "pyinstaller", work / "packages"
    begun = time.monotonic()
    shutil.rmtree(ROOT / "build/lib", ignore_errors=True)  # setuptools would take modules from there that are gone
    _pip(options.python, tools, ["--require-hashes", "--no-deps", "--only-binary", ":all:", "-r", str(HERE / "requirements.txt")])
    _pip(options.python, packages, ["--no-deps", *_isolation(options.python), str(ROOT)])
    _freeze(options, tools, packages, work)
    folder = options.out / "dist/muniment"
    megabytes = sum(f.stat().st_size for f in folder.rglob("*") if f.is_file() and not f.is_symlink()) / 1e6
    print(f"{folder}: {megabytes:,.0f} MB in {(time.monotonic() - begun) / 60:.1f} minutes")
    return 0


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = ENVIRONMENT if ENVIRONMENT.exists() else Path(sys.executable)
    parser.add_argument("--python", type=Path, default=default, help="Python of the environment to freeze (default: %(default)s)")
    parser.add_argument("--out", type=Path, default=ROOT, help="folder for build/ and dist/ (default: the checkout)")
    options = parser.parse_args()
    options.python, options.out = options.python.absolute(), options.out.absolute()
    return options


def _pip(python: Path, target: Path, arguments: list[str]) -> None:
    """Install into a fresh folder of its own."""
    shutil.rmtree(target, ignore_errors=True)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", target, *arguments]
    subprocess.run(command, check=True)


def _isolation(python: Path) -> list[str]:
    """Our packages are built with the environment's setuptools where it has one that can; else pip fetches it."""
    check = "import setuptools, sys; sys.exit(int(setuptools.__version__.split('.')[0]) < 77)"
    known = subprocess.run([python, "-c", check], capture_output=True, check=False).returncode == 0
    return ["--no-build-isolation"] if known else []


def _freeze(options: argparse.Namespace, tools: Path, packages: Path, work: Path) -> None:
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(tools), str(packages)]), "MUNIMENT_PACKAGES": str(packages)}
    places = ["--distpath", options.out / "dist", "--workpath", work / "work"]
    command = [options.python, "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *places, HERE / "muniment.spec"]
    subprocess.run(command, check=True, env=environment)


if __name__ == "__main__":
    try:
        sys.exit(main())
    except subprocess.CalledProcessError as error:
        sys.exit(f"It stopped with status {error.returncode}; what is above says why.")
