"""Pictures of the rooms where documents and models are looked after: library, folders, health and models."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from muniment_desktop.window.services import FetchProgress
from muniment_retrieval.model import Presence, Progress, Rules, WatchedFolder
from screenshot_stage import LONG, ExampleSession, Studio, driving, fakes


def folders(studio: Studio) -> None:
    session = ExampleSession()
    scans = Rules(("*.tmp", "drafts/"), 50 << 20, keeps_deleted=True)
    away = "It is not there now; what was read of it is kept."
    session.folders.stored = {
        1: WatchedFolder(1, "/home/ada/Matters/Lucid distribution", Rules(), Presence.WATCHED),
        2: WatchedFolder(2, "/media/ada/Scanner/From the court, 2019 to 2026, all chambers/Incoming", scans, Presence.AWAY, away),
        3: WatchedFolder(3, "/srv/share/Miller v. Orion", Rules(("~*",)), Presence.ASKED),
    }
    session.followings.append([Progress("reading", 31, 412, "/home/ada/Matters/Lucid distribution/a.pdf", seconds_left=240.0)])
    bench = studio.opened(session=session)
    bench.window.conductor.stage.enter("folders")
    driving.until(lambda: bench.works.folders.busy)
    bench.rooms.folders.cards[2].change.setChecked(True)
    studio.shoot(bench, "20-folders")


def no_folders(studio: Studio) -> None:
    bench = studio.opened()
    bench.window.conductor.stage.enter("folders")
    studio.shoot(bench, "21-no-folders")


def library(studio: Studio) -> None:
    names = ["Supply Agreement.pdf", "Amendment 1.pdf", "Amendment 2 (signed).pdf", "Board minutes 2024-03.pdf", LONG]
    names += [f"Exhibit {letter}.pdf" for letter in "ABCDEFGHIJKLMN"]
    stored = [fakes.a_document(n, name) for n, name in enumerate(names, 1)]
    stored[3] = replace(stored[3], state="encrypted", page_count=0)
    stored[6] = replace(stored[6], state="empty", page_count=12)
    stored[9] = replace(stored[9], vector_count=0)
    session = fakes.FakeSession(Path("/home/ada/Muniment/Miller v. Orion"), stored)
    gate = fakes.Gate()
    told = [Progress("reading", 31, 412, f"/home/ada/matter/{n}", s, "", 240.0) for n, s in (("Exhibit A.pdf", "read"),)]
    told += [Progress("reading", 31, 412, "/home/ada/matter/Board minutes 2024-03.pdf", "encrypted", "", 240.0)]
    told += [Progress("reading", 31, 412, "/home/ada/matter/Exhibit B.pdf", "", "", 240.0)]
    session.readings.append([*told, gate])
    bench = studio.opened(session=session)
    bench.rooms.enter("library")
    bench.works.indexing.add([Path("/home/ada/matter")])
    driving.until(gate.reached.is_set)
    driving.until(lambda: bench.works.vault.session and "31" in bench.rooms.sidebar.status.text)
    bench.rooms.library.activity.show_files(True)
    bench.rooms.library.table.selectRow(1)
    bench.rooms.library.table.setFocus()
    studio.shoot(bench, "12-library")


def report() -> Any:
    """What a folder of an office comes to."""
    from muniment_retrieval.health_remarks import Action, Kind, Remark

    make = fakes.an_entry
    read = [make(fakes.a_document(n)) for n in range(1, 397)]
    speaks = "Page 3 speaks to a machine instead of to you; look before you rely on it."
    hides = "Pages 2 and 7 have text that a person cannot see; it can be searched for, and is left out of answers."
    waits = "48 pages are pictures that nobody has read yet."
    scan = replace(
        make(fakes.a_document(401, "Scan of the 1994 lease (2 parts), signed.pdf")), reason=waits, action=Action.RECOGNISE
    )
    scan = replace(scan, remarks=(Remark(Kind.WAITING, waits, Action.RECOGNISE, tuple(range(48))),))
    locked = "This PDF is protected by a password; give the password to have it read."
    odd = "The file is larger than 512 MB; raise the limit, or split the file."
    word = "This is a Word document of before 2007, which Muniment cannot read; save it as DOCX with the program that made it."

    def not_read(number: int, name: str, state: str, reason: str, action: str, **more: Any) -> Any:
        document = fakes.a_document(number, name, state=state, reason=reason, page_count=0)
        return replace(make(document), action=Action(action), **more)

    told = make(fakes.a_document(402, "Bewerbung Müller.docx"), reason=speaks, action=Action.EXCLUDE)
    told = replace(told, remarks=(Remark(Kind.MACHINE, speaks, Action.EXCLUDE, (2,), look=True),))
    tiny = make(fakes.a_document(403, LONG), reason=hides)
    tiny = replace(tiny, remarks=(Remark(Kind.HIDDEN, hides, pages=(1, 6), look=True),))
    others = [
        not_read(404, "Board minutes 2024-03.pdf", "encrypted", locked, "give the password"),
        not_read(405, f"Annex {LONG}", "encrypted", locked, "give the password", container="/home/ada/matter/Re: closing.eml"),
        not_read(406, "Data room export.pdf", "too large", odd, "raise the limit"),
        not_read(407, "Memo 1998.doc", "not supported", word, "exclude"),
        not_read(
            408, "Exhibit F.pdf", "damaged", "This is not a PDF, or it is too damaged to be read; get it again.", "try again"
        ),
        not_read(409, ".DS_Store", "skipped", "It is hidden: its name begins with a dot.", "nothing"),
        not_read(410, "Lease (copy).pdf", "duplicate", "It has the same content as Lease.pdf, and is kept once.", "nothing"),
    ]
    return fakes.a_report(*read, scan, told, tiny, *others)


def health(studio: Studio, size: tuple[int, int] = (1280, 820), name: str = "13-health") -> None:
    session = fakes.FakeSession(Path("/home/ada/Muniment/Miller v. Orion"), [fakes.a_document(n) for n in range(1, 413)])
    session.report = report()
    bench = studio.opened(session=session, size=size)
    driving.until(lambda: bench.works.health.view)
    bench.window.conductor.stage.enter("health")
    studio.shoot(bench, name)


def health_narrow(studio: Studio) -> None:
    health(studio, (640, 520), "13-health-narrow")


def health_well(studio: Studio) -> None:
    session = fakes.FakeSession(Path("/home/ada/Muniment/Miller v. Orion"), [fakes.a_document(n) for n in range(1, 40)])
    bench = studio.opened(session=session)
    driving.until(lambda: bench.works.health.view)
    bench.window.conductor.stage.enter("health")
    studio.shoot(bench, "13-health-well")


def health_password(studio: Studio) -> None:
    from muniment_desktop.window.conduct.health import KEPT
    from muniment_desktop.window.secret import SecretDialog

    bench = studio.bench()
    dialog = SecretDialog(f"Password for “{LONG}”", KEPT, "Open", bench.window)
    dialog.open()
    dialog.field.setText("sesame")
    driving.settle()
    dialog.grab().save(str(studio.folder / "13-health-password.png"))
    dialog.reject()
    bench.close()


def models(studio: Studio) -> None:
    offer = fakes.an_offer
    offers = [
        offer("qwen3-4b", title="Qwen3 4B Instruct", size=2_470_000_000),
        offer("qwen-1.5b", title="Qwen2.5 Coder 1.5B Instruct", recommended=False, here=True, chosen=True),
        offer("qwen-0.5b", title="Qwen2.5 Coder 0.5B Instruct", size=491_400_064, recommended=False),
        offer("minilm", title="all-MiniLM-L6-v2", task="embed", size=91_000_000, here=True, chosen=True),
    ]
    bench = studio.opened(offers=offers)
    bench.window.conductor.stage.enter("models")
    driving.until(lambda: bench.works.fetching.offers)
    studio.shoot(bench, "14-models")


def fetching(studio: Studio) -> None:
    session = ExampleSession()
    bench = studio.opened(session=session, offers=[fakes.an_offer("qwen2.5-1.5b", title="Qwen2.5 1.5B")])
    gate = fakes.Gate()
    bench.services.fetching = [FetchProgress(469_000_000, 1_117_320_768, "huggingface.co"), gate]
    driving.until(lambda: bench.works.fetching.offers)
    bench.works.fetching.get("qwen2.5-1.5b")
    driving.until(gate.reached.is_set)
    driving.until(lambda: "%" in bench.rooms.sidebar.status.text)
    studio.shoot(bench, "19-fetching")
