"""Every socket of a whole session in the window: `python tests/bench/bench_egress.py [--models FOLDER]`; needs strace.

Counts, over all processes of the real program, sockets of AF_INET and AF_INET6, and connections over AF_UNIX, by kind of process,
as the kernel saw them. Without models, nothing is found by meaning and no model writes.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path

HERE = Path(__file__).parent
MODELS = ("all-MiniLM-L6-v2", "smollm2-135m-instruct-q4_1.gguf")
STARTED = re.compile(r'^(\d+) +execve\(.*\\"profile\\":\\"(\w+)\\"')
CALL = re.compile(r"^(?P<process>\d+) +(?P<name>socket|connect|sendto|sendmsg|bind)\((?P<arguments>.*)\) = (?P<result>-?\d+)")
CLONED = re.compile(r"^(\d+) +(?:clone3?|v?fork)\(.*\) = (\d+)$")


def session(folder: Path, models: Path | None) -> Path:
    """Run it; returns the log. `folder` is for everything that it makes."""
    from muniment_desktop.roles import ROLES
    from muniment_engines.launcher import package_folders
    from muniment_engines.spawn import Roles, starter_command

    home = folder / "home"
    (home / "models").mkdir(parents=True)
    for name in MODELS if models else ():
        (home / "models" / name).symlink_to(models / name)  # type: ignore[operator]
    table = {**ROLES, "scripted": ("egress_session:main", "window")}
    roles = Roles(table, [str(HERE), *package_folders(ROLES)])
    log = folder / "calls"
    calls = "trace=socket,connect,bind,sendto,sendmsg,execve,clone,clone3,fork,vfork"
    words = [str(folder), str(HERE.parents[1] / "examples")]
    watched = ["strace", "-f", "-qq", "-s", "6000", "-e", calls, "-o", str(log), *starter_command(roles, "scripted", words)]
    environment = {k: v for k, v in os.environ.items() if not k.startswith(("MUNIMENT", "DISPLAY", "DBUS", "WAYLAND"))}
    environment |= {"MUNIMENT_HOME": str(home), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(watched, env=environment, capture_output=True, text=True, timeout=1500, check=False)
    steps = done.stdout.split()
    print(f"steps: {' '.join(steps)} · exit code {done.returncode}")
    if steps[-1:] != ["lock"] or done.returncode:
        sys.exit(f"the session did not come to its end: {done.stderr[-2000:]}")
    return log


def counts(log: Path) -> dict[str, int]:
    """What was called, by kind of process. Threads and forks count as the process that they came from."""
    lines = log.read_text(errors="replace").splitlines()
    kinds: dict[str, str] = {}
    for line in lines:
        if match := STARTED.match(line):
            kinds[match[1]] = match[2]
    for line in lines:
        if (match := CLONED.match(line)) and match[1] in kinds:
            kinds.setdefault(match[2], kinds[match[1]])
    found: Counter[str] = Counter({f"processes: {kind}": n for kind, n in Counter(kinds.values()).items()})
    for line in lines:
        if not (match := CALL.match(line)):
            continue
        kind = kinds.get(match["process"], "starter")
        family = re.search(r"AF_\w+", match["arguments"])
        if family and match["name"] in ("socket", "connect", "bind"):
            found[f"{match['name']} {family[0]} {'made' if match['result'][0] != '-' else 'refused'}: {kind}"] += 1
    return dict(sorted(found.items()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--models", type=Path, default=os.environ.get("MUNIMENT_TEST_MODELS"))
    options = parser.parse_args()
    if shutil.which("strace") is None:
        sys.exit("strace is not installed; this bench needs it.")
    folder = Path(tempfile.mkdtemp(prefix="muniment-egress-"))
    try:
        found = counts(session(folder, Path(options.models) if options.models else None))
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(json.dumps(found, indent=1))
    bad = {k: n for k, n in found.items() if "AF_INET" in k and " made" in k}
    bad |= {k: n for k, n in found.items() if k.startswith("connect AF_UNIX made") and k.endswith(("worker", "indexer"))}
    print(f"network sockets, and local connections of workers and the indexer: {sum(bad.values())}")
    sys.exit(1 if bad else 0)


if __name__ == "__main__":
    main()
