"""The product in a real browser: every page of everybody, and the pictures of the README."""
