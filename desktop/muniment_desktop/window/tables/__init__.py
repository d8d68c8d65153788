"""Tables that are read: rows of text, each of which may lead to a page."""
