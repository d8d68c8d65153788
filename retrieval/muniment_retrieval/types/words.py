"""What types are called, for people, and what can be done about a file that nobody here reads."""

from __future__ import annotations

from muniment_engines.errors import DocumentError

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

_WORDS = {
    "application/pdf": "a PDF",
    "text/plain": "a text",
    "text/markdown": "a Markdown text",
    "text/csv": "a table of values separated by commas (CSV)",
    "text/tab-separated-values": "a table of values separated by tabs (TSV)",
    "text/html": "a web page",
    "multipart/related": "a saved web page (MHTML)",
    "application/xml": "an XML file",
    "application/json": "a JSON file",
    "application/rtf": "a Rich Text (RTF) document",
    "message/rfc822": "a mail",
    "application/vnd.ms-outlook": "an Outlook mail",
    "application/mbox": "a mailbox",
    "application/ms-tnef": "an Outlook attachment (winmail.dat)",
    "application/vnd.ms-outlook-pst": "an Outlook data file (PST or OST)",
    "application/pkcs7-mime": "a signed or encrypted mail (S/MIME)",
    "application/pgp-encrypted": "a message encrypted with PGP",
    "application/msword": "a Word 97–2003 document",
    "application/x-msword2": "a document of a Word before 97",
    "application/vnd.ms-excel": "an Excel 97–2003 workbook",
    "application/vnd.ms-powerpoint": "a PowerPoint 97–2003 presentation",
    "application/vnd.ms-publisher": "a Publisher document",
    "application/vnd.ms-works": "a Works document",
    "application/vnd.visio": "a Visio drawing",
    "application/vnd.ms-visio.drawing": "a Visio drawing",
    "application/onenote": "a OneNote section",
    "application/encrypted-ooxml": "an Office document with a password",
    "application/x-ole-storage": "a file of an older Windows program",
    f"{_OOXML}wordprocessingml.document": "a Word document",
    f"{_OOXML}wordprocessingml.template": "a Word template",
    "application/vnd.ms-word.document.macroEnabled.12": "a Word document with macros",
    "application/vnd.ms-word.template.macroEnabled.12": "a Word template with macros",
    f"{_OOXML}spreadsheetml.sheet": "an Excel workbook",
    f"{_OOXML}spreadsheetml.template": "an Excel template",
    "application/vnd.ms-excel.sheet.macroEnabled.12": "an Excel workbook with macros",
    "application/vnd.ms-excel.template.macroEnabled.12": "an Excel template with macros",
    "application/vnd.ms-excel.addin.macroEnabled.12": "an Excel add-in",
    "application/vnd.ms-excel.sheet.binary.macroEnabled.12": "a binary Excel workbook (XLSB)",
    f"{_OOXML}presentationml.presentation": "a PowerPoint presentation",
    f"{_OOXML}presentationml.template": "a PowerPoint template",
    f"{_OOXML}presentationml.slideshow": "a PowerPoint slide show",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.12": "a PowerPoint presentation with macros",
    "application/vnd.ms-powerpoint.template.macroEnabled.12": "a PowerPoint template with macros",
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.12": "a PowerPoint slide show with macros",
    f"{_ODF}text": "an OpenDocument text",
    f"{_ODF}text-template": "an OpenDocument text template",
    f"{_ODF}spreadsheet": "an OpenDocument spreadsheet",
    f"{_ODF}spreadsheet-template": "an OpenDocument spreadsheet template",
    f"{_ODF}presentation": "an OpenDocument presentation",
    f"{_ODF}presentation-template": "an OpenDocument presentation template",
    f"{_ODF}graphics": "an OpenDocument drawing",
    "application/vnd.sun.xml.writer": "an OpenOffice 1 text",
    "application/epub+zip": "an e-book (EPUB)",
    "application/vnd.apple.pages": "a Pages document",
    "application/vnd.apple.numbers": "a Numbers spreadsheet",
    "application/vnd.apple.keynote": "a Keynote presentation",
    "application/oxps": "an XPS document",
    "application/postscript": "a PostScript file",
    "application/vnd.wordperfect": "a WordPerfect document",
    "image/png": "a PNG picture",
    "image/jpeg": "a JPEG picture",
    "image/tiff": "a TIFF picture",
    "image/webp": "a WebP picture",
    "image/bmp": "a BMP picture",
    "image/gif": "a GIF picture",
    "image/heic": "a HEIC or AVIF picture",
    "image/jp2": "a JPEG 2000 picture",
    "image/x-jbig2": "a JBIG2 picture",
    "image/vnd.adobe.photoshop": "a Photoshop picture",
    "image/vnd.djvu": "a DjVu document",
    "image/vnd.dwg": "an AutoCAD drawing",
    "image/emf": "a Windows drawing (EMF)",
    "image/wmf": "a Windows drawing (WMF)",
    "application/zip": "a zip archive",
    "application/x-tar": "a tar archive",
    "application/gzip": "a file compressed with gzip",
    "application/x-bzip2": "a file compressed with bzip2",
    "application/x-xz": "a file compressed with xz",
    "application/zstd": "a file compressed with Zstandard",
    "application/lzip": "a file compressed with lzip",
    "application/x-compress": "a file compressed with compress",
    "application/x-7z-compressed": "a 7-Zip archive",
    "application/vnd.rar": "a RAR archive",
    "application/vnd.ms-cab-compressed": "a Windows cabinet archive",
    "application/x-lzh-compressed": "an LHA archive",
    "application/x-iso9660-image": "an image of a disc",
    "application/vnd.sqlite3": "a SQLite database",
    "application/x-executable": "a program",
    "application/x-ms-shortcut": "a Windows shortcut",
}

_FAMILIES = {"audio": "a sound recording", "video": "a film", "font": "a font", "image": "a picture", "text": "a text"}

_PROGRAM_AS_PDF = "save it as a PDF with the program that made it"
_UNPACK = "unpack it, and index what was in it"
_EXPORT = "export its mails as .eml or .msg files"
_CONVERT = "convert it to PNG or PDF"

_ADVICE = {
    "application/x-7z-compressed": _UNPACK,
    "application/vnd.rar": _UNPACK,
    "application/vnd.ms-cab-compressed": _UNPACK,
    "application/x-lzh-compressed": _UNPACK,
    "application/x-iso9660-image": _UNPACK,
    "application/zstd": _UNPACK,
    "application/lzip": _UNPACK,
    "application/x-compress": _UNPACK,
    "application/vnd.ms-outlook-pst": _EXPORT,
    "application/ms-tnef": "save the attachments from Outlook",
    "application/vnd.apple.pages": "export it from Pages as PDF or Word",
    "application/vnd.apple.numbers": "export it from Numbers as PDF or Excel",
    "application/vnd.apple.keynote": "export it from Keynote as PDF or PowerPoint",
    "application/octet-stream": "where it is a document, save it as a PDF with the program that made it",
    **dict.fromkeys(("application/vnd.sqlite3", "application/x-executable", "application/x-ms-shortcut"), "it is no document"),
}
_FAMILY_ADVICE = {
    "audio": "a transcript could be indexed",
    "video": "a transcript could be indexed",
    "image": _CONVERT,
    "font": "it is no document",
}

_ENCRYPTED = {
    "application/pgp-encrypted": "decrypt it, and index what comes out",
    "application/pkcs7-mime": "save the message without its signature or encryption from the mail program",
}


def plain_words(media_type: str) -> str:
    """What a person would call it, with its article: "a Word 97–2003 document"."""
    family = media_type.partition("/")[0]
    return _WORDS.get(media_type) or _FAMILIES.get(family) or "a file of a kind that Muniment does not know"


def refusal(media_type: str) -> DocumentError:
    """Why a file of a type is not read that no engine reads, and what to do: "encrypted" or "not supported"."""
    if advice := _ENCRYPTED.get(media_type):
        return DocumentError("encrypted", f"This is {plain_words(media_type)}; {advice}.")
    advice = _ADVICE.get(media_type) or _FAMILY_ADVICE.get(media_type.partition("/")[0]) or _PROGRAM_AS_PDF
    return DocumentError("not supported", f"This is {plain_words(media_type)}, which Muniment cannot read; {advice}.")
