"""SIGKILL at random moments of unlocking, changing the passphrase, forgetting and destroying: nothing is half done.

    python tests/bench/bench_kill_ways.py [--moments 100] [--seed 0]

For every moment a copy of a vault is given to a process that does one of these again and again, and is killed. Then: the vault
opens with the old passphrase or with the new one, and with its recovery key; a document is there whole, or, once the vault has
been opened and cleaned, not at all; a vault that was being destroyed opens, or says that it is damaged, and can be destroyed.
"""

from __future__ import annotations

import argparse
import random
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench_kill import EMBED, PARSE, ROLES, faults, make_documents
from muniment_engines.api import Cancel
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.indexer import IndexerClient
from muniment_retrieval.model import VaultError, WrongPassphrase
from muniment_retrieval.vault import Typed, create_vault, open_vault, passphrases, patience, unlock
from muniment_retrieval.vault.destroying import destroy

WORK = """
import sys
from pathlib import Path
from muniment_retrieval.vault import Typed, open_vault, passphrases, unlock
from muniment_retrieval.vault.destroying import destroy
passphrases.USUAL = passphrases.LEAST = passphrases.Cost(1024, 1, 1)
what, folder = sys.argv[1], Path(sys.argv[2])
print("begun", flush=True)
if what == "destroy":
    destroy(folder, ())
    sys.exit()
while what == "unlock":
    unlock(folder, (), Typed("old"))
key = unlock(folder, (), Typed("old"))
with open_vault(folder, key, write=True) as vault:
    if what == "forget":
        for document in vault.documents():
            vault.forget([document.id])
    while what == "change":
        for passphrase in ("new", "old"):
            vault.ways.set_passphrase(passphrase, ())
"""
LONGEST = {"unlock": 0.4, "change": 0.4, "forget": 1.5, "destroy": 0.1}


def opened(folder: Path) -> tuple[bytes, list[str]]:
    """The key, and which of the two passphrases open."""
    (folder / patience.FILE).unlink(missing_ok=True)
    keys, fits = set(), []
    for passphrase in ("old", "new"):
        try:
            keys.add(unlock(folder, (), Typed(passphrase)))
            fits.append(passphrase)
        except WrongPassphrase:
            (folder / patience.FILE).unlink(missing_ok=True)
    (key,) = keys
    return key, fits


def check(what: str, folder: Path, key: bytes, recovery: str) -> list[str]:
    """What is wrong after the process was killed."""
    if what == "destroy" and not folder.exists():
        return []
    try:
        found, fits = opened(folder)
    except VaultError as error:
        if what != "destroy":
            return [str(error)]
        destroy(folder, ()) if (folder / "header.json").exists() and (folder / "vault.db").exists() else None
        return [] if "damaged" in str(error) or "no vault" in str(error) else [str(error)]
    if what == "destroy":
        return []
    wrong = [] if found == key and len(fits) == 1 else [f"opens with {fits}"]
    wrong += [] if unlock(folder, (), Typed(recovery=recovery)) == key else ["the recovery key opens something else"]
    wrong += faults(folder, key)
    with open_vault(folder, key, write=True) as vault:
        vault.cleaning.clean()
        hidden = vault.connection.execute("SELECT count(*) FROM documents WHERE state IN ('arriving', 'leaving')").fetchone()[0]
        wrong += [f"{hidden} documents are half gone"] if hidden else []
    return wrong + faults(folder, key)


def run(place: Path, moments: int, seed: int) -> bool:
    passphrases.USUAL = passphrases.LEAST = passphrases.Cost(1024, 1, 1)
    chance, before, papers = random.Random(seed), place / "before", place / "papers"
    make_documents(papers, chance, None)
    with create_vault(before, (), "old") as vault:
        key, recovery = vault.key, vault.ways.new_recovery_key()
    client = IndexerClient(DirectLauncher(ROLES), before, key, PARSE, EMBED)
    list(client.index([papers], Cancel()))
    client.close()
    sound: dict[str, int] = dict.fromkeys(LONGEST, 0)
    tried: dict[str, int] = dict.fromkeys(LONGEST, 0)
    for moment in range(moments):
        what, folder = list(LONGEST)[moment % len(LONGEST)], place / str(moment)
        shutil.copytree(before, folder)
        with subprocess.Popen([sys.executable, "-c", WORK, what, str(folder)], stdout=subprocess.PIPE) as process:
            assert process.stdout is not None
            process.stdout.readline()
            after = chance.uniform(0, LONGEST[what])
            try:
                process.wait(after)
            except subprocess.TimeoutExpired:
                process.kill()
        wrong = check(what, folder, key, recovery)
        tried[what] += 1
        sound[what] += not wrong
        for fault in wrong:
            print(f"moment {moment}, {what}, killed after {after:.3f} s: {fault}")
        shutil.rmtree(folder, ignore_errors=True)
    for what, count in tried.items():
        print(f"{what}: {sound[what]} of {count} sound")
    return sound == tried


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--moments", type=int, default=100)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as place:
        return 0 if run(Path(place), options.moments, options.seed) else 1


if __name__ == "__main__":
    sys.exit(main())
