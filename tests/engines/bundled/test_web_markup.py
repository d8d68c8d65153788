"""XML that no program wrote with care."""

from __future__ import annotations

from muniment_engines.api import Cancel, ParseLimits
from muniment_engines.bundled import web


def test_prefixes_that_nothing_explains_are_no_part_of_a_name() -> None:
    data = b"<a:lease><a:title>Lease</a:title><a:p>Rent is due.</a:p><b:p>On the first.</b:p></a:lease>"
    document = web.WebParser().open(memoryview(data), "application/xml", ParseLimits())
    (page,) = document.pages(Cancel())
    assert page.text == "Lease\n\nRent is due.\n\nOn the first."
