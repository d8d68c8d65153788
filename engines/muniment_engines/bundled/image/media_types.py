"""The media types that are read as pictures."""

FORMATS = {
    "image/png": "PNG",
    "image/jpeg": "JPEG",
    "image/tiff": "TIFF",
    "image/webp": "WEBP",
    "image/bmp": "BMP",
    "image/gif": "GIF",
}
"""Pillow's name for each media type; what a file claims to be is all that it is read as."""
