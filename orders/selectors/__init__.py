"""Reads: query sets and figures."""
