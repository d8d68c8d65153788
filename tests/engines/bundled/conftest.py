"""PDF files made by hand, so that a test says in plain sight what is in them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest


class PdfMaker:
    """Builds a PDF of objects; `page(...)` adds a page of one content stream with Helvetica as F1 and a Type 0 font as U."""

    def __init__(self) -> None:
        self._objects: list[bytes] = []
        self._pages: list[int] = []
        self.catalog = b""
        self.info: dict[str, str] = {}
        self._tree = self.add(b"")
        self._font = self.add(b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>")

    def add(self, content: bytes) -> int:
        """Add an object; returns its number."""
        self._objects.append(content)
        return len(self._objects)

    def stream(self, content: bytes, entries: bytes = b"") -> int:
        return self.add(b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(content), content))

    def page(self, content: bytes, entries: bytes = b"/MediaBox[0 0 612 792]", fonts: bytes = b"", resources: bytes = b"") -> int:
        """`content` is drawn as it is; returns the page's object number."""
        resources = b"<</Font<</F1 %d 0 R%b>>%b>>" % (self._font, fonts, resources)
        contents = self.stream(content)
        page = b"<</Type/Page/Parent %d 0 R/Contents %d 0 R/Resources %b%b>>"
        return self.add_page(page % (self._tree, contents, resources, entries))

    def add_page(self, content: bytes) -> int:
        """Add an object to the list of pages, whatever it is."""
        self._pages.append(self.add(content))
        return self._pages[-1]

    def lines(
        self, lines: Sequence[str], size: float = 12, leading: float | None = None, entries: bytes = b"/MediaBox[0 0 612 792]"
    ) -> int:
        """A page of lines, the first at 72, 700; an empty string leaves a gap."""
        shown = [b"(%b) Tj T*" % _escaped(line) for line in lines]
        return self.page(b"BT /F1 %g Tf %g TL 72 700 Td %b ET" % (size, leading or size * 1.2, b"\n".join(shown)), entries)

    def font_without_letters(self, mapping: dict[int, str]) -> bytes:
        """A resource entry for a font `/U` whose two-byte codes mean what `mapping` says, each glyph 500 wide."""
        pairs = b"\n".join(b"<%04x> <%b>" % (code, text.encode("utf-16-be").hex().encode()) for code, text in mapping.items())
        cmap = self.stream(
            b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def "
            b"1 begincodespacerange <0000> <ffff> endcodespacerange %d beginbfchar\n%b\nendbfchar endcmap end end"
            % (len(mapping), pairs)
        )
        descriptor = self.add(
            b"<</Type/FontDescriptor/FontName/Helvetica/Flags 4/FontBBox[0 -200 1000 800]/Ascent 800/Descent -200>>"
        )
        below = self.add(
            b"<</Type/Font/Subtype/CIDFontType2/BaseFont/Helvetica/FontDescriptor %d 0 R/DW 500"
            b"/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>>>" % descriptor
        )
        font = self.add(
            b"<</Type/Font/Subtype/Type0/BaseFont/Helvetica/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>"
            % (below, cmap)
        )
        return b"/U %d 0 R" % font

    def bytes(self) -> bytes:
        kids = b" ".join(b"%d 0 R" % number for number in self._pages)
        self._objects[self._tree - 1] = b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, len(self._pages))
        root = self.add(b"<</Type/Catalog/Pages %d 0 R%b>>" % (self._tree, self.catalog))
        entries = b"".join(
            b"/%b<%b>" % (k.encode(), b"feff" + v.encode("utf-16-be").hex().encode()) for k, v in self.info.items()
        )
        info = self.add(b"<<%b>>" % entries)
        written, offsets = b"%PDF-1.7\n", []
        for number, content in enumerate(self._objects, 1):
            offsets.append(len(written))
            written += b"%d 0 obj\n%b\nendobj\n" % (number, content)
        table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
        trailer = b"<</Size %d/Root %d 0 R/Info %d 0 R>>" % (len(offsets) + 1, root, info)
        head = b"xref\n0 %d\n0000000000 65535 f \n" % (len(offsets) + 1)
        return written + head + table + b"trailer%b\nstartxref\n%d\n%%%%EOF\n" % (trailer, len(written))


def _escaped(line: str) -> bytes:
    return line.encode("cp1252").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


@pytest.fixture
def pdf_maker() -> PdfMaker:
    return PdfMaker()
