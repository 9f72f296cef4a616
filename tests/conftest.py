"""The suite's ground; the databases are chosen earlier, in tests/plugins/databases.py."""

pytest_plugins = ["tests.cast"]
