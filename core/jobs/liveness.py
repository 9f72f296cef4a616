"""Whether the process that works on something is still there."""

import os
import socket
from datetime import datetime, timedelta
from pathlib import Path

# A worker signs every few seconds; after this long without a sign it is taken for dead.
LEASE = timedelta(seconds=120)


def here() -> str:
    """This process, so that no other is taken for it: host, id, and when it began."""
    return f"{socket.gethostname()}:{os.getpid()}:{_began(os.getpid())}"[:120]


def is_dead(worker: str, heartbeat_at: datetime | None, at: datetime) -> bool:
    """Whether the worker is gone: known to be on this machine, by its silence elsewhere."""
    return _is_gone(worker) or heartbeat_at is None or at - heartbeat_at > LEASE


def _is_gone(worker: str) -> bool:
    host, _, rest = worker.partition(":")
    pid, _, began = rest.partition(":")
    if host != socket.gethostname() or not pid.isdigit() or os.name != "posix":
        return False
    try:
        os.kill(int(pid), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        return False
    return began != _began(int(pid))


def _began(pid: int) -> str:
    """When the process began, in ticks since the machine did; empty where nobody says."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="ascii", errors="replace")
    except OSError:
        return ""
    return stat.rpartition(")")[2].split()[19]
