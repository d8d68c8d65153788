"""Pictures of the room of privacy: before anything was done there, and with a ledger and a self-test."""

from __future__ import annotations

from muniment_desktop.ledger import Entry
from muniment_engines.selftest.expected import why_open
from muniment_engines.selftest.run import Attempt, Kind, plain_kinds
from muniment_engines.selftest.ways import every_way
from screenshot_stage import Studio, driving

HOST = "files.a-very-long-name-of-a-host.models.example.org"
LEDGER = [
    Entry("fetch", HOST, "done", "the model Qwen2.5 1.5B", "", 1_204, 1_117_320_768, 200, "2026-03-05T10:00:00+00:00", "1"),
    Entry("send", "api.example.org", "done", "a summary", "Office", 81_204, 3_400, 200, "2026-03-06T16:20:00+00:00", "2"),
    Entry("refused", "tracker.example.org", "not approved", "", "Office", at="2026-03-06T16:21:00+00:00", number="3"),
]


def privacy_untouched(studio: Studio) -> None:
    bench = studio.opened()
    bench.press("Ctrl+8")
    driving.until(lambda: bench.works.privacy.offline is not None)
    studio.shoot(bench, "60-privacy-untouched")


def privacy(studio: Studio) -> None:
    bench = studio.opened()
    bench.services.entries = LEDGER
    bench.services.network_off = True
    bench.services.tests = [_tried(kind) for kind in plain_kinds()]
    bench.press("Ctrl+8")
    driving.until(lambda: bool(bench.rooms.privacy.ledger.rows))
    bench.rooms.privacy.test.click()
    driving.until(lambda: not bench.works.privacy.running)
    studio.shoot(bench, "61-privacy")


def _tried(kind: Kind) -> list[Attempt]:
    """As it is on Linux, but that the kernel's filter stops everything."""
    whys = {way.name: why_open(kind.profile, way.name) for way in every_way()}
    return [Attempt(way, kind.process, not why, why or "kernel (seccomp)") for way, why in whys.items()]
