"""What every OCR engine must hold."""

from __future__ import annotations

from contextlib import suppress
from time import monotonic

import numpy as np

from muniment_engines.api import Cancel, Cancelled, Ocr, Pixels, Seen
from muniment_engines.conformance.chat import CANCEL_SECONDS

_NOTHING = 255
_ODD_SIZES = ((1, 1), (1, 300), (300, 1), (3, 40), (64, 64))
_EDGE = 40
_SEED = 1


class OcrConformance:
    """Override the fixture `engine` with an opened engine; set `picture`, in which upright writing says `words` and no more."""

    picture: Pixels
    words: tuple[str, ...]

    def test_is_an_ocr_engine(self, engine: Ocr) -> None:
        assert isinstance(engine, Ocr)

    def test_reads_words_in_their_order(self, engine: Ocr) -> None:
        seen = self._see(engine, self.picture)
        assert tuple(word.text for line in seen.lines for word in line.words) == self.words
        assert seen.turned == 0

    def test_words_stand_in_the_picture(self, engine: Ocr) -> None:
        seen = self._see(engine, self.picture)
        assert seen.lines
        check_seen(seen, self.picture)

    def test_boxes_are_pixels_of_the_picture_that_was_given(self, engine: Ocr) -> None:
        """With a margin put around the picture, every word stands further down and to the right by just that much."""
        before = [word for line in self._see(engine, self.picture).lines for word in line.words]
        wider = Pixels(np.pad(self.picture.data, ((_EDGE, _EDGE), (_EDGE, _EDGE), (0, 0)), constant_values=_NOTHING))
        after = [word for line in self._see(engine, wider).lines for word in line.words]
        for was, now in zip(before, after, strict=True):
            assert np.abs(np.subtract(now.box, was.box) - _EDGE).max() < _EDGE / 4

    def test_reads_the_same_again(self, engine: Ocr) -> None:
        first, second = (self._see(engine, self.picture) for _ in range(2))
        assert first == second

    def test_sees_nothing_where_nothing_is(self, engine: Ocr) -> None:
        for shape in ((400, 300), *_ODD_SIZES):
            for value in (0, _NOTHING):
                assert self._see(engine, Pixels(np.full((*shape, 4), value, np.uint8))).lines == ()

    def test_takes_any_picture(self, engine: Ocr) -> None:
        chance = np.random.default_rng(_SEED)
        for height, width in _ODD_SIZES:
            picture = Pixels(chance.integers(0, 256, (height, width, 4), np.uint8))
            check_seen(self._see(engine, picture), picture)

    def test_leaves_the_picture_as_it_is(self, engine: Ocr) -> None:
        data = self.picture.data.copy()
        data.setflags(write=False)
        self._see(engine, Pixels(data))
        assert (data == self.picture.data).all()

    def test_stops_when_cancelled(self, engine: Ocr) -> None:
        cancel, begun = Cancel(), monotonic()
        cancel.request()
        with suppress(Cancelled):
            engine.recognise(self.picture, cancel)
            raise AssertionError("it was cancelled before it began")
        assert monotonic() - begun < CANCEL_SECONDS
        assert self._see(engine, self.picture).lines, "it must read the next picture"

    def _see(self, engine: Ocr, picture: Pixels) -> Seen:
        return engine.recognise(picture, Cancel())


def check_seen(seen: Seen, picture: Pixels) -> None:
    """Each line has words, each word letters without a space, a box within the picture, and a confidence that is one."""
    height, width, _ = picture.data.shape
    assert seen.turned in (0, 90, 180, 270)
    for line in seen.lines:
        assert line.words
        assert 0 <= line.confidence <= 1
        for word in line.words:
            assert word.text.split() == [word.text]
            left, top, right, bottom = word.box
            assert 0 <= left <= right <= width
            assert 0 <= top <= bottom <= height
