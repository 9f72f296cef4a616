"""A step is left out when the files it depends on have not changed since it was done."""

import hashlib
from collections.abc import Callable, Iterable
from pathlib import Path

from .words import ROOT, VAR, say

FOLDER = VAR / "stamps"


def files(*patterns: str) -> list[Path]:
    """The files a step depends on, in a stable order."""
    return sorted({path for pattern in patterns for path in ROOT.glob(pattern) if path.is_file()})


def digest(paths: Iterable[Path], *words: str) -> str:
    made = hashlib.sha256("\0".join([str(ROOT), *words]).encode())
    for path in paths:
        made.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def step(
    name: str,
    work: Callable[[], None],
    paths: Iterable[Path],
    *words: str,
    result: Path | None = None,
) -> bool:
    """Do the work unless it was done with the same files and its result is there."""
    stamp = FOLDER / name
    wanted = digest(paths, *words)
    done = stamp.exists() and stamp.read_text() == wanted
    if done and (result is None or result.exists()):
        return False
    say(f"· {name}")
    work()
    FOLDER.mkdir(parents=True, exist_ok=True)
    stamp.write_text(wanted)
    return True
