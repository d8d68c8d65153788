"""The openai plugin by itself: what it sends, what it makes of every answer, with a courier that sends nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from muniment_engines.api import Cancel, Cancelled, ChatRequest, HttpReply, Message, TextDelta
from muniment_engines.conformance import ChatConformance
from muniment_engines.conformance.network import ScriptedCourier
from muniment_engines.conformance.network_chat import NetworkChatConformance
from muniment_engines.errors import EngineError, MunimentError, SendingFailed

from .openai_server import EVENTS, stream, written

pytest.importorskip("openai", reason="the openai SDK, which the plugin needs, is not installed")

SOURCE = Path(__file__).parents[2] / "plugins" / "openai" / "src"
BASE = {"base_url": "https://api.example/v1", "model": "gpt", "api_key": "{{api_key}}", "tries": 3}


@pytest.fixture(autouse=True)
def plugin(monkeypatch):
    monkeypatch.syspath_prepend(str(SOURCE))
    import muniment_openai

    return muniment_openai


@pytest.fixture
def courier():
    return ScriptedCourier()


@pytest.fixture
def opened(plugin, courier, tmp_path):
    return lambda **values: plugin.open({**BASE, **values}, tmp_path, courier)


@pytest.fixture(autouse=True)
def pauses(monkeypatch):
    """How long was waited, without waiting."""
    waited = []
    monkeypatch.setattr(Cancel, "wait", lambda self, seconds: bool(waited.append(seconds)))
    return waited


def ask(engine, text="hi", **how):
    return list(engine.generate(ChatRequest((Message("system", "Be short."), Message("user", text)), **how), Cancel()))


def sent(courier):
    return json.loads(courier.sent[-1].body)


def test_it_says_what_it_is_without_loading_anything(plugin):
    info = plugin.describe()
    assert (info.kind, info.name, info.permissions.hosts, info.network) == ("chat", "openai", ("{base_url}",), True)
    assert [setting.name for setting in info.settings if setting.secret] == ["api_key"]


def test_what_is_sent(opened, courier):
    courier.enqueue(stream(["Hello ", "you"]), headers=EVENTS)
    assert ask(opened(), max_tokens=9, stop=("END",), temperature=0.5, seed=4)[:2] == [TextDelta("Hello "), TextDelta("you")]
    (request,) = courier.sent
    assert (request.method, request.url) == ("POST", "https://api.example/v1/chat/completions")
    assert dict(request.headers) == {
        "Host": "api.example",
        "Connection": "close",
        "Content-Length": str(len(request.body)),
        "accept": "application/json",
        "content-type": "application/json",
        "authorization": "Bearer {{api_key}}",
        "accept-encoding": "identity",
    }
    assert sent(courier) == {
        "model": "gpt",
        "messages": [{"role": "system", "content": "Be short."}, {"role": "user", "content": "hi"}],
        "stream": True,
        "max_tokens": 9,
        "stream_options": {"include_usage": True},
        "temperature": 0.5,
        "stop": ["END"],
    }


def test_signs_of_life_are_no_answer(opened, courier, monkeypatch):
    now = [0.0]
    monkeypatch.setattr("muniment_openai.patience.monotonic", lambda: now[0])

    def alive():
        for _ in range(1000):
            now[0] += 20
            yield b": still here\n\n"

    courier.enqueue(alive(), headers=EVENTS)
    with pytest.raises(SendingFailed, match="no answer") as caught:
        ask(opened(first_byte_seconds=100.0, between_seconds=50.0))
    assert (caught.value.why, now[0]) == ("slow", 120)


def test_an_answer_that_stops_going_on_is_given_up(opened, courier, monkeypatch):
    now = [0.0]
    monkeypatch.setattr("muniment_openai.patience.monotonic", lambda: now[0])

    def thinking():
        for piece in stream(["", "", "", "So"])[:4]:  # a model that thinks says nothing and writes all the same
            now[0] += 40
            yield piece
        while True:
            now[0] += 20
            yield b": still here\n\n"

    courier.enqueue(thinking(), headers=EVENTS)
    told = []
    with pytest.raises(SendingFailed, match="no answer"):
        told += (piece for piece in opened(between_seconds=50.0).generate(ChatRequest((Message("user", "hi"),)), Cancel()))
    assert now[0] == 220


def test_azure_is_spoken_to_as_it_wants(opened, courier):
    courier.enqueue(stream(["x"]), headers=EVENTS)
    ask(opened(base_url="https://me.openai.azure.com/", model="my-deployment", api_version="2024-10-21"))
    request = courier.sent[0]
    path = "/openai/deployments/my-deployment/chat/completions?api-version=2024-10-21"
    assert request.url == f"https://me.openai.azure.com{path}"
    assert ("api-key", "{{api_key}}") in request.headers
    assert not any(name.lower() == "authorization" for name, _ in request.headers)
    assert "max_completion_tokens" in sent(courier)


def test_a_server_of_ones_own_is_sent_no_login(opened, courier):
    courier.enqueue(stream(["x"]), headers=EVENTS)
    ask(opened(base_url="http://127.0.0.1:8080/v1", api_key=None, organization="org"))
    assert not any(name.lower() in ("authorization", "openai-organization") for name, _ in courier.sent[0].headers)


def test_what_a_server_refuses_can_be_left_out(opened, courier):
    courier.enqueue(stream(["x"], usage=None), headers=EVENTS)
    *_, usage = ask(opened(temperature=False, usage=False, seed=True, limit="max_completion_tokens"), seed=7)
    assert sent(courier).keys() == {"model", "messages", "stream", "max_completion_tokens", "seed"}
    assert usage.prompt_tokens > 0


def test_what_it_cost_is_what_the_server_says(opened, courier):
    courier.enqueue(stream(["x"], usage=(70, 5)), headers=EVENTS)
    *_, usage = ask(opened())
    assert (usage.prompt_tokens, usage.generated_tokens, usage.ended) == (70, 5, "end")


def test_a_schema_goes_along(opened, courier):
    courier.enqueue(stream(["{}"]), headers=EVENTS)
    ask(opened(), schema={"type": "object"})
    assert sent(courier)["response_format"]["json_schema"]["schema"] == {"type": "object"}


@pytest.mark.parametrize("missing", ["base_url", "model"])
def test_without_an_address_or_a_model_it_does_not_open(opened, missing):
    with pytest.raises(EngineError, match="set it up"):
        opened(**{missing: ""})


def test_a_stop_word_that_comes_in_pieces_ends_the_answer(opened, courier):
    courier.enqueue(stream(["one E", "N", "D two"]), headers=EVENTS)
    pieces = ask(opened(), stop=("END",))
    assert [piece.text for piece in pieces[:-1]] == ["one "]
    assert pieces[-1].ended == "stop"
    courier.enqueue(stream(["one E", "N"]), headers=EVENTS)
    assert "".join(piece.text for piece in ask(opened(), stop=("END",))[:-1]) == "one EN"


# ── refusals ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def error(code="", message=""):
    return json.dumps({"error": {"code": code, "message": message, "type": "x", "param": None}}).encode()


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, error("invalid_api_key"), "does not accept the key"),
        (429, error("insufficient_quota"), "quota of this key is spent"),
        (402, b"", "quota of this key is spent"),
        (404, error("model_not_found"), "no model “gpt”"),
        (403, b"", "no model “gpt”"),
        (400, error("context_length_exceeded"), "longer than the model “gpt”"),
        (400, error("", "This model's maximum context length is 4096 tokens"), "longer than the model"),
        (500, error("", "the request exceeds the available context size"), "longer than the model"),
        (413, b"", "longer than the model"),
        (400, error("content_filter"), "refuses to answer this"),
        (422, error("", "unknown field"), "does not take the request (422)".replace("(", r"\(").replace(")", r"\)")),
        (307, b"", r"another address \(evil.example\), which is not followed"),
    ],
)
def test_a_refusal_is_told_at_once(opened, courier, status, body, words):
    courier.enqueue([body], status, (("location", "https://evil.example/v1"),))
    with pytest.raises(EngineError, match=words):
        ask(opened())
    assert len(courier.sent) == 1


def test_a_server_that_wants_a_key_is_told_apart(opened, courier):
    courier.enqueue([b""], 401)
    with pytest.raises(EngineError, match="wants a key"):
        ask(opened(api_key=None))


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504, 529])
def test_a_busy_server_is_asked_again_and_each_time_is_a_request(opened, courier, pauses, status):
    for _ in range(2):
        courier.enqueue([error()], status)
    courier.enqueue(stream(["at last"]), headers=EVENTS)
    assert ask(opened())[0] == TextDelta("at last")
    assert len(courier.sent) == 3
    assert courier.sent[0] == courier.sent[2]
    assert 1 <= pauses[0] < pauses[1] < 4


def test_not_for_ever(opened, courier):
    for _ in range(9):
        courier.enqueue([b""], 503)
    with pytest.raises(EngineError, match="trouble of its own"):
        ask(opened(tries=4))
    assert len(courier.sent) == 4


def test_a_server_says_how_long_to_wait(opened, courier, pauses):
    courier.enqueue([b""], 429, (("retry-after", "17"),))
    courier.enqueue([b""], 429, (("Retry-After", "Fri, 31 Dec 1999 23:59:59 GMT"),))
    courier.enqueue(stream(["x"]), headers=EVENTS)
    ask(opened())
    assert pauses[0] == 17
    assert pauses[1] < 4


@pytest.mark.parametrize("said", ["61", "999999999", "Fri, 31 Dec 2100 23:59:59 GMT", "inf"])
def test_a_long_wait_is_the_persons_to_decide(opened, courier, pauses, said):
    courier.enqueue([b""], 429, (("retry-after", said),))
    with pytest.raises(EngineError, match="left alone for"):
        ask(opened())
    assert pauses == []


@pytest.mark.parametrize("said", ["", "soon", "-4", "nan", "\x00", "9" * 400])
def test_what_is_no_time_is_no_wait(opened, courier, pauses, said):
    courier.enqueue([b""], 503, (("retry-after", said),))
    courier.enqueue(stream(["x"]), headers=EVENTS)
    with pytest.raises(EngineError) if said == "9" * 400 else pytest.MonkeyPatch.context():
        ask(opened())
    assert all(0 <= pause < 4 for pause in pauses)


@pytest.mark.parametrize(("why", "tries"), [("unreachable", 3), ("cut", 3), ("ended", 3), ("slow", 1), ("certificate", 1)])
def test_what_fails_on_its_way_may_be_tried_again(opened, courier, why, tries):
    for _ in range(tries):
        courier.fail(SendingFailed(why, "A sentence."))
    with pytest.raises(SendingFailed, match="A sentence"):
        ask(opened())
    assert len(courier.sent) == tries


def test_a_pause_can_be_cancelled(opened, courier, monkeypatch):
    cancel = Cancel()
    monkeypatch.setattr(Cancel, "wait", lambda self, seconds: self.request())
    courier.enqueue([b""], 503)
    with pytest.raises(Cancelled):
        list(opened().generate(ChatRequest((Message("user", "hi"),)), cancel))
    assert len(courier.sent) == 1


@pytest.mark.parametrize(
    ("pieces", "words"),
    [
        ([*stream(["begun"])[:1], b'data: {"error": {"message": "secret words", "code": "server_error"}}\n\n'], "gave up"),
        ([*stream(["begun"])[:1], b"data: {garbage\n\n"], "no answer"),
        ([*stream(["begun"])[:1], b"data: \xff\xfe\n\n"], "no answer"),
        (stream(["begun"], "content_filter"), "refuses"),
    ],
)
def test_what_goes_wrong_in_the_midst_is_told_once(opened, courier, pieces, words):
    courier.enqueue(pieces, headers=EVENTS)
    engine = opened().generate(ChatRequest((Message("user", "hi"),)), Cancel())
    assert next(engine) == TextDelta("begun")
    with pytest.raises(MunimentError, match=words) as caught:
        list(engine)
    assert "secret" not in str(caught.value)
    assert len(courier.sent) == 1


def test_a_packed_answer_is_not_unpacked(opened, courier):
    courier.enqueue([b"\x1f\x8b"], headers=(*EVENTS, ("Content-Encoding", "gzip")))
    with pytest.raises(EngineError, match="packs its answer"):
        ask(opened())


def test_unusual_answers_are_read_as_far_as_they_go(opened, courier):
    strange = (
        b'data: {"choices": [{"delta": {"content": 4}}]}\n\ndata: {"choices": [{}]}\n\ndata: {"choices": null}\n\n: a remark\n\n'
    )
    courier.enqueue([strange, *stream(["x"])], headers=EVENTS)
    assert ask(opened())[0] == TextDelta("x")


class Server(ScriptedCourier):
    """Answers each request as a small model would."""

    def send(self, request):
        self.sent.append(request)
        return HttpReply(200, EVENTS, written(json.loads(request.body)))


class TestOpenAIIsAChatEngine(ChatConformance):
    @pytest.fixture
    def engine(self, plugin, tmp_path):
        return plugin.open(BASE, tmp_path, Server())


class TestOpenAIIsANetworkEngine(NetworkChatConformance):
    hosts = ("api.example",)

    @pytest.fixture
    def engine(self, opened):
        return opened()

    def answer(self, courier, pieces):
        courier.enqueue(stream(pieces), headers=EVENTS)


def test_counting_is_an_estimate(opened):
    assert not opened().count_tokens("a few words").exact
