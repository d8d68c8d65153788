"""The media types that are read as something of the web."""

HTML, SAVED = ("text/html", "application/xhtml+xml"), "multipart/related"
EPUB, JSON, XML = "application/epub+zip", "application/json", ("application/xml", "text/xml", "image/svg+xml")
