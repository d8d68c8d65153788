"""The media types of what office programs write, and who reads them."""

_OOXML = "application/vnd.openxmlformats-officedocument."
_ODF = "application/vnd.oasis.opendocument."

READERS = {
    f"{_OOXML}wordprocessingml.document": "docx",
    f"{_OOXML}wordprocessingml.template": "docx",
    "application/vnd.ms-word.document.macroEnabled.12": "docx",
    "application/vnd.ms-word.template.macroEnabled.12": "docx",
    f"{_OOXML}presentationml.presentation": "pptx",
    f"{_OOXML}presentationml.template": "pptx",
    f"{_OOXML}presentationml.slideshow": "pptx",
    "application/vnd.ms-powerpoint.presentation.macroEnabled.12": "pptx",
    "application/vnd.ms-powerpoint.template.macroEnabled.12": "pptx",
    "application/vnd.ms-powerpoint.slideshow.macroEnabled.12": "pptx",
    f"{_OOXML}spreadsheetml.sheet": "xlsx",
    f"{_OOXML}spreadsheetml.template": "xlsx",
    "application/vnd.ms-excel.sheet.macroEnabled.12": "xlsx",
    "application/vnd.ms-excel.template.macroEnabled.12": "xlsx",
    "application/vnd.ms-excel": "xls",
    "application/msword": "word97",
    "application/vnd.ms-powerpoint": "powerpoint97",
    "application/rtf": "rtf",
    f"{_ODF}text": "odt",
    f"{_ODF}text-template": "odt",
    f"{_ODF}presentation": "odp",
    f"{_ODF}presentation-template": "odp",
    f"{_ODF}spreadsheet": "ods",
    f"{_ODF}spreadsheet-template": "ods",
}
"""The module of each media type; its `read(data, limits)` makes a draft."""

PACKAGE = "application/encrypted-ooxml"
"""A file of after 2007 that a password protects; which kind it is shows when it is open."""
