"""Pictures of engines elsewhere: below the models, with what a test said, and as the writer of a summary."""

from __future__ import annotations

from muniment_engines.errors import EngineError
from screenshot_stage import ExampleSession, Studio, driving, fakes

LONG_NAME = "office-with-a-name-that-is-forty-letters-x"
WRONG = "The server does not accept the key; set the engine up again with the right one."
READY = f"“{LONG_NAME}” answers: ready · 12 tokens read, 1 written"


def elsewhere(studio: Studio) -> None:
    bench = studio.opened(offers=[fakes.an_offer("qwen-1.5b", title="Qwen2.5 Coder 1.5B Instruct", here=True, chosen=True)])
    services = bench.services
    services.set_up, services.plugins = [LONG_NAME, "work"], ["openai", "another"]
    bench.window.conductor.stage.enter("models")
    page = bench.rooms.models.elsewhere
    driving.until(lambda: len(page._cards) == 2)
    for name, said in ((LONG_NAME, READY), ("work", EngineError(WRONG))):
        services.trials = [said]
        page._cards[name].test.click()
        driving.until(lambda name=name: bool(page._cards[name].said.text()) and not page._testing)
    bench.rooms.models.ensureWidgetVisible(page.add)
    studio.shoot(bench, "15-elsewhere")


def wish_elsewhere(studio: Studio) -> None:
    bench = studio.opened(session=ExampleSession())
    bench.services.set_up = [LONG_NAME, "work"]
    bench.window.conductor.stage.enter("summaries")
    form = bench.rooms.summaries.form
    driving.until(form.writer.isVisible)
    form.writer.list.setCurrentIndex(1)
    form.writer.list.setFocus()
    driving.until(lambda: "tokens" in form._times["read"].text())
    studio.shoot(bench, "37-wish-elsewhere")
