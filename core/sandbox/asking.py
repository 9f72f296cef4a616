"""The parent's side: ask the child, and read its answer."""

import marshal
import subprocess
import sys
from pathlib import Path
from typing import Any

from core.sandbox.refused import Refused

ROOT = Path(__file__).resolve().parents[2]
WALL_SECONDS = 45


def ask(what: str, path: Path, *arguments: str) -> Any:
    """What the child says of the file; a Refused when it will not, or does not live to."""
    command = [sys.executable, "-m", "core.sandbox.child", what, str(path.resolve()), *arguments]
    try:
        done = subprocess.run(  # noqa: S603 - our own module, the path as one argument
            command, cwd=ROOT, capture_output=True, timeout=WALL_SECONDS, check=False, env={}
        )
    except subprocess.TimeoutExpired:
        raise Refused("too_long") from None
    if done.returncode in {-24, -9}:
        raise Refused("too_long")
    if done.returncode:
        raise Refused("huge" if b"MemoryError" in done.stderr else "damaged")
    answer = marshal.loads(done.stdout)  # noqa: S302 - written by our own child
    if answer[0] == "refused":
        raise Refused(answer[1], **answer[2])
    return answer[1]
