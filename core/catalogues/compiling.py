"""From `.po` to `.mo`, where the `.mo` is missing or older; also without Django set up."""

import os
from pathlib import Path

import polib


def compile_catalogues(root: Path) -> list[Path]:
    """Write the stale `.mo` files below each `locale` folder and name them."""
    written = []
    for source in sorted([*root.glob("locale/*/*/*.po"), *root.glob("*/locale/*/*/*.po")]):
        target = source.with_suffix(".mo")
        if target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns:
            continue
        # Another process may read or write the same file: it only ever sees a whole one.
        draft = target.with_suffix(f".{os.getpid()}")
        polib.pofile(str(source)).save_as_mofile(str(draft))
        draft.replace(target)
        written.append(target)
    return written
