"""The suite's ground; the databases are chosen earlier, in tests/plugins/databases.py."""
