"""Pictures: measured, drawn anew in another size, cut to a signature."""

import io
import warnings
from pathlib import Path
from typing import Any

from PIL import Image, ImageChops, ImageOps, UnidentifiedImageError

from core.sandbox.refused import Refused

MAX_PIXELS = 50_000_000
MAX_SIDE = 20_000
FORMATS = {
    "jpeg": "JPEG",
    "png": "PNG",
    "gif": "GIF",
    "webp": "WEBP",
    "bmp": "BMP",
    "tiff": "TIFF",
}
SIGNATURE = (600, 240)
FAINT = 24  # of 255: paper is not quite white

Image.MAX_IMAGE_PIXELS = MAX_PIXELS
warnings.simplefilter("ignore")
_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, IndexError)


def measure(path: Path, kind: str) -> tuple[int, int]:
    """Width and height; refuses what is too large to be opened or is no picture."""
    try:
        with Image.open(path, formats=[FORMATS[kind]]) as picture:
            _check_size(picture.size)
            picture.verify()
            return picture.size
    except Image.DecompressionBombError as error:
        raise Refused("huge") from error
    except _BROKEN as error:
        raise Refused("damaged") from error


def drawn_anew(path: Path, kind: str, side: int) -> bytes:
    """The picture as a JPEG no larger than ``side``, upright, without what rode along."""
    return as_jpeg(_opened(path, kind, side), side)


def as_jpeg(picture: Any, side: int) -> bytes:
    picture.thumbnail((side, side))
    if picture.mode in {"RGBA", "LA", "PA", "P"}:
        clear = picture.convert("RGBA")
        picture = Image.new("RGB", clear.size, "white")
        picture.paste(clear, mask=clear.getchannel("A"))
    out = io.BytesIO()
    picture.convert("RGB").save(out, "JPEG", quality=82, optimize=True)
    return out.getvalue()


def signature(path: Path, kind: str) -> bytes:
    """Ink on nothing: a small PNG, cut to what is written, paper made transparent."""
    picture = _opened(path, kind, 2400)
    flat = Image.new("RGB", picture.size, "white")
    clear = picture.convert("RGBA")
    flat.paste(clear, mask=clear.getchannel("A"))
    ink = ImageChops.invert(flat.convert("L")).point(lambda v: 0 if v < FAINT * 2 else v)
    box = ink.getbbox()
    if box is None or box[2] - box[0] < 8 or box[3] - box[1] < 8:
        raise Refused("blank")
    flat, ink = flat.crop(box), ink.crop(box)
    flat.putalpha(ImageOps.autocontrast(ink))
    flat.thumbnail(SIGNATURE)
    out = io.BytesIO()
    flat.save(out, "PNG", optimize=True)
    return out.getvalue()


def logo(path: Path, kind: str) -> bytes:
    """A small PNG of it."""
    picture = _opened(path, kind, 800).convert("RGBA")
    picture.thumbnail((800, 400))
    out = io.BytesIO()
    picture.save(out, "PNG", optimize=True)
    return out.getvalue()


def _opened(path: Path, kind: str, side: int) -> Any:
    try:
        picture = Image.open(path, formats=[FORMATS[kind]])
        _check_size(picture.size)
        picture.draft("RGB", (side, side))  # a JPEG is read no larger than it is shown
        picture.load()
        return ImageOps.exif_transpose(picture)
    except Image.DecompressionBombError as error:
        raise Refused("huge") from error
    except _BROKEN as error:
        raise Refused("damaged") from error


def _check_size(size: tuple[int, int]) -> None:
    if size[0] * size[1] > MAX_PIXELS or max(size) > MAX_SIDE:
        raise Refused("huge")
