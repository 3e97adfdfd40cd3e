"""The media type and encoding of each kind of file in a site."""

from __future__ import annotations

TEXT = {
    "html": "text/html",
    "txt": "text/plain",
    "md": "text/markdown",
    "csv": "text/csv",
    "css": "text/css",
    "js": "text/javascript",
    "json": "application/json",
    "map": "application/json",
    "jsonl": "application/jsonl",
    "webmanifest": "application/manifest+json",
    "xml": "application/xml",
    "svg": "image/svg+xml",
    "bib": "text/plain",
    "ris": "text/plain",
    "csl": "application/xml",
}
"""The media type of each kind of text file, by file name extension; all are UTF-8."""
_OTHER = {
    "pdf": "application/pdf",
    "zip": "application/zip",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "doc": "application/msword",
    "wps": "application/vnd.ms-works",
    "parquet": "application/vnd.apache.parquet",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "ico": "image/vnd.microsoft.icon",
    "woff2": "font/woff2",
}


def with_charset(kind: str, charset: str = "utf-8") -> str:
    """Return a media type with an encoding: `text/html; charset=utf-8`."""
    return f"{kind}; charset={charset}"


def in_charset(name: str, charset: str) -> str:
    """Return the media type of a text file in another encoding than UTF-8."""
    ending = name.rpartition(".")[2]
    return with_charset(TEXT[ending] if ending == "html" else "text/plain", charset)


def type_of(name: str) -> str:
    """Return the media type of a file, with its encoding for text, by its name."""
    ending = name.rpartition(".")[2].lower()
    if "." not in name.rpartition("/")[2] or name.endswith("SHA256SUMS"):
        return with_charset("text/plain")
    return with_charset(TEXT[ending]) if ending in TEXT else _OTHER.get(ending, "application/octet-stream")
