"""Records for tests and for the demo company."""
