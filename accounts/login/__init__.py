"""How people get in: adapters of the log-in library, lock-out, passwords, sessions, codes."""
