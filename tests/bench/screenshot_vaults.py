"""Pictures of what guards a vault: the lock screen, the recovery key, what may be sent, the words to mask, and its end."""

from __future__ import annotations

from pathlib import Path

from muniment_desktop.window.conduct.destroying import DETAIL
from muniment_desktop.window.typed_name import TypedNameDialog
from muniment_retrieval.vault.approvals import Approval
from screenshot_stage import LONG, ExampleSession, Studio, driving, fakes

LONG_ENGINE = "a-very-long-name-of-an-engine-that-somebody-has-set-up-in-the-office"
MATTER = "Estate of the late Countess Wilhelmina Featherstonehaugh-Cholmondeley v. Orion Holdings International GmbH and others"


def locked(studio: Studio) -> None:
    bench = studio.bench()
    folder = Path("/home/ada/Muniment") / MATTER
    bench.services.passphrases[folder] = "secret"
    bench.window.locking.show(folder)
    driving.until(bench.rooms.lock.switch.isVisible)
    bench.rooms.lock.show_ways(("passphrase", "recovery"), 38)
    studio.shoot(bench, "70-locked")


def recovery_key(studio: Studio) -> None:
    bench = studio.opened()
    bench.works.vault.recovery_made.emit(fakes.RECOVERY_KEY)
    bench.rooms.key.say("Saved as Recovery key.txt.")
    studio.shoot(bench, "71-recovery-key")


def destroying(studio: Studio) -> None:
    bench = studio.opened()
    dialog = TypedNameDialog(f"Destroy the vault “{MATTER}”?", DETAIL, MATTER, "Destroy it", bench.window)
    dialog.open()
    dialog.field.setText(MATTER[:40])
    driving.settle()
    dialog.grab().save(str(studio.folder / "72-destroying.png"))
    dialog.close()
    bench.close()


def leaving(studio: Studio) -> None:
    session = ExampleSession()
    session.rules.approvals = [
        Approval(1, "Office", "questions", 0.0, 1.9e9),
        Approval(2, LONG_ENGINE, "summaries of long documents", 0.0, 1.9e9),
    ]
    bench = studio.opened((900, 700), session)
    bench.press("Ctrl+8")
    driving.until(lambda: bool(bench.works.leaving.approvals))
    studio.shoot(bench, "73-leaving")


def no_words(studio: Studio) -> None:
    bench = studio.opened()
    bench.press("Ctrl+9")
    studio.shoot(bench, "74-no-words")


def words(studio: Studio) -> None:
    session = ExampleSession()
    session.words.terms = ["Project Falcon", "Kestrel", LONG]
    bench = studio.opened(session=session)
    bench.press("Ctrl+9")
    page = bench.rooms.words
    driving.until(lambda: len(bench.works.words.occurs) == 3)
    page.view.selectRow(1)
    page.sentence.setText("Orion told Anna Miller on 3 March that Project Falcon is to be bought by Kestrel.")
    page.test.click()
    driving.until(page.masked.isVisible)
    studio.shoot(bench, "75-words")
