"""What a file may be called: one line, no folders, nothing a system reads as a command."""

import re
import unicodedata
from pathlib import PurePosixPath

from core.sandbox.kinds import KINDS, SUFFIXES
from core.sandbox.refused import Refused

LONGEST = 120
NAMELESS = "paper"
_FORBIDDEN = re.compile(r"""[<>:"/\\|?*%]""")


def clean_name(name: str) -> str:
    """The last part of the path, on one line, without signs that turn or hide text."""
    last = name.replace("\\", "/").rstrip("/").rpartition("/")[2]
    last = unicodedata.normalize("NFC", last)
    shown = "".join(
        c for c in last if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    )
    shown = " ".join(_FORBIDDEN.sub("_", shown).split()).strip(". ")
    path = PurePosixPath(shown)
    if not path.stem.strip("_"):
        return f"{NAMELESS}{path.suffix}" if path.suffix else NAMELESS
    return shown if len(shown) <= LONGEST else path.stem[: LONGEST - len(path.suffix)] + path.suffix


def name_for(name: str, kind: str) -> str:
    """The cleaned name with the suffix of what the file holds; refuses one that lies."""
    cleaned = clean_name(name)
    suffix = PurePosixPath(cleaned).suffix.lower()
    if not suffix:
        return f"{cleaned}{KINDS[kind].suffixes[0]}"
    if suffix not in KINDS[kind].suffixes:
        if suffix not in SUFFIXES:
            raise Refused("unknown")
        raise Refused("not_its_name", what=kind.upper())
    return cleaned
