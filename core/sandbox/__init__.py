"""Files of strangers are opened here alone: in a process with limits, knowing nothing of Django."""
