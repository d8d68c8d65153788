"""No network, by the kernel's own word: every socket that any process of Muniment makes while it indexes, searches and asks."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from end_to_end_program import EXAMPLES, Program


@pytest.mark.model
@pytest.mark.skipif(shutil.which("strace") is None, reason="strace is not installed")
def test_no_process_makes_a_network_socket(with_models: Program, tmp_path: Path) -> None:
    for number, words in enumerate((["index", str(EXAMPLES)], ["search", "term"], ["ask", "How long is the initial term?"])):
        log = tmp_path / f"{number}.strace"
        command = ["strace", "-f", "-qq", "-e", "trace=network", "-o", str(log), *with_models.command(*words)]
        subprocess.run(
            [*command, "--vault", str(with_models.vault)],
            env=with_models.environment,
            check=True,
            capture_output=True,
            timeout=280,
        )
        calls = log.read_text(errors="replace")
        assert "socketpair(AF_UNIX" in calls  # the log is not empty: the starter's own pairs are in it
        made = [line for line in calls.splitlines() if re.search(r"\bsocket\(AF_INET6?\b", line)]
        assert made == []
        assert not re.search(r"\bconnect\(\d+, \{sa_family=AF_(INET|INET6)", calls)
