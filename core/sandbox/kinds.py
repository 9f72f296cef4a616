"""The kinds of files an office keeps, by what they hold, with the names they may bear."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileKind:
    """One kind: how it is sent, what it may be called, what can be shown of it."""

    key: str
    media_type: str
    suffixes: tuple[str, ...]
    is_picture: bool = False


KINDS = {
    kind.key: kind
    for kind in (
        FileKind("pdf", "application/pdf", (".pdf",)),
        FileKind("ofd", "application/ofd", (".ofd",)),
        FileKind("jpeg", "image/jpeg", (".jpg", ".jpeg"), is_picture=True),
        FileKind("png", "image/png", (".png",), is_picture=True),
        FileKind("gif", "image/gif", (".gif",), is_picture=True),
        FileKind("webp", "image/webp", (".webp",), is_picture=True),
        FileKind("bmp", "image/bmp", (".bmp",), is_picture=True),
        FileKind("tiff", "image/tiff", (".tif", ".tiff"), is_picture=True),
        FileKind(
            "docx",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            (".docx",),
        ),
        FileKind(
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            (".xlsx",),
        ),
        FileKind(
            "pptx",
            "application/vnd.openxmlformats-officedocument.presentationml.presentation",
            (".pptx",),
        ),
        FileKind("doc", "application/msword", (".doc", ".wps")),
        FileKind("xls", "application/vnd.ms-excel", (".xls", ".et")),
        FileKind("ppt", "application/vnd.ms-powerpoint", (".ppt", ".dps")),
        FileKind("dwg", "application/acad", (".dwg",)),
        FileKind("text", "text/plain", (".txt", ".csv", ".md")),
    )
}
SUFFIXES = {suffix: kind for kind in KINDS.values() for suffix in kind.suffixes}
