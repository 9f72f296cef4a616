"""From `.po` to `.mo`, where the `.mo` is missing or older; also without Django set up.

Traditional Chinese has no catalogues of its own: it is made from the Simplified ones.
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import opencc
import polib

SIMPLIFIED, TRADITIONAL = "zh_Hans", "zh_Hant"


def compile_catalogues(root: Path) -> list[Path]:
    """Write the stale `.mo` files below each `locale` folder and name them."""
    written = []
    for source in sorted([*root.glob("locale/*/*/*.po"), *root.glob("*/locale/*/*/*.po")]):
        written += _compiled(source, source.with_suffix(".mo"), str)
        folder = source.parent.parent
        if folder.name == SIMPLIFIED:
            target = folder.with_name(TRADITIONAL) / source.parent.name / f"{source.stem}.mo"
            written += _compiled(source, target, traditional)
    return written


def traditional(text: str) -> str:
    """The same words in traditional characters; terms stay those of the mainland."""
    return str(_converter().convert(text))


@cache
def _converter() -> opencc.OpenCC:
    return opencc.OpenCC("s2t")


def _compiled(source: Path, target: Path, written_as: Callable[[str], str]) -> list[Path]:
    if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
        return []
    catalogue = polib.pofile(str(source))
    for entry in catalogue if written_as is not str else ():
        entry.msgstr = written_as(entry.msgstr)
        plural = entry.msgstr_plural or {}
        entry.msgstr_plural = {number: written_as(text) for number, text in plural.items()}
    target.parent.mkdir(parents=True, exist_ok=True)
    # Another process may read or write the same file: it only ever sees a whole one.
    draft = target.with_suffix(f".{os.getpid()}")
    catalogue.save_as_mofile(str(draft))
    draft.replace(target)
    return [target]
