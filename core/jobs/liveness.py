"""Whether the process that works on something is still there."""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

# A worker signs every few seconds; elsewhere it is taken for dead after this long without a sign.
LEASE = timedelta(seconds=120)
# Longer than any task may take: after it, not even a process that is still there is at work.
LONGEST = timedelta(minutes=20)


def here() -> str:
    """This process, so that no other is taken for it: host, id, and when it began."""
    return f"{socket.gethostname()}:{os.getpid()}:{_began(os.getpid())}"[:120]


def is_dead(worker: str, heartbeat_at: datetime | None, at: datetime) -> bool:
    """Whether the worker is gone: seen on this machine, by its silence elsewhere.

    A process of this machine may be silent while it holds SQLite's one writing transaction.
    """
    if heartbeat_at is None:
        return True
    is_there = _is_there(worker)
    if is_there is None:
        return at - heartbeat_at > LEASE
    return not is_there or at - heartbeat_at > LONGEST


def _is_there(worker: str) -> bool | None:
    """Whether the process is there; None when this machine cannot tell."""
    host, _, rest = worker.partition(":")
    pid, _, began = rest.partition(":")
    if host != socket.gethostname() or not pid.isdigit() or os.name != "posix":
        return None
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return None
    return began == _began(int(pid))


def _began(pid: int) -> str:
    """When the process began, in ticks since the machine did; empty where nobody says."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
