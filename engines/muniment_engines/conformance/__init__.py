"""What an engine's author tests against: classes for pytest, and engines to try a host with.

    class TestMyEngine(ChatConformance):
        @pytest.fixture
        def engine(self):
            return my_engine.open({"model": …}, private_folder)

The author overrides that one fixture. `fakes` are engines that behave and need no model; `rogues` misbehave, each in one way.
"""

from muniment_engines.conformance.chat import ChatConformance
from muniment_engines.conformance.embed import EmbedConformance
from muniment_engines.conformance.ocr import OcrConformance
from muniment_engines.conformance.parse import ParseConformance
from muniment_engines.conformance.redact import RedactConformance

__all__ = ["ChatConformance", "EmbedConformance", "OcrConformance", "ParseConformance", "RedactConformance"]
